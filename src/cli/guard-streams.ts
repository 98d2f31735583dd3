/** What becomes of output that cannot be written. */
import { EXIT } from './streams.ts';

export function guardStreams(): void {
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
}
