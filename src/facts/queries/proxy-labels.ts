/** Labels that steer proxies and other agents of the cluster, and what keeps the agent from seeing or using them. */
import type { Located } from '../../source/index.ts';
import type { NamedValue } from '../compose.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { type LabelAgent, labelAgents } from '../tables/label-agents.ts';
import { isUsedWithCompose } from './loader-notes.ts';
import { memoise } from './memoise.ts';
import { isHostNetwork, networksOf, sharesNetwork } from './networks.ts';
import { agentOf, type Traefik, traefiks } from './proxy-agents.ts';
import { stackOf, swarmServices } from './services.ts';

export interface LabelTrouble {
  readonly kind:
    | 'container-labels'
    | 'service-labels'
    | 'no-port'
    | 'unknown-service'
    | 'several-services'
    | 'other-network'
    | 'any-network'
    | 'removed-option'
    | 'on-any-node'
    | 'on-workers';
  readonly at: Located['at'];
  /** The label, the network or the setting that the sentence is about. */
  readonly text: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly confidence: Confidence;
  /** All labels beside it are for agents that read those of the service. */
  readonly alone?: true;
}

/** A service with labels for an agent, or the agent itself; without `trouble` nothing is wrong with it. */
export interface LabelledService extends Located {
  readonly service: Service;
  readonly agent: string;
  readonly trouble?: LabelTrouble;
}

export const labelledServices = memoise((facts: Facts): readonly LabelledService[] =>
  swarmServices(facts).flatMap((service) => {
    const found = labelAgents.flatMap((row) => ofRow(row, service, facts));
    const own = agentOf(service);
    return own ? [...found, ...subjects(service, own.agent, ofAgent(service, own, facts))] : found;
  }),
);

const subjects = (service: Service, agent: string, troubles: readonly LabelTrouble[]): readonly LabelledService[] =>
  troubles.length === 0
    ? [{ at: service.at, service, agent }]
    : troubles.map((trouble) => ({ at: trouble.at, service, agent, trouble }));

function ofRow(row: LabelAgent, service: Service, facts: Facts): readonly LabelledService[] {
  const { agent, reads, prefixes } = row;
  const isFor = ({ name }: NamedValue) =>
    prefixes.some((prefix) => name.startsWith(prefix)) || (agent === 'Caddy' && name === 'caddy');
  const onContainer = service.labels.filter(isFor);
  const onService = (service.deploy?.labels ?? []).filter(isFor);
  if (onContainer.length === 0 && onService.length === 0) return [];
  if (isOff(onContainer) || isOff(onService)) return [];
  const [seen, unseen] = reads === 'service' ? [onService, onContainer] : [onContainer, onService];
  const lost = unseen.find(({ name }) => !seen.some((label) => label.name === name));
  if (lost) return subjects(service, agent, misplaced(row, lost, service, facts));
  return subjects(service, agent, agent === 'Traefik' ? ofTraefik(service, onService, facts) : []);
}

const isOff = (labels: readonly NamedValue[]): boolean =>
  labels.some(
    ({ name, value }) => /\.enabled?$/.test(name) && name.split('.').length === 2 && value?.value === 'false',
  );

/** How sure it is that nobody reads the label depends on whether the agent is seen, and how it is set up. */
function misplaced(row: LabelAgent, { at, name }: NamedValue, service: Service, facts: Facts): readonly LabelTrouble[] {
  if (row.reads === 'container')
    return [{ kind: 'service-labels', at, text: name, severity: 'warning', confidence: 'medium' }];
  const kind = 'container-labels';
  const modes = row.agent === 'Traefik' ? traefiks(facts).map(({ mode }) => mode) : [];
  if (modes.length > 0 && modes.every((mode) => mode === 'containers')) return [];
  const agents = swarmServices(facts).filter((one) => agentOf(one) === row);
  const sure = row.agent === 'Traefik' ? modes.includes('swarm') : agents.length > 0;
  const alone = service.labels.every(({ name: label }) => isReadFromService(label)) ? ({ alone: true } as const) : {};
  if (sure && !row.alsoContainersOfItsNode)
    return [{ kind, at, text: name, severity: 'error', confidence: 'high', ...alone }];
  // Compose users start the same file, and there the label is in its place.
  const stack = stackOf(service, facts);
  const shared = stack !== undefined && isUsedWithCompose(stack, facts);
  return [{ kind, at, text: name, severity: shared ? 'info' : 'warning', confidence: 'medium', ...alone }];
}

const isReadFromService = (label: string): boolean =>
  labelAgents.some(
    ({ reads, prefixes }) => reads === 'service' && prefixes.some((prefix) => label.startsWith(prefix)),
  ) || label === 'caddy';

const traefikPort = /\.port$|\.server\.url$/i;
const definesService = /^traefik\.(?:http|tcp|udp)\.services\.([^.]+)\./i;
const router = /^traefik\.(http|tcp|udp)\.routers\.([^.]+)\.(.+)$/i;

