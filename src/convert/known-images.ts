/** Programs that many stacks run beside their own: how to ask whether they answer, and how long they need to stop. */
import { parseImageReference } from '../facts/image-reference.ts';

export interface KnownImage {
  /** Last parts of the name of the image. */
  readonly names: readonly string[];
  /** One line of a health check without single quotes, `$` doubled for the loader; the program is in the image. */
  readonly test: string;
  /** A database that must not be killed while it writes. */
  readonly slowToStop?: true;
  /** Keeps nothing that a second one beside it would miss. */
  readonly stateless?: true;
}

const images: readonly KnownImage[] = [
  {
    names: ['postgres', 'postgis', 'timescaledb', 'pgvector'],
    test: 'pg_isready -U "$${POSTGRES_USER:-postgres}"',
    slowToStop: true,
  },
  { names: ['mysql'], test: 'mysqladmin ping -h 127.0.0.1 --silent', slowToStop: true },
  { names: ['mariadb'], test: 'healthcheck.sh --connect --innodb_initialized', slowToStop: true },
  { names: ['redis', 'redis-stack-server'], test: 'redis-cli ping | grep -q PONG' },
  { names: ['valkey'], test: 'valkey-cli ping | grep -q PONG' },
  { names: ['mongo'], test: 'mongosh --quiet --eval "db.hello().ok"', slowToStop: true },
  { names: ['rabbitmq'], test: 'rabbitmq-diagnostics -q ping', slowToStop: true },
  { names: ['elasticsearch', 'opensearch'], test: 'curl -fs http://localhost:9200/_cluster/health', slowToStop: true },
  { names: ['minio'], test: 'mc ready local' },
  { names: ['nats'], test: 'wget -qO- http://localhost:8222/healthz', stateless: true },
  { names: ['traefik'], test: 'traefik healthcheck --ping', stateless: true },
];

export function knownImage(image: string | undefined): KnownImage | undefined {
  const repository = image === undefined ? undefined : parseImageReference(image)?.repository;
  const name = repository?.slice(repository.lastIndexOf('/') + 1);
  return images.find(({ names }) => name !== undefined && names.includes(name));
}
