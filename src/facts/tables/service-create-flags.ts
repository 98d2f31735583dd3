/**
 * What the flags of `docker service create` are called in a stack file. Source: the option table in the reference page of docker/cli, compared
 * with the service definitions a real Swarm 28.2 made of them.
 *
 * `value`: one word. `switch`: true unless a word says otherwise. `item`: one more entry of a list. `pair`: `name=value`, one more entry of a map.
 * The others have a syntax of their own. Flags that leave nothing in the definition (`--detach`, `--with-registry-auth`) are not listed.
 */
export type FlagKind = 'value' | 'switch' | 'item' | 'pair' | 'publish' | 'mount' | 'network' | 'grant';

export interface CreateFlag {
  readonly kind: FlagKind;
  readonly path: readonly string[];
}

const table: Readonly<Record<FlagKind, string>> = {
  value: `entrypoint=entrypoint hostname=hostname user=user workdir=working_dir stop-signal=stop_signal
    stop-grace-period=stop_grace_period isolation=isolation mode=deploy.mode replicas=deploy.replicas
    endpoint-mode=deploy.endpoint_mode replicas-max-per-node=deploy.placement.max_replicas_per_node
    limit-cpu=deploy.resources.limits.cpus limit-memory=deploy.resources.limits.memory limit-pids=deploy.resources.limits.pids
    reserve-cpu=deploy.resources.reservations.cpus reserve-memory=deploy.resources.reservations.memory
    restart-condition=deploy.restart_policy.condition restart-delay=deploy.restart_policy.delay
    restart-max-attempts=deploy.restart_policy.max_attempts restart-window=deploy.restart_policy.window
    update-delay=deploy.update_config.delay update-failure-action=deploy.update_config.failure_action
    update-max-failure-ratio=deploy.update_config.max_failure_ratio update-monitor=deploy.update_config.monitor
    update-order=deploy.update_config.order update-parallelism=deploy.update_config.parallelism
    rollback-delay=deploy.rollback_config.delay rollback-failure-action=deploy.rollback_config.failure_action
    rollback-max-failure-ratio=deploy.rollback_config.max_failure_ratio rollback-monitor=deploy.rollback_config.monitor
    rollback-order=deploy.rollback_config.order rollback-parallelism=deploy.rollback_config.parallelism
    health-cmd=healthcheck.test health-interval=healthcheck.interval health-retries=healthcheck.retries
    health-start-interval=healthcheck.start_interval health-start-period=healthcheck.start_period
    health-timeout=healthcheck.timeout log-driver=logging.driver`,
  switch: 'init=init read-only=read_only tty=tty no-healthcheck=healthcheck.disable',
  item: `env-file=env_file constraint=deploy.placement.constraints placement-pref=deploy.placement.preferences host=extra_hosts
    cap-add=cap_add cap-drop=cap_drop dns=dns dns-search=dns_search ulimit=ulimits group=group_add
    generic-resource=deploy.resources.reservations.generic_resources`,
  pair: 'env=environment label=deploy.labels container-label=labels log-opt=logging.options sysctl=sysctls',
  publish: 'publish=ports',
  mount: 'mount=volumes',
  network: 'network=networks',
  grant: 'secret=secrets config=configs',
};

export const createFlags: ReadonlyMap<string, CreateFlag> = new Map(
  Object.entries(table).flatMap(([kind, rows]) =>
    rows.split(/\s+/).map((row): readonly [string, CreateFlag] => {
      const [flag = '', path = ''] = row.split('=');
      return [flag, { kind: kind as FlagKind, path: path.split('.') }];
    }),
  ),
);
