/** One service of the throw-away stack on the engine: its specification, and how it is changed. */
import { type Engine, messageOf } from './engine.ts';

// biome-ignore lint/suspicious/noExplicitAny: a specification goes back as it came, whatever it holds
export type Loose = any;

export interface Deployed {
  readonly id: string;
  /** Within the stack: `web`. */
  readonly name: string;
  /** In the cluster: `shop_web`. */
  readonly fullName: string;
  readonly spec: Loose;
  readonly virtualAddresses: readonly string[];
}

export const NAMESPACE = 'com.docker.stack.namespace';

export async function deployedServices(stack: string, engine: Engine): Promise<readonly Deployed[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`${NAMESPACE}=${stack}`] }));
  const { status, body } = await engine.send('GET', `/services?filters=${filters}`);
  if (status !== 200 || !Array.isArray(body)) return [];
  return body
    .map((service: Loose) => ({
      id: String(service.ID),
      fullName: String(service.Spec?.Name),
      name: String(service.Spec?.Name).slice(stack.length + 1),
      spec: service.Spec,
      virtualAddresses: (service.Endpoint?.VirtualIPs ?? []).flatMap((one: Loose) =>
        typeof one.Addr === 'string' ? [one.Addr.replace(/\/\d+$/, '')] : [],
      ),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export interface UpdateStatus {
  readonly state: string;
  readonly startedAt: string;
  readonly message: string;
}

interface Now {
  readonly version: number;
  readonly spec: Loose;
  readonly update: UpdateStatus;
}

export async function inspect(id: string, engine: Engine): Promise<Now> {
  const answer = await engine.send('GET', `/services/${id}`);
  if (answer.status !== 200) throw new Error(messageOf(answer));
  const body = answer.body as Loose;
  const { State: state = '', StartedAt: startedAt = '', Message: message = '' } = body.UpdateStatus ?? {};
  return { version: body.Version?.Index ?? 0, spec: body.Spec, update: { state, startedAt, message } };
}

/** Swarm may have changed the service since it was looked at: then once more. */
const tries = 5;

/** `change` alters a specification of its own. `rollback`: to what it was before, whatever that is. */
export async function update(
  id: string,
  engine: Engine,
  change: (spec: Loose) => void,
  rollback = false,
): Promise<void> {
  for (let left = tries; ; left -= 1) {
    const { version, spec } = await inspect(id, engine);
    change(spec);
    const query = `version=${version}${rollback ? '&rollback=previous' : ''}`;
    const answer = await engine.send('POST', `/services/${id}/update?${query}`, spec);
    if (answer.status === 200) return;
    if (left <= 1 || !/out of sequence/.test(messageOf(answer))) throw new Error(messageOf(answer));
  }
}

export const replicasOf = (spec: Loose): number | undefined =>
  typeof spec?.Mode?.Replicated?.Replicas === 'number' ? spec.Mode.Replicated.Replicas : undefined;

export function modeOf(spec: Loose): 'replicated' | 'global' | 'job' {
  if (spec?.Mode?.ReplicatedJob || spec?.Mode?.GlobalJob) return 'job';
  return spec?.Mode?.Global ? 'global' : 'replicated';
}

/** Ids of networks; those of the host itself are none that Swarm knows. */
export const networksOf = (spec: Loose): readonly string[] =>
  [...(spec?.TaskTemplate?.Networks ?? []), ...(spec?.Networks ?? [])].flatMap((one: Loose) =>
    typeof one.Target === 'string' ? [one.Target] : [],
  );
