/**
 * The commands of `docker`, and which of their flags take a value: without this, flags and operands cannot be told apart.
 * Source: the option tables in the reference pages of docker/cli, docker/buildx and docker/compose.
 *
 * One row: `command words: flags that take a value ; switches that have a short name`, each flag as `long` or
 * `long|short`. A row continues on indented lines. `docker build` holds the flags of both builders;
 * `docker service create` also those of `docker run` that it refuses, so that the image behind them is found.
 */
const table = `
attach: detach-keys
build: add-host allow annotation attest build-arg build-context builder cache-from cache-to call cgroup-parent
  cpu-period cpu-quota cpu-shares|c cpuset-cpus cpuset-mems file|f iidfile isolation label memory-swap memory|m
  metadata-file network no-cache-filter output|o platform policy progress provenance resource sbom secret
  security-opt shm-size ssh tag|t target ulimit ; debug|D quiet|q
builder:
builder prune: filter keep-storage ; all|a force|f
buildx: builder ; debug|D
buildx bake: allow builder call file|f list metadata-file policy progress provenance sbom set var ; debug|D
buildx build: add-host allow annotation attest build-arg build-context builder cache-from cache-to call
  cgroup-parent file|f iidfile label metadata-file network no-cache-filter output|o platform policy progress
  provenance resource sbom secret shm-size ssh tag|t target ulimit ; debug|D quiet|q
buildx create: buildkitd-config buildkitd-flags driver driver-opt name node platform timeout ; debug|D
buildx dial-stdio: builder platform progress ; debug|D
buildx du: builder filter format timeout ; debug|D
buildx imagetools: builder ; debug|D
buildx imagetools create: annotation builder file|f metadata-file platform|p progress tag|t ; debug|D
buildx imagetools inspect: builder format ; debug|D
buildx inspect: builder timeout ; debug|D
buildx ls: format timeout ; debug|D
buildx prune: builder filter max-used-space min-free-space reserved-space timeout ; all|a debug|D force|f
buildx rm: builder timeout ; debug|D force|f
buildx stop: builder ; debug|D
buildx use: builder ; debug|D
buildx version: ; debug|D
commit: author|a change|c message|m
compose: ansi env-file file|f parallel profile progress project-directory project-name|p
compose attach: detach-keys index
compose build: build-arg builder memory|m provenance sbom ssh ; quiet|q
compose commit: author|a change|c index message|m ; pause|p
compose config: format hash output|o ; quiet|q
compose cp: index ; archive|a follow-link|L
compose create: pull scale ; yes|y
compose down: rmi timeout|t ; volumes|v
compose events: since until
compose exec: env|e index user|u workdir|w ; detach|d no-tty|T
compose export: index output|o
compose images: format ; quiet|q
compose kill: signal|s
compose logs: index since tail|n until ; follow|f timestamps|t
compose ls: filter format ; all|a quiet|q
compose pause:
compose port: index protocol
compose ps: filter format status ; all|a quiet|q
compose publish: oci-version ; yes|y
compose pull: policy ; quiet|q
compose push: ; quiet|q
compose restart: timeout|t
compose rm: ; force|f stop|s volumes|v
compose run: cap-add cap-drop entrypoint env-from-file env|e label|l name publish|p pull user|u volume|v workdir|w ;
  detach|d interactive|i no-tty|T quiet|q service-ports|P
compose scale:
compose start: wait-timeout
compose stats: format ; all|a
compose stop: timeout|t
compose top:
compose unpause:
compose up: attach exit-code-from no-attach pull scale timeout|t wait-timeout ; detach|d renew-anon-volumes|V
  watch|w yes|y
compose version: format|f
compose volumes: format ; quiet|q
compose wait:
compose watch:
config:
config create: label|l template-driver
config inspect: format|f
config ls: filter|f format ; quiet|q
config rm:
container:
container inspect: format|f ; size|s
container prune: filter ; force|f
context:
context create: description docker from
context export:
context import:
context inspect: format|f
context ls: format ; quiet|q
context rm: ; force|f
context show:
context update: description docker
context use:
cp: ; archive|a follow-link|L quiet|q
create: net net-alias add-host annotation attach|a blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent cgroupns
  cidfile cpu-count cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares|c cpus cpuset-cpus
  cpuset-mems device device-cgroup-rule device-read-bps device-read-iops device-write-bps device-write-iops dns
  dns-option dns-search domainname entrypoint env-file env|e expose gpus group-add health-cmd health-interval
  health-retries health-start-interval health-start-period health-timeout hostname|h io-maxbandwidth io-maxiops ip
  ip6 ipc isolation label-file label|l link link-local-ip log-driver log-opt mac-address memory-reservation
  memory-swap memory-swappiness memory|m mount name network network-alias oom-score-adj pid pids-limit platform
  publish|p pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit
  userns user|u uts volume-driver volumes-from volume|v workdir|w ; interactive|i publish-all|P quiet|q tty|t
diff:
events: filter|f format since until
exec: detach-keys env-file env|e user|u workdir|w ; detach|d interactive|i tty|t
export: output|o
history: format platform ; human|H quiet|q
image:
image inspect: format|f platform
image prune: filter ; all|a force|f
images: filter|f format ; all|a quiet|q
import: change|c message|m platform
info: format|f
inspect: format|f type ; size|s
kill: signal|s
load: input|i platform ; quiet|q
login: password|p username|u
logout:
logs: since tail|n until ; follow|f timestamps|t
manifest:
manifest annotate: arch os os-features os-version variant
manifest create: ; amend|a
manifest inspect: ; verbose|v
manifest push: ; purge|p
manifest rm:
network:
network connect: alias driver-opt gw-priority ip ip6 link link-local-ip
network create: aux-address config-from driver|d gateway ip-range ipam-driver ipam-opt ipv6 label opt|o scope subnet
network disconnect: ; force|f
network inspect: format|f ; verbose|v
network ls: filter|f format ; quiet|q
network prune: filter ; force|f
network rm: ; force|f
node:
node demote:
node inspect: format|f
node ls: filter|f format ; quiet|q
node promote:
node ps: filter|f format ; quiet|q
node rm: ; force|f
node update: availability label-add label-rm role
pause:
port:
ps: filter|f format last|n ; all|a latest|l quiet|q size|s
pull: platform ; all-tags|a quiet|q
push: platform ; all-tags|a quiet|q
rename:
restart: signal|s timeout|t
rm: ; force|f link|l volumes|v
rmi: platform ; force|f
run: net net-alias add-host annotation attach|a blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent cgroupns cidfile
  cpu-count cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares|c cpus cpuset-cpus cpuset-mems
  detach-keys device device-cgroup-rule device-read-bps device-read-iops device-write-bps device-write-iops dns
  dns-option dns-search domainname entrypoint env-file env|e expose gpus group-add health-cmd health-interval
  health-retries health-start-interval health-start-period health-timeout hostname|h io-maxbandwidth io-maxiops ip
  ip6 ipc isolation label-file label|l link link-local-ip log-driver log-opt mac-address memory-reservation
  memory-swap memory-swappiness memory|m mount name network network-alias oom-score-adj pid pids-limit platform
  publish|p pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit
  userns user|u uts volume-driver volumes-from volume|v workdir|w ; detach|d interactive|i publish-all|P quiet|q
  tty|t
save: output|o platform
search: filter|f format limit
secret:
secret create: driver|d label|l template-driver
secret inspect: format|f
secret ls: filter|f format ; quiet|q
secret rm:
service:
service create: cap-add cap-drop config constraint container-label credential-spec dns dns-option dns-search
  endpoint-mode entrypoint env-file env|e generic-resource group health-cmd health-interval health-retries
  health-start-interval health-start-period health-timeout host hostname isolation label|l limit-cpu limit-memory
  limit-pids log-driver log-opt max-concurrent memory-swap memory-swappiness mode mount name network oom-score-adj
  placement-pref publish|p replicas replicas-max-per-node reserve-cpu reserve-memory restart-condition restart-delay
  restart-max-attempts restart-window rollback-delay rollback-failure-action rollback-max-failure-ratio
  rollback-monitor rollback-order rollback-parallelism secret stop-grace-period stop-signal sysctl ulimit
  update-delay update-failure-action update-max-failure-ratio update-monitor update-order update-parallelism user|u
  workdir|w add-host cgroup-parent config-add constraints cpu-shares cpus cpuset-cpus depends-on device device-cgroup-rule
  dns-opt env-add expose gpus group-add healthcheck image ip ipc link links mac-address memory-reservation memory|m
  mount-add net network-alias networks pid pids-limit platform port ports publish-add pull replica restart restart-policy
  runtime scale security-opt shm-size stop-timeout tmpfs userns uts volume-driver volumes-from volume|v ;
  detach|d interactive|i quiet|q tty|t
service inspect: format|f
service logs: since tail|n ; follow|f timestamps|t
service ls: filter|f format ; quiet|q
service ps: filter|f format ; quiet|q
service rm:
service rollback: ; detach|d quiet|q
service scale: ; detach|d
service update: args cap-add cap-drop config-add config-rm constraint-add constraint-rm container-label-add
  container-label-rm credential-spec dns-add dns-option-add dns-option-rm dns-rm dns-search-add dns-search-rm
  endpoint-mode entrypoint env-add env-rm generic-resource-add generic-resource-rm group-add group-rm health-cmd
  health-interval health-retries health-start-interval health-start-period health-timeout host-add host-rm hostname
  image isolation label-add label-rm limit-cpu limit-memory limit-pids log-driver log-opt max-concurrent memory-swap
  memory-swappiness mount-add mount-rm network-add network-rm oom-score-adj placement-pref-add placement-pref-rm
  publish-add publish-rm replicas replicas-max-per-node reserve-cpu reserve-memory restart-condition restart-delay
  restart-max-attempts restart-window rollback-delay rollback-failure-action rollback-max-failure-ratio
  rollback-monitor rollback-order rollback-parallelism secret-add secret-rm stop-grace-period stop-signal sysctl-add
  sysctl-rm ulimit-add ulimit-rm update-delay update-failure-action update-max-failure-ratio update-monitor
  update-order update-parallelism user|u workdir|w ; detach|d quiet|q tty|t
stack:
stack config: compose-file|c
stack deploy: compose-file|c resolve-image ; detach|d quiet|q
stack ls: format
stack ps: filter|f format ; quiet|q
stack rm: ; detach|d
stack services: filter|f format ; quiet|q
start: checkpoint checkpoint-dir detach-keys ; attach|a interactive|i
stats: format ; all|a
stop: signal|s timeout|t
swarm:
swarm ca: ca-cert ca-key cert-expiry external-ca ; detach|d quiet|q
swarm init: advertise-addr availability cert-expiry data-path-addr data-path-port default-addr-pool
  default-addr-pool-mask-length dispatcher-heartbeat external-ca listen-addr max-snapshots snapshot-interval
  task-history-limit
swarm join: advertise-addr availability data-path-addr listen-addr token
swarm join-token: ; quiet|q
swarm leave: ; force|f
swarm unlock:
swarm unlock-key: ; quiet|q
swarm update: cert-expiry dispatcher-heartbeat external-ca max-snapshots snapshot-interval task-history-limit
system:
system df: format ; verbose|v
system dial-stdio:
system prune: filter ; all|a force|f
tag:
top:
unpause:
update: blkio-weight cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares|c cpus cpuset-cpus cpuset-mems
  memory-reservation memory-swap memory|m pids-limit restart
version: format|f
volume:
volume create: availability driver|d group label limit-bytes opt|o required-bytes scope secret sharing
  topology-preferred topology-required type
volume inspect: format|f
volume ls: filter|f format ; quiet|q
volume prune: filter ; all|a force|f
volume rm: ; force|f
volume update: availability
wait:
`;

