/** A compose file as a stack file that Swarm accepts, and the list of all that was done to it. */
import { isMap } from 'yaml';
import { loadVerdicts } from '../facts/swarm/index.ts';
import { composeReader } from '../readers/compose/index.ts';
import { lineIndex } from '../source/index.ts';
import { type Change, ConvertError } from './change.ts';
import { mendAliases, newOrigins, openDraft, slotsOf, valueAt } from './draft.ts';
import { removePair } from './edit.ts';
import { tellOfEnvFiles } from './env-files.ts';
import { gather } from './gather.ts';
import { type Job, newJob, type Request } from './job.ts';
import { tellOfOthers } from './override.ts';
import { print } from './print.ts';
import { parkProfiles } from './profiles.ts';
import { propose } from './proposals/index.ts';
import type { Scope } from './rows/scope.ts';
import { translate } from './rows/service.ts';
import { translateTopLevel } from './rows/top-level.ts';
import { sweep } from './sweep.ts';
import { tellOfEnvironment, translateVariables } from './variables.ts';

export type { Change } from './change.ts';
export { ConvertError } from './change.ts';
export type { Request } from './job.ts';

/** Something that Swarm still refuses or reads differently: only a person can say what is right. The place is in the new file. */
export interface Left {
  readonly path: string;
  readonly message: string;
  readonly refused: boolean;
  readonly line: number;
  readonly column: number;
}

export interface Converted {
  readonly text: string;
  readonly changes: readonly Change[];
  readonly left: readonly Left[];
}

const mostRounds = 8;

/** Throws a `ConvertError` for input that cannot be read. */
export function convert(request: Request): Converted {
  const [first] = request.files;
  if (!first) throw new ConvertError('no file to convert');
  const changes: Change[] = [];
  const draft = openDraft(first.path, first.text, newOrigins());
  const job = newJob(request, draft, changes);
  gather(request, draft, job.tell);
  if (!isMap(valueAt(draft, draft.root, 'services')))
    throw new ConvertError(`${first.path} has no services: it is no compose file`);
  parkProfiles(job);
  translateVariables(job);
  // What the loader's types put right may be something to translate in its turn.
  for (let round = 0, before = -1; round < mostRounds && before !== changes.length; round++) {
    before = changes.length;
    translateServices(job);
    translateTopLevel(job);
    sweep(job);
  }
  if (request.proposals) propose(job);
  // What is proposed may be newer than the version that the file declares.
  if (request.proposals) sweep(job);
  mendAliases(draft);
  tellOfEnvironment(job);
  tellOfEnvFiles(job);
  tellOfOthers(job);
  // What had to change nothing is given back as it is written.
  const same = request.files.length === 1 && changes.every(({ kind }) => kind === 'note');
  const text = same && !changes.some(({ todo }) => todo) ? first.text : print(draft);
  return { text, changes, left: leftIn(text) };
}

function translateServices(job: Job): void {
  const { draft } = job;
  const services = valueAt(draft, draft.root, 'services');
  if (!isMap(services)) return;
  for (const { key, value } of slotsOf(draft, services)) {
    if (!isMap(value)) continue;
    const scope: Scope = { job, name: key, map: value, contexts: [] };
    translate(scope);
  }
  for (const [map, keys] of job.doomed) for (const [key, comment] of keys) removePair(map, key, comment);
  job.doomed.clear();
}

/** The new file as Swarm's loader reads it. */
function leftIn(text: string): readonly Left[] {
  const { compose = [], gaps = [] } = composeReader.read(
    { path: 'stack.yml', text },
    { parsers: {}, exists: () => false },
  );
  if (compose.length === 0)
    return [
      {
        path: '',
        message: `it cannot be checked: ${gaps[0]?.why ?? 'it holds no service'}`,
        refused: false,
        line: 1,
        column: 1,
      },
    ];
  const lines = lineIndex(text);
  return loadVerdicts(compose)
    .filter(({ verdict, weight, key }) => verdict === 'rejected' || (weight !== 'none' && key !== 'depends_on'))
    .map(({ path, message, instead, verdict, at }) => ({
      path,
      message: instead === undefined ? message : `${message}; ${instead}`,
      refused: verdict === 'rejected',
      ...lines.positionAt(at.start),
    }));
}
