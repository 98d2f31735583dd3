/** Settings that the loader knows under another name. */
import type { LoadedKey } from '../../facts/index.ts';
import { own } from '../../source/index.ts';
import type { Edit, Fix } from '../fix.ts';
import { childOf, type Spot, serviceAround } from './spot.ts';

type Path = readonly [string, ...string[]];

/** By the path below the service. `text`: the new key wants a string; `wanted`: what its value must look like to mean the same there. */
const moves: Readonly<Record<string, { readonly to: Path; readonly text?: true; readonly wanted?: RegExp }>> = {
  scale: { to: ['deploy', 'replicas'], wanted: /^\d+$|^\$/ },
  mem_limit: { to: ['deploy', 'resources', 'limits', 'memory'], text: true, wanted: /^[1-9]|^\$/ },
  cpus: { to: ['deploy', 'resources', 'limits', 'cpus'], text: true, wanted: /^(?:0?\.\d|[1-9])|^\$/ },
  mem_reservation: { to: ['deploy', 'resources', 'reservations', 'memory'], text: true, wanted: /^[1-9]|^\$/ },
  pids_limit: { to: ['deploy', 'resources', 'limits', 'pids'], wanted: /^[1-9]\d*$/ },
  log_driver: { to: ['logging', 'driver'] },
  log_opt: { to: ['logging', 'options'] },
  'deploy.ports': { to: ['ports'] },
  'deploy.networks': { to: ['networks'] },
  'deploy.volumes': { to: ['volumes'] },
  'deploy.environment': { to: ['environment'] },
  'deploy.healthcheck': { to: ['healthcheck'] },
  'deploy.logging': { to: ['logging'] },
  'deploy.constraints': { to: ['deploy', 'placement', 'constraints'] },
  'deploy.limits': { to: ['deploy', 'resources', 'limits'] },
  'deploy.reservations': { to: ['deploy', 'resources', 'reservations'] },
  'deploy.restart_policy.name': { to: ['deploy', 'restart_policy', 'condition'], wanted: /^(?:none|on-failure|any)$/ },
  'deploy.resources.reservations.pids': { to: ['deploy', 'resources', 'limits', 'pids'] },
};

/** Never over what the service says already. */
export function moved({ verdict, message }: NonNullable<LoadedKey['note']>, spot: Spot): Fix | undefined {
  const service = serviceAround(spot);
  const { node, at, entries } = spot;
  const move = own(
    moves,
    entries
      .slice(2)
      .map(({ key }) => key)
      .join('.'),
  );
  const unsupported = /^the key is not (?:known|supported)$/.test(message);
  if (verdict !== 'rejected' || !unsupported || !service || !move || childOf(service.value, ...move.to))
    return undefined;
  if (move.wanted && !(node.kind === 'scalar' && move.wanted.test(node.raw))) return undefined;
  const retyped = move.text && node.kind === 'scalar' && node.type === 'number';
  const edits: [Edit, ...Edit[]] = retyped
    ? [
        { kind: 'set', at: service.at, path: move.to, value: node.raw },
        { kind: 'remove', at },
      ]
    : [{ kind: 'move', at, under: service.at, path: move.to }];
  return { title: `Write it as ${move.to.join('.')}`, safety: 'suggested', edits };
}
