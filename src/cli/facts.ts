/** `swarm-lint facts [paths…]`: what was understood, as JSON. */
import { escapeJson } from '../report/index.ts';
import { parseTarget } from './choices.ts';
import { examine } from './examine.ts';
import { tellFaults } from './faults.ts';
import { printableFacts } from './mask.ts';
import { EXIT, type Streams } from './streams.ts';

export async function runFacts(
  paths: readonly string[],
  flags: { readonly target?: string; readonly debug?: boolean },
  streams: Streams,
): Promise<number> {
  const { facts, report } = await examine(streams.cwd, paths, {
    target: parseTarget(flags.target),
    everything: true,
  });
  // Every service is part of its stack already, and the listing is the repository's own.
  const { services: _services, files, locks: all, ...rest } = facts;
  // Thousands of packages in some: what is asked of them is a query.
  const locks = all.map(({ contents, ...lock }) => (contents ? { ...lock, holds: contents.held.size } : lock));
  const printed = { ...rest, locks, files: files.paths.length };
  streams.out(`${escapeJson(JSON.stringify(printableFacts(printed), null, 2))}\n`);
  return tellFaults(report.faults, flags, streams) ? EXIT.fault : EXIT.clean;
}
