/** Which stack is meant, what is predicted of it, and the environment it is loaded with. */
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { parseEnv } from 'node:util';
import type { ServiceReport } from '../../engine/report.ts';
import { judgedStacks, type Service, type Stack } from '../../kit/index.ts';
import { examine } from '../examine.ts';
import { type Streams, UsageError } from '../streams.ts';

export interface Chosen {
  /** Directory that the paths of `files` begin at. */
  readonly root: string;
  readonly files: readonly string[];
  readonly services: readonly Service[];
  readonly reports: readonly ServiceReport[];
  readonly stack?: Stack;
}

/** `named`: stack files as the command line names them; none: the only one that production has. */
export async function chooseStack(
  directory: string | undefined,
  named: readonly string[],
  streams: Streams,
): Promise<Chosen> {
  const [first] = named;
  const place = directory ?? (first === undefined ? undefined : dirname(resolve(streams.cwd, first)));
  const { facts, report, discovery } = await examine(streams.cwd, place === undefined ? [] : [place], {
    target: 'swarm',
  });
  const { root } = discovery;
  if (first === undefined) {
    const stacks = judgedStacks(facts).filter(({ commands, running }) => !commands && !running);
    const [only] = stacks;
    if (only === undefined) throw new UsageError('no stack file was found. Name it: --compose-file stack.yml.');
    if (stacks.length > 1)
      throw new UsageError(
        `there are several stacks: ${stacks.map(({ files }) => files.join(' + ')).join(', ')}. Name one with --compose-file.`,
      );
    return chosen(root, only.files, only, report.services);
  }
  const files = named.map((name) => relative(root, resolve(streams.cwd, name)).split(sep).join('/'));
  for (const [at, name] of named.entries()) readable(name, resolve(root, files[at]!));
  const exact = facts.stacks.find((stack) => stack.files.join('\n') === files.join('\n'));
  const stack = exact ?? facts.stacks.find((one) => one.files[0] === files[0]);
  return chosen(root, files, stack, report.services);
}

function readable(name: string, path: string): void {
  try {
    readFileSync(path);
  } catch {
    throw new UsageError(`cannot read ${JSON.stringify(name)}.`);
  }
}

const chosen = (
  root: string,
  files: readonly string[],
  stack: Stack | undefined,
  reports: readonly ServiceReport[],
): Chosen => ({
  root,
  files,
  services: stack?.services ?? [],
  reports: reports.filter(({ service }) =>
    stack?.services.some((one) => one.name === service.name && one.stack === service.stack),
  ),
  ...(stack ? { stack } : {}),
});

/** The environment of this process with what the files add; what is set already stays, as with Docker Compose. */
export function environmentFrom(
  files: readonly string[],
  { cwd, env }: Streams,
): Readonly<Record<string, string | undefined>> {
  const added = files.map((name) => {
    try {
      return parseEnv(readFileSync(resolve(cwd, name), 'utf8'));
    } catch {
      throw new UsageError(`cannot read the environment file ${JSON.stringify(name)}.`);
    }
  });
  return { ...Object.assign({}, ...added), ...env };
}
