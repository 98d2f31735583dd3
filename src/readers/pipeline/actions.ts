/** Ready-made steps of GitHub workflows that run docker. One row per action. */
import type { Flag, Invocation } from '../../facts/shell.ts';
import { type Source, span, type Text } from '../../source/index.ts';
import { child, scalarChild, type Yaml, type YamlScalar } from './yaml.ts';

interface ActionRow {
  readonly command: readonly string[];
  /** Input to flag. */
  readonly flags?: Readonly<Record<string, string>>;
  /** Inputs that hold several values, one per line or between commas. */
  readonly lists?: readonly string[];
  /** Inputs that switch a flag on with `true` or `1`. */
  readonly switches?: Readonly<Record<string, string>>;
  /** Inputs in the order of the operands, with what the action takes when they are left out. */
  readonly operands?: readonly (readonly [input: string, otherwise?: string])[];
  /** Flags the action gives by itself, unless this input says otherwise. */
  readonly always?: readonly (readonly [name: string, value?: string, unless?: string])[];
  readonly remote?: boolean;
  /** Inputs that set variables of any name. */
  readonly variables?: readonly string[];
  /** The row holds only when this input has this value. */
  readonly when?: readonly [input: string, value: string];
  /** The row does not hold when this input has this value. */
  readonly except?: readonly [input: string, value: string];
}

const build: ActionRow = {
  command: ['buildx', 'build'],
  flags: {
    tags: 'tag',
    file: 'file',
    target: 'target',
    'build-args': 'build-arg',
    platforms: 'platform',
    outputs: 'output',
  },
  lists: ['tags', 'build-args'],
  switches: { push: 'push', load: 'load', 'no-cache': 'no-cache', pull: 'pull' },
  operands: [['context', '.']],
};

/** Source: the `action.yml` and the scripts of each action. Inputs with passwords are left out. */
const actions: ReadonlyMap<string, ActionRow> = new Map<string, ActionRow>([
  ['docker/build-push-action', build],
  // Forks that keep the inputs and build on machines of their own.
  ['useblacksmith/build-push-action', build],
  ['depot/build-push-action', build],
  [
    'docker/bake-action',
    {
      command: ['buildx', 'bake'],
      flags: { files: 'file', set: 'set' },
      lists: ['files', 'set'],
      switches: { push: 'push', load: 'load' },
    },
  ],
  ['docker/login-action', { command: ['login'], flags: { username: 'username' }, operands: [['registry']] }],
  ['azure/docker-login', { command: ['login'], operands: [['login-server']] }],
  ['aws-actions/amazon-ecr-login', { command: ['login'] }],
  [
    'kitconcept/docker-stack-deploy',
    {
      command: ['stack', 'deploy'],
      flags: { stack_file: 'compose-file', resolve_image: 'resolve-image' },
      switches: { prune: 'prune' },
      variables: ['env_file'],
      operands: [['stack_name']],
      always: [['with-registry-auth'], ['detach', 'false']],
      remote: true,
    },
  ],
  [
    'serversideup/github-action-docker-swarm-deploy',
    {
      command: ['stack', 'deploy'],
      variables: ['env_file_base64'],
      operands: [['stack_name']],
      always: [['detach', 'false'], ['with-registry-auth'], ['prune']],
      remote: true,
    },
  ],
  [
    'wshihadeh/docker-deployment-action',
    {
      command: ['stack', 'deploy'],
      flags: { stack_file_name: 'compose-file' },
      when: ['deployment_mode', 'docker-swarm'],
      remote: true,
    },
  ],
  [
    'cssnr/stack-deploy-action',
    {
      command: ['stack', 'deploy'],
      flags: { file: 'compose-file', detach: 'detach', resolve_image: 'resolve-image' },
      switches: { prune: 'prune', registry_auth: 'with-registry-auth', registry_pass: 'with-registry-auth' },
      always: [['detach', 'false', 'detach']],
      except: ['mode', 'compose'],
      variables: ['env_file'],
      operands: [['name']],
      remote: true,
    },
  ],
]);

/** Actions that run a text on the host they are given: the inputs that hold it, in order. Most are called `ssh-action`. */
const remoteScripts: ReadonlyMap<string, readonly string[]> = new Map([
  ['cross-the-world/ssh-scp-ssh-pipelines', ['first_ssh', 'last_ssh']],
  ['cross-the-world/ssh-pipeline', ['script']],
  ['easingthemes/ssh-deploy', ['script_before', 'script_after', 'SCRIPT_BEFORE', 'SCRIPT_AFTER']],
  ['garygrossgarten/github-action-ssh', ['command']],
  ['jimcronqvist/action-ssh', ['command']],
  ['tiyee/action-ssh', ['command']],
]);

