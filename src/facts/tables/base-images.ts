/**
 * What the usual base images bring along: the shell behind `/bin/sh`, probe tools, default command and stop signal. From the images'
 * Dockerfiles; the shells decide who receives SIGTERM. Adding an image is adding a row.
 */
import { majorVersion, parseImageReference } from '../image-reference.ts';

/** Month in which the rows were last compared with the images. */
export const baseImagesVerified = '2026-08';

export type BaseShell = 'dash' | 'busybox' | 'bash' | 'none' | 'unknown';

export interface BaseImage {
  readonly name: string;
  readonly shell: BaseShell;
  /** Programs a health check may use; a name that is absent is not in the image. */
  readonly tools: readonly string[];
  /** The tools are not known well enough to say that one is missing. */
  readonly toolsUnknown?: true;
  /** Ecosystem of what runs in it. */
  readonly language?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly stopSignal?: string;
  readonly ports: readonly number[];
  /** Who the container runs as; root when absent. */
  readonly user?: string;
}

interface Row {
  /** Repositories without registry; `*` stands for any ending. */
  readonly names: readonly string[];
  readonly language?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly stopSignal?: string;
  readonly ports?: readonly number[];
  readonly user?: string;
  /** What the plain tag is made from. */
  readonly system: System;
  /** From this major version on, and for tags without a number, the plain tag is made from something else. */
  readonly later?: { readonly from: number; readonly system: System };
  /** All tags are made from the same: a digest alone tells enough. */
  readonly uniform?: true;
  /** Tools of every variant. */
  readonly tools?: readonly string[];
  /** Tools of some versions: the first major version that has it, and the first that has it no more. */
  readonly sometimes?: readonly { readonly tool: string; readonly from?: number; readonly before?: number }[];
  /** Tools of the plain tag only, not of `-slim` and `-alpine`. */
  readonly fullTools?: readonly string[];
}

type System = 'debian' | 'buildpack' | 'alpine' | 'rhel' | 'none' | 'unknown';

const systems: Readonly<
  Record<System, { readonly shell: BaseShell; readonly tools: readonly string[]; readonly toolsUnknown?: true }>
> = {
  debian: { shell: 'dash', tools: ['sh', 'bash', 'perl'] },
  // The plain language images stand on buildpack-deps, which brings download tools and Python.
  buildpack: { shell: 'dash', tools: ['sh', 'bash', 'perl', 'curl', 'wget', 'git', 'python3'] },
  alpine: { shell: 'busybox', tools: ['sh', 'ash', 'wget', 'nc', 'pgrep', 'ps'] },
  rhel: { shell: 'bash', tools: ['sh', 'bash', 'curl'], toolsUnknown: true },
  none: { shell: 'none', tools: [] },
  unknown: { shell: 'unknown', tools: [], toolsUnknown: true },
};

