/** The Swarm that is asked: whether it is one, and what runs there. */
import { UsageError } from '../streams.ts';
import { type Engine, messageOf } from './engine.ts';
import type { Loose } from './service.ts';

export interface SwarmBehind {
  readonly asked: string;
  /** Id of the node that is asked. */
  readonly id: string;
  readonly engine: string;
  /** Names by id, of nodes that take tasks. */
  readonly nodes: ReadonlyMap<string, string>;
  readonly surroundings: {
    readonly nodes: readonly { readonly name: string; readonly labels: readonly string[] }[];
    readonly services: readonly string[];
  };
}

/** Throws `UsageError` where nothing can be deployed. `stack`: the name that must be free. */
export async function swarmBehind(engine: Engine, where: string, stack: string): Promise<SwarmBehind> {
  const info = await engine.send('GET', '/info');
  if (info.status !== 200) throw new UsageError(`${where}: ${messageOf(info)}.`);
  const { Swarm: swarm = {}, Name: name = '', ServerVersion: version = '' } = info.body as Loose;
  if (swarm.LocalNodeState !== 'active' || swarm.ControlAvailable !== true)
    throw new UsageError(
      `${where}: this engine is no manager of a Swarm. "docker swarm init" makes a Swarm of this machine; DOCKER_HOST or a Docker context chooses another engine.`,
    );
  const nodes = await listOf('/nodes', engine, where);
  const services = await listOf('/services', engine, where);
  const names = services.map((service: Loose) => String(service.Spec?.Name)).sort();
  if (names.some((one) => one.startsWith(`${stack}_`)))
    throw new UsageError(`a stack called ${stack} runs there already: leave --name out, or choose another.`);
  const usable = nodes.filter((node: Loose) => node.Status?.State === 'ready' && node.Spec?.Availability === 'active');
  const nameOf = (node: Loose): string => String(node.Description?.Hostname ?? node.ID);
  return {
    asked: String(name),
    id: String(swarm.NodeID),
    engine: String(version),
    nodes: new Map(usable.map((node: Loose) => [String(node.ID), nameOf(node)])),
    surroundings: {
      nodes: nodes.map((node: Loose) => ({
        name: nameOf(node),
        labels: Object.entries(node.Spec?.Labels ?? {}).map(([key, value]) => `${key}=${String(value)}`),
      })),
      services: names,
    },
  };
}

async function listOf(path: string, engine: Engine, where: string): Promise<readonly Loose[]> {
  const answer = await engine.send('GET', path);
  if (answer.status !== 200 || !Array.isArray(answer.body)) throw new UsageError(`${where}: ${messageOf(answer)}.`);
  return answer.body;
}