/** `uses`: as the step writes it, with its version. */
export function remoteInputs(uses: string): readonly string[] {
  const action = uses.replace(/@.*/, '').toLowerCase();
  const known = remoteScripts.get(action);
  if (known !== undefined) return known;
  return /(^|\/)ssh-(action|remote-commands|command-action|command|run)$|-ssh-action$/.test(action)
    ? ['script', 'command']
    : [];
}

export interface ActionContext {
  readonly job?: string;
  readonly names: readonly string[];
}

const isTemplate = (text: string): boolean => text.includes('${{');

export function actionInvocation(source: Source, step: Yaml, context: ActionContext): Invocation | undefined {
  const uses = scalarChild(step, 'uses');
  const row = uses === undefined ? undefined : actions.get(uses.value.split('@')[0]!.toLowerCase());
  if (uses === undefined || row === undefined) return undefined;
  const inputs = child(step, 'with');
  const input = (name: string): YamlScalar | undefined => scalarChild(inputs, name);
  if (row.when !== undefined && input(row.when[0])?.value !== row.when[1]) return undefined;
  if (row.except !== undefined && input(row.except[0])?.value === row.except[1]) return undefined;
  // What the action does by itself is written nowhere else than in its name.
  const place = { at: span(source.path, uses.start, uses.end) };
  const written = source.text.slice(uses.start, uses.end);
  const given = (row.always ?? []).filter(([, , unless]) => unless === undefined || input(unless) === undefined);
  const flags: Flag[] = given.map(([name, value]) =>
    value === undefined ? { name, ...place } : { name, ...place, value: { ...place, raw: written, value } },
  );
  for (const [name, flag] of Object.entries(row.flags ?? {})) {
    const scalar = input(name);
    if (scalar === undefined) continue;
    const values = row.lists?.includes(name) === true ? partsOf(source, scalar) : [whole(source, scalar)];
    flags.push(...values.map((value) => ({ name: flag, at: value.at, value })));
  }
  for (const [name, flag] of Object.entries(row.switches ?? {})) {
    const scalar = input(name);
    if (scalar === undefined || scalar.value === 'false' || scalar.value === '0' || scalar.value === '') continue;
    const value = whole(source, scalar);
    // `push: ${{ … }}` may be either: the flag is there, its value is not known.
    flags.push(value.value === undefined ? { name: flag, at: value.at, value } : { name: flag, at: value.at });
  }
  const operands = (row.operands ?? []).flatMap(([name, otherwise]): readonly Text[] => {
    const scalar = input(name);
    if (scalar !== undefined && scalar.value !== '') return [whole(source, scalar)];
    return otherwise === undefined ? [] : [{ ...place, raw: written, value: otherwise }];
  });
  return {
    at: place.at,
    path: source.path,
    where: 'ci',
    ...(context.job === undefined ? {} : { job: context.job }),
    command: row.command,
    flags,
    operands,
    piped: false,
    exports: (row.variables ?? []).some((name) => input(name) !== undefined) ? [...context.names, '*'] : context.names,
    ...(row.remote === true ? { remote: true } : {}),
    directory: '',
  };
}

function whole(source: Source, scalar: YamlScalar): Text {
  const at = span(source.path, scalar.start, scalar.end);
  const base = { at, raw: source.text.slice(scalar.start, scalar.end) };
  return isTemplate(scalar.value) ? base : { ...base, value: scalar.value };
}

/** Values one per line or between commas, each at its place. */
function partsOf(source: Source, scalar: YamlScalar): readonly Text[] {
  const written = source.text.slice(scalar.start, scalar.end);
  const body = scalar.style === 'literal' || scalar.style === 'folded' ? written.indexOf('\n') + 1 : 0;
  const parts: Text[] = [];
  for (const match of written.slice(body).matchAll(/[^\n,]+/g)) {
    const part = match[0].trim().replace(/^["']|["']$/g, '');
    if (part === '' || part.startsWith('#')) continue;
    const start = scalar.start + body + match.index + match[0].indexOf(part);
    const base = { at: span(source.path, start, start + part.length), raw: part };
    parts.push(isTemplate(part) || part.includes('}}') ? base : { ...base, value: part });
  }
  return parts;
}
