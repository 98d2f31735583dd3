/**
 * What a program needs beside itself. Sources: the Python manual and the documentation of each library. Idle connections: what closes,
 * probes or keeps them alive before 900 seconds.
 */
import type { EndpointRow, PoolRow, SecretRow, SpawnRow, ToolRow } from '../../code/row.ts';

export const spawns: readonly SpawnRow[] = [
  {
    calls: ['run', 'Popen', 'call', 'check_call', 'check_output', 'getoutput', 'getstatusoutput'].map(
      (name) => `subprocess.${name}`,
    ),
    program: [0, 'args'],
    label: 'subprocess',
  },
  { calls: ['os.system', 'os.popen'], program: 0, label: 'os.system' },
  {
    calls: ['asyncio.create_subprocess_exec', 'asyncio.create_subprocess_shell', 'anyio.run_process'],
    program: 0,
    label: 'asyncio subprocess',
  },
  { calls: ['sh.Command', 'plumbum.local[]'], program: 0, label: 'sh' },
];

export const tools: readonly ToolRow[] = [
  {
    calls: ['pytesseract.image_to_string', 'pytesseract.image_to_data', 'pytesseract.image_to_boxes'],
    needs: 'tesseract',
    label: 'pytesseract',
  },
  { calls: ['pdf2image.convert_from_path', 'pdf2image.convert_from_bytes'], needs: 'pdftoppm', label: 'pdf2image' },
  { calls: ['pdfkit.from_string', 'pdfkit.from_url', 'pdfkit.from_file'], needs: 'wkhtmltopdf', label: 'pdfkit' },
  {
    calls: ['ffmpeg.input', 'ffmpeg.probe', 'pydub.AudioSegment.from_file', 'pydub.AudioSegment.from_mp3'],
    needs: 'ffmpeg',
    label: 'ffmpeg',
  },
  { calls: ['git.Repo', 'git.Repo.clone_from'], needs: 'git', label: 'GitPython' },
  {
    calls: ['graphviz.Digraph().render', 'graphviz.Graph().render', 'graphviz.Source().render'],
    needs: 'dot',
    label: 'graphviz',
  },
  { calls: ['pypandoc.convert_text', 'pypandoc.convert_file'], needs: 'pandoc', label: 'pypandoc' },
];

/** SQLAlchemy's QueuePool never reaps; only a limit of age or a probe helps. */
const sqlalchemy: PoolRow['idle'] = {
  option: ['pool_recycle', 'pool_pre_ping'],
  absent: 'forgotten',
  words: { '-1': 'forgotten', false: 'forgotten' },
  other: 'safe',
};

export const pools: readonly PoolRow[] = [
  {
    calls: ['sqlalchemy.create_engine', 'sqlmodel.create_engine'],
    to: 'database',
    by: [0, 'url'],
    most: 'pool_size',
    overflow: 'max_overflow',
    defaultMost: 5,
    defaultOverflow: 10,
    idle: sqlalchemy,
    label: 'SQLAlchemy',
  },
  {
    calls: ['sqlalchemy.ext.asyncio.create_async_engine'],
    to: 'database',
    by: [0, 'url'],
    most: 'pool_size',
    overflow: 'max_overflow',
    defaultMost: 5,
    defaultOverflow: 10,
    idle: sqlalchemy,
    label: 'SQLAlchemy',
  },
  {
    calls: ['asyncpg.create_pool'],
    to: 'postgres',
    most: 'max_size',
    defaultMost: 10,
    idle: {
      option: 'max_inactive_connection_lifetime',
      absent: 'safe',
      words: { 0: 'forgotten', '0.0': 'forgotten' },
      other: 'safe',
    },
    label: 'asyncpg',
  },
  {
    calls: ['psycopg_pool.ConnectionPool', 'psycopg_pool.AsyncConnectionPool'],
    to: 'postgres',
    most: 'max_size',
    // Without a maximum it keeps to the minimum.
    defaultMost: 4,
    idle: { option: ['check', 'max_lifetime'], absent: 'forgotten', other: 'safe' },
    label: 'psycopg_pool',
  },
  {
    calls: ['psycopg2.pool.SimpleConnectionPool', 'psycopg2.pool.ThreadedConnectionPool'],
    to: 'postgres',
    most: [1, 'maxconn'],
    idle: { option: 'keepalives_idle', absent: 'forgotten', other: 'safe' },
    label: 'psycopg2 pool',
  },
  {
    calls: ['aiomysql.create_pool', 'asyncmy.create_pool'],
    to: 'mysql',
    most: 'maxsize',
    defaultMost: 10,
    idle: { option: 'pool_recycle', absent: 'forgotten', words: { '-1': 'forgotten' }, other: 'safe' },
    label: 'aiomysql',
  },
  {
    calls: ['pymongo.MongoClient', 'motor.motor_asyncio.AsyncIOMotorClient', 'pymongo.AsyncMongoClient'],
    to: 'mongodb',
    most: 'maxPoolSize',
    defaultMost: 100,
    idle: 'safe',
    label: 'PyMongo',
  },
];

