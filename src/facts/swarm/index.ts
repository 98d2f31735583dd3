/** What `docker stack deploy` makes of the files of one deploy: everything it refuses, and everything it drops. */

import { mergeDeclarations, mergeServices } from '../assemble/merge.ts';
import type { ComposeFile, Node, Scalar } from '../compose.ts';
import { convert } from './convert.ts';
import { decode } from './decode.ts';
import { mergeNotes } from './merge-notes.ts';
import { misread, readOnly } from './misread.ts';
import type { LoaderNote } from './notes.ts';
import type { Surroundings } from './surroundings.ts';
import { documentShape } from './top-level-keys.ts';
import { walk } from './walk.ts';

export type { LoaderNote } from './notes.ts';

/** Newest minor version of schema 3 that Docker 28 knows: what a file without `version` gets. */
const newest = 13;

export type { Cluster, Surroundings } from './surroundings.ts';

/** `surroundings`: what the deploy finds beside the files and in the Swarm, as far as the caller can tell. */
export function loadVerdicts(files: readonly ComposeFile[], surroundings?: Surroundings): readonly LoaderNote[] {
  const notes = files.flatMap((file) => [
    ...file.problems.map(
      ({ at, message }): LoaderNote => ({ at, path: '', key: '', verdict: 'rejected', stage: 'yaml', message }),
    ),
    // Behind a syntax error the rest of the tree is a guess.
    ...(file.services.length === 0 && file.problems.length > 0 ? [] : documentNotes(file.document)),
  ]);
  const versions = new Set(files.map(({ document }) => minorOf(versionNode(document))));
  const last = files.at(-1);
  if (versions.size > 1 && last)
    notes.push({
      at: last.version?.at ?? last.at,
      path: 'version',
      key: 'version',
      verdict: 'rejected',
      stage: 'version',
      message: 'files of one deploy must declare the same version',
    });
  const merged = { services: mergeServices(files), declarations: mergeDeclarations(files), surroundings };
  notes.push(
    ...files.flatMap(decode),
    ...convert(merged),
    ...files.flatMap(({ services }) => services.flatMap(misread)),
  );
  notes.push(...files.flatMap(unread), ...mergeNotes(files));
  const writable = merged.services.filter((service) => !readOnly(service)).map(({ name }) => `services.${name}.tmpfs`);
  // An anchor's key is one key, however many services share it; and a key refused for its type needs no second note.
  const seen = new Set<string>();
  const judged = notes.map(
    (note): LoaderNote =>
      note.key === 'tmpfs' && note.verdict === 'ignored' && note.weight !== 'none' && !writable.includes(note.path)
        ? { ...note, message: 'the directory is not mounted, and read_only leaves it unwritable', weight: 'heavy' }
        : note,
  );
  // A key that is refused below says why the whole is not complete.
  const refusedKeys = judged.filter(({ stage, verdict }) => stage === 'schema' && verdict === 'rejected');
  const isEcho = ({ stage, verdict, path }: LoaderNote): boolean =>
    stage === 'convert' && verdict === 'rejected' && refusedKeys.some((one) => one.path.startsWith(`${path}.`));
  return judged.filter((note) => {
    const { at, key: name, verdict } = note;
    if (isEcho(note)) return false;
    const key = `${at.file} ${at.start} ${name} ${verdict}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** What stands in a file and is not read at all. */
const unread = ({ rest, tags = [] }: ComposeFile): readonly LoaderNote[] => [
  ...(rest
    ? [
        {
          at: rest,
          path: 'the second document',
          key: '---',
          verdict: 'ignored' as const,
          stage: 'yaml' as const,
          message: 'of a file with several documents only the first is read',
          instead: 'write one file for each, and name them all with -c',
          weight: 'heavy' as const,
        },
      ]
    : []),
  ...tags.map(
    ({ at, raw }): LoaderNote => ({
      at,
      path: raw,
      key: raw,
      verdict: 'ignored',
      stage: 'yaml',
      message: 'the tag belongs to Docker Compose, and what the other files say stays',
      instead: 'take it out of the files it was meant to undo',
    }),
  ),
];

/** Notes about one document alone: keys, types, version and interpolation. */
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

const versionNode = (root: Node): Scalar | undefined => {
  const value = root.kind === 'map' ? root.entries.find(({ key }) => key === 'version')?.value : undefined;
  return value?.kind === 'scalar' ? value : undefined;
};

function minorOf(version: Scalar | undefined): number | undefined {
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
