#!/usr/bin/env node
/** The process: arguments in, text and exit code out. */
import { isInterrupted } from './interruptible.ts';
import { run } from './program.ts';
import { EXIT } from './streams.ts';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads our output may stop early (`| head`): that is no error.
    if (error.code === 'EPIPE') process.exit();
    // A full disk is no fault of ours, and must not look like findings.
    if (stream === process.stdout)
      process.stderr.write(`swarm-lint: cannot write to standard output (${error.code ?? error.message}).\n`);
    process.exit(EXIT.usage);
  });
}

const argv = process.argv.slice(2);
async function main(): Promise<void> {
  try {
    process.exitCode = await run(argv, {
      cwd: process.cwd(),
      env: process.env,
      out: (text) => process.stdout.write(text),
      err: (text) => process.stderr.write(text),
      terminal: process.stdout.isTTY === true,
      columns: process.stdout.columns,
      errorTerminal: process.stderr.isTTY === true,
      elapsed: () => performance.now(),
    });
  } catch (error) {
    if (isInterrupted(error)) {
      // Whoever started us sees that it was the signal: shells make 130 of it.
      process.exitCode = 130;
      process.kill(process.pid, 'SIGINT');
    } else await fault(error);
  }
}

async function fault(error: unknown): Promise<void> {
  process.exitCode = EXIT.fault;
  const debug = argv.includes('--debug');
  const message = error instanceof Error ? error.message : String(error);
  const [{ escapeText }, { maskText }] = await Promise.all([
    import('../report/escape.ts'),
    import('../report/mask.ts'),
  ]);
  // It may quote what it went wrong with.
  const shown = (text: string): string => escapeText(maskText(text));
  process.stderr.write(
    `swarm-lint: a fault of swarm-lint itself: ${shown(message)}.${debug ? '' : ' Run with --debug for the trace.'}\n`,
  );
  if (debug && error instanceof Error)
    process.stderr.write(`${(error.stack ?? message).split('\n').map(shown).join('\n')}\n`);
}

// What fails outside of all that waits for it: the code of Node itself would say that something was found.
for (const kind of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(kind, (error) => void fault(error).finally(() => process.exit(EXIT.fault)));

// Not awaited here: the bundle is CommonJS.
void main();
