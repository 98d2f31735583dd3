#!/usr/bin/env node
/** The process: arguments in, text and exit code out. */
import { answersFolder } from './answers/repeat.ts';
import { guardStreams } from './guard-streams.ts';
import { isInterrupted } from './interruptible.ts';
import { run } from './program.ts';
import { EXIT } from './streams.ts';

guardStreams();

const argv = process.argv.slice(2);
const folder = answersFolder();
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
      // `performance` loads a library of Node's, which takes a millisecond.
      elapsed: () => process.uptime() * 1000,
      ...(folder !== undefined && { answers: { folder, words: argv } }),
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
