/** Servers that are known by their command: where they listen and how they stop. */

import type { Manifest } from '../manifest.ts';
import type { Because, StartCommand } from '../model.ts';
import { gracefulPackages, gracefulRuntimes, type Server, servers } from '../tables/servers.ts';
import { commandWords } from './command-words.ts';

export const serverOf = (main: StartCommand | undefined): Server | undefined => {
  const words = main ? commandWords(main.argv) : [];
  return servers.find((row) => row.words.every((word, index) => words[index] === word));
};

/** Value of the first of these flags: `-b x`, `-bx`, `--bind x`, `--bind=x`. */
export const flagValue = (argv: readonly string[], flags: readonly string[]): string | undefined => {
  for (const [at, word] of argv.entries()) {
    for (const flag of flags) {
      if (word === flag) return argv[at + 1];
      if (word.startsWith(`${flag}=`)) return word.slice(flag.length + 1);
      if (/^-[a-z]$/.test(flag) && word.startsWith(flag) && word.length > 2) return word.slice(2);
    }
  }
  return undefined;
};

/** `undefined`: not known by its command, or not on every address. */
export function listensEverywhere(main: StartCommand | undefined): Because<true> | undefined {
  const server = serverOf(main);
  if (!main || !server?.bind) return undefined;
  const given = flagValue(main.argv, server.bindFlags ?? []);
  const everywhere = given === undefined ? server.bind === 'all' : /^(0\.0\.0\.0|\[?::\]?|\*|:\d+$)/.test(given);
  return everywhere
    ? { value: true, confidence: 'high', why: `${server.words.join(' ')} listens on all addresses`, at: main.at }
    : undefined;
}

export function gracefulServer(
  main: StartCommand | undefined,
): Because<{ readonly drainSeconds?: number }> | undefined {
  const server = serverOf(main);
  if (!main || !server?.graceful) return undefined;
  const given = Number(flagValue(main.argv, server.drainFlags ?? []));
  const drainSeconds = Number.isFinite(given) && given > 0 ? given : server.drainSeconds;
  return {
    value: { drainSeconds },
    confidence: 'high',
    why: `${server.words.join(' ')} finishes its work on SIGTERM`,
    at: main.at,
  };
}

/** The command itself says how long the drain may take. */
export const isDrainWritten = (main: StartCommand | undefined): boolean =>
  main !== undefined && Number(flagValue(main.argv, serverOf(main)?.drainFlags ?? [])) > 0;

/** `manifest`: of the package the service runs. */
export function gracefulFramework(
  manifest: Manifest | undefined,
): Because<{ readonly drainSeconds?: number }> | undefined {
  const runtime = manifest && gracefulRuntimes[manifest.ecosystem];
  if (runtime !== undefined) return { value: {}, confidence: 'medium', why: runtime, at: manifest!.at };
  const found = manifest?.dependencies.find(
    ({ name, group }) => group === 'runtime' && gracefulPackages.includes(name),
  );
  return (
    found && { value: {}, confidence: 'medium', why: `${found.name} finishes open requests on SIGTERM`, at: found.at }
  );
}
