/** What a finding joined from several files rests on, as notes at the other files. */
import type { Service } from '../facts/index.ts';
import { span } from '../source/index.ts';
import type { Note } from './check.ts';

/** How many places beside its own file such a finding names. */
const enough = 2;

/**
 * Notes for what `own` does not name yet: the command that starts the program, the service with its replicas, the program itself, and at
 * last the image below. Files that `own` does not name come first. `path` is the file of the finding. Empty when `own` names enough.
 */
export function joinedNotes(service: Service, path: string, own: readonly Note[]): readonly Note[] {
  const elsewhere = own.filter(({ at }) => at.file !== path);
  const shown = ({ at }: Note) => own.some((one) => one.at.file === at.file && one.at.start === at.start);
  const others = tiesOf(service).filter((one) => one.at.file !== path && !shown(one));
  const named = new Set(elsewhere.map(({ at }) => at.file));
  const fresh = others.filter(({ at: { file } }) => !named.has(file) && named.add(file));
  const again = others.filter((one) => !fresh.includes(one));
  const below = baseOf(service).filter((one) => !shown(one));
  return [...fresh, ...again, ...below].slice(0, Math.max(0, enough - elsewhere.length));
}

/** The best to know first. */
function tiesOf({ name, at, scale, process: { main, entryFile } }: Service): readonly Note[] {
  const runs = scale.at && scale.text ? { at: scale.at, message: `${name}: ${scale.text}` } : undefined;
  return [
    ...(main ? [{ at: main.at, message: `starts ${entryFile ?? shortly(main.argv)}` }] : []),
    runs ?? { at, message: `service ${name} runs it` },
    ...(entryFile ? [{ at: span(entryFile, 0, 0), message: 'the program it starts' }] : []),
  ];
}

const baseOf = ({ built }: Service): readonly Note[] =>
  built ? [{ at: built.image.base.at, message: `made from ${built.image.base.value ?? built.image.base.raw}` }] : [];

/** `dotnet Shop.dll`, `mix phx.server`; nothing behind a flag, which may be a password. */
const shortly = ([program = '', first = '']: readonly string[]): string =>
  /^[\w./][\w./:-]*$/.test(first) ? `${program} ${first}` : program;
