/** Runs a command without blocking others: experiments on a Swarm mostly wait. */
import { spawn } from 'node:child_process';

export interface Result {
  /** -1: it could not be started, or was killed. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Milliseconds, after which it is killed. */
  readonly timeout?: number;
}

export const run = (
  command: string,
  argv: readonly string[],
  { input, env, cwd, timeout = 60_000 }: RunOptions = {},
): Promise<Result> =>
  new Promise((resolve) => {
    const child = spawn(command, argv, { env, cwd, timeout, killSignal: 'SIGKILL' });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text;
      });
    child.on('error', (error) => resolve({ code: -1, stdout: '', stderr: error.message }));
    child.on('close', (code) => resolve({ code: code ?? -1, ...said }));
    // Who reads no input may be gone before it was written.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });

/** @throws when it fails, with what it said. */
export async function must(command: string, argv: readonly string[], options?: RunOptions): Promise<string> {
  const { code, stdout, stderr } = await run(command, argv, options);
  if (code !== 0) throw new Error(`${command} ${argv.join(' ')}: ${code}\n${stderr}${stdout}`);
  return stdout;
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
