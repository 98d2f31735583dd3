/** What it is given: variables, secrets, configs, mounts. */
import type { GrantStory, MountStory, Story } from '../../engine/story/index.ts';
import { listed, plural } from '../../kit/index.ts';
import type { Style } from '../style.ts';
import { type Row, type Section, under } from './rows.ts';

const suppliers: Readonly<Record<string, string>> = {
  stack: 'stack file',
  'env-file': 'env file',
  image: 'image',
  secret: 'secret',
  start: 'a script or env file of the start',
  platform: 'from the engine or the base image',
  elsewhere: 'perhaps from outside the repository',
};

export function environment({ environment: told, name, source }: Story, style: Style): Section {
  if (!told) return { title: 'Environment', rows: [] };
  const { variables, read, supplied, perhaps, required, complete, envFiles, secrets, example } = told;
  const reading = source.status === 'read' ? `, ${read} of them read by the code` : '';
  return {
    title: 'Environment',
    rows: [
      {
        key: 'variables',
        text:
          variables === 0
            ? 'none that is known'
            : `${plural(variables, 'variable')}${reading}, ${supplied} supplied${perhaps > 0 ? `, ${perhaps} perhaps from outside the repository` : ''}; swarm-lint env ${name} shows each`,
      },
      ...(complete || source.status !== 'read'
        ? []
        : [
            {
              text: 'the code may read more: not every line that was read names what it asks for',
              mark: openMark(style),
            },
          ]),
      ...under('required', requiredRows(required, style)),
      ...under(
        'env file',
        envFiles.map(({ value, at }) => ({ text: value, at })),
      ),
      ...(example === null ? [] : [{ key: 'documented', text: example }]),
      ...(secrets.length === 0
        ? []
        : [
            {
              key: 'secret',
              text: `${listed(
                secrets.map(({ value }) => value),
                8,
              )}: by ${secrets.length === 1 ? 'its name' : 'their names'}; values are never shown`,
              at: secrets[0]!.at,
            },
          ]),
    ],
  };
}

/** What nobody here can see is said in one breath. */
function requiredRows(required: NonNullable<Story['environment']>['required'], style: Style): readonly Row[] {
  const unseen = required.filter(({ supplied }) => supplied?.by === 'elsewhere');
  return [
    ...required
      .filter((one) => !unseen.includes(one))
      .map(
        ({ name, at, supplied, conditional }): Row => ({
          text: `${name}${conditional ? ', under a condition' : ''}${supplied ? `  (${suppliers[supplied.by] ?? supplied.by})` : ', and nothing supplies it'}`,
          mark: supplied ? undefined : conditional ? openMark(style) : { symbol: style.symbols.bad, paint: style.bad },
          at: supplied?.at ?? at,
        }),
      ),
    ...(unseen.length === 0
      ? []
      : [
          {
            text: `${listed(
              unseen.map(({ name }) => name),
              40,
            )}: ${suppliers.elsewhere}`,
            mark: openMark(style),
            at: unseen[0]!.supplied?.at,
          },
        ]),
  ];
}

const openMark = (style: Style) => ({ symbol: style.symbols.open, paint: style.note });

export function storage({ secrets, configs, mounts, deploy }: Story, style: Style): Section {
  const pinned = deploy.constraints.length > 0;
  return {
    title: 'Files from outside the image',
    rows: [
      ...under('secrets', secrets.map(grantRow)),
      ...under('configs', configs.map(grantRow)),
      ...under(
        'mounts',
        mounts.flatMap((mount) => mountRows(mount, pinned, style)),
      ),
    ],
  };
}

const grantRow = ({ name, target, external, file, at }: GrantStory): Row => ({
  text: `${name} → ${target}${external === null ? ', declared nowhere in the stack' : external ? ', made outside the stack' : file === null ? '' : `, from ${file}`}`,
  at,
});

function mountRows(mount: MountStory, pinned: boolean, style: Style): readonly Row[] {
  const { type, source, target, readOnly, driver, at, writes } = mount;
  const kind = `${type === 'unknown' ? 'mount' : type}${driver === null ? '' : ` (driver ${driver})`}`;
  const local = mount.storage === 'node-local' && !mount.system;
  return [
    {
      text: `${source ?? (type === 'tmpfs' ? 'memory' : type === 'volume' ? 'a new volume' : 'a source that a variable decides')} → ${target ?? 'a path that a variable decides'}: ${kind}${readOnly ? ', read-only' : ''}, ${storageWords(mount, pinned)}`,
      mark: local && !pinned ? { symbol: style.symbols.warn, paint: style.warn } : undefined,
      at,
    },
    ...writes.slice(0, 3).map(({ label, at: where }) => ({ text: `the code writes there: ${label}`, at: where })),
  ];
}

function storageWords({ storage: kind, system, external }: MountStory, pinned: boolean): string {
  if (system) return 'a part of the node itself';
  switch (kind) {
    case 'node-local':
      return pinned ? 'on the disk of the node it is placed on' : 'every node has its own';
    case 'networked':
      return 'reached from every node';
    case 'anonymous':
      return 'new and empty for every task';
    case 'memory':
      return 'gone with the task';
    default:
      return external
        ? 'made outside the stack: whether nodes share it is not known'
        : 'whether nodes share it is not known';
  }
}
