/** One service of a file as a typed view of its node. */
import type {
  Build,
  ComposeService,
  Deploy,
  Entry,
  Grant,
  Healthcheck,
  HealthTest,
  Logging,
  MapNode,
  Node,
  ResourceAmounts,
  RestartPolicy,
  UpdateConfig,
} from '../../facts/index.ts';
import { childOf, commandLine, entryOf, itemsOf, mapOf, namedValues, scalarOf, scalarsOf, textOf } from './nodes.ts';
import { mountOf, portOf } from './ports.ts';

export function serviceOf(entry: Entry, body: MapNode): ComposeService {
  const scalar = (key: string) => scalarOf(body, key);
  return {
    at: entry.at,
    name: entry.key,
    body,
    image: scalar('image'),
    build: buildOf(childOf(body, 'build')),
    command: commandLine(childOf(body, 'command')),
    entrypoint: commandLine(childOf(body, 'entrypoint')),
    environment: namedValues(childOf(body, 'environment')),
    envFiles: itemsOf(childOf(body, 'env_file')).flatMap((item) =>
      item.kind === 'scalar' ? [item] : (scalarOf(item, 'path') ?? []),
    ),
    ports: itemsOf(childOf(body, 'ports')).flatMap((item) => portOf(item) ?? []),
    mounts: itemsOf(childOf(body, 'volumes')).flatMap((item) => mountOf(item) ?? []),
    networks: networksOf(childOf(body, 'networks')),
    secrets: grantsOf(childOf(body, 'secrets')),
    configs: grantsOf(childOf(body, 'configs')),
    healthcheck: healthcheckOf(entryOf(body, 'healthcheck')),
    deploy: deployOf(entryOf(body, 'deploy')),
    labels: namedValues(childOf(body, 'labels')),
    logging: loggingOf(entryOf(body, 'logging')),
    restart: scalar('restart'),
    init: scalar('init'),
    stopGracePeriod: scalar('stop_grace_period'),
    stopSignal: scalar('stop_signal'),
    user: scalar('user'),
    workingDirectory: scalar('working_dir'),
    hostname: scalar('hostname'),
    containerName: scalar('container_name'),
    networkMode: scalar('network_mode'),
    tty: scalar('tty'),
    stdinOpen: scalar('stdin_open'),
    dependsOn: dependenciesOf(childOf(body, 'depends_on')),
    ignores: namedValues(childOf(childOf(body, 'x-swarm-lint'), 'ignore')),
  };
}

function buildOf(node: Node | undefined): Build | undefined {
  if (node?.kind === 'scalar') return node.type === 'null' ? undefined : { at: node.at, context: node, arguments: [] };
  if (node?.kind !== 'map') return undefined;
  const context = scalarOf(node, 'context') ?? {
    kind: 'scalar' as const,
    at: node.at,
    raw: '.',
    value: '.',
    type: 'string' as const,
    parts: ['.'],
    quoted: false,
  };
  return {
    at: node.at,
    context,
    dockerfile: scalarOf(node, 'dockerfile'),
    target: scalarOf(node, 'target'),
    arguments: namedValues(childOf(node, 'args')),
  };
}

function networksOf(node: Node | undefined): ComposeService['networks'] {
  if (node?.kind === 'map')
    return node.entries.map(({ key, at, value }) => ({
      at,
      name: key,
      aliases: scalarsOf(childOf(value, 'aliases')).map(textOf),
    }));
  return scalarsOf(node).map((item) => ({ at: item.at, name: textOf(item), aliases: [] }));
}

function grantsOf(node: Node | undefined): readonly Grant[] {
  return itemsOf(node).flatMap((item): readonly Grant[] => {
    if (item.kind === 'scalar') return [{ at: item.at, source: textOf(item) }];
    const source = scalarOf(item, 'source');
    const target = scalarOf(item, 'target');
    return source ? [{ at: item.at, source: textOf(source), target: target && textOf(target) }] : [];
  });
}

