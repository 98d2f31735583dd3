/**
 * Ready-made images that stacks run beside their own services: what they are, where they keep data, how they are
 * clustered. From the images' documentation on Docker Hub and their Dockerfiles. Adding an image is adding a row.
 */
import { majorVersion, parseImageReference } from '../image-reference.ts';

export interface DataDirectory {
  readonly path: string;
  /** First major version of the image that keeps data here. */
  readonly from?: number;
  /** First major version that does so no more. */
  readonly before?: number;
  /** Only in images of this publisher; a row without one is for everybody else's. */
  readonly publisher?: 'bitnami';
  /** The image brings an anonymous volume for it, which hides a mount further up. */
  readonly volume?: true;
  /** The image does not start with a mount at this older place. */
  readonly refuses?: string;
}

/** Whether a password is asked for, as tests against `NAME=value` of the environment and the command line. */
export interface Lock {
  /** None is asked for when a line matches. */
  readonly off?: RegExp;
  /** One is asked for only when a line matches; `missing` names what is not there otherwise. */
  readonly on?: RegExp;
  readonly missing?: string;
}

export interface ImageFamily {
  readonly family: string;
  /** Repositories without registry. The family's own name also matches in other namespaces, unless `generic`. */
  readonly names: readonly string[];
  /** The family's name is an everyday word: `acme/registry` may be anything. */
  readonly generic?: true;
  /** Brokers and search engines are datastores: a second task with its own disk disagrees with the first. */
  readonly role: 'datastore' | 'proxy' | 'tool' | 'scheduler';
  readonly dataDirectories: readonly DataDirectory[];
  /** What is lost with the data: what the team wrote down, messages on their way, measurements, copies that can be made again. */
  readonly contents: 'records' | 'messages' | 'measurements' | 'cache';
  /** Variables, and words of the command line in front of it, that name another data directory. */
  readonly dataVariables: readonly string[];
  readonly dataFlags: readonly string[];
  /** Command lines under which it keeps nothing: a router, a watcher. */
  readonly keepsNothing: readonly RegExp[];
  /** Keeps its data elsewhere, or none at all, by its settings: that a volume is missing proves nothing. */
  readonly dataElsewhere?: true;
  /** Made to be reached from outside the cluster, by devices or browsers. */
  readonly publicByNature?: true;
  /** Opens databases, brokers or the cluster itself to whoever reaches it. */
  readonly console?: true;
  readonly lock?: Lock;
  readonly ports: readonly number[];
  /** Set by the image; SIGTERM when absent. */
  readonly stopSignal?: string;
  /** Tested against `NAME=value` of the environment and the command line: replicas or siblings form a cluster on purpose. */
  readonly clusterHints: readonly RegExp[];
  /** Keeps nothing that a restart or a second task would miss. */
  readonly stateless: boolean;
  /** The entrypoint reads secrets from files: `X_FILE=/run/secrets/x`. */
  readonly secretFileSupport: boolean;
  /** A name without a path is looked up under `/run/secrets`. */
  readonly secretFileByName?: true;
  /** Programs in the image that tell whether it is up. */
  readonly probeTools: readonly string[];
  /** Month in which the row was last compared with the image's documentation. */
  readonly verified: string;
}

type Row = Partial<Omit<ImageFamily, 'dataDirectories'>> & {
  readonly family: string;
  readonly role: ImageFamily['role'];
  readonly data?: readonly (string | DataDirectory)[];
};

const VERIFIED = '2026-08';

const postgres = {
  role: 'datastore',
  ports: [5432],
  stopSignal: 'SIGINT',
  probeTools: ['pg_isready', 'psql'],
  dataVariables: ['PGDATA'],
  lock: { off: /^POSTGRES_HOST_AUTH_METHOD=trust$|^ALLOW_EMPTY_PASSWORD=(yes|true)$/i },
} as const;
/** The official image moved its volume with version 18 (docker-library/postgres#1259). */
const postgresData: readonly DataDirectory[] = [
  { path: '/var/lib/postgresql/data', before: 18, volume: true },
  { path: '/var/lib/postgresql', from: 18, volume: true, refuses: '/var/lib/postgresql/data' },
];
const bitnami = (path: string): DataDirectory => ({ path, publisher: 'bitnami' });
const mysqlLock: Lock = {
  off: /^(MYSQL|MARIADB)_ALLOW_EMPTY(_ROOT)?_PASSWORD=(yes|true|1)$|^ALLOW_EMPTY_PASSWORD=(yes|true)$/i,
};
const redis = {
  contents: 'cache',
  dataFlags: ['--dir'],
  keepsNothing: [/sentinel/i],
  lock: {
    off: /^ALLOW_EMPTY_PASSWORD=(yes|true)$/i,
    on: /requirepass\s+\S|requirepass=|--aclfile|^(REDIS|VALKEY|DFLY)_\w*PASS/i,
    missing: 'no requirepass',
  },
} as const;
const galera = [/wsrep/i, /GALERA/, /group_replication/i, /REPLICATION_MODE=/] as const;

