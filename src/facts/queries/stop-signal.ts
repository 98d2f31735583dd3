/** The signal that Swarm stops a task with, and what the program makes of it. */
import { type Located, own, type Span } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { programName } from '../process/wrappers.ts';
import { baseImageOf } from '../tables/base-images.ts';
import { isRuntime, type Outcome, type StopSignals, stopSignalsOf, strangeToRuntimes } from '../tables/stop-signals.ts';
import { factsOf } from './code.ts';
import { memoise } from './memoise.ts';
import { isLongRunning, judgedServices } from './services.ts';

export interface StopSignal {
  /** `SIGTERM`, whatever spelling is written. */
  readonly name: string;
  /** Where it is set; absent for Docker's default. */
  readonly at?: Span;
  /** `base`: the image below says so, and nobody here wrote it down. */
  readonly from: 'stack' | 'image' | 'base' | 'default';
  /** The image that sets it, for `base`. */
  readonly image?: string;
}

/** The place is the command. */
export interface Stopped extends Located {
  readonly service: Service;
  readonly signal: StopSignal;
  readonly program: string;
  /** What happens instead of an orderly end; absent when the program finishes its work. */
  readonly instead?: Outcome;
  /** The signal, or the flag, to set. */
  readonly right: string;
}

const numbers: Readonly<Record<string, string>> = {
  '1': 'HUP',
  '2': 'INT',
  '3': 'QUIT',
  '9': 'KILL',
  '10': 'USR1',
  '12': 'USR2',
  '15': 'TERM',
  '28': 'WINCH',
};

const signalName = (text: string): string => {
  const name = text.trim().toUpperCase().replace(/^SIG/, '');
  return `SIG${own(numbers, name) ?? name}`;
};

/** `undefined`: a variable decides it, or an image that is not known. */
export function stopSignalOf({ stopSignal, built, image, family }: Service): StopSignal | undefined {
  if (stopSignal)
    return stopSignal.value === undefined
      ? undefined
      : { name: signalName(stopSignal.value), at: stopSignal.at, from: 'stack' };
  const own = built?.image.stopSignal;
  if (own) return own.value === undefined ? undefined : { name: signalName(own.value), at: own.at, from: 'image' };
  const reference = built ? (built.image.base.value ?? '') : (image?.value ?? '');
  const base = baseImageOf(reference);
  const inherited = base?.stopSignal ?? family?.stopSignal;
  if (inherited) return { name: inherited, at: built?.image.base.at, from: 'base', image: reference };
  return base || family ? { name: 'SIGTERM', from: 'default' } : undefined;
}

/** Services whose program and stop signal are both known. */
export const stoppedServices = memoise((facts: Facts): readonly Stopped[] =>
  judgedServices(facts)
    .filter((service) => isLongRunning(service) && service.process.signal.value === 'application')
    .flatMap((service): readonly Stopped[] => {
      const signal = stopSignalOf(service);
      const { main } = service.process;
      if (!signal || !main) return [];
      const row = stopSignalsOf(main.argv);
      const program = row ? row.words.join(' ') : programName(main.argv[0] ?? '');
      const at = main.at;
      if (row)
        return [
          {
            at,
            service,
            signal,
            program,
            instead: insteadOf(row, signal.name, main.argv),
            right: row.set ?? row.finishes[0] ?? 'SIGTERM',
          },
        ];
      return isRuntime(program)
        ? [{ at, service, signal, program, instead: strange(service, signal), right: 'SIGTERM' }]
        : [];
    }),
);

function insteadOf(
  { finishes, instead, unless = [] }: StopSignals,
  name: string,
  argv: readonly string[],
): Outcome | undefined {
  if (finishes.includes(name)) return undefined;
  return unless.some((flag) => argv.some((word) => flag.test(word))) ? undefined : instead[name];
}

/** Code that listens for the signal knows what it does. */
function strange(service: Service, { name }: StopSignal): Outcome | undefined {
  if (factsOf(service, 'signal-handler').some(({ signals }) => signals.includes(name))) return undefined;
  return own(strangeToRuntimes, name);
}