function dependenciesOf(node: Node | undefined): ComposeService['dependsOn'] {
  if (node?.kind === 'map') return node.entries.map(({ key, at }) => ({ at, raw: key, value: key }));
  return scalarsOf(node);
}

function healthcheckOf(entry: Entry | undefined): Healthcheck | undefined {
  if (entry?.value.kind !== 'map') return undefined;
  const body = entry.value;
  const test = testOf(childOf(body, 'test'));
  const disabled =
    ['true', 'yes', 'on'].includes(scalarOf(body, 'disable')?.value?.toLowerCase() ?? '') || test?.form === 'NONE';
  return {
    at: entry.at,
    disabled,
    test,
    interval: scalarOf(body, 'interval'),
    timeout: scalarOf(body, 'timeout'),
    startPeriod: scalarOf(body, 'start_period'),
    retries: scalarOf(body, 'retries'),
  };
}

/** A string is handed to a shell; a list says in its first word how it is meant, and is invalid when it does not. */
function testOf(node: Node | undefined): HealthTest | undefined {
  if (node?.kind === 'scalar')
    return node.type === 'null' ? undefined : { at: node.at, form: 'CMD-SHELL', argv: [textOf(node)] };
  if (node?.kind !== 'list') return undefined;
  const words = scalarsOf(node).map(textOf);
  const [form, ...argv] = words;
  return form === 'CMD' || form === 'CMD-SHELL' || form === 'NONE'
    ? { at: node.at, form, argv }
    : { at: node.at, form: 'invalid', argv: words };
}

function deployOf(entry: Entry | undefined): Deploy | undefined {
  if (!entry) return undefined;
  const body = entry.value;
  const placement = childOf(body, 'placement');
  const resources = childOf(body, 'resources');
  return {
    at: entry.at,
    mode: scalarOf(body, 'mode'),
    replicas: scalarOf(body, 'replicas'),
    endpointMode: scalarOf(body, 'endpoint_mode'),
    updateConfig: updateOf(entryOf(body, 'update_config')),
    rollbackConfig: updateOf(entryOf(body, 'rollback_config')),
    restartPolicy: restartOf(entryOf(body, 'restart_policy')),
    limits: amountsOf(entryOf(resources, 'limits')),
    reservations: amountsOf(entryOf(resources, 'reservations')),
    constraints: scalarsOf(childOf(placement, 'constraints')),
    maxReplicasPerNode: scalarOf(placement, 'max_replicas_per_node'),
    labels: namedValues(childOf(body, 'labels')),
  };
}

function updateOf(entry: Entry | undefined): UpdateConfig | undefined {
  if (entry?.value.kind !== 'map') return undefined;
  const scalar = (key: string) => scalarOf(entry.value, key);
  return {
    at: entry.at,
    parallelism: scalar('parallelism'),
    delay: scalar('delay'),
    failureAction: scalar('failure_action'),
    monitor: scalar('monitor'),
    maxFailureRatio: scalar('max_failure_ratio'),
    order: scalar('order'),
  };
}

function restartOf(entry: Entry | undefined): RestartPolicy | undefined {
  if (entry?.value.kind !== 'map') return undefined;
  const scalar = (key: string) => scalarOf(entry.value, key);
  return {
    at: entry.at,
    condition: scalar('condition'),
    delay: scalar('delay'),
    maxAttempts: scalar('max_attempts'),
    window: scalar('window'),
  };
}

const amountsOf = (entry: Entry | undefined): ResourceAmounts | undefined =>
  entry?.value.kind === 'map'
    ? { at: entry.at, cpus: scalarOf(entry.value, 'cpus'), memory: scalarOf(entry.value, 'memory') }
    : undefined;

const loggingOf = (entry: Entry | undefined): Logging | undefined =>
  (entry && mapOf(entry.value, 'options') !== undefined) || entry?.value.kind === 'map'
    ? {
        at: entry!.at,
        driver: scalarOf(entry!.value, 'driver'),
        options: namedValues(childOf(entry!.value, 'options')),
      }
    : undefined;
