/** The docker client: what loads a stack file must be Swarm's own loader. */
import { spawn } from 'node:child_process';
import { UsageError } from '../streams.ts';

export interface Client {
  /** Runs `docker …` to its end; output and complaints together, as they came. */
  readonly run: (args: readonly string[]) => Promise<{ readonly code: number; readonly said: string }>;
}

export interface ClientSetup {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly context?: string;
}

export function clientOf({ cwd, env, context }: ClientSetup): Client {
  const where = context === undefined ? [] : ['--context', context];
  const run: Client['run'] = (args) =>
    new Promise((done, failed) => {
      // A group of its own: Ctrl-C reaches us, and we decide what becomes of it.
      const child = spawn('docker', [...where, ...args], {
        cwd,
        env: { ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      let said = '';
      const hear = (piece: Buffer): void => {
        said += piece.toString('utf8');
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('error', (error: NodeJS.ErrnoException) =>
        failed(
          error.code === 'ENOENT'
            ? new UsageError('the docker client is not installed: it is what hands a stack file to Swarm.')
            : error,
        ),
      );
      child.on('close', (code) => done({ code: code ?? 1, said: said.trim() }));
    });
  return { run };
}
