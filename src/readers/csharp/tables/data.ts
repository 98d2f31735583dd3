/** Databases, changes of their schema, and where log lines go. Sources: the documentation of EF Core, Serilog, and each library. */
import type { CallRow, PoolRow } from '../../code/row.ts';
import { shippingSinks } from './sinks.ts';

const context = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `DbContextOptionsBuilder().${name}`);
const sink = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `LoggerSinkConfiguration().${name}`);
const database = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [`DatabaseFacade().${name}`, `DatabaseFacade().${name}Async`]);

export const dataCalls: readonly CallRow[] = [
  {
    kind: 'datastore',
    calls: [...context('UseSqlite'), 'SqliteConnection', 'SQLiteConnection'],
    scope: 'local',
    path: 'file',
    label: 'SQLite',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: context('UseInMemoryDatabase'),
    scope: 'local',
    label: 'UseInMemoryDatabase',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: ['LiteDatabase', 'LiteDatabaseAsync', 'LiteRepository'],
    scope: 'local',
    path: ['file', 0],
    label: 'LiteDB',
    confidence: 'high',
  },
  { kind: 'datastore', calls: ['RocksDb.Open'], scope: 'local', path: 1, label: 'RocksDB', confidence: 'high' },
  { kind: 'datastore', calls: ['DuckDBConnection'], scope: 'local', path: 'file', label: 'DuckDB', confidence: 'high' },
  {
    kind: 'datastore',
    calls: ['EmbeddedServer.Instance.StartServer'],
    scope: 'local',
    label: 'embedded RavenDB',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: context(
      'UseSqlServer',
      'UseNpgsql',
      'UseMySql',
      'UseMySQL',
      'UseOracle',
      'UseCosmos',
      'UseMongoDB',
      'UseAzureSql',
    ),
    scope: 'shared',
    label: 'database server',
    confidence: 'high',
  },

  { kind: 'migration', calls: database('Migrate'), scope: 'local', label: 'Database.Migrate', confidence: 'high' },
  {
    kind: 'migration',
    calls: database('EnsureCreated'),
    scope: 'local',
    locked: false,
    label: 'Database.EnsureCreated',
    confidence: 'high',
  },
  {
    kind: 'migration',
    calls: database('EnsureDeleted'),
    scope: 'local',
    locked: false,
    destroys: true,
    label: 'Database.EnsureDeleted',
    confidence: 'high',
  },
  {
    kind: 'migration',
    calls: ['IMigrationRunner().MigrateUp', '*.PerformUpgrade'],
    scope: 'local',
    locked: false,
    label: 'migration runner',
    confidence: 'medium',
  },

  {
    kind: 'log-sink',
    calls: sink('File', 'RollingFile'),
    scope: 'local',
    path: [0, 'path', 'pathFormat'],
    label: 'Serilog file',
    confidence: 'high',
  },
  { kind: 'log-sink', calls: sink('Console'), scope: 'shared', label: 'Serilog console', confidence: 'high' },
  {
    kind: 'log-sink',
    calls: [...sink(...shippingSinks), 'ILoggingBuilder().AddSeq'],
    scope: 'shared',
    ships: true,
    label: 'log shipper',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: ['ILoggingBuilder().AddFile', 'ILoggerFactory().AddFile'],
    scope: 'local',
    path: 0,
    label: 'AddFile',
    confidence: 'high',
  },
];

/** 100 connections unless the connection string says otherwise; each of the drivers closes idle ones within minutes. */
export const pools: readonly PoolRow[] = [
  {
    calls: [
      'DbContextOptionsBuilder().UseNpgsql',

      'NpgsqlDataSource.Create',
      'NpgsqlDataSourceBuilder',
    ],
    to: 'postgres',
    most: 'pool',
    defaultMost: 100,
    idle: 'safe',
    label: 'Npgsql',
  },
  {
    calls: ['DbContextOptionsBuilder().UseSqlServer'],
    to: 'sqlserver',
    most: 'pool',
    defaultMost: 100,
    idle: 'safe',
    label: 'SqlClient',
  },
  {
    calls: ['DbContextOptionsBuilder().UseMySql', 'DbContextOptionsBuilder().UseMySQL'],
    to: 'mysql',
    most: 'pool',
    defaultMost: 100,
    idle: 'safe',
    label: 'MySQL',
  },
];
