/** What `docker stack deploy` makes of the files of one deploy: everything it refuses, and everything it drops. */

import { mergeDeclarations, mergeServices } from '../assemble/merge.ts';
import type { ComposeFile } from '../compose.ts';
import { convert } from './convert.ts';
import { decode } from './decode.ts';
import { documentNotes, minorOf, versionNode } from './document.ts';
import { mergeNotes } from './merge-notes.ts';
import { misread, readOnly } from './misread.ts';
import type { LoaderNote } from './notes.ts';
import type { Surroundings } from './surroundings.ts';

export { documentNotes } from './document.ts';
export type { LoaderNote } from './notes.ts';

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