const rows: readonly Row[] = [
  {
    ...postgres,
    family: 'postgres',
    data: postgresData,
    secretFileSupport: true,
    clusterHints: [/PATRONI_/, /REPMGR_/],
  },
  {
    ...postgres,
    family: 'postgis',
    names: ['postgis/postgis', 'imresamu/postgis'],
    data: postgresData,
    secretFileSupport: true,
  },
  { ...postgres, family: 'timescaledb', names: ['timescale/timescaledb'], data: postgresData, secretFileSupport: true },
  {
    ...postgres,
    family: 'timescaledb-ha',
    names: ['timescale/timescaledb-ha'],
    data: ['/home/postgres/pgdata'],
    clusterHints: [/PATRONI_/],
  },
  {
    ...postgres,
    family: 'pgvector',
    names: ['pgvector/pgvector', 'ankane/pgvector', 'tensorchord/pgvecto-rs'],
    data: postgresData,
    secretFileSupport: true,
  },
  {
    ...postgres,
    family: 'postgresql',
    names: [
      'bitnami/postgresql',
      'bitnamilegacy/postgresql',
      'bitnami/postgresql-repmgr',
      'bitnamilegacy/postgresql-repmgr',
    ],
    stopSignal: 'SIGTERM',
    data: ['/bitnami/postgresql'],
    secretFileSupport: true,
    clusterHints: [/REPLICATION_MODE=/, /REPMGR_/],
  },
  {
    ...postgres,
    family: 'spilo',
    names: ['zalando/spilo'],
    stopSignal: 'SIGTERM',
    data: ['/home/postgres/pgdata'],
    clusterHints: [/ETCD|SCOPE=/],
  },
  {
    family: 'pgbouncer',
    names: ['bitnami/pgbouncer', 'edoburu/pgbouncer', 'pgbouncer/pgbouncer'],
    role: 'proxy',
    ports: [5432, 6432],
    stateless: true,
  },
  { family: 'pgpool', names: ['bitnami/pgpool', 'pgpool/pgpool'], role: 'proxy', ports: [5432], stateless: true },
  {
    family: 'mysql',
    names: ['mysql/mysql-server', 'bitnami/mysql', 'bitnamilegacy/mysql'],
    role: 'datastore',
    ports: [3306],
    data: ['/var/lib/mysql', bitnami('/bitnami/mysql/data')],
    secretFileSupport: true,
    clusterHints: galera,
    probeTools: ['mysqladmin', 'mysql'],
    dataFlags: ['--datadir'],
    lock: mysqlLock,
  },
  {
    family: 'mariadb',
    names: [
      'bitnami/mariadb',
      'bitnamilegacy/mariadb',
      'bitnami/mariadb-galera',
      'linuxserver/mariadb',
      'yobasystems/alpine-mariadb',
    ],
    role: 'datastore',
    ports: [3306],
    data: ['/var/lib/mysql', bitnami('/bitnami/mariadb')],
    secretFileSupport: true,
    clusterHints: galera,
    probeTools: ['healthcheck.sh', 'mariadb-admin'],
    dataFlags: ['--datadir'],
    lock: mysqlLock,
  },
  {
    family: 'percona',
    names: ['percona/percona-server', 'percona/percona-xtradb-cluster'],
    role: 'datastore',
    ports: [3306],
    data: ['/var/lib/mysql'],
    secretFileSupport: true,
    clusterHints: [...galera, /CLUSTER_(?:NAME|JOIN)/],
    probeTools: ['mysqladmin'],
    dataFlags: ['--datadir'],
    lock: mysqlLock,
  },
  {
    family: 'mongo',
    names: [
      'bitnami/mongodb',
      'bitnamilegacy/mongodb',
      'mongodb/mongodb-community-server',
      'percona/percona-server-mongodb',
    ],
    role: 'datastore',
    ports: [27017],
    data: [{ path: '/data/db', volume: true }, bitnami('/bitnami/mongodb')],
    secretFileSupport: true,
    clusterHints: [/--replSet/, /REPLICA_SET/, /--configsvr|--shardsvr/],
    probeTools: ['mongosh'],
    dataFlags: ['--dbpath'],
    keepsNothing: [/\bmongos\b/],
    lock: { on: /^MONGO_INITDB_ROOT_|^MONGODB_ROOT_PASSWORD|--auth\b|--keyFile/, missing: 'no root user' },
  },
  {
    family: 'redis',
    names: [
      'bitnami/redis',
      'bitnamilegacy/redis',
      'bitnami/redis-sentinel',
      'bitnami/redis-cluster',
      'redis/redis-stack',
      'redis/redis-stack-server',
      'redislabs/redis',
    ],
    role: 'datastore',
    ports: [6379],
    data: ['/data', bitnami('/bitnami/redis/data')],
    clusterHints: [/sentinel/i, /--?replicaof|slaveof/i, /cluster-enabled/i, /REPLICATION_MODE=/, /REDIS_NODES=/],
    probeTools: ['redis-cli'],
    ...redis,
  },
  {
    family: 'valkey',
    names: ['valkey/valkey', 'bitnami/valkey'],
    role: 'datastore',
    ports: [6379],
    data: ['/data', bitnami('/bitnami/valkey/data')],
    clusterHints: [/sentinel/i, /replicaof/i, /cluster-enabled/i, /REPLICATION_MODE=/],
    probeTools: ['valkey-cli', 'redis-cli'],
    ...redis,
  },
  {
    family: 'keydb',
    names: ['eqalpha/keydb'],
    role: 'datastore',
    ports: [6379],
    data: ['/data'],
    clusterHints: [/active-replica|multi-master|replicaof/],
    probeTools: ['keydb-cli'],
    ...redis,
  },
  {
    family: 'dragonfly',
    names: ['dragonflydb/dragonfly'],
    role: 'datastore',
    ports: [6379],
    data: ['/data'],
    clusterHints: [/cluster_mode|replicaof/],
    probeTools: ['redis-cli'],
    ...redis,
  },
  {
    family: 'memcached',
    names: ['bitnami/memcached'],
    role: 'datastore',
    ports: [11211],
    stateless: true,
    contents: 'cache',
    lock: { on: /(^|\s)(-S|-Y|--enable-sasl|--auth-file)\b|^MEMCACHED_PASSWORD/, missing: 'it asks for no password' },
  },
  {
    family: 'rabbitmq',
    names: ['bitnami/rabbitmq', 'bitnamilegacy/rabbitmq'],
    role: 'datastore',
    ports: [5672, 15672],
    data: ['/var/lib/rabbitmq', bitnami('/bitnami/rabbitmq/mnesia')],
    clusterHints: [/cluster_formation/, /RABBITMQ_CLUSTER|CLUSTER_NODE_NAME/, /RABBITMQ_ERLANG_COOKIE/, /autocluster/i],
    probeTools: ['rabbitmq-diagnostics', 'rabbitmqctl'],
    contents: 'messages',
    dataVariables: ['RABBITMQ_MNESIA_BASE', 'RABBITMQ_MNESIA_DIR'],
  },
  {
    family: 'kafka',
    names: [
      'apache/kafka',
      'apache/kafka-native',
      'bitnami/kafka',
      'bitnamilegacy/kafka',
      'confluentinc/cp-kafka',
      'confluentinc/cp-server',
      'wurstmeister/kafka',
    ],
    role: 'datastore',
    ports: [9092],
    data: ['/var/lib/kafka/data', bitnami('/bitnami/kafka'), '/kafka'],
    clusterHints: [/QUORUM_VOTERS=.{0,1000},/, /BROKER_ID=|NODE_ID=/, /ZOOKEEPER_CONNECT=/],
    probeTools: ['kafka-topics.sh', 'kafka-broker-api-versions.sh'],
    contents: 'messages',
    dataVariables: ['KAFKA_LOG_DIRS', 'KAFKA_CFG_LOG_DIRS'],
  },
  {
    family: 'redpanda',
    names: ['redpandadata/redpanda', 'vectorized/redpanda'],
    role: 'datastore',
    ports: [9092],
    data: ['/var/lib/redpanda/data'],
    clusterHints: [/--seeds|seed_servers/],
    probeTools: ['rpk'],
    contents: 'messages',
  },
  {
    family: 'zookeeper',
    names: ['bitnami/zookeeper', 'confluentinc/cp-zookeeper', 'wurstmeister/zookeeper'],
    role: 'datastore',
    ports: [2181],
    data: ['/data', bitnami('/bitnami/zookeeper'), '/var/lib/zookeeper/data'],
    clusterHints: [/ZOO_SERVERS=|ZOOKEEPER_SERVERS=/],
    probeTools: ['zkServer.sh'],
  },
  {
    family: 'nats',
    names: ['bitnami/nats', 'nats-streaming'],
    role: 'datastore',
    ports: [4222],
    data: ['/data'],
    clusterHints: [/--?cluster|--?routes|routes=/i],
    contents: 'messages',
    dataElsewhere: true,
  },
  {
    family: 'activemq',
    names: ['apache/activemq-classic', 'apache/activemq-artemis', 'rmohr/activemq', 'symptoma/activemq'],
    role: 'datastore',
    ports: [61616, 8161],
    data: ['/opt/apache-activemq/data', '/var/lib/artemis-instance'],
    contents: 'messages',
  },
  {
    family: 'mosquitto',
    names: ['eclipse-mosquitto'],
    role: 'datastore',
    ports: [1883],
    data: ['/mosquitto/data'],
    contents: 'messages',
    publicByNature: true,
  },
  {
    family: 'emqx',
    names: ['emqx/emqx'],
    role: 'datastore',
    ports: [1883],
    data: ['/opt/emqx/data'],
    clusterHints: [/EMQX_CLUSTER__/],
    contents: 'messages',
    publicByNature: true,
  },
  {
    family: 'elasticsearch',
    names: ['elasticsearch/elasticsearch', 'bitnami/elasticsearch'],
    role: 'datastore',
    ports: [9200, 9300],
    data: ['/usr/share/elasticsearch/data', bitnami('/bitnami/elasticsearch/data')],
    clusterHints: [/discovery\.seed_hosts|cluster\.initial_master_nodes|discovery\.zen/, /ELASTICSEARCH_CLUSTER_HOSTS/],
    probeTools: ['curl'],
    dataVariables: ['path.data'],
    lock: { off: /^xpack\.security\.enabled=false$/ },
  },
  {
    family: 'opensearch',
    names: ['opensearchproject/opensearch'],
    role: 'datastore',
    ports: [9200, 9300],
    data: ['/usr/share/opensearch/data'],
    clusterHints: [/discovery\.seed_hosts|cluster\.initial_(?:master|cluster_manager)_nodes/],
    probeTools: ['curl'],
    dataVariables: ['path.data'],
    lock: { off: /^(plugins\.security\.disabled|DISABLE_SECURITY_PLUGIN)=true$/ },
  },
  {
    family: 'solr',
    names: ['bitnami/solr'],
    role: 'datastore',
    ports: [8983],
    data: ['/var/solr'],
    clusterHints: [/ZK_HOST=/],
  },
  {
    family: 'clickhouse',
    names: ['clickhouse/clickhouse-server', 'yandex/clickhouse-server', 'bitnami/clickhouse'],
    role: 'datastore',
    ports: [8123, 9000],
    data: ['/var/lib/clickhouse', bitnami('/bitnami/clickhouse')],
    clusterHints: [/KEEPER|ZOOKEEPER/i],
    probeTools: ['wget', 'clickhouse-client'],
  },
  {
    family: 'cassandra',
    names: ['bitnami/cassandra', 'datastax/dse-server'],
    role: 'datastore',
    ports: [9042],
    data: ['/var/lib/cassandra', bitnami('/bitnami/cassandra')],
    clusterHints: [/CASSANDRA_SEEDS=/],
    probeTools: ['nodetool', 'cqlsh'],
  },
  {
    family: 'scylla',
    names: ['scylladb/scylla'],
    role: 'datastore',
    ports: [9042],
    data: ['/var/lib/scylla'],
    clusterHints: [/--seeds/],
    probeTools: ['nodetool', 'cqlsh'],
  },
  {
    family: 'couchdb',
    names: ['apache/couchdb', 'bitnami/couchdb'],
    role: 'datastore',
    ports: [5984],
    data: ['/opt/couchdb/data'],
    clusterHints: [/NODENAME=/],
    probeTools: ['curl'],
  },
  {
    family: 'couchbase',
    names: ['couchbase/server'],
    role: 'datastore',
    ports: [8091],
    data: ['/opt/couchbase/var'],
    dataElsewhere: true,
  },
  {
    family: 'neo4j',
    names: ['bitnami/neo4j'],
    role: 'datastore',
    ports: [7474, 7687],
    data: ['/data'],
    clusterHints: [/CLUSTER|causal__clustering/i],
    lock: { off: /^NEO4J_AUTH=none$/ },
  },
  {
    family: 'arangodb',
    names: ['arangodb/arangodb'],
    role: 'datastore',
    ports: [8529],
    data: ['/var/lib/arangodb3'],
    clusterHints: [/--cluster\.|--starter\./],
    lock: { off: /^ARANGO_NO_AUTH=(1|true)$/ },
  },
  {
    family: 'influxdb',
    names: ['bitnami/influxdb'],
    role: 'datastore',
    ports: [8086],
    data: [
      { path: '/var/lib/influxdb', before: 2 },
      { path: '/var/lib/influxdb2', from: 2, before: 3 },
      { path: '/var/lib/influxdb3', from: 3 },
    ],
    probeTools: ['influx'],
    contents: 'measurements',
  },
  {
    family: 'questdb',
    names: ['questdb/questdb'],
    role: 'datastore',
    ports: [9000, 8812],
    data: ['/var/lib/questdb'],
    contents: 'measurements',
    dataElsewhere: true,
  },
  {
    family: 'cockroachdb',
    names: ['cockroachdb/cockroach'],
    role: 'datastore',
    ports: [26257, 8080],
    data: ['/cockroach/cockroach-data'],
    clusterHints: [/--join/],
    probeTools: ['cockroach', 'curl'],
    dataFlags: ['--store'],
    lock: { off: /--insecure\b/ },
  },
  {
    family: 'yugabytedb',
    names: ['yugabytedb/yugabyte'],
    role: 'datastore',
    ports: [5433],
    data: ['/home/yugabyte/var'],
    clusterHints: [/--join|--master_addresses/],
  },
  { family: 'rethinkdb', role: 'datastore', ports: [28015], data: ['/data'], clusterHints: [/--join/] },
  {
    family: 'surrealdb',
    names: ['surrealdb/surrealdb'],
    role: 'datastore',
    ports: [8000],
    data: ['/data'],
    dataElsewhere: true,
  },
  {
    family: 'dgraph',
    names: ['dgraph/dgraph'],
    role: 'datastore',
    ports: [8080, 9080],
    data: ['/dgraph'],
    clusterHints: [/--peer|--zero/],
    dataElsewhere: true,
  },
  {
    family: 'minio',
    names: ['minio/minio', 'bitnami/minio'],
    role: 'datastore',
    ports: [9000],
    data: ['/data', bitnami('/bitnami/minio/data')],
    secretFileSupport: true,
    secretFileByName: true,
    clusterHints: [/https?:\/\/\S{0,300}\{\d+\.\.\.\d+\}/, /MINIO_DISTRIBUTED/],
    probeTools: ['mc'],
    dataFlags: ['server'],
    publicByNature: true,
  },
  {
    family: 'seaweedfs',
    names: ['chrislusf/seaweedfs'],
    role: 'datastore',
    ports: [9333, 8888],
    data: ['/data'],
    clusterHints: [/-peers|-mserver/],
    dataElsewhere: true,
  },
  {
    family: 'etcd',
    names: ['bitnami/etcd', 'coreos/etcd', 'etcd-development/etcd'],
    role: 'datastore',
    ports: [2379],
    data: [bitnami('/bitnami/etcd'), '/etcd-data', '/var/lib/etcd'],
    clusterHints: [/initial-cluster|INITIAL_CLUSTER/],
    probeTools: ['etcdctl'],
    dataFlags: ['--data-dir', '-data-dir'],
    dataVariables: ['ETCD_DATA_DIR'],
  },
  {
    family: 'consul',
    names: ['hashicorp/consul', 'bitnami/consul'],
    role: 'datastore',
    ports: [8500],
    data: ['/consul/data'],
    clusterHints: [/-(?:retry-)?join|-bootstrap-expect|retry_join/],
    probeTools: ['consul'],
    dataElsewhere: true,
  },
  {
    family: 'vault',
    names: ['hashicorp/vault', 'openbao/openbao'],
    generic: true,
    role: 'datastore',
    ports: [8200],
    data: ['/vault/file', '/vault/data'],
    clusterHints: [/raft|retry_join/],
    probeTools: ['vault'],
    dataElsewhere: true,
  },
  {
    family: 'meilisearch',
    names: ['getmeili/meilisearch'],
    role: 'datastore',
    ports: [7700],
    data: ['/meili_data'],
    probeTools: ['curl'],
    dataFlags: ['--db-path'],
    dataVariables: ['MEILI_DB_PATH'],
  },
  {
    family: 'typesense',
    names: ['typesense/typesense'],
    role: 'datastore',
    ports: [8108],
    data: ['/data'],
    clusterHints: [/--nodes|TYPESENSE_NODES/],
    dataFlags: ['--data-dir'],
    dataVariables: ['TYPESENSE_DATA_DIR'],
  },
  {
    family: 'qdrant',
    names: ['qdrant/qdrant'],
    role: 'datastore',
    ports: [6333],
    data: ['/qdrant/storage'],
    clusterHints: [/--bootstrap|CLUSTER__ENABLED/],
  },
  {
    family: 'weaviate',
    names: ['semitechnologies/weaviate'],
    role: 'datastore',
    ports: [8080],
    data: ['/var/lib/weaviate'],
    clusterHints: [/CLUSTER_JOIN/],
    dataVariables: ['PERSISTENCE_DATA_PATH'],
  },
  {
    family: 'milvus',
    names: ['milvusdb/milvus'],
    role: 'datastore',
    ports: [19530],
    data: ['/var/lib/milvus'],
    dataElsewhere: true,
  },
  {
    family: 'chroma',
    names: ['chromadb/chroma', 'chroma-core/chroma'],
    generic: true,
    role: 'datastore',
    ports: [8000],
    data: ['/chroma/chroma', '/data'],
  },
  {
    family: 'manticore',
    names: ['manticoresearch/manticore'],
    role: 'datastore',
    ports: [9306],
    data: ['/var/lib/manticore'],
  },
  {
    family: 'mssql',
    names: ['mssql/server', 'mssql-server-linux', 'microsoft/mssql-server-linux', 'azure-sql-edge'],
    role: 'datastore',
    ports: [1433],
    data: ['/var/opt/mssql'],
    probeTools: ['sqlcmd'],
  },
  {
    family: 'oracle',
    names: ['gvenzl/oracle-xe', 'gvenzl/oracle-free', 'database/free', 'database/express', 'database/enterprise'],
    generic: true,
    role: 'datastore',
    ports: [1521],
    data: ['/opt/oracle/oradata'],
  },
  { family: 'db2', names: ['ibmcom/db2', 'db2_community/db2'], role: 'datastore', ports: [50000], data: ['/database'] },
  {
    family: 'firebird',
    names: ['jacobalberty/firebird', 'firebirdsql/firebird'],
    role: 'datastore',
    ports: [3050],
    data: ['/firebird', '/var/lib/firebird/data'],
  },
  {
    family: 'prometheus',
    names: ['prom/prometheus', 'prometheus/prometheus', 'bitnami/prometheus'],
    role: 'datastore',
    ports: [9090],
    data: ['/prometheus'],
    probeTools: ['wget', 'promtool'],
    contents: 'measurements',
    dataFlags: ['--storage.tsdb.path'],
    keepsNothing: [/--agent\b|--enable-feature=agent/],
  },
  {
    family: 'victoria-metrics',
    names: ['victoriametrics/victoria-metrics'],
    role: 'datastore',
    ports: [8428],
    data: ['/victoria-metrics-data'],
    contents: 'measurements',
    dataFlags: ['-storageDataPath', '--storageDataPath'],
  },
  {
    family: 'loki',
    names: ['grafana/loki'],
    role: 'datastore',
    ports: [3100],
    data: ['/loki'],
    clusterHints: [/memberlist|-target=/],
    contents: 'measurements',
    dataElsewhere: true,
  },
  {
    family: 'tempo',
    names: ['grafana/tempo'],
    generic: true,
    role: 'datastore',
    ports: [3200],
    data: ['/var/tempo'],
    clusterHints: [/memberlist|-target=/],
    contents: 'measurements',
    dataElsewhere: true,
  },
  {
    family: 'graphite',
    names: ['graphiteapp/graphite-statsd'],
    role: 'datastore',
    ports: [2003, 80],
    data: ['/opt/graphite/storage'],
    contents: 'measurements',
  },

  {
    family: 'nginx',
    names: [
      'nginxinc/nginx-unprivileged',
      'bitnami/nginx',
      'nginx/nginx-ingress',
      'openresty/openresty',
      'linuxserver/nginx',
    ],
    role: 'proxy',
    ports: [80],
    stopSignal: 'SIGQUIT',
    stateless: true,
  },
  {
    family: 'traefik',
    names: ['bitnami/traefik'],
    role: 'proxy',
    ports: [80, 443, 8080],
    data: ['/letsencrypt', '/acme'],
    stateless: true,
    probeTools: ['traefik', 'wget'],
  },
  {
    family: 'haproxy',
    names: ['haproxytech/haproxy-alpine', 'bitnami/haproxy', 'dockercloud/haproxy'],
    role: 'proxy',
    ports: [80],
    stopSignal: 'SIGUSR1',
    stateless: true,
  },
  {
    family: 'caddy',
    names: ['lucaslorentz/caddy-docker-proxy', 'abiosoft/caddy'],
    role: 'proxy',
    ports: [80, 443],
    data: ['/data'],
    stateless: true,
    probeTools: ['wget', 'caddy'],
  },
  { family: 'envoy', names: ['envoyproxy/envoy', 'bitnami/envoy'], role: 'proxy', ports: [10000], stateless: true },
  { family: 'httpd', names: ['bitnami/apache'], role: 'proxy', ports: [80], stopSignal: 'SIGWINCH', stateless: true },
  { family: 'varnish', names: ['bitnami/varnish'], role: 'proxy', ports: [80], stateless: true },
  {
    family: 'kong',
    names: ['kong/kong', 'kong/kong-gateway', 'bitnami/kong'],
    role: 'proxy',
    ports: [8000, 8443],
    stopSignal: 'SIGQUIT',
    stateless: true,
    probeTools: ['kong'],
  },
  {
    family: 'nginx-proxy',
    names: ['nginxproxy/nginx-proxy', 'jwilder/nginx-proxy'],
    role: 'proxy',
    ports: [80, 443],
    stopSignal: 'SIGQUIT',
    stateless: true,
  },
  {
    family: 'nginx-proxy-manager',
    names: ['jc21/nginx-proxy-manager'],
    role: 'proxy',
    ports: [80, 81, 443],
    data: ['/data', '/etc/letsencrypt'],
  },
  {
    family: 'docker-flow-proxy',
    names: ['dockerflow/docker-flow-proxy', 'vfarcic/docker-flow-proxy'],
    role: 'proxy',
    ports: [80, 443],
    stateless: true,
  },
  {
    family: 'docker-socket-proxy',
    names: ['tecnativa/docker-socket-proxy', 'linuxserver/socket-proxy'],
    role: 'proxy',
    ports: [2375],
    stateless: true,
    console: true,
    lock: { on: /(?!)/, missing: 'it asks for no password' },
  },
  {
    family: 'oauth2-proxy',
    names: ['oauth2-proxy/oauth2-proxy', 'bitnami/oauth2-proxy'],
    role: 'proxy',
    ports: [4180],
    stateless: true,
  },
  {
    family: 'cloudflared',
    names: ['cloudflare/cloudflared'],
    role: 'proxy',
    ports: [],
    stateless: true,
    probeTools: ['cloudflared'],
  },

  {
    family: 'keycloak',
    names: ['keycloak/keycloak', 'jboss/keycloak', 'bitnami/keycloak'],
    role: 'tool',
    ports: [8080],
    clusterHints: [/KC_CACHE|JGROUPS/],
  },
  {
    family: 'grafana',
    names: ['grafana/grafana', 'grafana/grafana-oss', 'grafana/grafana-enterprise', 'bitnami/grafana'],
    role: 'tool',
    ports: [3000],
    data: ['/var/lib/grafana'],
    clusterHints: [/GF_DATABASE_(?:URL|HOST)=/],
    probeTools: ['wget'],
  },
  {
    family: 'kibana',
    names: ['kibana/kibana', 'bitnami/kibana'],
    role: 'tool',
    ports: [5601],
    stateless: true,
    probeTools: ['curl'],
  },
  {
    family: 'logstash',
    names: ['logstash/logstash', 'bitnami/logstash'],
    role: 'tool',
    ports: [5044],
    data: ['/usr/share/logstash/data'],
  },
  { family: 'gitea', names: ['gitea/gitea'], role: 'tool', ports: [3000], data: ['/data'] },
  {
    family: 'gitlab',
    names: ['gitlab/gitlab-ce', 'gitlab/gitlab-ee'],
    role: 'tool',
    ports: [80, 22],
    data: ['/var/opt/gitlab'],
  },
  { family: 'jenkins', names: ['jenkins/jenkins'], role: 'tool', ports: [8080], data: ['/var/jenkins_home'] },
  {
    family: 'registry',
    names: ['distribution/distribution'],
    generic: true,
    role: 'tool',
    ports: [5000],
    data: ['/var/lib/registry'],
  },
  { family: 'nexus', names: ['sonatype/nexus3'], generic: true, role: 'tool', ports: [8081], data: ['/nexus-data'] },
  { family: 'sonarqube', role: 'tool', ports: [9000], data: ['/opt/sonarqube/data'] },
  { family: 'adminer', role: 'tool', ports: [8080], stateless: true, console: true },
  {
    family: 'phpmyadmin',
    names: ['phpmyadmin/phpmyadmin', 'bitnami/phpmyadmin'],
    role: 'tool',
    ports: [80],
    stateless: true,
    console: true,
  },
  {
    family: 'pgadmin',
    names: ['dpage/pgadmin4'],
    role: 'tool',
    ports: [80],
    data: ['/var/lib/pgadmin'],
    console: true,
  },
  {
    family: 'mongo-express',
    role: 'tool',
    ports: [8081],
    stateless: true,
    console: true,
    lock: { off: /^ME_CONFIG_BASICAUTH=false$/ },
  },
  {
    family: 'redis-commander',
    names: ['rediscommander/redis-commander', 'joeferner/redis-commander'],
    role: 'tool',
    ports: [8081],
    stateless: true,
    console: true,
    lock: { on: /^HTTP_PASSWORD/, missing: 'no HTTP_PASSWORD' },
  },
  {
    family: 'redisinsight',
    names: ['redis/redisinsight', 'redislabs/redisinsight'],
    role: 'tool',
    ports: [5540],
    data: ['/data'],
    console: true,
    lock: { on: /^RI_AUTH/, missing: 'it asks for no password' },
  },
  {
    family: 'kafka-ui',
    names: ['provectuslabs/kafka-ui', 'kafbat/kafka-ui', 'obsidiandynamics/kafdrop', 'tchiotludo/akhq'],
    role: 'tool',
    ports: [8080],
    stateless: true,
    console: true,
  },
  { family: 'mailhog', names: ['mailhog/mailhog'], role: 'tool', ports: [1025, 8025], stateless: true },
  { family: 'mailpit', names: ['axllent/mailpit'], role: 'tool', ports: [1025, 8025], stateless: true },
  { family: 'maildev', names: ['maildev/maildev'], role: 'tool', ports: [1025, 1080], stateless: true },
  {
    family: 'localstack',
    names: ['localstack/localstack'],
    role: 'tool',
    ports: [4566],
    data: ['/var/lib/localstack'],
  },
  {
    family: 'selenium',
    names: ['selenium/standalone-chrome', 'selenium/standalone-firefox', 'selenium/hub', 'selenium/node-chrome'],
    generic: true,
    role: 'tool',
    ports: [4444],
    stateless: true,
  },
  {
    family: 'portainer',
    names: ['portainer/portainer', 'portainer/portainer-ce', 'portainer/portainer-ee'],
    role: 'tool',
    ports: [9000, 9443],
    data: ['/data'],
  },
  { family: 'portainer-agent', names: ['portainer/agent'], role: 'tool', ports: [9001], stateless: true },
  { family: 'swarmpit', names: ['swarmpit/swarmpit', 'swarmpit/agent'], role: 'tool', ports: [8080], stateless: true },
  {
    family: 'visualizer',
    names: ['dockersamples/visualizer', 'manomarks/visualizer'],
    generic: true,
    role: 'tool',
    ports: [8080],
    stateless: true,
  },
  { family: 'dozzle', names: ['amir20/dozzle'], role: 'tool', ports: [8080], stateless: true },
  {
    family: 'watchtower',
    names: ['containrrr/watchtower', 'v2tec/watchtower'],
    role: 'tool',
    ports: [],
    stateless: true,
  },
  {
    family: 'shepherd',
    names: ['mazzolino/shepherd', 'containrrr/shepherd'],
    generic: true,
    role: 'tool',
    ports: [],
    stateless: true,
  },
  { family: 'docker-cli', names: ['docker'], generic: true, role: 'tool', ports: [], stateless: true },
  { family: 'cadvisor', names: ['google/cadvisor', 'cadvisor/cadvisor'], role: 'tool', ports: [8080], stateless: true },
  {
    family: 'node-exporter',
    names: ['prom/node-exporter', 'prometheus/node-exporter', 'stefanprodan/swarmprom-node-exporter'],
    role: 'tool',
    ports: [9100],
    stateless: true,
  },
  { family: 'blackbox-exporter', names: ['prom/blackbox-exporter'], role: 'tool', ports: [9115], stateless: true },
  {
    family: 'alertmanager',
    names: ['prom/alertmanager', 'stefanprodan/swarmprom-alertmanager'],
    role: 'tool',
    ports: [9093],
    data: ['/alertmanager'],
    clusterHints: [/--cluster\.peer/],
  },
  { family: 'pushgateway', names: ['prom/pushgateway'], role: 'tool', ports: [9091] },
  {
    family: 'postgres-exporter',
    names: ['prometheuscommunity/postgres-exporter', 'wrouesnel/postgres_exporter'],
    role: 'tool',
    ports: [9187],
    stateless: true,
  },
  { family: 'redis-exporter', names: ['oliver006/redis_exporter'], role: 'tool', ports: [9121], stateless: true },
  { family: 'promtail', names: ['grafana/promtail', 'grafana/alloy'], role: 'tool', ports: [9080], stateless: true },
  { family: 'fluentd', names: ['fluent/fluentd', 'bitnami/fluentd'], role: 'tool', ports: [24224] },
  {
    family: 'fluent-bit',
    names: ['fluent/fluent-bit', 'bitnami/fluent-bit'],
    role: 'tool',
    ports: [24224],
    stateless: true,
  },
  { family: 'filebeat', names: ['beats/filebeat', 'beats/metricbeat', 'elastic/filebeat'], role: 'tool', ports: [] },
  { family: 'vector', names: ['timberio/vector'], generic: true, role: 'tool', ports: [8686] },
  { family: 'telegraf', role: 'tool', ports: [8125], stateless: true },
  { family: 'chronograf', role: 'tool', ports: [8888], data: ['/var/lib/chronograf'] },
  {
    family: 'opentelemetry-collector',
    names: ['otel/opentelemetry-collector', 'otel/opentelemetry-collector-contrib'],
    role: 'tool',
    ports: [4317, 4318],
    stateless: true,
  },
  { family: 'jaeger', names: ['jaegertracing/all-in-one', 'jaegertracing/jaeger'], role: 'tool', ports: [16686, 4317] },
  { family: 'zipkin', names: ['openzipkin/zipkin'], role: 'tool', ports: [9411] },
  { family: 'unbound', names: ['mvance/unbound'], role: 'tool', ports: [53], stateless: true },
  { family: 'autoheal', names: ['willfarrell/autoheal'], role: 'tool', ports: [], stateless: true },
  {
    family: 'postgres-backup',
    names: ['prodrigestivill/postgres-backup-local', 'schickling/postgres-backup-s3', 'eeshugerman/postgres-backup-s3'],
    role: 'scheduler',
    ports: [],
  },
  { family: 'docker-volume-backup', names: ['offen/docker-volume-backup'], role: 'scheduler', ports: [] },
  { family: 'ofelia', names: ['mcuadros/ofelia'], role: 'scheduler', ports: [] },
  {
    family: 'swarm-cronjob',
    names: ['crazymax/swarm-cronjob', 'crazy-max/swarm-cronjob'],
    role: 'scheduler',
    ports: [],
  },
  { family: 'supercronic', role: 'scheduler', ports: [] },
];

