/** `swarm-lint explain-service NAME…`: all that is known about a service. */
import { locator } from '../engine/index.ts';
import type { ServiceReport } from '../engine/report.ts';
import { type Story, storyOf } from '../engine/story/index.ts';
import { type Facts, serviceKey, stackOf } from '../kit/index.ts';
import { storyJson, storyText } from '../report/story/index.ts';
import type { Examined } from './examine.ts';
import { tellFaults } from './faults.ts';
import { lookOf } from './look.ts';
import { printableFacts } from './mask.ts';
import { suggestion } from './nearest.ts';
import { examineServices, type ServiceFlags } from './service-flags.ts';
import { EXIT, type Streams, UsageError } from './streams.ts';
import { version } from './version.ts';

export async function runExplainService(
  names: readonly string[],
  flags: ServiceFlags,
  streams: Streams,
): Promise<number> {
  const examined = await examineServices(flags, streams);
  const { facts, report, discovery } = examined;
  const chosen = [...new Set(choose(names, examined))];
  const locate = locator(discovery.tree);
  const stories = chosen.map((one) => fitToPrint(storyOf(one, facts, report, locate)));
  streams.out(flags.format === 'json' ? storyJson(stories, version) : storyText(stories, lookOf(streams, flags)));
  return tellFaults(report.faults, flags, streams) ? EXIT.fault : EXIT.clean;
}

/** Sentences of our own, and image names, hold no values; all else may quote the repository. */
function fitToPrint(story: Story): Story {
  const { image, obligations, findings, unknown, ...quoting } = story;
  const masked = printableFacts(quoting) as Omit<Story, 'image' | 'obligations' | 'findings' | 'unknown'>;
  return { ...story, ...masked };
}

function choose(names: readonly string[], { facts, report }: Examined): readonly ServiceReport[] {
  const { services, passedOver } = report;
  const known = [...new Set(services.map(({ service }) => service.name))];
  const listing = known.length === 0 ? 'No service was found.' : `Services: ${known.join(', ')}.`;
  if (names.length === 0) throw new UsageError(`name the service to explain. ${listing}`);
  return names.flatMap((name) => {
    const exact = services.filter(({ service }) => serviceKey(service) === name);
    const found = exact.length > 0 ? exact : services.filter((one) => answersTo(one, name, facts));
    // Deploys that begin with the same file have no names of their own to tell them apart by: all of them are told.
    const keys = [...new Set(found.map(({ service }) => serviceKey(service)))];
    if (keys.length === 1) return found;
    if (keys.length > 1)
      throw new UsageError(`"${name}" is in ${keys.length} stacks. Name one of them: ${keys.join(', ')}.`);
    const elsewhere = facts.services.find((service) => service.name === name);
    const why = elsewhere && passedOver.find(({ path }) => path === elsewhere.stack)?.why;
    throw new UsageError(
      elsewhere
        ? `service "${name}" is in ${elsewhere.stack}, which is not judged${why ? `: ${why}` : ''}. ${listing}`
        : `no service "${name}".${suggestion(name, known)} ${listing}`,
    );
  });
}

/** `web`, or `shop/web` and `shop#web` after the stack's path, its file's name, or the name it is deployed under. */
function answersTo({ service }: ServiceReport, name: string, facts: Facts): boolean {
  if (name === service.name) return true;
  const parted = /^(.*)[#/]([^#/]+)$/.exec(name);
  if (!parted || parted[2] !== service.name) return false;
  const stack = parted[1]!;
  const file = service.stack.slice(service.stack.lastIndexOf('/') + 1);
  const deployed = stackOf(service, facts)?.deploys.map(({ invocation }) => invocation.operands[0]?.value) ?? [];
  return [service.stack, file, file.replace(/\.ya?ml$/, ''), ...deployed].includes(stack);
}
