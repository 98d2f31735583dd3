/**
 * Every key of a service, as `docker stack deploy` of Docker 28.2 treats it: verified key by key on a real command line and daemon.
 * Keys that are not listed are refused.
 */
import { deployShape } from './deploy-keys.ts';
import {
  anything,
  duration,
  type Field,
  fields,
  flag,
  integer,
  list,
  mapOf,
  namesTo,
  pairs,
  type Shape,
  text,
  textOrTexts,
  texts,
  words,
} from './shape.ts';

const said = (shape: Shape, cost: string, instead?: string): Field => ({ shape, ignored: 'said', cost, instead });
const silent = (shape: Shape, cost: string, instead?: string): Field => ({ shape, ignored: 'silently', cost, instead });
const heavy = (field: Field): Field => ({ ...field, weight: 'heavy' });
const light = (field: Field): Field => ({ ...field, weight: 'light' });
const dropped = { others: true, drops: 'the loader does not know the key and drops it' } as const;
const forbidden = (instead: string): Field => ({ shape: anything, forbidden: true, instead });
const since = (minor: number, shape: Shape): Field => ({ shape, since: minor });

const grant: Shape = {
  types: ['string', 'map'],
  keys: fields({
    source: text,
    target: text,
    uid: text,
    gid: text,
    mode: { types: ['number'], cast: 'integer', minimum: 0 },
  }),
  ...dropped,
};

/** Long ports and volumes came with 3.2; before, only their short forms pass. */
const port: Shape = {
  types: ['string', 'number', 'map'],
  mapSince: 2,
  keys: fields({ mode: text, target: integer, published: integer, protocol: text }),
  unknown: {
    host_ip: 'leave it out: Swarm publishes on every address of its nodes',
    name: 'leave it out',
    app_protocol: 'leave it out',
  },
};
const volume: Shape = {
  types: ['string', 'map'],
  mapSince: 2,
  required: ['type'],
  keys: {
    ...fields({ type: text, source: text, target: text, read_only: flag }),
    consistency: light(silent(text, 'the mount behaves as if it were not set')),
    bind: {
      shape: mapOf(
        {
          ...fields({ propagation: text }),
          create_host_path: silent(
            anything,
            'the task is rejected on a node where the path does not exist',
            'create the path on every node, or use a volume or a config',
          ),
          selinux: silent(anything, 'no label is set on the files'),
          recursive: light(silent(anything, 'submounts are bound as always')),
        },
        dropped,
      ),
    },
    volume: {
      shape: mapOf(
        {
          ...fields({ nocopy: flag }),
          // Honoured by the daemon from 26 on.
          subpath: { shape: anything },
          labels: light(silent(anything, 'the volume gets no labels', 'set them on the top-level volume')),
        },
        dropped,
      ),
    },
    tmpfs: {
      shape: mapOf(
        {
          ...fields({ size: { types: ['integer'], minimum: 0 } }),
          mode: light(silent(anything, 'the directory gets the default mode')),
        },
        dropped,
      ),
      since: 6,
    },
  },
};

const network: Shape = mapOf(
  {
    aliases: { shape: texts },
    ipv4_address: silent(text, 'tasks get a dynamic address', 'reach the service by its name'),
    ipv6_address: silent(text, 'tasks get a dynamic address', 'reach the service by its name'),
    driver_opts: since(13, namesTo({ types: ['string', 'number'] })),
  },
  {
    unknown: {
      mac_address: 'leave it out: the driver chooses the address',
      link_local_ips: 'leave it out: tasks get dynamic addresses',
      priority: 'leave it out',
      gw_priority: 'leave it out',
      interface_name: 'leave it out',
    },
  },
);

const limits = 'write it as deploy.resources.limits or reservations';

