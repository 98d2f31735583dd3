/** Whether a service that asks for the address of its clients can see it: the ingress mesh and proxies put their own in its place. */
import type { Located } from '../../source/index.ts';
import type { ClientAddress } from '../code.ts';
import type { Port } from '../compose.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { factsOf } from './code.ts';
import { variableOf } from './environment.ts';
import { memoise } from './memoise.ts';
import type { Remark } from './neighbours.ts';
import { sharesNetwork } from './networks.ts';
import { isAddressed } from './ports-claims.ts';
import { hasRole, judgedServices, swarmServices } from './services.ts';

export interface AskedClient extends Located {
  readonly service: Service;
  readonly fact: ClientAddress;
  /** What it sees instead; absent: the client, as far as can be told. */
  readonly hidden?: Hidden;
}

interface Hidden {
  readonly by: 'mesh' | 'mesh-before-proxy' | 'proxy';
  readonly notes: readonly Remark[];
  readonly confidence: Confidence;
}

/** Labels of facts that use what a proxy says, as opposed to those that only permit it. */
const reads = /forwarded-for|real-ip|connecting-ip|client-ip|client_ip|request-ip|access_route|getipaddr/i;
/** A network in front of the cluster names the client in a header of its own. */
const ofEdge = /cf-connecting-ip|true-client-ip|fly-client-ip/i;
const proxyLabel = /^(?:traefik\.|caddy(?:$|[._])|com\.df\.)/i;

/** On Swarm only: the mesh is what hides the client. */
export const askedClients = memoise((facts: Facts): readonly AskedClient[] =>
  swarmServices(facts)
    .filter((service) => hasRole(service, 'web') && !service.family)
    .flatMap((service): readonly AskedClient[] => {
      const all = factsOf(service, 'client-address');
      const trusts = all.some((fact) => fact.trusts) || trustsBySetting(service);
      const asking =
        all.find((fact) => !fact.trusts && fact.guard === 'always') ?? all.find((fact) => reads.test(fact.label));
      if (!asking) return [];
      const hidden = all.some(({ label }) => ofEdge.test(label)) ? undefined : hiddenBy(service, trusts, facts);
      return [{ at: asking.at, service, fact: asking, ...(hidden ? { hidden } : {}) }];
    }),
);

const trustsBySetting = (service: Service): boolean =>
  variableOf(service, 'FORWARDED_ALLOW_IPS') !== undefined ||
  variableOf(service, 'ASPNETCORE_FORWARDEDHEADERS_ENABLED') !== undefined ||
  variableOf(service, 'SERVER_FORWARD_HEADERS_STRATEGY') !== undefined ||
  (service.process.main?.argv ?? []).some((word) => /^--(?:forwarded-allow-ips|proxy-headers)/.test(word));

const overMesh = ({ ports }: Service): Port | undefined =>
  ports.find(({ mode, protocol }) => mode === 'ingress' && protocol === 'tcp');

function hiddenBy(service: Service, trusts: boolean, facts: Facts): Hidden | undefined {
  const own = overMesh(service);
  const routed = [...(service.deploy?.labels ?? []), ...service.labels].find(({ name }) => proxyLabel.test(name));
  if (own && !routed)
    return {
      by: 'mesh',
      confidence: 'medium',
      notes: [{ at: own.at, message: 'published in ingress mode: connections arrive from the mesh' }],
    };
  const proxies = judgedServices(facts).filter((other) => hasRole(other, 'proxy') && other.ports.length > 0);
  const proxy = proxies.find((other) => sharesNetwork(service, other, facts) === true);
  // What stands in front of it is not known to stand in front of it.
  if (!routed && !(proxy && proxy.stack === service.stack && isAddressed(service, facts))) return undefined;
  const mesh = proxy && !takesItsWord(proxy) ? overMesh(proxy) : undefined;
  if (proxy && mesh)
    return {
      by: 'mesh-before-proxy',
      confidence: 'medium',
      notes: [
        { at: mesh.at, message: `"${proxy.name}" is published in ingress mode: it sees the mesh, and passes that on` },
        ...(routed ? [{ at: routed.at, message: `${routed.name} puts "${proxy.name}" in front` }] : []),
      ],
    };
  if (trusts || !routed) return undefined;
  return {
    by: 'proxy',
    confidence: 'medium',
    notes: [
      { at: routed.at, message: `${routed.name} puts a proxy in front` },
      ...(proxy
        ? [{ at: proxy.ports[0]!.at, message: `"${proxy.name}" knows the client and names it in X-Forwarded-For` }]
        : []),
    ],
  };
}

/** Whoever stands in front of the mesh tells the proxy who the client is, by the PROXY protocol or a header. */
const takesItsWord = ({ command, effectiveEnvironment }: Service): boolean =>
  [...(command?.argv ?? []), ...effectiveEnvironment.map(({ name }) => name)].some((word) =>
    /proxy_?protocol|forwarded_?headers/i.test(word),
  );
