/** Servers that are known by their command: where they listen and how they stop. */

import type { NamedValue } from '../compose.ts';
import type { Manifest } from '../manifest.ts';
import type { Because, Image, StartCommand } from '../model.ts';
import {
  builtIn,
  gracefulPackages,
  gracefulRuntimes,
  listeningPackages,
  type Server,
  servers,
} from '../tables/servers.ts';
import { commandWords } from './command-words.ts';
import { programName } from './wrappers.ts';

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
      if (/^-[a-zA-Z]$/.test(flag) && word.startsWith(flag) && word.length > 2) return word.slice(2);
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

/** `image`: where extensions of the language are installed. */
export function gracefulServer(
  main: StartCommand | undefined,
  image?: Image,
): Because<{ readonly drainSeconds?: number }> | undefined {
  const server = serverOf(main);
  if (!main || !server?.graceful) return undefined;
  const { extension } = server;
  if (extension !== undefined && !image?.runs.some(({ script }) => script.includes(extension))) return undefined;
  const given = Number(flagValue(main.argv, server.drainFlags ?? []));
  const drainSeconds = Number.isFinite(given) && given > 0 ? given : server.drainSeconds;
  return {
    value: { drainSeconds },
    confidence: 'high',
    why: `${server.words.join(' ')} finishes its work when it is stopped`,
    at: main.at,
  };
}

/** The command itself says how long the drain may take. */
export const isDrainWritten = (main: StartCommand | undefined): boolean =>
  main !== undefined && Number(flagValue(main.argv, serverOf(main)?.drainFlags ?? [])) > 0;

/** The program that a framework builds, on all addresses: `node server.js` of Next.js, told `HOSTNAME=0.0.0.0`. */
export function listeningFramework(
  manifest: Manifest | undefined,
  main: StartCommand | undefined,
  environment: readonly NamedValue[],
): Because<true> | undefined {
  const file =
    main && /^(?:node|bun)$/.test(programName(main.argv[0] ?? ''))
      ? main.argv.find((word, at) => at > 0 && !word.startsWith('-'))
      : undefined;
  if (!main || file === undefined) return undefined;
  const row = listeningPackages.find(
    (one) => one.words.test(file) && manifest?.dependencies.some(({ name }) => name === one.package),
  );
  const host = row && environment.find(({ name }) => name === row.host)?.value?.value;
  const everywhere = host === undefined ? row?.host !== 'HOSTNAME' : /^(?:0\.0\.0\.0|::)$/.test(host);
  return row && everywhere
    ? { value: true, confidence: 'high', why: `${row.package} listens on all addresses`, at: main.at }
    : undefined;
}

/** `manifest`: of the package the service runs. */
export function gracefulFramework(
  manifest: Manifest | undefined,
): Because<{ readonly drainSeconds?: number }> | undefined {
  const runtime = manifest && gracefulRuntimes[manifest.ecosystem];
  if (runtime !== undefined) return { value: {}, confidence: 'medium', why: runtime, at: manifest!.at };
  const found = manifest?.dependencies.find(
    ({ name, group }) =>
      (group === 'runtime' && gracefulPackages.includes(name)) || (group === 'development' && builtIn.includes(name)),
  );
  return (
    found && { value: {}, confidence: 'medium', why: `${found.name} finishes open requests on SIGTERM`, at: found.at }
  );
}
