/**
 * What is refused after the keys have been checked: when the command line turns the file into services, and when the daemon creates them.
 * Verified on Docker 28.2; the daemon's checks are the same in 20.10.
 */
import type { Span } from '../../source/index.ts';
import type { ComposeService, Declaration, Scalar } from '../compose.ts';
import { parseImageReference } from '../image-reference.ts';
import { bytesOf, numberOf, parseSeconds } from '../units.ts';
import { declared, ofDeclaration, ofGrants, ofMounts } from './attachments.ts';
import { missing } from './given.ts';
import { entryOf } from './nodes.ts';
import type { LoaderNote } from './notes.ts';
import type { Surroundings } from './surroundings.ts';

export interface Merged {
  readonly services: readonly ComposeService[];
  readonly declarations: readonly Declaration[];
  readonly surroundings?: Surroundings;
}

export type Rejection = readonly [at: Span, path: string, message: string, instead?: string];

export function convert(merged: Merged): readonly LoaderNote[] {
  const found = [
    ...merged.services.flatMap((service) => ofService(service, merged)),
    ...betweenServices(merged),
    ...merged.declarations.flatMap((one) => ofDeclaration(one, merged)),
  ];
  return found.map((one) => noteOf(one, 'convert'));
}

export const noteOf = ([at, path, message, instead]: Rejection, stage: LoaderNote['stage']): LoaderNote => ({
  at,
  path,
  key: path.split('.').at(-1)!,
  verdict: 'rejected',
  stage,
  message,
  instead,
});

/** A default is no promise: whoever deploys may set something else. */
const hasDefault = ({ parts }: Scalar): boolean =>
  parts.some((part) => typeof part !== 'string' && part.operator?.endsWith('-'));

const oneOf = (scalar: Scalar | undefined, words: readonly string[]): boolean =>
  scalar?.value === undefined || words.includes(scalar.value);

function ofService(service: ComposeService, merged: Merged): readonly Rejection[] {
  const { name, at, deploy, image, healthcheck, restart, body } = service;
  const path = (key: string) => (key === '' ? `services.${name}` : `services.${name}.${key}`);
  const found: Rejection[] = [];
  const reject = (where: Span, key: string, message: string, instead?: string) =>
    found.push([where, path(key), message, instead]);

  if (!/^[a-zA-Z0-9](?:[-_]*[a-zA-Z0-9])*[_-]*$/.test(name) && /^[a-zA-Z0-9._-]+$/.test(name))
    reject(at, '', 'the daemon takes only names that are valid in DNS');
  else if (name.length > 58) reject(at, '', 'stack and service name together must not be longer than 63 characters');
  if (!image && !entryOf(body, 'image')) {
    reject(
      at,
      'image',
      service.build ? 'it has only a build section, and Swarm never builds' : 'it names no image',
      'build and push the image elsewhere, and name it in image',
    );
  } else if (image?.value === '') reject(image.at, 'image', 'the image name is empty');
  else if (image?.value !== undefined && !hasDefault(image) && !validReference(image.value))
    reject(image.at, 'image', 'it is not a valid image reference');

  const mode = deploy?.mode;
  if (!oneOf(mode, ['replicated', 'global', 'replicated-job', 'global-job']))
    reject(mode!.at, 'deploy.mode', 'it must be replicated, global, replicated-job or global-job');
  if ((mode?.value === 'global' || mode?.value === 'global-job') && deploy?.replicas)
    reject(
      deploy.replicas.at,
      'deploy.replicas',
      `replicas cannot be set with mode: ${mode.value}`,
      'leave one of the two out',
    );
  const endpointMode = deploy?.endpointMode;
  if (endpointMode?.value !== undefined && !['vip', 'dnsrr'].includes(endpointMode.value.toLowerCase()))
    reject(endpointMode.at, 'deploy.endpoint_mode', 'it must be vip or dnsrr');
  if (endpointMode?.value?.toLowerCase() === 'dnsrr') {
    const ingress = service.ports.find((port) => port.mode === 'ingress');
    if (ingress)
      reject(
        ingress.at,
        'ports',
        'a port cannot be published through the ingress with endpoint_mode: dnsrr',
        'publish it with mode: host',
      );
  }
  for (const [key, config] of [
    ['update_config', deploy?.updateConfig],
    ['rollback_config', deploy?.rollbackConfig],
  ] as const) {
    if (!config) continue;
    if (mode?.value?.endsWith('-job'))
      reject(config.at, `deploy.${key}`, 'jobs take no update or rollback settings', 'leave it out');
    if (!oneOf(config.failureAction, ['pause', 'continue', 'rollback']))
      reject(config.failureAction!.at, `deploy.${key}.failure_action`, 'it must be pause, continue or rollback');
    const ratio = numberOf(config.maxFailureRatio);
    if (ratio !== undefined && (ratio < 0 || ratio > 1))
      reject(config.maxFailureRatio!.at, `deploy.${key}.max_failure_ratio`, 'it must lie between 0 and 1');
  }
  const condition = deploy?.restartPolicy?.condition;
  if (!oneOf(condition, ['none', 'on-failure', 'any', '']))
    reject(
      condition!.at,
      'deploy.restart_policy.condition',
      'it must be none, on-failure or any',
      condition!.value === 'no' ? 'write none' : 'write any',
    );
  for (const [key, amounts] of [
    ['limits', deploy?.limits],
    ['reservations', deploy?.reservations],
  ] as const) {
    const memory = memoryProblem(amounts?.memory);
    if (memory) reject(amounts!.memory!.at, `deploy.resources.${key}.memory`, memory, 'write it like 256M');
    const cpus = cpuProblem(amounts?.cpus);
    if (cpus) reject(amounts!.cpus!.at, `deploy.resources.${key}.cpus`, cpus, 'write it like "0.5"');
  }
  for (const constraint of deploy?.constraints ?? []) {
    const problem = constraintProblem(constraint);
    if (problem) reject(constraint.at, 'deploy.placement.constraints', problem, 'write it like node.labels.zone == a');
  }
  if (
    restart?.type === 'string' &&
    !deploy?.restartPolicy &&
    restart.value !== undefined &&
    !/^(no|always|unless-stopped|on-failure(:\d+)?|)$/.test(restart.value)
  ) {
    reject(restart.at, 'restart', 'it is no restart policy');
  }
  if (healthcheck?.test && healthcheck.test.form !== 'NONE' && healthcheck.disabled)
    reject(healthcheck.test.at, 'healthcheck.test', 'test and disable exclude each other');
  for (const [key, scalar] of [
    ['interval', healthcheck?.interval],
    ['timeout', healthcheck?.timeout],
    ['start_period', healthcheck?.startPeriod],
  ] as const) {
    const seconds = scalar?.value === undefined ? undefined : parseSeconds(scalar.value);
    if (seconds !== undefined && seconds !== 0 && seconds < 0.001)
      reject(scalar!.at, `healthcheck.${key}`, 'it must be a millisecond at least');
  }
  found.push(...ofMounts(service, merged), ...ofGrants(service, merged));
  for (const network of service.networks) {
    if (network.name !== 'default' && !network.name.includes('$') && !declared(merged, 'network', network.name))
      reject(network.at, 'networks', `the network ${network.name} is not declared`, `declare it under networks`);
  }
  for (const file of service.envFiles) {
    if (missing(file, merged.surroundings))
      reject(file.at, 'env_file', 'the file does not exist where the stack file lies');
  }
  return found;
}