/** Several names of the same command: everything below speaks of the second one. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['builder build', 'build'],
  ['buildx b', 'build'],
  ['buildx f', 'buildx bake'],
  ['config list', 'config ls'],
  ['config remove', 'config rm'],
  ['container attach', 'attach'],
  ['container commit', 'commit'],
  ['container cp', 'cp'],
  ['container create', 'create'],
  ['container diff', 'diff'],
  ['container exec', 'exec'],
  ['container export', 'export'],
  ['container kill', 'kill'],
  ['container list', 'ps'],
  ['container logs', 'logs'],
  ['container ls', 'ps'],
  ['container pause', 'pause'],
  ['container port', 'port'],
  ['container ps', 'ps'],
  ['container remove', 'rm'],
  ['container rename', 'rename'],
  ['container restart', 'restart'],
  ['container rm', 'rm'],
  ['container run', 'run'],
  ['container start', 'start'],
  ['container stats', 'stats'],
  ['container stop', 'stop'],
  ['container top', 'top'],
  ['container unpause', 'unpause'],
  ['container update', 'update'],
  ['container wait', 'wait'],
  ['context list', 'context ls'],
  ['context remove', 'context rm'],
  ['deploy', 'stack deploy'],
  ['image build', 'build'],
  ['image history', 'history'],
  ['image import', 'import'],
  ['image list', 'images'],
  ['image load', 'load'],
  ['image ls', 'images'],
  ['image pull', 'pull'],
  ['image push', 'push'],
  ['image remove', 'rmi'],
  ['image rm', 'rmi'],
  ['image save', 'save'],
  ['image tag', 'tag'],
  ['network list', 'network ls'],
  ['network remove', 'network rm'],
  ['node list', 'node ls'],
  ['node remove', 'node rm'],
  ['secret list', 'secret ls'],
  ['secret remove', 'secret rm'],
  ['service list', 'service ls'],
  ['service remove', 'service rm'],
  ['stack down', 'stack rm'],
  ['stack list', 'stack ls'],
  ['stack remove', 'stack rm'],
  ['stack up', 'stack deploy'],
  ['system events', 'events'],
  ['system info', 'info'],
  ['volume list', 'volume ls'],
  ['volume remove', 'volume rm'],
]);

/** Flags of `docker` itself, which stand before the command. */
const globalFlags = 'config context|c host|H log-level|l tlscacert tlscert tlskey ; debug|D';

