/**
 * How programs are told how much memory they may use. From each program's documentation. Adding a setting is adding a row.
 */
export interface HeapSetting {
  /** As people write it: `--max-old-space-size`. */
  readonly name: string;
  /** Variables whose text may hold it. */
  readonly variables: readonly string[];
  /** Programs whose command line may hold it. */
  readonly programs: readonly string[];
  /** The first group is the amount with its unit. */
  readonly pattern: RegExp;
  /** Bytes of an amount as the program reads it. */
  readonly bytes: (amount: string) => number | undefined;
}

/** Month in which the rows were last compared with the documentation. */
export const heapSettingsVerified = '2026-08';

const binary: Readonly<Record<string, number>> = { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** `512m`, `1G`, `64MB`, `2GiB`: powers of 1024. `plain`: what a number without a unit counts. */
const sized =
  (plain: number) =>
  (amount: string): number | undefined => {
    const parts = /^(\d+(?:\.\d+)?)\s*([bkmgt]?)i?b?$/i.exec(amount.trim());
    if (!parts) return undefined;
    return Number(parts[1]) * (parts[2] ? binary[parts[2].toLowerCase()]! : plain);
  };

/** Redis alone counts `512m` in powers of ten and `512mb` in powers of two. */
function redisBytes(amount: string): number | undefined {
  const parts = /^(\d+)([kmg]?)(b?)$/i.exec(amount.trim());
  if (!parts) return undefined;
  const power = { k: 1, m: 2, g: 3 }[parts[2]!.toLowerCase()] ?? 0;
  return Number(parts[1]) * (parts[3] ? 1024 : 1000) ** power;
}

const java = [
  'JAVA_OPTS',
  'JAVA_TOOL_OPTIONS',
  '_JAVA_OPTIONS',
  'JDK_JAVA_OPTIONS',
  'CATALINA_OPTS',
  'ES_JAVA_OPTS',
  'OPENSEARCH_JAVA_OPTS',
  'KAFKA_HEAP_OPTS',
  'LS_JAVA_OPTS',
  'SOLR_JAVA_MEM',
  'JAVA_OPTS_APPEND',
];

export const heapSettings: readonly HeapSetting[] = [
  {
    name: '--max-old-space-size',
    variables: ['NODE_OPTIONS'],
    programs: ['node', 'nodejs', 'ts-node', 'tsx', 'next'],
    pattern: /--max[-_]old[-_]space[-_]size[= ](\d+)(?!\S)/g,
    bytes: (amount) => Number(amount) * 2 ** 20,
  },
  { name: '-Xmx', variables: java, programs: ['java'], pattern: /(?:^|\s)-Xmx(\d+[kmgt]?)(?!\S)/gi, bytes: sized(1) },
  { name: 'MAX_HEAP_SIZE', variables: ['MAX_HEAP_SIZE'], programs: [], pattern: /^(\d+[kmg])$/gi, bytes: sized(1) },
  {
    name: 'the heap of Neo4j',
    variables: ['NEO4J_server_memory_heap_max__size', 'NEO4J_dbms_memory_heap_max__size'],
    programs: [],
    pattern: /^(\d+[kmg]?)$/gi,
    bytes: sized(1),
  },
  { name: 'GOMEMLIMIT', variables: ['GOMEMLIMIT'], programs: [], pattern: /^(\d+(?:[KMGT]i)?B?)$/g, bytes: sized(1) },
  {
    name: 'DOTNET_GCHeapHardLimit',
    variables: ['DOTNET_GCHeapHardLimit', 'COMPlus_GCHeapHardLimit'],
    programs: [],
    pattern: /^(?:0x)?([0-9a-f]+)$/gi,
    bytes: (amount) => Number.parseInt(amount, 16),
  },
  {
    name: 'maxmemory',
    variables: [],
    programs: ['redis-server', 'valkey-server', 'keydb-server'],
    pattern: /--maxmemory\s+(\d+[kmg]?b?)(?!\S)/gi,
    bytes: redisBytes,
  },
  {
    name: 'shared_buffers',
    variables: [],
    programs: ['postgres'],
    pattern: /shared_buffers=["']?(\d+\s*[kMGT]B)["']?(?!\S)/g,
    bytes: sized(1),
  },
  {
    name: 'innodb_buffer_pool_size',
    variables: [],
    programs: ['mysqld', 'mariadbd'],
    pattern: /--innodb[-_]buffer[-_]pool[-_]size[= ](\d+[kmgt]?)(?!\S)/gi,
    bytes: sized(1),
  },
  {
    name: '-m',
    variables: [],
    programs: ['memcached'],
    pattern: /(?:^|\s)(?:-m|--memory-limit)[= ]?(\d+)(?!\S)/g,
    bytes: (amount) => Number(amount) * 2 ** 20,
  },
];

/** Programs that a ready-made image runs when the command begins with a flag. */
export const imageProgram: Readonly<Record<string, string>> = {
  postgres: 'postgres',
  postgis: 'postgres',
  timescaledb: 'postgres',
  pgvector: 'postgres',
  redis: 'redis-server',
  valkey: 'valkey-server',
  keydb: 'keydb-server',
  mysql: 'mysqld',
  mariadb: 'mariadbd',
  percona: 'mysqld',
  memcached: 'memcached',
};
