/**
 * Images by the engine they run and how their tags number it: `timescale/timescaledb:2.17-pg16` is PostgreSQL 16. From the images'
 * pages on Docker Hub.
 */

import { parseImageReference } from '../image-reference.ts';
import { familyOf } from './image-families.ts';

interface Engine {
  readonly name: string;
  readonly families: readonly string[];
  /** Families whose tags count something else; the engine's number stands behind this. */
  readonly marker?: { readonly families: readonly string[]; readonly text: string };
  /** Numbers of the tag that make a release series: MySQL 5.7, 8.0 and 8.4 differ like other engines' majors. */
  readonly parts: 1 | 2;
}

const engines: readonly Engine[] = [
  {
    name: 'PostgreSQL',
    families: ['postgres', 'postgresql', 'postgis', 'timescaledb', 'timescaledb-ha', 'pgvector'],
    marker: { families: ['timescaledb', 'timescaledb-ha', 'pgvector'], text: 'pg' },
    parts: 1,
  },
  { name: 'MySQL', families: ['mysql'], parts: 2 },
  { name: 'Percona Server', families: ['percona'], parts: 2 },
  { name: 'MariaDB', families: ['mariadb'], parts: 1 },
  { name: 'MongoDB', families: ['mongo'], parts: 1 },
  { name: 'Redis', families: ['redis'], parts: 1 },
  { name: 'Valkey', families: ['valkey'], parts: 1 },
  { name: 'Elasticsearch', families: ['elasticsearch'], parts: 1 },
  { name: 'OpenSearch', families: ['opensearch'], parts: 1 },
  { name: 'RabbitMQ', families: ['rabbitmq'], parts: 1 },
  { name: 'Cassandra', families: ['cassandra'], parts: 1 },
  { name: 'Neo4j', families: ['neo4j'], parts: 1 },
  { name: 'InfluxDB', families: ['influxdb'], parts: 1 },
  { name: 'Memcached', families: ['memcached'], parts: 1 },
];

export interface EngineVersion {
  readonly engine: string;
  /** `16`, `8.0`; `8` alone when the tag does not say more. */
  readonly series: string;
}

/** `undefined`: no engine of the table, or a tag that does not tell its version (`latest`, a digest, a variable). */
export function engineVersionOf(reference: string): EngineVersion | undefined {
  const family = familyOf(reference)?.family;
  const engine = engines.find(({ families }) => families.some((name) => name === family));
  const tag = parseImageReference(reference)?.tag;
  if (!engine || !family || tag === undefined) return undefined;
  const marked = engine.marker?.families.includes(family) ? engine.marker.text : '';
  const numbers = marked === '' ? /^v?(\d{1,3})(?:\.(\d{1,3}))?(?![0-9a-zA-Z])/.exec(tag) : behind(tag, marked);
  if (!numbers) return undefined;
  const [, major, minor] = numbers;
  return { engine: engine.name, series: engine.parts === 2 && minor !== undefined ? `${major}.${minor}` : `${major}` };
}

const behind = (tag: string, marker: string): RegExpExecArray | null => {
  const at = tag.search(new RegExp(`(^|[-.])${marker}\\d`));
  return at === -1 ? null : /(\d{1,3})(?:\.(\d{1,3}))?/.exec(tag.slice(tag.indexOf(marker, at)));
};

/** `8` may be `8.0`: only what both say can differ. */
export function differs(one: EngineVersion, other: EngineVersion): boolean {
  const [a, b] = [one.series.split('.'), other.series.split('.')];
  return one.engine === other.engine && a.some((part, index) => b[index] !== undefined && b[index] !== part);
}