/** Published ports are cluster-wide: two services cannot share one, unless both publish it on their own node only. */
function betweenServices({ services }: Merged): readonly Rejection[] {
  const found: Rejection[] = [];
  const taken = new Map<string, { readonly service: string; readonly mode: string }>();
  for (const { name, ports } of services) {
    for (const { published, protocol, mode, at } of ports) {
      if (!published || published.to - published.from > 1000) continue;
      for (let port = published.from; port <= published.to; port++) {
        const key = `${port}/${protocol}`;
        const other = taken.get(key);
        if (!other) taken.set(key, { service: name, mode });
        else if (other.service === name || other.mode !== 'host' || mode !== 'host') {
          found.push([
            at,
            `services.${name}.ports`,
            other.service === name
              ? `port ${port} is published twice`
              : `port ${port} is published by ${other.service} already`,
          ]);
          break;
        }
      }
    }
  }
  return found;
}

function memoryProblem(scalar: Scalar | undefined): string | undefined {
  const bytes = bytesOf(scalar);
  return scalar?.type === 'string' && bytes !== undefined && bytes > 0 && bytes < 4 * 1024 ** 2
    ? 'it must be 4 MiB at least'
    : undefined;
}

function cpuProblem(scalar: Scalar | undefined): string | undefined {
  if (scalar?.type !== 'string' || scalar.value === undefined) return undefined;
  const text = scalar.value.trim();
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?(\/\d+)?$/i.test(text)) return 'it is no number of CPUs';
  return Number(text) > 0 && Number(text) < 0.001 ? 'it must be 0.001 at least' : undefined;
}

function constraintProblem(scalar: Scalar): string | undefined {
  if (scalar.type !== 'string' || scalar.value === undefined) return undefined;
  const parts = scalar.value.split(/==|!=/);
  if (parts.length !== 2) return 'it must hold one == or !=';
  if (!/^[a-zA-Z0-9._-]+$/.test(parts[0]!.trim())) return 'its key is not valid';
  return parts[1]!.trim() === '' ? 'its value is empty' : undefined;
}

const validReference = (reference: string): boolean =>
  parseImageReference(reference.replace(/^(?=[^/]*[A-Z])[^/]*\//, 'x.y/')) !== undefined &&
  !/^[0-9a-f]{64}$/.test(reference) &&
  reference.length <= 255 &&
  !/:$|:[^/\w]|@(?!sha256:[0-9a-f]{64}$|sha512:)/.test(reference);
