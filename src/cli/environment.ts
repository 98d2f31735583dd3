/** `swarm-lint env [services…]`: the contract of each service with its environment. */
import { locator } from '../engine/index.ts';
import { environmentContracts } from '../kit/index.ts';
import { environmentJson, environmentText } from '../report/environment.ts';
import { tellFaults } from './faults.ts';
import { lookOf } from './look.ts';
import { suggestion } from './nearest.ts';
import { examineServices, type ServiceFlags } from './service-flags.ts';
import { EXIT, type Streams, UsageError } from './streams.ts';

export async function runEnvironment(names: readonly string[], flags: ServiceFlags, streams: Streams): Promise<number> {
  const { facts, report, discovery } = await examineServices(flags, streams);
  const all = environmentContracts(facts);
  const known = all.map(({ service }) => service.name);
  for (const name of names)
    if (!known.includes(name))
      throw new UsageError(
        known.length === 0
          ? 'no service with an environment was found.'
          : `no service "${name}" whose environment is known.${suggestion(name, known)} Services: ${[...new Set(known)].join(', ')}.`,
      );
  const contracts = names.length === 0 ? all : all.filter(({ service }) => names.includes(service.name));
  if (contracts.length === 0) throw new UsageError('no service with an environment was found.');
  const locate = locator(discovery.tree);
  const line = (at: Parameters<typeof locate>[0]) => locate(at).start;
  streams.out(
    flags.format === 'json'
      ? environmentJson(contracts, report, line)
      : environmentText(contracts, report, line, lookOf(streams, flags)),
  );
  return tellFaults(report.faults, flags, streams) ? EXIT.fault : EXIT.clean;
}
