/** One document alone: its version, its keys and their types, and what is interpolated. */
import type { Node, Scalar } from '../compose.ts';
import type { LoaderNote } from './notes.ts';
import { documentShape } from './top-level-keys.ts';
import { walk } from './walk.ts';

/** Newest minor version of schema 3 that Docker 28 knows: what a file without `version` gets. */
const newest = 13;

export function documentNotes(root: Node): readonly LoaderNote[] {
  const problem = versionProblem(versionNode(root));
  const minor = problem && versionNode(root)?.type === 'null' ? undefined : minorOf(versionNode(root));
  return [
    ...(problem ? [problem] : []),
    // Behind a version that nobody knows no key can be judged; behind one without quotes it can.
    ...(minor === undefined ? [] : walk(root, documentShape, minor)),
    ...interpolationNotes(root, []),
    ...keyNotes(root, []),
  ];
}

export const versionNode = (root: Node): Scalar | undefined => {
  const value = root.kind === 'map' ? root.entries.find(({ key }) => key === 'version')?.value : undefined;
  return value?.kind === 'scalar' ? value : undefined;
};

/** `undefined` for a version that the loader does not know. */
export function minorOf(version: Scalar | undefined): number | undefined {
  if (!version || version.raw === '' || version.raw === '3') return newest;
  const match = /^3\.(\d{1,2})$/.exec(version.raw);
  return match && Number(match[1]) <= newest ? Number(match[1]) : undefined;
}

/** The version is read before anything is interpolated, and it must be a string. */
function versionProblem(version: Scalar | undefined): LoaderNote | undefined {
  if (!version) return undefined;
  const base = { at: version.at, path: 'version', key: 'version', verdict: 'rejected', stage: 'version' } as const;
  if (version.type === 'number' || version.type === 'boolean')
    return { ...base, message: 'the version must be a string', instead: `quote it: "${version.raw}", or leave it out` };
  if (version.type === 'null' || minorOf(version) === undefined)
    return {
      ...base,
      message: 'docker stack deploy knows the versions 3.0 to 3.13',
      instead: 'write version: "3.8", or leave it out',
    };
  return undefined;
}

/** `.inf` and `.nan`, which the loader cannot pass on. */
const isBeyondNumbers = ({ type, quoted, raw }: Scalar): boolean =>
  type === 'number' && !quoted && /^[+-]?\.(?:inf|nan)$/i.test(raw);

const beyondNumbers = ({ at, raw }: Scalar, path: readonly string[]): LoaderNote => ({
  at,
  path: path.join('.'),
  key: path.at(-1) ?? '',
  verdict: 'rejected',
  stage: 'yaml',
  message: 'the loader cannot read it as a number',
  instead: `quote it: "${raw}"`,
});

/** Keys that YAML reads as numbers, booleans, dates or nothing, wherever they stand. */
function keyNotes(node: Node, path: readonly string[]): readonly LoaderNote[] {
  if (node.kind === 'scalar') return isBeyondNumbers(node) ? [beyondNumbers(node, path)] : [];
  if (node.kind === 'list') return node.items.flatMap((item, index) => keyNotes(item, [...path, String(index)]));
  return node.entries.flatMap(({ at, key, keyType, value }) => {
    const here = [...path, key];
    const rest = keyNotes(value, here);
    if (keyType === 'string') return rest;
    return [
      {
        at,
        path: here.join('.'),
        key,
        verdict: 'rejected' as const,
        stage: 'yaml' as const,
        message: 'keys must be strings',
        instead: `quote it: "${key}"`,
      },
      ...rest,
    ];
  });
}

function interpolationNotes(node: Node, path: readonly string[]): readonly LoaderNote[] {
  if (node.kind === 'scalar') {
    if (path[0] === 'version') return [];
    if (node.missing !== undefined)
      return [
        {
          at: node.at,
          path: path.join('.'),
          key: path.at(-1) ?? '',
          verdict: 'rejected',
          stage: 'interpolation',
          message: `it requires ${node.missing}, which is not set`,
          instead: /^\w+$/.test(node.missing)
            ? undefined
            : 'write it as ${NAME:?message}, without :- - :? ? in the message',
        },
      ];
    if (node.invalid === undefined) return [];
    return [
      {
        at: node.at,
        path: path.join('.'),
        key: path.at(-1) ?? '',
        verdict: 'rejected',
        stage: 'interpolation',
        message: 'the loader cannot interpolate it',
        instead:
          'write $$ for a dollar sign; for variables only ${X}, ${X:-default}, ${X-default}, ${X:?message} and ${X?message}',
      },
    ];
  }
  return node.kind === 'list'
    ? node.items.flatMap((item, index) => interpolationNotes(item, [...path, String(index)]))
    : node.entries.flatMap(({ key, value }) => interpolationNotes(value, [...path, key]));
}