export const endpoints: readonly EndpointRow[] = [
  {
    calls: [
      'psycopg2.connect',
      'psycopg.connect',
      'psycopg.AsyncConnection.connect',
      'asyncpg.connect',
      'asyncpg.create_pool',
    ],
    to: 'postgres',
    host: ['host', 'dsn', 'conninfo', 0],
    port: 'port',
  },
  {
    calls: [
      'pymysql.connect',
      'MySQLdb.connect',
      'mysql.connector.connect',
      'aiomysql.create_pool',
      'aiomysql.connect',
    ],
    to: 'mysql',
    host: ['host', 0],
    port: 'port',
  },
  {
    calls: [
      'sqlalchemy.create_engine',
      'sqlmodel.create_engine',
      'sqlalchemy.ext.asyncio.create_async_engine',
      'databases.Database',
    ],
    to: 'database',
    host: [0, 'url'],
  },
  { calls: ['sqlalchemy.engine.URL.create', 'sqlalchemy.URL.create'], to: 'database', host: 'host', port: 'port' },
  {
    calls: ['redis.Redis', 'redis.StrictRedis', 'redis.asyncio.Redis', 'redis.ConnectionPool', 'aioredis.Redis'],
    to: 'redis',
    host: ['host', 0],
    port: ['port', 1],
  },
  {
    calls: [
      'redis.from_url',
      'redis.Redis.from_url',
      'redis.asyncio.from_url',
      'redis.asyncio.Redis.from_url',
      'aioredis.from_url',
    ],
    to: 'redis',
    host: [0, 'url'],
  },
  {
    calls: ['pymongo.MongoClient', 'motor.motor_asyncio.AsyncIOMotorClient', 'mongoengine.connect'],
    to: 'mongodb',
    host: ['host', 0],
    port: ['port', 1],
  },
  { calls: ['celery.Celery'], to: 'broker', host: ['broker', 'backend'] },
  { calls: ['pika.ConnectionParameters'], to: 'rabbitmq', host: ['host', 0], port: ['port', 1] },
  {
    calls: ['pika.URLParameters', 'aio_pika.connect', 'aio_pika.connect_robust', 'kombu.Connection'],
    to: 'rabbitmq',
    host: [0, 'url'],
  },
  {
    calls: ['kafka.KafkaProducer', 'kafka.KafkaConsumer', 'aiokafka.AIOKafkaProducer', 'aiokafka.AIOKafkaConsumer'],
    to: 'kafka',
    host: 'bootstrap_servers',
  },
  {
    calls: ['smtplib.SMTP', 'smtplib.SMTP_SSL', 'aiosmtplib.SMTP'],
    to: 'smtp',
    host: [0, 'host', 'hostname'],
    port: [1, 'port'],
  },
  {
    calls: ['elasticsearch.Elasticsearch', 'opensearchpy.OpenSearch', 'elasticsearch.AsyncElasticsearch'],
    to: 'elasticsearch',
    host: [0, 'hosts'],
  },
  { calls: ['minio.Minio'], to: 's3', host: [0, 'endpoint'] },
  { calls: ['paho.mqtt.client.Client().connect'], to: 'mqtt', host: 0, port: 1 },
  { calls: ['pymemcache.client.base.Client', 'pymemcache.Client'], to: 'memcached', host: 0 },
];

export const secrets: readonly SecretRow[] = [
  { calls: ['jwt.encode', 'jose.jwt.encode'], slot: [1, 'key'], label: 'jwt.encode' },
  { calls: ['jwt.decode', 'jose.jwt.decode'], slot: [1, 'key'], label: 'jwt.decode' },
  {
    calls: ['itsdangerous.URLSafeTimedSerializer', 'itsdangerous.URLSafeSerializer'],
    slot: [0, 'secret_key'],
    label: 'itsdangerous',
  },
  { calls: ['starlette.middleware.sessions.SessionMiddleware'], slot: 'secret_key', label: 'session secret' },
  {
    calls: [
      'psycopg2.connect',
      'psycopg.connect',
      'asyncpg.connect',
      'asyncpg.create_pool',
      'pymysql.connect',
      'MySQLdb.connect',
      'mysql.connector.connect',
    ],
    slot: ['password', 'passwd'],
    label: 'database password',
  },
];

/** Modules and classes that a file must name to have one of these. */
export const aroundWords: readonly string[] = [
  ...['subprocess', 'os.system', 'os.popen', 'create_subprocess', 'run_process', 'plumbum', 'sh import Command'],
  ...[
    'pytesseract',
    'pdf2image',
    'pdfkit',
    'import ffmpeg',
    'pydub',
    'from git import',
    'import git',
    'graphviz',
    'pypandoc',
  ],
  ...['create_engine', 'create_async_engine', 'create_pool', 'ConnectionPool', 'MongoClient', 'AsyncIOMotorClient'],
  ...['psycopg', 'asyncpg', 'pymysql', 'MySQLdb', 'mysql.connector', 'aiomysql', 'databases import', 'URL.create'],
  ...[
    'redis.Redis',
    'import Redis',
    'StrictRedis',
    'from_url',
    'mongoengine',
    'Celery(',
    'import pika',
    'aio_pika',
    'kombu',
  ],
  ...[
    'KafkaProducer',
    'KafkaConsumer',
    'smtplib',
    'aiosmtplib',
    'Elasticsearch(',
    'OpenSearch(',
    'import Minio',
    'paho.mqtt',
  ],
  ...['pymemcache', 'import jwt', 'jose import', 'itsdangerous', 'SessionMiddleware'],
];
