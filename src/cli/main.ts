#!/usr/bin/env node
/** The process: arguments in, text and exit code out. */
import { run } from './program.ts';
import { EXIT } from './streams.ts';

// Whoever reads our output may stop early (`| head`): that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

const argv = process.argv.slice(2);
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
  process.exitCode = EXIT.fault;
  const debug = argv.includes('--debug');
  const message = error instanceof Error ? error.message : String(error);
  const { escapeText } = await import('../report/escape.ts');
  process.stderr.write(
    `swarm-lint: a fault of swarm-lint itself: ${escapeText(message)}.${debug ? '' : ' Run with --debug for the trace.'}\n`,
  );
  if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}