function ofTraefik(service: Service, labels: readonly NamedValue[], facts: Facts): readonly LabelTrouble[] {
  const enabled = labels.find(({ name }) => name === 'traefik.enable');
  const routed = labels.find(({ name }) => router.test(name) || /^traefik\.([\w-]+\.)?frontend\.rule$/.test(name));
  const first = enabled?.value?.value === 'true' ? enabled : enabled ? undefined : routed;
  if (!first || traefiks(facts).some((one) => one.mode === 'containers')) return [];
  // A route of the proxy's own, to its dashboard, does not keep it from serving the others.
  const severity = agentOf(service) ? 'warning' : 'error';
  if (!labels.some(({ name }) => traefikPort.test(name)))
    return [{ kind: 'no-port', at: first.at, text: first.name, severity, confidence: 'high' }];
  return [...ofRouters(labels, facts), ...ofNetworks(service, labels, first, facts)].slice(0, 1);
}

/** Names written with variables are compared as text: the same text becomes the same name. */
function ofRouters(labels: readonly NamedValue[], facts: Facts): readonly LabelTrouble[] {
  const servicesIn = (all: readonly NamedValue[]) => [
    ...new Set(all.flatMap(({ name }) => definesService.exec(name)?.[1]?.toLowerCase() ?? [])),
  ];
  const own = servicesIn(labels.filter(({ name }) => /^traefik\.http\./i.test(name)));
  const everywhere = swarmServices(facts).flatMap(({ deploy }) => servicesIn(deploy?.labels ?? []));
  const routers = labels.flatMap((label) => {
    const parts = router.exec(label.name);
    return parts?.[1]?.toLowerCase() === 'http'
      ? [{ label, key: parts[2]!.toLowerCase(), option: parts[3]!.toLowerCase() }]
      : [];
  });
  const named = routers.filter(({ option }) => option === 'service');
  const wrong = named.find(({ label: { value } }) => {
    const name = value?.raw.toLowerCase();
    return name !== undefined && !name.includes('@') && !name.includes('$') && !everywhere.includes(name);
  });
  if (wrong && !everywhere.some((name) => name.includes('$')))
    return [
      {
        kind: 'unknown-service',
        at: wrong.label.at,
        text: `${wrong.label.name}=${wrong.label.value?.value}`,
        severity: 'error',
        confidence: 'medium',
      },
    ];
  const open = routers.find(({ key, option }) => option === 'rule' && !named.some((one) => one.key === key));
  return open && own.length > 1
    ? [{ kind: 'several-services', at: open.label.at, text: open.label.name, severity: 'error', confidence: 'high' }]
    : [];
}

function ofNetworks(service: Service, labels: readonly NamedValue[], first: NamedValue, facts: Facts) {
  const proxies = traefiks(facts).filter(
    ({ mode, service: proxy }) =>
      mode === 'swarm' && proxy !== service && !networksOf(proxy, facts).some(isHostNetwork),
  );
  if (proxies.length === 0 || agentOf(service)) return [];
  const shared = proxies.map((proxy) => sharesNetwork(proxy.service, service, facts));
  const inStack = proxies.every((proxy) => proxy.service.stack === service.stack);
  if (shared.every((one) => one === false))
    return [
      {
        kind: 'other-network',
        at: service.networks[0]?.at ?? service.at,
        text: proxies[0]!.service.name,
        severity: 'error',
        confidence: inStack ? 'high' : 'medium',
      } as const,
    ];
  const says = (proxy: Traefik) =>
    proxy.configured || proxy.words.some((word) => /(docker|swarm)\.network\b/i.test(word));
  const attached = networksOf(service, facts);
  const [proxy] = proxies;
  const chosen = labels.some(({ name }) => /^traefik\.(docker|swarm)\.network$/i.test(name)) || proxies.some(says);
  const theirs = proxy ? networksOf(proxy.service, facts) : [];
  const unreachable = attached.some(
    ({ key, clusterName }) => !theirs.some((one) => one.key === key || (one.clusterName ?? key) === clusterName),
  );
  return attached.length > 1 && proxies.length === 1 && shared[0] === true && !chosen && unreachable
    ? [
        {
          kind: 'any-network',
          at: first.at,
          text: attached.map(({ key }) => key).join(', '),
          severity: 'warning',
          confidence: 'medium',
        } as const,
      ]
    : [];
}

function ofAgent(service: Service, row: LabelAgent, facts: Facts): readonly LabelTrouble[] {
  const traefik = traefiks(facts).find((one) => one.service === service);
  const removed = traefik?.removed;
  if (removed)
    return [{ kind: 'removed-option', at: removed.at, text: removed.text, severity: 'error', confidence: 'high' }];
  const socket = service.mounts.find(({ source, target }) => /docker\.sock$/.test(source ?? target ?? ''));
  if (!row.asksManager || !socket || (traefik && traefik.mode !== 'swarm')) return [];
  const constraints = service.deploy?.constraints ?? [];
  const worker = constraints.find(({ value }) =>
    /^node\.role\s*(==\s*worker|!=\s*manager)\s*$/i.test(value?.trim() ?? ''),
  );
  if (worker) return [{ kind: 'on-workers', at: worker.at, text: worker.raw, severity: 'error', confidence: 'high' }];
  return constraints.length > 0
    ? []
    : [{ kind: 'on-any-node', at: socket.at, text: row.agent, severity: 'warning', confidence: 'high' }];
}
