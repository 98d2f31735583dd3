/** The health check that counts for a task: the stack file's, or else the one the image brings along. */
import type { Located } from '../../source/index.ts';
import type { Service } from '../model.ts';

export interface Probe extends Located {
  readonly from: 'stack' | 'image';
  /** `exec`: `argv` is what runs; `shell`: its one word is a script for the shell of the image. */
  readonly form: 'exec' | 'shell';
  readonly argv: readonly string[];
}

export type Health =
  | { readonly kind: 'probe'; readonly probe: Probe }
  | (Located & { readonly kind: 'disabled' })
  /** Neither the stack file nor an image whose whole lineage is known has one. */
  | { readonly kind: 'none' }
  /** The stack file has none; what the image brings along cannot be seen. */
  | { readonly kind: 'unknown' };

export function healthOf({
  healthcheck,
  built,
  imageHealth,
}: Pick<Service, 'healthcheck' | 'built' | 'imageHealth'>): Health {
  if (healthcheck) {
    if (healthcheck.disabled) return { kind: 'disabled', at: healthcheck.at };
    const test = healthcheck.test;
    if (test?.form === 'NONE') return { kind: 'disabled', at: test.at };
    if (test && test.form !== 'invalid') {
      const form = test.form === 'CMD' ? 'exec' : 'shell';
      return { kind: 'probe', probe: { at: test.at, from: 'stack', form, argv: test.argv } };
    }
    // A test that Swarm cannot run is a fault of its own; to call it absent would be another claim.
    if (test) return { kind: 'unknown' };
  }
  // Without a test of its own, the section only changes the timing of the image's check.
  const own = built?.image.healthcheck;
  if (own?.form === 'none') return { kind: 'disabled', at: own.at };
  if (own) return { kind: 'probe', probe: { at: own.at, from: 'image', form: own.form, argv: own.argv } };
  if (imageHealth === 'none') return { kind: 'none' };
  if (imageHealth)
    return {
      kind: 'probe',
      probe: { ...imageHealth, from: 'image', form: imageHealth.form === 'CMD' ? 'exec' : 'shell' },
    };
  return built?.image.baseKnown ? { kind: 'none' } : { kind: 'unknown' };
}

/** Swarm waits for something before it sends traffic and stops the old task. */
export const hasProbe = (service: Service): boolean => healthOf(service).kind === 'probe';

/** The proxy in front asks for itself (Traefik's `loadbalancer.healthcheck`): it routes around dead tasks, and nothing more. */
export const proxyProbes = ({ deploy, labels }: Service): boolean =>
  [...(deploy?.labels ?? []), ...labels].some(({ name }) =>
    /\.loadbalancer\.healthcheck\.|^caddy.*\.health_uri$/i.test(name),
  );
