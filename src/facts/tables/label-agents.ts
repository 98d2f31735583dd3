/**
 * Programs that are steered by labels: which labels, and whether Swarm hands them those of the service (`deploy.labels`) or those of the
 * container (`labels`). From the documentation of each program. Adding a program is adding a row.
 */
export interface LabelAgent {
  readonly agent: string;
  /** Names of its labels begin with one of these. */
  readonly prefixes: readonly string[];
  readonly reads: 'service' | 'container';
  /** `row`: also finds containers, but only those of its own node. */
  readonly alsoContainersOfItsNode?: true;
  /** Images that carry it, without registry. */
  readonly images: readonly string[];
  /** Lists the services of the cluster over the Docker socket, which answers that on managers only. */
  readonly asksManager: boolean;
  /** Month in which the row was last compared with the program's documentation. */
  readonly verified: string;
}

const VERIFIED = '2026-08';

export const labelAgents: readonly LabelAgent[] = [
  {
    agent: 'Traefik',
    prefixes: ['traefik.'],
    reads: 'service',
    images: ['traefik', 'bitnami/traefik'],
    asksManager: true,
  },
  {
    agent: 'Caddy',
    prefixes: ['caddy.', 'caddy_'],
    reads: 'service',
    alsoContainersOfItsNode: true,
    images: ['lucaslorentz/caddy-docker-proxy'],
    asksManager: true,
  },
  {
    agent: 'Docker Flow Proxy',
    prefixes: ['com.df.'],
    reads: 'service',
    images: ['dockerflow/docker-flow-swarm-listener', 'vfarcic/docker-flow-swarm-listener'],
    asksManager: true,
  },
  {
    agent: 'swarm-cronjob',
    prefixes: ['swarm.cronjob.'],
    reads: 'service',
    images: ['crazymax/swarm-cronjob', 'crazy-max/swarm-cronjob'],
    asksManager: true,
  },
  {
    agent: 'Shepherd',
    prefixes: ['shepherd.'],
    reads: 'service',
    images: ['containrrr/shepherd', 'mazzolino/shepherd'],
    asksManager: true,
  },
  {
    agent: 'Gantry',
    prefixes: ['gantry.'],
    reads: 'service',
    images: ['shizunge/gantry'],
    asksManager: true,
  },
  {
    agent: 'Swarmpit',
    prefixes: ['swarmpit.'],
    reads: 'service',
    images: ['swarmpit/swarmpit'],
    asksManager: true,
  },
  {
    agent: 'the autoscaler',
    prefixes: ['swarm.autoscaler'],
    reads: 'service',
    images: ['jcwimer/docker-swarm-autoscaler', 'sahajsoft/docker-swarm-service-autoscaler'],
    asksManager: true,
  },
  { agent: 'Ofelia', prefixes: ['ofelia.'], reads: 'container', images: ['mcuadros/ofelia'], asksManager: false },
  {
    agent: 'Filebeat',
    prefixes: ['co.elastic.logs/', 'co.elastic.metrics/'],
    reads: 'container',
    images: ['beats/filebeat', 'elastic/filebeat'],
    asksManager: false,
  },
  { agent: 'Visualizer', prefixes: [], reads: 'service', images: ['dockersamples/visualizer'], asksManager: true },
].map((row) => ({ verified: VERIFIED, ...row }) as LabelAgent);
