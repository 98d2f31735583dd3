/** What the runtime itself makes of SIGTERM when the program says nothing about it. */
import type { Language } from '../code.ts';
import type { Service } from '../model.ts';
import { programName, unwrap } from '../process/wrappers.ts';
import { booleanOf } from '../units.ts';
import { factsOf } from './code.ts';

/**
 * Runtimes that run the named file in their own process and ignore SIGTERM as PID 1 without a handler. Measured with Node 20; Bun, Deno
 * and ts-node after their documentation. Supervisors such as pm2-runtime, and runners that start a child, deal with it in ways of their own.
 */
const runtimes = ['node', 'nodejs', 'bun', 'deno', 'ts-node'];
const ownWords = ['run', 'start', 'serve'];

/**
 * Languages whose programs are processes of their own, and what SIGTERM does to one that does not ask for it: the runtime of Go ends it,
 * as PID 1 as well. https://pkg.go.dev/os/signal#hdr-Default_behavior_of_signals_in_Go_programs
 * Rust has no runtime that would: as PID 1 its programs ignore the signal, measured. That of .NET runs its exit handlers and leaves (up to .NET 9).
 */
const compiled: Readonly<Partial<Record<Language, 'ends' | 'ignores'>>> = {
  go: 'ends',
  csharp: 'ends',
  rust: 'ignores',
};

const compiledOf = ({ code: { languages } }: Service) => (languages.length === 1 ? compiled[languages[0]!] : undefined);

/** Runners that build a program and start it as a child. */
const runners = /^(?:go|cargo|air|reflex|gin|fresh|realize|CompileDaemon)$/;

/** A signal nobody asks for ends the program, instead of being ignored. */
export const endsUnasked = (service: Service): boolean => hasInit(service) || compiledOf(service) === 'ends';

/** The main command runs a program of this repository directly: what its code says about signals is all there is to say. */
export function runsOwnProgram(service: Service): boolean {
  const [program = '', ...words] = service.process.main?.argv ?? [];
  if (compiledOf(service)) {
    if (program === '' || runners.test(programName(program))) return false;
    // Without the folder it was built from, another program of the image may be meant.
    return service.code.program !== undefined || factsOf(service, 'listen').length > 0;
  }
  if (!runtimes.includes(programName(program))) return false;
  // The launcher of a dependency brings a server of its own.
  const file = words.find((word) => !word.startsWith('-') && !ownWords.includes(word));
  if (file !== undefined && /(^|\/)node_modules\//.test(file)) return false;
  // A file that only a build makes may hold somebody else's server, unless the code that was read opens the port.
  return service.process.entryFile !== undefined || factsOf(service, 'listen').length > 0;
}

/** An init runs as PID 1, so that the program is an ordinary process and an unhandled SIGTERM ends it at once. */
export function hasInit({ init, process }: Service): boolean {
  if (booleanOf(init)) return true;
  let argv = process.argv ?? [];
  for (let depth = 0; depth < 6; depth++) {
    const next = unwrap(argv);
    if (!next) return false;
    if (next.wrapper.signals === 'init') return true;
    argv = next.argv;
  }
  return false;
}
