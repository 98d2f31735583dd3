/** From the command line of the container to the program, and back again when it is told to stop. */
import {
  copiesInside,
  defaultGraceSeconds,
  drainNeeds,
  factsOf,
  graceOf,
  type Service,
  type StartPart,
  startsOf,
  stopSignalOf,
} from '../../kit/index.ts';
import type { ProcessStory, ToldCommand } from './shape.ts';
import type { Teller } from './teller.ts';

export function processStory(teller: Teller): ProcessStory {
  const { service, facts, spot, maybe } = teller;
  const { process, stopGracePeriod } = service;
  const { entrypoint, command } = process.parts;
  const told = ({ argv, form, origin, at }: StartPart): ToldCommand => ({ argv, form, from: origin, at: spot(at) });
  const stop = stopSignalOf(service);
  const drain = drainNeeds(facts).find((one) => one.service === service);
  const copies = copiesInside(service, facts);
  const { graceful, first, signal } = process;
  return {
    argv: process.argv ?? null,
    entrypoint: entrypoint ? told(entrypoint) : null,
    command: command ? told(command) : null,
    replaced: replacedIn(service, teller),
    first: first ? { value: first.program, kind: first.kind, at: spot(first.at) } : null,
    chain: startsOf(service, facts).map(({ start, runs }) => ({
      argv: start.argv,
      via: start.via,
      at: spot(start.at),
      runs: runs === undefined ? 'maybe' : runs ? 'yes' : 'no',
      background: start.background,
      main: start === process.main || (start.main && start.at === process.main?.at),
    })),
    signal: {
      name: stop ? { value: stop.name, at: maybe(stop.at) } : null,
      reaches: signal.value,
      confidence: signal.confidence,
      why: signal.why,
      at: maybe(signal.at),
    },
    grace: stopGracePeriod
      ? { value: graceOf(service) ?? null, at: spot(stopGracePeriod.at) }
      : { value: defaultGraceSeconds, at: null },
    drain: drain ? { value: drain.seconds, why: drain.why, at: spot(drain.at) } : null,
    handlers: factsOf(service, 'signal-handler')
      .filter(({ signals }) => signals.includes(stop?.name ?? 'SIGTERM'))
      .map(({ label, does, at }) => ({ value: label, does, at: spot(at) })),
    graceful: graceful ? { value: graceful.why, at: maybe(graceful.at) } : null,
    workers: copies ? { value: copies.text, at: spot(copies.at) } : null,
  };
}

/** What the image would have started, where the stack file says something else. */
function replacedIn({ process, built }: Service, { spot }: Teller): ToldCommand | null {
  const { entrypoint, command } = process.parts;
  const own = built?.image;
  const below = entrypoint?.origin === 'stack' ? (own?.entrypoint ?? own?.command) : own?.command;
  const replaces = entrypoint?.origin === 'stack' || command?.origin === 'stack';
  return below && replaces ? { argv: below.argv, form: below.form, from: 'image', at: spot(below.at) } : null;
}
