/** Databases that are files of the container: opened by the code, or chosen by a variable of the environment. */
import type { Located } from '../../source/index.ts';
import type { StateFact } from '../code.ts';
import type { NamedValue } from '../compose.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { codeFacts } from './code.ts';
import { variableValue } from './environment.ts';
import { memoise } from './memoise.ts';
import { hasRole, judgedServices } from './services.ts';

/** One statement about where a service keeps its database. */
export interface DatabaseUse extends Located {
  readonly service: Service;
  readonly embedded: boolean;
  /** The call or the variable, as people know it. */
  readonly label: string;
  /** File in the container, when it can be told. */
  readonly path?: string;
  readonly confidence: Confidence;
}

/** Variables that name the kind of database, and the kinds that are a file. Sources: Laravel, Strapi, Ghost, Gitea, n8n, Directus, Django. */
const kindVariables =
  /^(\w+_)?(DB|DATABASE)_(CONNECTION|CLIENT|TYPE|ENGINE|DRIVER|DIALECT|PROVIDER)$|^database__client$/i;
const fileKinds = /^(django\.db\.backends\.)?(better-?)?sqlite3?$|^sqljs$|^nedb$/i;
const urlVariables =
  /^(\w+_)?(DATABASE|DB|SQLALCHEMY_DATABASE|DATASOURCE|SPRING_DATASOURCE)_(URL|URI|DSN)$|^(ConnectionStrings__\w+)$/i;
/** Prefixes of connection strings that name a file. */
const fileUrl =
  /^(?:jdbc:)?(?:sqlite3?(?:\+\w+)?:|file:|h2:(?:file:|~|\.|\/)|hsqldb:file:|derby:(?!\/\/))|^(?:Data Source|Filename)=[^;]*\.(?:db|sqlite3?)(?:;|$)/i;
const inMemory = /:memory:|mode=memory|mode=ro\b|immutable=1/i;
const otherPurpose = /(^|_)(TEST|TESTING|DEV|CI)(_|$)/i;

/** What services of the team and of others say about their database: in code and in the environment. */
export const databaseUses = memoise((facts: Facts): readonly DatabaseUse[] => [
  ...codeFacts(facts, 'datastore')
    .map(({ service, fact }) => ({ service, fact: fact as StateFact }))
    .filter(({ service, fact }) => asked(service) && fact.scope !== 'unknown' && !saidByVariable(service, fact))
    .map(({ service, fact }) => ofCode(service, fact)),
  ...judgedServices(facts)
    .filter(asked)
    .flatMap((service) => service.effectiveEnvironment.flatMap((variable) => ofVariable(service, variable))),
]);

/** The variable that chooses is judged where the stack sets it. */
const saidByVariable = (service: Service, { choice }: StateFact): boolean =>
  choice !== undefined &&
  (kindVariables.test(choice.variable) || urlVariables.test(choice.variable)) &&
  variableValue(service, choice.variable) !== undefined;

const asked = (service: Service): boolean => !hasRole(service, 'datastore', 'proxy', 'job');

function ofCode(service: Service, fact: StateFact): DatabaseUse {
  const chosen = fact.variable === undefined ? undefined : variableValue(service, fact.variable);
  // A condition or a variable that the stack leaves open may lead elsewhere.
  const open =
    fact.guard === 'conditional' ||
    (fact.choice === undefined && fact.path === undefined && fact.variable !== undefined && chosen === undefined);
  return {
    at: fact.at,
    service,
    embedded: fact.scope === 'local',
    label: fact.label,
    path: chosen ?? fact.path,
    confidence: open ? 'low' : fact.confidence,
  };
}

function ofVariable(service: Service, { name, at, value }: NamedValue): readonly DatabaseUse[] {
  const text = value?.value?.trim();
  if (text === undefined || text === '' || otherPurpose.test(name)) return [];
  const isKind = kindVariables.test(name);
  if (!isKind && !urlVariables.test(name)) return [];
  const embedded = isKind ? fileKinds.test(text) : fileUrl.test(text) && !inMemory.test(text);
  // The default of a variable that the deployer may set is not what runs.
  const open = value?.parts.some((part) => typeof part !== 'string');
  return [
    {
      at,
      service,
      embedded,
      label: name,
      path: isKind ? undefined : filePath(text),
      confidence: open ? 'low' : 'high',
    },
  ];
}

/** Only absolute paths: what a relative one is relative to differs from library to library. */
function filePath(url: string): string | undefined {
  const text = url.replace(/^(?:jdbc:)?[A-Za-z0-9+]+:(?:file:)?/, '').replace(/^(?:Data Source|Filename)=/i, '');
  const path = text.split(/[?;]/)[0]!;
  // SQLAlchemy and Django count slashes: three and a relative path, four and an absolute one.
  if (path.startsWith('////')) return path.slice(3);
  if (path.startsWith('///')) return /^file:/i.test(url) ? path.slice(2) : undefined;
  if (path.startsWith('//')) return undefined;
  return path.startsWith('/') ? path : undefined;
}
