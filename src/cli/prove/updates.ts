/** A rolling update while requests come in, and one to an image that does not exist. */
import { isMeasured, type Measure, type ObservedService, type Requests, type StoppedTask } from '../../prove/index.ts';
import { addressOf, type Bench, currentOf } from './bench.ts';
import { Interrupted, pause, until } from './pause.ts';
import { type Flight, type Load, startFlight, startLoad } from './requests.ts';
import { type Deployed, inspect, type Loose, update } from './service.ts';
import { runningOf, type SeenTask } from './tasks.ts';

/** Nobody has it, and no registry is asked for it. */
const brokenImage = 'localhost/swarm-lint/broken:1';
/** Milliseconds of requests before and after. */
const calm = 1_500;
/** Nanoseconds in a second. */
const second = 1e9;
/** Of Swarm, in seconds. */
const usualGrace = 10;
/** An update may take its delay and its watch for every replica. */
const longer = 5;

const ends = ['completed', 'paused', 'rollback_completed', 'rollback_paused'];

interface Ended {
  readonly state: string;
  readonly seconds: number;
}

/** Waits for the end of an update that was begun at `began`; `before`: when the one before it had begun. */
async function endOf(service: Deployed, before: string, began: number, bench: Bench): Promise<Ended> {
  let state = 'updating';
  await until(
    async () => {
      const now = await inspect(service.id, bench.engine);
      await bench.watch.look();
      if (now.update.startedAt === before) return false;
      state = now.update.state;
      return ends.includes(state);
    },
    bench.patience,
    bench.patience.step * longer,
  );
  return { state: state === 'updating' ? 'unfinished' : state, seconds: (performance.now() - began) / 1000 };
}

type Answers = ObservedService['answers'];

/** Begins requests where they can tell anything; otherwise says why not. */
function loadOn(
  service: Deployed,
  answers: Answers,
  { probe, noProbe, virtual }: Bench,
): Measure<{ readonly load: Load }> {
  if (!probe) return { missing: noProbe };
  if (!isMeasured(answers)) return answers;
  if (answers.protocol !== 'http') return { missing: 'it speaks no HTTP' };
  if (answers.status === undefined)
    return { missing: `requests for ${answers.path} are not answered well even without an update` };
  const name = virtual ? service.fullName : `tasks.${service.fullName}`;
  return { load: startLoad(probe, name, answers.port, answers.path) };
}

const loadEnded = async (begun: Measure<{ readonly load: Load }>): Promise<Measure<Requests>> =>
  isMeasured(begun) ? begun.load.end() : begun;

const failed = (error: unknown): { readonly missing: string } => {
  if (error instanceof Interrupted) throw error;
  return { missing: error instanceof Error ? error.message : String(error) };
};

export async function rollOver(
  service: Deployed,
  answers: Answers,
  bench: Bench,
): Promise<Pick<ObservedService, 'update' | 'stop'>> {
  const old = await currentOf(bench, service);
  bench.say(
    `${service.name}: rolling update of ${old.length === 1 ? '1 replica' : `${old.length} replicas`}, requests running`,
  );
  try {
    const load = loadOn(service, answers, bench);
    const flights = isMeasured(load) ? flightsTo(old, service, answers, bench) : [];
    if (isMeasured(load)) await pause(calm, bench.patience);
    const { update: last, spec } = await inspect(service.id, bench.engine);
    const began = performance.now();
    await update(service.id, bench.engine, (now) => {
      now.TaskTemplate.ForceUpdate = (now.TaskTemplate.ForceUpdate ?? 0) + 1;
    });
    const ended = await endOf(service, last.startedAt, began, bench);
    if (isMeasured(load)) await pause(calm, bench.patience);
    const requests = await loadEnded(load);
    return {
      update: {
        replicas: old.length,
        order: spec.UpdateConfig?.Order === 'start-first' ? 'start-first' : 'stop-first',
        ...ended,
        requests,
      },
      stop: await stopped(old, flights, spec, slowPathOf(service, bench) !== undefined, bench),
    };
  } catch (error) {
    const missing = failed(error);
    return { update: missing, stop: missing };
  }
}

const slowPathOf = (service: Deployed, bench: Bench): string | undefined => bench.slow.get(service.name);

function flightsTo(old: readonly SeenTask[], service: Deployed, answers: Answers, bench: Bench): readonly Flight[] {
  const { probe } = bench;
  if (!probe || !isMeasured(answers)) return [];
  const slow = slowPathOf(service, bench);
  return old.flatMap((task) => {
    const address = addressOf(task, bench);
    return address === undefined
      ? []
      : [startFlight(probe, address, answers.port, slow ?? answers.path, slow !== undefined)];
  });
}

async function stopped(
  old: readonly SeenTask[],
  flights: readonly Flight[],
  spec: Loose,
  slow: boolean,
  bench: Bench,
): Promise<ObservedService['stop']> {
  const outcomes = await Promise.all(flights.map((flight) => flight.end()));
  const tasks = old.flatMap(({ id }): readonly StoppedTask[] => {
    const { unwanted, ended, task } = bench.watch.histories.get(id) ?? {};
    if (unwanted === undefined || ended === undefined) return [];
    return [
      {
        seconds: Math.max(0, (ended - unwanted) / 1000),
        ...(task?.exitCode === undefined ? {} : { exitCode: task.exitCode }),
      },
    ];
  });
  if (tasks.length === 0) return { missing: 'no old task was seen to end' };
  const grace: unknown = spec.TaskTemplate?.ContainerSpec?.StopGracePeriod;
  const completed = outcomes.filter((outcome) => outcome === 'completed').length;
  const dropped = outcomes.filter((outcome) => outcome === 'dropped').length;
  return {
    tasks,
    grace: typeof grace === 'number' ? grace / second : usualGrace,
    inFlight:
      completed + dropped === 0
        ? { missing: 'no request was in flight' }
        : { kind: slow ? 'slow' : 'half-sent', completed, dropped },
  };
}

export async function breakAndRollBack(
  service: Deployed,
  answers: Answers,
  bench: Bench,
): Promise<ObservedService['rollback']> {
  bench.say(`${service.name}: update to an image that does not exist`);
  const old = await currentOf(bench, service);
  const load = loadOn(service, answers, bench);
  if (isMeasured(load)) await pause(calm, bench.patience);
  const { update: last } = await inspect(service.id, bench.engine);
  const began = performance.now();
  await update(service.id, bench.engine, (spec) => {
    spec.TaskTemplate.ContainerSpec.Image = brokenImage;
  });
  const ended = await endOf(service, last.startedAt, began, bench);
  const left = new Set((await currentOf(bench, service)).map(({ id }) => id));
  const kept = old.filter(({ id }) => left.has(id)).length;
  const requests = await loadEnded(load);
  if (ended.state !== 'rollback_completed') await restore(service, old.length, bench);
  return { ...ended, kept, replicas: old.length, requests };
}

async function restore(service: Deployed, replicas: number, bench: Bench): Promise<void> {
  await update(service.id, bench.engine, () => {}, true);
  await until(async () => runningOf(await bench.watch.look(), service.id).length >= replicas, bench.patience);
}
