/**
 * Several `-c` files merged as Swarm's loader merges them: maps by key, volumes by target, ports by published number, secrets and configs by
 * source, networks as a union; `command` is replaced, lists such as constraints and the words of a health check are appended. Values such as `""`,
 * `false` and `0` undo nothing. Every part keeps the place of the file it came from. Compared with `docker stack config` 28.2 in the tests.
 */
import type {
  ComposeFile,
  ComposeService,
  Declaration,
  Deploy,
  Grant,
  Healthcheck,
  HealthTest,
  Logging,
  NamedValue,
  Node,
  Port,
  Scalar,
} from '../compose.ts';
import { mergeBodies, says } from './merge-body.ts';

export function mergeServices(files: readonly ComposeFile[]): readonly ComposeService[] {
  const merged = new Map<string, ComposeService>();
  for (const { services } of files) {
    for (const service of services) {
      const base = merged.get(service.name);
      merged.set(service.name, base ? mergeService(base, service) : service);
    }
  }
  return [...merged.values()];
}

function mergeService(base: ComposeService, over: ComposeService): ComposeService {
  return {
    ...base,
    ...present(over, base),
    at: base.at,
    parts: [...(base.parts ?? [base]), over],
    body: mergeBodies(base.body, over.body),
    command: over.command?.argv.length ? over.command : (base.command ?? over.command),
    entrypoint: over.entrypoint?.argv.length ? over.entrypoint : (base.entrypoint ?? over.entrypoint),
    environment: mergeEnvironments(base.environment, over.environment),
    labels: byName(base.labels, over.labels),
    envFiles: [...base.envFiles, ...over.envFiles],
    ports: mergePorts(base.ports, over.ports),
    mounts:
      base.mounts.length === 0 ? over.mounts : byKey(base.mounts, over.mounts, ({ target, raw }) => target ?? raw),
    networks: mergeNetworks(base.networks, over.networks),
    secrets: mergeGrants(base.secrets, over.secrets),
    configs: mergeGrants(base.configs, over.configs),
    dependsOn: [...base.dependsOn, ...over.dependsOn],
    ignores: byName(base.ignores, over.ignores),
    healthcheck:
      base.healthcheck && over.healthcheck
        ? mergeHealthchecks(base.healthcheck, over.healthcheck)
        : (over.healthcheck ?? base.healthcheck),
    logging: base.logging && over.logging ? mergeLogging(base.logging, over.logging) : (over.logging ?? base.logging),
    deploy: base.deploy && over.deploy ? mergeDeploy(base.deploy, over.deploy) : (over.deploy ?? base.deploy),
  };
}

/** An empty value changes nothing that has one. */
const mergeEnvironments = (base: readonly NamedValue[], over: readonly NamedValue[]): readonly NamedValue[] => {
  const filled = new Set(base.filter(hasText).map(({ name }) => name));
  return byName(
    base,
    over.filter((one) => hasText(one) || !filled.has(one.name)),
  );
};

const hasText = ({ value }: NamedValue): boolean => value !== undefined && value.value !== '';

/** Without settings of its own a network keeps the aliases it has. */
const mergeNetworks = (base: Networks, over: Networks): Networks =>
  byKey(
    base,
    over.filter(({ name, aliases }) => aliases.length > 0 || !base.some((own) => own.name === name)),
    ({ name }) => name,
  );
type Networks = ComposeService['networks'];

/** Unpublished ports share one key. */
function mergePorts(base: readonly Port[], over: readonly Port[]): readonly Port[] {
  if (base.length === 0) return over;
  return byKey(base.flatMap(single), over.flatMap(single), ({ published, raw, target }) =>
    published ? String(published.from) : target ? '0' : raw,
  );
}

/** One port for each number of a range. */
function single(port: Port): readonly Port[] {
  const { published, target } = port;
  if (!published || published.to === published.from) return [port];
  return Array.from({ length: published.to - published.from + 1 }, (_, index) => {
    const number = published.from + index;
    const inside = target && target.to > target.from ? target.from + index : target?.from;
    return {
      ...port,
      published: { from: number, to: number },
      target: inside === undefined ? undefined : { from: inside, to: inside },
    };
  });
}

const mergeGrants = (base: readonly Grant[], over: readonly Grant[]): readonly Grant[] =>
  base.length === 0 ? over : byKey(base, over, ({ source }) => source);

const mergeHealthchecks = (base: Healthcheck, over: Healthcheck): Healthcheck => ({
  ...base,
  ...present(over, base),
  disabled: base.disabled || (over.disabled && !(base.test && over.test?.form === 'NONE')),
  test: base.test && over.test ? appended(base.test, over.test) : (over.test ?? base.test),
});

const appended = (base: HealthTest, { form, argv }: HealthTest): HealthTest => ({
  ...base,
  argv: [...base.argv, ...(form === 'invalid' ? [] : [form]), ...argv],
});

/** Another driver takes nothing over; and options are lost where the first file has none to add them to. */
function mergeLogging(base: Logging, over: Logging): Logging {
  const [one, other] = [base.driver?.value ?? '', over.driver?.value ?? ''];
  if (one !== other && one !== '' && other !== '') return over;
  return {
    at: base.at,
    driver: base.driver ?? over.driver,
    options: base.options.length === 0 ? [] : byName(base.options, over.options),
  };
}

const mergeDeploy = (base: Deploy, over: Deploy): Deploy => ({
  ...base,
  ...present(over, base),
  at: base.at,
  replicas: over.replicas ?? base.replicas,
  constraints: [...base.constraints, ...over.constraints],
  labels: byName(base.labels, over.labels),
  updateConfig: both(base.updateConfig, over.updateConfig),
  rollbackConfig: both(base.rollbackConfig, over.rollbackConfig),
  restartPolicy: both(base.restartPolicy, over.restartPolicy),
  limits: both(base.limits, over.limits),
  reservations: both(base.reservations, over.reservations),
});

const both = <T extends object>(base: T | undefined, over: T | undefined): T | undefined =>
  base && over ? { ...base, ...present(over, base) } : (over ?? base);

/** What a file says beside the other one: nothing undoes nothing. */
const present = <T extends object>(over: T, base: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(over).filter(
      ([key, part]) =>
        part !== undefined && (!isScalar(part) || base[key as keyof T] === undefined || says(key, part) !== false),
    ),
  ) as Partial<T>;

const isScalar = (part: unknown): part is Scalar =>
  typeof part === 'object' && part !== null && (part as Partial<Node>).kind === 'scalar';

function byKey<T>(base: readonly T[], over: readonly T[], key: (item: T) => string): readonly T[] {
  const merged = new Map(base.map((item) => [key(item), item]));
  for (const item of over) merged.set(key(item), item);
  return [...merged.values()];
}

const byName = (base: readonly NamedValue[], over: readonly NamedValue[]): readonly NamedValue[] =>
  byKey(base, over, ({ name }) => name);

/** The later file has the last word about the whole declaration. */
export function mergeDeclarations(files: readonly ComposeFile[]): readonly Declaration[] {
  const merged = new Map<string, Declaration>();
  for (const { declarations } of files) for (const one of declarations) merged.set(`${one.kind} ${one.name}`, one);
  return [...merged.values()];
}
