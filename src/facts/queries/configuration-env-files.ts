/** Files of variables that `docker stack deploy` and `docker service create` read, and what in them is written for another reader. */
import { directoryOf, joinPath, type Located, type Span, type Text } from '../../source/index.ts';
import type { EnvFile } from '../manifest.ts';
import type { Facts, Service } from '../model.ts';
import { type EnvFileProblem, type EnvFileTrouble, envFileProblems } from '../swarm/env-file.ts';
import { deployCommands, isWrittenByCompose } from './deploys.ts';
import { memoise } from './memoise.ts';
import { swarmStacks } from './services.ts';

export type { EnvFileTrouble } from '../swarm/env-file.ts';

/** One kind of trouble in one file, at its first line; without trouble, the file itself. */
export interface EnvFileReading extends Located {
  readonly path: string;
  /** Services that get the variables; empty for `docker service create`. */
  readonly services: readonly Service[];
  readonly trouble?: EnvFileTrouble;
  readonly refused: boolean;
  /** A value that no program can read with what is kept around it. */
  readonly breaks: boolean;
  /** Variables it concerns. */
  readonly names: readonly string[];
  /** Lines it concerns. */
  readonly rows: readonly Text[];
  /** The line that hands the file to Swarm. */
  readonly usedAt: Span;
}

interface Use {
  readonly at: Span;
  readonly service?: Service;
}

export const envFileReadings = memoise((facts: Facts): readonly EnvFileReading[] =>
  [...usesOf(facts)].flatMap(([file, uses]) => readingsOf(file, uses)),
);

function readingsOf(file: EnvFile, uses: readonly Use[]): readonly EnvFileReading[] {
  const base = {
    path: file.path,
    services: [...new Set(uses.flatMap(({ service }) => service ?? []))],
    usedAt: uses[0]!.at,
  };
  const kinds = new Map<EnvFileTrouble, EnvFileProblem[]>();
  for (const problem of envFileProblems(file.written))
    kinds.set(problem.trouble, [...(kinds.get(problem.trouble) ?? []), problem]);
  if (kinds.size === 0) return [{ ...base, at: file.at, refused: false, breaks: false, names: [], rows: [] }];
  return [...kinds].map(([trouble, problems]) => ({
    ...base,
    at: problems[0]!.at,
    trouble,
    refused: problems.some(({ refused }) => refused),
    breaks: problems.some(({ breaks }) => breaks),
    names: problems.map(({ name }) => name),
    rows: problems.map(({ row }) => row),
  }));
}

function usesOf(facts: Facts): ReadonlyMap<EnvFile, readonly Use[]> {
  const byPath = new Map(facts.envFiles.map((file) => [file.path, file]));
  const uses = new Map<EnvFile, readonly Use[]>();
  const add = (path: string | undefined, use: Use): void => {
    const file = byPath.get(path ?? '');
    if (file) uses.set(file, [...(uses.get(file) ?? []), use]);
  };
  if (!isWrittenByCompose(facts))
    for (const stack of swarmStacks(facts))
      for (const service of stack.services)
        for (const { value, at } of service.envFiles)
          if (value !== undefined) add(joinPath(directoryOf(stack.id), value), { at, service });
  for (const { command, flags, directory, path } of deployCommands(facts)) {
    if (command[0] !== 'service') continue;
    for (const { name, value, at } of flags) {
      if (name !== 'env-file' || value?.value === undefined) continue;
      const bases = [directory, '', directoryOf(path)].filter((base) => base !== undefined);
      add(
        bases.map((base) => joinPath(base, value.value!)).find((candidate) => byPath.has(candidate ?? '')),
        { at },
      );
    }
  }
  return uses;
}