const rows: readonly Row[] = [
  {
    names: ['node'],
    language: 'npm',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['node'],
    system: 'buildpack',
    tools: ['node', 'npm', 'npx', 'yarn'],
  },
  {
    names: ['python'],
    language: 'python',
    command: ['python3'],
    system: 'buildpack',
    tools: ['python', 'python3', 'pip'],
  },
  { names: ['ruby'], language: 'ruby', command: ['irb'], system: 'buildpack', tools: ['ruby', 'gem', 'bundle'] },
  { names: ['golang'], language: 'go', command: ['bash'], system: 'buildpack', tools: ['go'] },
  { names: ['rust'], language: 'rust', command: ['bash'], system: 'buildpack', tools: ['cargo', 'rustc'] },
  {
    names: ['elixir', 'erlang'],
    language: 'elixir',
    command: ['iex'],
    system: 'buildpack',
    tools: ['elixir', 'mix', 'iex'],
  },
  {
    names: ['php'],
    language: 'php',
    entrypoint: ['docker-php-entrypoint'],
    command: ['php', '-a'],
    system: 'debian',
    tools: ['php', 'curl'],
  },
  {
    names: ['dunglas/frankenphp'],
    language: 'php',
    entrypoint: ['docker-php-entrypoint'],
    // Its entrypoint puts `frankenphp run` in front of flags.
    command: ['frankenphp', 'run', '--config', '/etc/frankenphp/Caddyfile', '--adapter', 'caddyfile'],
    system: 'debian',
    tools: ['php', 'curl', 'frankenphp'],
    ports: [80, 443],
  },
  {
    names: ['oven/bun'],
    language: 'npm',
    entrypoint: ['/usr/local/bin/docker-entrypoint.sh'],
    command: ['/usr/local/bin/bun'],
    system: 'debian',
    tools: ['bun'],
  },
  { names: ['denoland/deno'], language: 'npm', system: 'debian', tools: ['deno'] },
  // Temurin keeps curl and wget on purpose (adoptium/containers#255).
  {
    names: ['eclipse-temurin'],
    language: 'jvm',
    command: ['jshell'],
    system: 'debian',
    tools: ['java', 'curl', 'wget'],
  },
  { names: ['amazoncorretto'], language: 'jvm', command: ['jshell'], system: 'rhel', tools: ['java'] },
  // Plain tags stand on Debian up to 11 and on Oracle Linux from 12 on; `-slim` is Debian throughout.
  {
    names: ['openjdk', 'java'],
    language: 'jvm',
    command: ['jshell'],
    system: 'buildpack',
    later: { from: 12, system: 'rhel' },
    tools: ['java'],
  },
  { names: ['maven', 'gradle'], language: 'jvm', system: 'debian', tools: ['java', 'mvn', 'gradle', 'curl', 'wget'] },
  // https://github.com/flyway/flyway-docker, https://github.com/liquibase/docker
  { names: ['flyway/flyway', 'redgate/flyway'], entrypoint: ['flyway'], command: ['-?'], system: 'unknown' },
  {
    names: ['liquibase/liquibase', 'liquibase'],
    entrypoint: ['liquibase'],
    command: ['--help'],
    system: 'unknown',
  },
  {
    names: ['tomcat'],
    language: 'jvm',
    command: ['catalina.sh', 'run'],
    system: 'debian',
    tools: ['java', 'curl', 'wget'],
    ports: [8080],
  },
  {
    names: ['dotnet/aspnet', 'dotnet/runtime', 'dotnet/core/aspnet', 'dotnet/core/runtime'],
    language: 'dotnet',
    system: 'debian',
    tools: ['dotnet'],
  },
  {
    names: ['dotnet/sdk', 'dotnet/core/sdk'],
    language: 'dotnet',
    system: 'debian',
    tools: ['dotnet', 'curl', 'wget', 'git'],
  },
  {
    names: ['nginx'],
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    stopSignal: 'SIGQUIT',
    ports: [80],
    system: 'debian',
    tools: ['nginx', 'curl'],
  },
  {
    names: ['nginxinc/nginx-unprivileged'],
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    stopSignal: 'SIGQUIT',
    ports: [8080],
    user: '101',
    system: 'debian',
    tools: ['nginx', 'curl'],
  },
  {
    names: ['openresty/openresty'],
    command: ['/usr/bin/openresty', '-g', 'daemon off;'],
    stopSignal: 'SIGQUIT',
    system: 'debian',
    tools: ['curl'],
  },
  {
    names: ['httpd'],
    command: ['httpd-foreground'],
    stopSignal: 'SIGWINCH',
    ports: [80],
    system: 'debian',
    tools: ['httpd'],
  },
  {
    names: ['caddy'],
    command: ['caddy', 'run', '--config', '/etc/caddy/Caddyfile', '--adapter', 'caddyfile'],
    ports: [80, 443],
    system: 'alpine',
    tools: ['caddy'],
  },
  {
    names: ['traefik'],
    entrypoint: ['/entrypoint.sh'],
    command: ['traefik'],
    ports: [80],
    // Version 1 is a single program on an empty image.
    system: 'none',
    later: { from: 2, system: 'alpine' },
    tools: ['traefik'],
  },
  {
    names: ['haproxy'],
    entrypoint: ['docker-entrypoint.sh'],
    command: ['haproxy', '-f', '/usr/local/etc/haproxy/haproxy.cfg'],
    stopSignal: 'SIGUSR1',
    user: 'haproxy',
    system: 'debian',
    tools: ['haproxy'],
  },
  {
    names: ['postgres', 'postgis/postgis', 'pgvector/pgvector', 'timescale/timescaledb'],
    entrypoint: ['docker-entrypoint.sh'],
    command: ['postgres'],
    stopSignal: 'SIGINT',
    ports: [5432],
    system: 'debian',
    tools: ['pg_isready', 'psql'],
  },
  {
    names: ['redis', 'valkey/valkey'],
    entrypoint: ['docker-entrypoint.sh'],
    command: ['redis-server'],
    ports: [6379],
    system: 'debian',
    tools: ['redis-cli', 'valkey-cli'],
  },
  {
    names: ['mariadb'],
    entrypoint: ['docker-entrypoint.sh'],
    command: ['mariadbd'],
    ports: [3306],
    system: 'debian',
    tools: ['mariadb-admin', 'mariadb', 'healthcheck.sh'],
    // MariaDB 11 dropped the old names (MariaDB/mariadb-docker#495).
    sometimes: [
      { tool: 'mysqladmin', before: 11 },
      { tool: 'mysql', before: 11 },
    ],
  },
  {
    names: ['mysql'],
    entrypoint: ['docker-entrypoint.sh'],
    command: ['mysqld'],
    ports: [3306, 33060],
    system: 'debian',
    later: { from: 8, system: 'rhel' },
    tools: ['mysqladmin', 'mysql'],
  },
  {
    names: ['mongo'],
    entrypoint: ['docker-entrypoint.sh'],
    command: ['mongod'],
    ports: [27017],
    system: 'debian',
    // https://www.mongodb.com/docs/manual/release-notes/6.0-compatibility/#legacy-mongo-shell-removed
    sometimes: [
      { tool: 'mongosh', from: 5 },
      { tool: 'mongo', before: 6 },
    ],
  },
  {
    names: ['rabbitmq'],
    entrypoint: ['docker-entrypoint.sh'],
    command: ['rabbitmq-server'],
    ports: [5672],
    system: 'debian',
    tools: ['rabbitmq-diagnostics', 'rabbitmqctl'],
  },
  {
    names: ['memcached'],
    entrypoint: ['docker-entrypoint.sh'],
    command: ['memcached'],
    ports: [11211],
    user: 'memcache',
    system: 'debian',
  },
  { names: ['perl'], command: ['perl', '-de0'], system: 'buildpack' },
  { names: ['swift', 'dart', 'julia'], system: 'debian', tools: ['swift', 'dart', 'julia', 'curl', 'wget'] },
  { names: ['debian'], command: ['bash'], system: 'debian', uniform: true },
  { names: ['ubuntu'], command: ['/bin/bash'], system: 'debian', uniform: true },
  { names: ['buildpack-deps'], command: ['bash'], system: 'buildpack' },
  { names: ['alpine'], command: ['/bin/sh'], system: 'alpine', uniform: true },
  { names: ['busybox'], command: ['sh'], system: 'alpine', uniform: true },
  {
    names: ['fedora', 'rockylinux', 'almalinux', 'centos', 'amazonlinux', 'ubi8/*', 'ubi9/*', 'oraclelinux'],
    system: 'rhel',
    uniform: true,
  },
  { names: ['scratch'], system: 'none', uniform: true },
  { names: ['distroless/static*', 'distroless/base*', 'distroless/cc*'], system: 'none' },
  {
    names: ['distroless/nodejs*'],
    language: 'npm',
    entrypoint: ['/nodejs/bin/node'],
    system: 'none',
    tools: ['node', '/nodejs/bin/node'],
  },
  {
    names: ['distroless/python*'],
    language: 'python',
    entrypoint: ['/usr/bin/python3'],
    system: 'none',
    tools: ['python3', 'python'],
  },
  {
    names: ['distroless/java*'],
    language: 'jvm',
    entrypoint: ['/usr/bin/java', '-jar'],
    system: 'none',
    tools: ['java'],
  },
  // Chainguard's images hold one program each; only their `-dev` tags have a shell.
  {
    names: ['chainguard/node'],
    language: 'npm',
    entrypoint: ['/usr/bin/node'],
    user: '65532',
    system: 'none',
    tools: ['node', '/usr/bin/node'],
  },
  {
    names: ['chainguard/python'],
    language: 'python',
    entrypoint: ['/usr/bin/python'],
    user: '65532',
    system: 'none',
    tools: ['python', 'python3'],
  },
  {
    names: ['chainguard/jre', 'chainguard/jdk'],
    language: 'jvm',
    entrypoint: ['/usr/bin/java'],
    user: '65532',
    system: 'none',
    tools: ['java'],
  },
  { names: ['chainguard/static', 'chainguard/glibc-dynamic', 'chainguard/cc-dynamic'], user: '65532', system: 'none' },
  {
    names: ['chainguard/nginx'],
    entrypoint: ['/usr/sbin/nginx'],
    command: ['-c', '/etc/nginx/nginx.conf', '-e', '/dev/stderr', '-g', 'daemon off;'],
    ports: [8080],
    user: '65532',
    system: 'none',
    tools: ['nginx'],
  },
  { names: ['chainguard/wolfi-base'], system: 'alpine', uniform: true },
  { names: ['chainguard/*', 'cgr.dev/*'], system: 'unknown' },
];