export { officialImages } from './official-images.ts';

export const imageFamilies: readonly ImageFamily[] = rows.map(({ data = [], ...row }) => ({
  names: [],
  ports: [],
  clusterHints: [],
  contents: 'records',
  dataVariables: [],
  dataFlags: [],
  keepsNothing: [],
  stateless: false,
  secretFileSupport: false,
  probeTools: [],
  verified: VERIFIED,
  ...row,
  dataDirectories: data.map((entry) => (typeof entry === 'string' ? { path: entry } : entry)),
}));

const byRepository = new Map(
  imageFamilies.flatMap((family) => [family.family, ...family.names].map((name) => [name, family])),
);

/**
 * The family of an image. Known publishers match by their repository, wherever it is mirrored; any other publisher only
 * when the image is named exactly as the family, so `acme/redis` is a Redis and `acme/my-redis-app` is not.
 */
export function familyOf(reference: string): ImageFamily | undefined {
  const image = parseImageReference(reference);
  if (image === undefined) return undefined;
  const parts = image.repository.split('/');
  for (let from = 0; from < parts.length - 1; from++) {
    const known = byRepository.get(parts.slice(from).join('/'));
    if (known !== undefined) return known;
  }
  const named = byRepository.get(image.name);
  if (named === undefined) return undefined;
  const official = image.namespace === undefined && image.registry === undefined;
  return official || (named.family === image.name && !named.generic) ? named : undefined;
}

/** The directories an image of this family writes to; both old and new ones when its version is not known. */
export function dataDirectoriesIn(family: ImageFamily, reference: string): readonly DataDirectory[] {
  const image = parseImageReference(reference);
  // Tags of extensions count their own versions: `2.17.2-pg16` is Postgres 16.
  const behind = /(?:^|[-.])pg(\d{2})\b/.exec(image?.tag ?? '')?.[1];
  const major = behind === undefined ? majorVersion(image?.tag) : Number(behind);
  const fits = family.dataDirectories.filter(
    ({ from, before }) => major === undefined || ((from ?? 0) <= major && major < (before ?? Number.POSITIVE_INFINITY)),
  );
  const publisher = /(^|\/)bitnami\w*\//.test(image?.repository ?? '') ? 'bitnami' : undefined;
  const own = fits.filter((directory) => directory.publisher === publisher);
  return own.length > 0 ? own : fits;
}

export const dataDirectoriesOf = (family: ImageFamily, reference: string): readonly string[] =>
  dataDirectoriesIn(family, reference).map(({ path }) => path);