/** Everything behind the first operand belongs to the process in the container. */
const stopAtOperand: ReadonlySet<string> = new Set([
  'run',
  'create',
  'exec',
  'service create',
  'compose run',
  'compose exec',
]);

export interface CommandShape {
  readonly words: readonly string[];
  /** Long names of the flags that take a value. */
  readonly takesValue: ReadonlySet<string>;
  /** Short name to long name. */
  readonly longNames: ReadonlyMap<string, string>;
  readonly stopsAtOperand: boolean;
}

function shape(words: readonly string[], flags: string): CommandShape {
  const [valued = '', switches = ''] = flags.split(';');
  const takesValue = new Set<string>();
  const longNames = new Map<string, string>();
  for (const [group, takes] of [
    [valued, true],
    [switches, false],
  ] as const) {
    for (const flag of group.split(' ').filter((name) => name !== '')) {
      const [long = '', short] = flag.split('|');
      if (takes) takesValue.add(long);
      if (short !== undefined) longNames.set(short, long);
    }
  }
  return { words, takesValue, longNames, stopsAtOperand: stopAtOperand.has(words.join(' ')) };
}

function readTable(): ReadonlyMap<string, CommandShape> {
  const shapes = new Map<string, CommandShape>();
  for (const row of table.trim().replaceAll('\n  ', ' ').split('\n')) {
    const colon = row.indexOf(':');
    const name = row.slice(0, colon);
    shapes.set(name, shape(name.split(' '), row.slice(colon + 1)));
  }
  return shapes;
}

let shapes: ReadonlyMap<string, CommandShape> | undefined;

export const dockerItself: CommandShape = shape([], globalFlags);

/** The command of this name, or of the name it is better known by; `undefined` when docker has none. */
export function commandShape(words: readonly string[]): CommandShape | undefined {
  shapes ??= readTable();
  const name = words.join(' ');
  return shapes.get(otherNames.get(name) ?? name);
}