/** `undefined` for an image the table does not know: nothing may then be said about its shell and its tools. */
export function baseImageOf(reference: string): BaseImage | undefined {
  const parsed = parseImageReference(reference);
  if (!parsed) return undefined;
  const repository = parsed.repository.replace(/^(docker\/)?library\//, '');
  const row = rows.find(({ names }) =>
    names.some((name) => (name.endsWith('*') ? repository.startsWith(name.slice(0, -1)) : repository === name)),
  );
  if (!row) return undefined;
  const tag = parsed.tag ?? '';
  const { name, system } = variant(row, tag, parsed.versioned);
  const { shell, tools, toolsUnknown } = systems[system];
  const php = row.names[0] === 'php' ? phpVariant(tag) : {};
  return {
    name: [row.names[0], name].filter(Boolean).join('-'),
    shell,
    tools: [...tools, ...(row.tools ?? []), ...toolsOf(row, parsed.tag, parsed.versioned)],
    ...(toolsUnknown ? { toolsUnknown } : {}),
    language: row.language,
    entrypoint: row.entrypoint,
    command: row.command,
    stopSignal: row.stopSignal,
    ...userOf(row, tag, system),
    ports: row.names.includes('dotnet/aspnet') ? aspnetPorts(repository, tag) : (row.ports ?? []),
    ...php,
  };
}

/** Where the version is not known, any of them may be there. */
function toolsOf({ sometimes = [] }: Row, tag: string | undefined, versioned: boolean): readonly string[] {
  const newest = tag === 'latest' || (tag === undefined && !versioned);
  const major = newest ? Number.POSITIVE_INFINITY : majorVersion(tag);
  return sometimes
    .filter(
      ({ from = 0, before }) =>
        major === undefined ||
        (from <= major && major < (before ?? Number.POSITIVE_INFINITY)) ||
        (newest && before === undefined),
    )
    .map(({ tool }) => tool);
}

/** Distroless images and .NET's have tags that run as somebody else. */
function userOf({ names, user }: Row, tag: string, system: System): { readonly user?: string } {
  if (user) return { user };
  if (names[0]!.startsWith('distroless/') && /nonroot/.test(tag)) return { user: '65532' };
  return names.includes('dotnet/aspnet') && system === 'none' ? { user: '1654' } : {};
}

/** Tags of images for Red Hat-like systems: ubi9, ol8, oraclelinux8, al2023, amazoncorretto, azurelinux, cbl-mariner. */
const RHEL_TAG = /(?:^|[^a-z])(?:ubi|ol\d|oracle|al2|amazon|corretto|azurelinux|cbl-mariner)/;
const DEBIAN_TAG = /stretch|buster|bullseye|bookworm|trixie/;

function variant(row: Row, tag: string, versioned: boolean): { readonly name: string; readonly system: System } {
  if (/alpine/.test(tag)) return { name: 'alpine', system: 'alpine' };
  if (/chiseled|distroless/.test(tag)) return { name: 'chiseled', system: 'none' };
  if (/nanoserver|windowsservercore|ltsc/.test(tag)) return { name: 'windows', system: 'unknown' };
  if (RHEL_TAG.test(tag)) return { name: 'rhel', system: 'rhel' };
  // The debug variants of distroless images carry busybox.
  if (/debug|-dev$/.test(tag) && row.system === 'none') return { name: 'debug', system: 'alpine' };
  if (/slim/.test(tag) && row.system === 'buildpack') return { name: 'slim', system: 'debian' };
  // A digest or a variable instead of a tag: any of the variants.
  if (tag === '' && versioned && !row.uniform && row.system !== 'none') return { name: '', system: 'unknown' };
  const { later } = row;
  if (later && !DEBIAN_TAG.test(tag) && (majorVersion(tag) ?? later.from) >= later.from)
    return { name: '', system: later.system };
  return { name: '', system: row.system };
}

/** The Apache and FPM variants run servers and are stopped by signals of their own. */
function phpVariant(tag: string): Partial<BaseImage> {
  if (/apache/.test(tag)) return { command: ['apache2-foreground'], stopSignal: 'SIGWINCH', ports: [80] };
  if (/fpm/.test(tag)) return { command: ['php-fpm'], stopSignal: 'SIGQUIT', ports: [9000] };
  return {};
}

/** ASP.NET images listen on 8080 from .NET 8 on, on 80 before. */
function aspnetPorts(repository: string, tag: string): readonly number[] {
  const major = majorVersion(tag);
  if (!/aspnet/.test(repository) || major === undefined) return [];
  return major >= 8 ? [8080] : [80];
}
