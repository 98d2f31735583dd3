/** Services made by `docker service create`: the commands of one file are a stack of their own. */
import type { Span } from '../../source/index.ts';
import { fileNameOf, type Gap } from '../../source/index.ts';
import type { ComposeFile, Declaration } from '../compose.ts';
import type { Because, Purpose } from '../model.ts';
import type { Reading } from '../reading.ts';
import type { ServiceCreation } from '../service-command.ts';
import type { JudgedDraft } from './stacks.ts';

/** Where somebody deploys, as opposed to a note of how it once went. */
const deployment = /(^|[^a-z])(deploy|release|prod|production|roll-?out|launch|provision)/i;
const development =
  /(^|[^a-z])(dev|devel|development|local|tests?|testing|e2e|debug|examples?|demos?|samples?|tutorials?|labs?|exercises?|answers?|workshops?)([^a-z]|$)/i;

export interface Imperative {
  readonly drafts: readonly JudgedDraft[];
  readonly gaps: readonly Gap[];
}

export function imperativeStacks({ creations, invocations }: Required<Reading>): Imperative {
  const files = new Map<string, ServiceCreation[]>();
  for (const one of creations) files.set(one.at.file, [...(files.get(one.at.file) ?? []), one]);
  const made = new Set(
    invocations.flatMap(({ command, flags, operands }) =>
      command[0] === 'volume' && command[1] === 'create'
        ? [...operands, ...flags.flatMap(({ name, value }) => (name === 'name' && value ? [value] : []))].flatMap(
            ({ value }) => value ?? [],
          )
        : [],
    ),
  );
  const drafts = [...files].flatMap(([path, own]) => draftOf(path, own, made) ?? []);
  const gaps = [...files.values()]
    .flat()
    .filter(({ unknown, invocation }) => unknown !== undefined && purposeOf(invocation).value === 'production')
    .map(({ at, unknown }) => ({ at, why: unknown! }));
  return { drafts, gaps };
}

function draftOf(path: string, own: readonly ServiceCreation[], made: ReadonlySet<string>): JudgedDraft | undefined {
  // The same name twice: two ways to create it, of which one is taken.
  const named = new Map(own.flatMap((one) => (one.service ? [[one.service.name, one] as const] : [])).reverse());
  const taken = own.filter((one) => one.service && named.get(one.service.name) === one);
  const [first] = taken;
  if (!first) return undefined;
  const services = taken.flatMap(({ service }) => service ?? []);
  const file: ComposeFile = {
    at: first.at,
    path,
    document: { kind: 'map', at: first.at, entries: [] },
    services,
    declarations: [],
    problems: [],
  };
  return {
    id: path,
    files: [file],
    deploys: [],
    commands: true,
    ...(first.invocation.where === 'documentation' ? { documentation: true as const } : {}),
    purpose: purposeOf(first.invocation),
    swarm: { value: true, confidence: 'high', why: 'docker service create makes its services', at: first.at },
    services,
    declarations: declarationsOf(taken, made),
    loaderNotes: [],
  };
}

/** A volume that another command creates has a driver of its own choosing. */
function declarationsOf(taken: readonly ServiceCreation[], made: ReadonlySet<string>): readonly Declaration[] {
  const known = new Map<string, Declaration>();
  for (const one of taken.flatMap(({ declarations }) => declarations))
    known.set(
      `${one.kind} ${one.name}`,
      one.kind === 'volume' && made.has(one.name) ? { ...one, external: true } : one,
    );
  return [...known.values()];
}

/** Commands in documentation are read by others, who type them elsewhere: they never make a stack a production one. */
function purposeOf({ path, where, job = '', at }: ServiceCreation['invocation']): Because<Purpose> {
  const because = (value: Purpose, why: string, place?: Span): Because<Purpose> => ({
    value,
    confidence: 'medium',
    why,
    at: place,
  });
  if (where === 'documentation') return because('unknown', 'it stands in documentation', at);
  if (path.includes('{{') || development.test(path) || development.test(job))
    return because('development', `its name, ${development.test(job) ? job : path}, says so`);
  if (where === 'ci') return because('production', 'a pipeline creates its services', at);
  const named = [fileNameOf(path), job].find((name) => deployment.test(name));
  return named === undefined
    ? because('unknown', 'nothing tells whether it is meant for production', at)
    : because('production', `its name, ${named}, says so`, at);
}
