/** One-off services of a stack beside the application they belong to: whether both are the same release with the same surroundings. */
import { type Located, literally, type Span } from '../../source/index.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Facts, Service, Stack } from '../model.ts';
import { oneOffImages } from '../tables/commands.ts';
import { referenceOf } from './images-references.ts';
import { memoise } from './memoise.ts';
import { startsOf } from './process-starts.ts';
import { hasRole, isOwn, swarmStacks } from './services.ts';
import { hasUnseenEnvFile } from './state-facts.ts';

/**
 * `tag`: the same repository under another tag; `tool`: a ready-made tool with files of the node; `environment`: no variable says where the
 * database is; `network`: no network in common with the database.
 */
export type SkewKind = 'tag' | 'tool' | 'environment' | 'network';

export interface AdminTask extends Located {
  readonly service: Service;
  readonly kind?: SkewKind;
  /** The service of the application it differs from. */
  readonly other?: Service;
  readonly note?: { readonly at: Span; readonly text: string };
  readonly words: Readonly<Record<string, string>>;
}

/** One-off services that have an application beside them. */
export const adminTasks = memoise((facts: Facts): readonly AdminTask[] =>
  swarmStacks(facts).flatMap((stack) => {
    const applications = stack.services.filter((service) => isOwn(service) && hasRole(service, 'web', 'worker'));
    if (applications.length === 0) return [];
    return stack.services
      .filter((service) => service.image && changesSchema(service, facts))
      .map((service) => ({ at: service.at, service, words: {}, ...skewOf(service, applications, stack, facts) }));
  }),
);

/** Tools that ship nothing but themselves: what they run is mounted. */
const toolOf = (service: Service): string | undefined => {
  const repository = parseImageReference(service.image?.value ?? service.image?.raw ?? '')?.repository;
  return service.built
    ? undefined
    : oneOffImages.find((row) => row.repository === repository && row.migrates)?.repository;
};

const changesSchema = (service: Service, facts: Facts): boolean =>
  toolOf(service) !== undefined ||
  (hasRole(service, 'job') && startsOf(service, facts).some(({ migration, start }) => migration && start.main));

function skewOf(service: Service, applications: readonly Service[], stack: Stack, facts: Facts): Partial<AdminTask> {
  const tool = toolOf(service);
  if (tool !== undefined) {
    const mount = service.mounts.find(({ type, source }) => type === 'bind' && source !== undefined);
    return mount
      ? {
          at: service.image?.at,
          kind: 'tool',
          words: { tool, source: mount.source ?? '' },
          note: { at: mount.at, text: 'what it runs comes from here' },
        }
      : {};
  }
  const own = referenceOf(service);
  const twins = applications.filter((one) => {
    const reference = referenceOf(one);
    return own !== undefined && reference?.repository === own.repository && reference.registry === own.registry;
  });
  const same = twins.filter(({ image }) => image?.raw === service.image?.raw);
  if (twins.length > 0 && same.length === 0) {
    const [other] = twins;
    return {
      at: service.image?.at,
      kind: 'tag',
      other,
      words: { image: other?.image?.raw ?? '' },
      note: other?.image && { at: other.image.at, text: `${other.name} runs this` },
    };
  }
  return lacks(service, same, stack, facts);
}

/** Variables that tell where the database is. */
const connection =
  /^(?!.*_(FILE|PASSWORD|PASS|USER(NAME)?|TIMEOUT)$)(?!.*_(POOL|SSL)).*(DATABASE|POSTGRES|PG|MYSQL|MARIADB|MONGO(DB)?|MSSQL|SQLALCHEMY|DATASOURCE|DB)_?(\w{1,60}_)?(URL|URI|DSN|HOST(NAME)?|SERVER)$/;

function lacks(service: Service, same: readonly Service[], stack: Stack, facts: Facts): Partial<AdminTask> {
  const [other] = same;
  if (!other) return {};
  const theirs = other.environment.find(({ name }) => connection.test(name));
  const hidden = hasUnseenEnvFile(service, facts) || service.secrets.length > 0 || service.configs.length > 0;
  if (theirs && !hidden && !service.effectiveEnvironment.some(({ name }) => connection.test(name)))
    return {
      kind: 'environment',
      other,
      words: { name: theirs.name },
      note: { at: theirs.at, text: `${other.name} is told here` },
    };
  const database = stack.services.find(
    (one) => hasRole(one, 'datastore') && speaksOf(service, one) && meet(one, other),
  );
  return database && !meet(database, service)
    ? {
        kind: 'network',
        other,
        words: { database: database.name },
        note: { at: database.at, text: `${database.name} is on other networks` },
      }
    : {};
}

/** A variable of the task names the database as its host. */
const speaksOf = ({ effectiveEnvironment }: Service, { name }: Service): boolean =>
  effectiveEnvironment.some(
    ({ name: variable, value }) =>
      connection.test(variable) &&
      value !== undefined &&
      new RegExp(`(^|[@/])${literally(name)}([:/]|$)`).test(value.value ?? ''),
  );

const networksOf = ({ networks }: Service): readonly string[] =>
  networks.length > 0 ? networks.map(({ name }) => name) : ['default'];

const meet = (one: Service, other: Service): boolean =>
  networksOf(one).some((network) => networksOf(other).includes(network));
