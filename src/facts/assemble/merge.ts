/**
 * Several `-c` files merged as Swarm's loader merges them: maps by key, volumes by target, ports by published number, networks as a union;
 * `command` and other single values are replaced, constraints appended. Every part keeps the place of the file it came from.
 */
import type { ComposeFile, ComposeService, Deploy, NamedValue } from '../compose.ts';

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
    ...present(over),
    at: base.at,
    body: base.body,
    environment: byName(base.environment, over.environment),
    labels: byName(base.labels, over.labels),
    envFiles: [...base.envFiles, ...over.envFiles],
    ports: byKey(base.ports, over.ports, ({ published, raw }) => (published ? String(published.from) : raw)),
    mounts: byKey(base.mounts, over.mounts, ({ target, raw }) => target ?? raw),
    networks: byKey(base.networks, over.networks, ({ name }) => name),
    secrets: byKey(base.secrets, over.secrets, ({ source }) => source),
    configs: byKey(base.configs, over.configs, ({ source }) => source),
    dependsOn: [...base.dependsOn, ...over.dependsOn],
    ignores: byName(base.ignores, over.ignores),
    healthcheck:
      base.healthcheck && over.healthcheck
        ? { ...base.healthcheck, ...present(over.healthcheck) }
        : (over.healthcheck ?? base.healthcheck),
    deploy: base.deploy && over.deploy ? mergeDeploy(base.deploy, over.deploy) : (over.deploy ?? base.deploy),
  };
}

const mergeDeploy = (base: Deploy, over: Deploy): Deploy => ({
  ...base,
  ...present(over),
  at: base.at,
  constraints: [...base.constraints, ...over.constraints],
  labels: byName(base.labels, over.labels),
  updateConfig: both(base.updateConfig, over.updateConfig),
  rollbackConfig: both(base.rollbackConfig, over.rollbackConfig),
  restartPolicy: both(base.restartPolicy, over.restartPolicy),
  limits: both(base.limits, over.limits),
  reservations: both(base.reservations, over.reservations),
});

const both = <T extends object>(base: T | undefined, over: T | undefined): T | undefined =>
  base && over ? { ...base, ...present(over) } : (over ?? base);

/** Leaves out what a file does not say, so that it cannot overwrite what another one does. */
const present = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Partial<T>;

function byKey<T>(base: readonly T[], over: readonly T[], key: (item: T) => string): readonly T[] {
  const merged = new Map(base.map((item) => [key(item), item]));
  for (const item of over) merged.set(key(item), item);
  return [...merged.values()];
}

const byName = (base: readonly NamedValue[], over: readonly NamedValue[]): readonly NamedValue[] =>
  byKey(base, over, ({ name }) => name);
