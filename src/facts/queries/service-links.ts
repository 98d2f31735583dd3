/** Which services of a stack need which others, as far as addresses in settings and code tell. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { factsOf } from './code.ts';
import { hostsOfPairs } from './datastores-endpoints.ts';
import { answersTo, hostsIn } from './hosts-named.ts';
import { memoise } from './memoise.ts';
import { sharesNetwork } from './networks.ts';
import { judgedServices, stackOf } from './services.ts';

export interface ServiceLink extends Located {
  readonly from: Service;
  readonly to: Service;
  /** Name of a variable, `command`, `depends_on`, or the call of the code that names the address. */
  readonly via: string;
}

interface Address extends Located {
  readonly via: string;
  readonly hosts: readonly string[];
}

export const serviceLinks = memoise((facts: Facts): readonly ServiceLink[] =>
  judgedServices(facts).flatMap((from) => {
    const others = (stackOf(from, facts)?.services ?? []).filter((other) => other !== from);
    return addressesOf(from).flatMap(({ at, via, hosts }) =>
      others
        .filter(
          (to) =>
            hosts.some((host) => answersTo(to, host)) &&
            (via === 'depends_on' || sharesNetwork(from, to, facts) !== false),
        )
        .map((to) => ({ at, from, to, via })),
    );
  }),
);

function addressesOf(service: Service): readonly Address[] {
  return [
    ...service.effectiveEnvironment.flatMap(({ name, value, at }) => {
      const text = value?.value;
      return text === undefined || text === ''
        ? []
        : [{ at, via: name, hosts: [...hostsIn(name, text), ...hostsOfPairs(text)] }];
    }),
    ...(service.command
      ? [{ at: service.command.at, via: 'command', hosts: service.command.argv.flatMap(urlHosts) }]
      : []),
    ...factsOf(service, 'endpoint-literal').map(({ at, label, host }) => ({ at, via: label, hosts: [host] })),
    ...service.dependsOn.map(({ value, raw, at }) => ({ at, via: 'depends_on', hosts: [value ?? raw] })),
  ];
}

const urlHosts = (word: string): readonly string[] => (word.includes('://') ? hostsIn('URL', word) : []);