export const serviceKeys: Readonly<Record<string, Field>> = {
  ...fields({
    image: text,
    deploy: deployShape,
    command: words,
    entrypoint: words,
    environment: pairs,
    env_file: textOrTexts,
    labels: pairs,
    hostname: text,
    stop_grace_period: duration,
    stop_signal: text,
    user: text,
    working_dir: text,
    tty: flag,
    stdin_open: flag,
    read_only: flag,
    cap_add: texts,
    cap_drop: texts,
    sysctls: pairs,
    dns: textOrTexts,
    dns_search: textOrTexts,
    extra_hosts: pairs,
    volumes: list(volume),
    ports: list(port, true),
    ulimits: namesTo({
      types: ['integer', 'map'],
      cast: 'integer',
      keys: fields({ hard: integer, soft: integer }),
      required: ['soft', 'hard'],
    }),
    logging: mapOf(fields({ driver: text, options: namesTo({ types: ['string', 'number', 'null'] }) })),
    networks: {
      types: ['list', 'map'],
      items: text,
      unique: true,
      others: { ...network, types: ['map', 'null'] },
      keyPattern: /^[a-zA-Z0-9._-]+$/,
    },
  }),
  healthcheck: {
    shape: mapOf({
      ...fields({
        disable: flag,
        interval: duration,
        timeout: duration,
        retries: { types: ['number'], cast: 'number', minimum: 0 },
        test: words,
      }),
      start_period: since(4, duration),
      start_interval: since(12, duration),
    }),
  },
  secrets: since(1, list(grant)),
  configs: since(3, list(grant)),
  credential_spec: since(3, mapOf({ ...fields({ file: text, registry: text }), config: since(8, text) })),
  isolation: since(5, text),
  init: since(7, { types: ['boolean'] }),

  build: light(
    said(
      {
        types: ['string', 'map'],
        keys: {
          ...fields({ context: text, dockerfile: text, args: pairs }),
          cache_from: since(2, texts),
          labels: since(3, pairs),
          network: since(4, text),
          target: since(4, text),
          shm_size: since(5, { types: ['integer', 'string'] }),
          extra_hosts: since(9, pairs),
        },
        others: true,
        othersSince: 11,
      },
      'Swarm never builds: the image must be in a registry',
    ),
  ),
  container_name: light(
    said(
      text,
      'tasks are named after stack, service and slot, so nothing can reach it under this name',
      'reach the service by its service name or a network alias',
    ),
  ),
  expose: light(
    said(list({ types: ['string', 'number'] }, true), 'services on one network reach every port of each other'),
  ),
  cgroup_parent: said(text, 'the task runs in the default control group'),
  cgroupns_mode: { ...said(text, 'the daemon decides'), since: 9, harmless: ['private'] },
  devices: heavy(
    said(
      texts,
      'the device is not in the container',
      'use a bind mount of the device with generic resources, or run it outside Swarm',
    ),
  ),
  domainname: light(said(text, 'the container has no domain name', 'put the whole name into hostname')),
  external_links: light(said(texts, 'no name is added', 'put both services on one network')),
  links: light(said(texts, 'no name is added', 'use network aliases')),
  ipc: { ...said(text, 'the task gets its own IPC namespace'), harmless: ['private', 'shareable'] },
  mac_address: said(text, 'the address is chosen by the driver'),
  network_mode: {
    ...heavy(
      said(
        text,
        'the task is attached to the overlay network all the same',
        'for the host network: an external network named host',
      ),
    ),
    harmless: ['default', 'bridge'],
  },
  pid: said({ types: ['string', 'null'] }, 'the task gets its own process namespace'),
  privileged: heavy(said(flag, 'the container runs without privileges', 'name the capabilities in cap_add')),
  security_opt: heavy(
    said(texts, 'no such option is set on the container', 'use cap_drop and read_only, or daemon defaults'),
  ),
  shm_size: said({ types: ['string', 'number'] }, '/dev/shm stays at 64 MB', 'mount a tmpfs of the size at /dev/shm'),
  userns_mode: heavy(said(text, 'the daemon decides')),
  tmpfs: silent(textOrTexts, 'the directory is not mounted', 'write it under volumes with type: tmpfs'),
  depends_on: light(
    silent(texts, 'services start in any order', 'retry in the application, and let health checks gate traffic'),
  ),
  oom_score_adj: { ...silent(integer, 'it is lost on the way to the daemon'), since: 13 },
  restart: { shape: text },

  extends: forbidden('copy the settings, or use a YAML anchor'),
  volumes_from: forbidden('share a named volume'),
  volume_driver: forbidden('set the driver on a top-level volume'),
  cpu_quota: forbidden(limits),
  cpu_shares: forbidden(limits),
  cpuset: forbidden(limits),
  mem_limit: forbidden('write deploy.resources.limits.memory'),
  memswap_limit: forbidden(limits),
};

/** What to write instead of keys that the loader does not know. */
export const unknownServiceKeys: Readonly<Record<string, string>> = {
  profiles: 'keep services of other profiles in a file of their own',
  pull_policy: 'Swarm pulls what a node lacks; pin the image by tag or digest',
  platform: 'use a placement constraint on node.platform.arch',
  scale: 'write deploy.replicas',
  cpus: 'write deploy.resources.limits.cpus as a string',
  mem_reservation: 'write deploy.resources.reservations.memory',
  pids_limit: 'write deploy.resources.limits.pids',
  gpus: 'declare generic resources on the nodes and reserve them',
  runtime: 'make it the default runtime of the daemon on the nodes that need it',
  develop: 'keep it in a development file',
  group_add: 'use user with a group: "1000:1000"',
  annotations: 'use labels',
  blkio_config: 'limit it on the node',
  device_cgroup_rules: 'run it outside Swarm',
  dns_opt: 'set it in the daemon',
  mem_swappiness: 'set it on the node',
  oom_kill_disable: 'set a memory limit',
  uts: 'use hostname',
  label_file: 'write the labels in the file',
  attach: 'leave it out',
  cgroup: 'leave it out: the daemon decides',
  cpu_count: limits,
  cpu_percent: limits,
  cpu_period: limits,
  cpu_rt_period: limits,
  cpu_rt_runtime: limits,
  models: 'leave it out',
  provider: 'leave it out',
  post_start: 'do it in the start script of the image',
  pre_stop: 'do it in the program, on SIGTERM',
  pull_refresh_after: 'Swarm pulls what a node lacks; pin the image by tag or digest',
  storage_opt: 'set it in the daemon',
  use_api_socket: 'mount /var/run/docker.sock where it must be',
  net: 'name the networks under networks',
  log_driver: 'write logging.driver',
  log_opt: 'write logging.options',
  dockerfile: 'write build.dockerfile, or leave it out: Swarm never builds',
};
