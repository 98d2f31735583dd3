import { defineCheck, type LiveCluster, listed, liveClusters } from '../../src/kit/index.ts';
import { manager, snapshot, worker } from './examples.ts';

export default defineCheck<LiveCluster>({
  id: 'cluster/engine-skew',
  title: 'Nodes run different versions of the engine',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'The same service behaves differently by where its task lands: defaults, drivers and what the engine accepts change between versions. A cluster in the middle of an upgrade should not stay there.',
  evidence: 'The version each node reports. Builds of the same release, such as `20.10.24+dfsg1`, are one version.',
  needs: ['cluster'],
  traps: ['Versions that differ in their last number only: a note.'],
  remedy: 'Upgrade the nodes one after the other: drain, upgrade, set active; workers last, managers one at a time.',
  references: ['https://docs.docker.com/engine/swarm/admin_guide/'],
  examples: {
    bad: snapshot({ nodes: [manager('node1', { engine: '28.2.2' }), worker('node2', { engine: '20.10.24' })] }),
    good: snapshot({ nodes: [manager('node1', { engine: '28.2.2' }), worker('node2', { engine: '28.2.2' })] }),
  },

  each: liveClusters,
  fails: (cluster) => {
    const versions = new Map<string, string[]>();
    for (const { engine, name } of cluster.nodes)
      if (engine !== undefined) versions.set(engine, [...(versions.get(engine) ?? []), name]);
    if (versions.size < 2) return false;
    const groups = [...versions].sort(([, one], [, other]) => other.length - one.length);
    const odd = groups.slice(1).flatMap(([, names]) => names);
    const minor = (version: string) => version.split('.').slice(0, 2).join('.');
    return {
      at: cluster.nodes.find(({ name }) => odd.includes(name))?.at,
      severity: new Set([...versions.keys()].map(minor)).size > 1 ? 'warning' : 'info',
      words: { groups: groups.map(([version, names]) => `${version} on ${listed(names)}`).join('; ') },
    };
  },
  message: (_cluster, { words }) => `The engines differ: ${words?.groups}.`,
});
