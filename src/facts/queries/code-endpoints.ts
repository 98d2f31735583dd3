/** Addresses of backing services that are written in the code of services. */
import type { Located, Span } from '../../source/index.ts';
import type { EndpointLiteral } from '../code.ts';
import type { Facts, Service } from '../model.ts';
import { factsOf } from './code.ts';
import { isSuppliedElsewhere, providedNames } from './configuration-supply.ts';
import { memoise } from './memoise.ts';
import { hasRole, judgedServices, stackOf } from './services.ts';

/** One host a service is told by its own code, or a service that is told none. */
export interface WrittenEndpoint extends Located {
  readonly service: Service;
  /** Absent: none was found. */
  readonly fact?: EndpointLiteral;
  /** `itself`: in the container; `stack`: a service of the same stack; `near`: a name or number that only one network knows; `far`: a public name. */
  readonly leads: 'itself' | 'stack' | 'near' | 'far';
  /** A client is told so; otherwise it stands under a name, and what takes it is not seen. */
  readonly certain: boolean;
  /** Other places of the same host. */
  readonly others: readonly Span[];
}

/** Addresses that nothing outside the code can change, or that count because the variable in front of them is not set. */
export const writtenEndpoints = memoise((facts: Facts): readonly WrittenEndpoint[] =>
  judgedServices(facts)
    .filter((service) => !hasRole(service, 'datastore', 'proxy', 'tool'))
    .flatMap((service): readonly WrittenEndpoint[] => {
      const found = ofService(service, facts);
      if (found.length > 0 || service.code.status !== 'read') return found;
      return [{ at: service.at, service, leads: 'stack', certain: false, others: [] }];
    }),
);

type Found = WrittenEndpoint & { readonly fact: EndpointLiteral };

function ofService(service: Service, facts: Facts): readonly Found[] {
  const all = factsOf(service, 'endpoint-literal').filter(({ guard }) => guard === 'always');
  const reads = factsOf(service, 'env-read');
  const overridable = (fact: EndpointLiteral): boolean =>
    // The same text stands behind a variable somewhere: this is the constant it falls back to.
    all.some(({ variable, host }) => variable !== undefined && host === fact.host) ||
    reads.some(
      ({ fallback }) => fallback !== undefined && (fallback === fact.host || fallback.includes(`//${fact.host}`)),
    );
  const found = new Map<string, Found>();
  for (const fact of all) {
    if (isNoAddress(fact)) continue;
    const counts =
      fact.variable === undefined
        ? !isDefault(fact.label) && !overridable(fact)
        : !isSet(fact, fact.variable, service, facts);
    if (!counts) continue;
    const key = `${fact.host} ${fact.variable ?? ''}`;
    const known = found.get(key);
    const certain = fact.module !== 'runtime';
    if (known) {
      const first = certain && !known.certain ? fact : known.fact;
      found.set(key, {
        ...known,
        fact: first,
        at: first.at,
        certain: certain || known.certain,
        others: [...known.others, first === fact ? known.at : fact.at],
      });
    } else
      found.set(key, { at: fact.at, service, fact, leads: leadsTo(fact.host, service, facts), certain, others: [] });
  }
  return [...found.values()];
}

/** Documentation, and names that are filled in later. */
const isNoAddress = ({ host, label }: EndpointLiteral): boolean =>
  /^(?:host|hostname|server|example|user|.*\.example(?:\.\w+)?|example\.\w+|0\.0\.0\.0)$/i.test(host) ||
  /example|sample|placeholder|docs?$|comment|descr/i.test(label);

/** The other half stands where the constant is used. */
const isDefault = (name: string): boolean => /default|fallback/i.test(name);

/** Something of the service's environment says where to go instead. */
function isSet({ to, label }: EndpointLiteral, variable: string, service: Service, facts: Facts): boolean {
  const provided = providedNames(service, facts);
  if (provided.has(variable) || provided.has(`${variable}_FILE`) || isSuppliedElsewhere(service, facts)) return true;
  // The address may be put together from parts, or be asked for under another name first.
  const words = new Set(
    [...wordsOf(variable), ...wordsOf(label), ...kindsOf(to)].filter((word) => word.length > 2 && !plain.has(word)),
  );
  return [...provided].some((name) => wordsOf(name).some((word) => words.has(word)));
}

const databases = new Set(['postgres', 'mysql', 'mariadb', 'mssql', 'oracle', 'cockroachdb']);
const kindsOf = (to: string): readonly string[] => [
  ...wordsOf(to),
  ...(databases.has(to.toLowerCase()) ? ['DATABASE'] : []),
];

const plain = new Set(['URL', 'URI', 'HOST', 'PORT', 'ADDRESS', 'SERVER', 'DSN', 'NAME', 'APP', 'CONNECT', 'CLIENT']);
/** Two words for one thing. */
const short: Readonly<Record<string, string>> = {
  DB: 'DATABASE',
  PG: 'POSTGRES',
  PGSQL: 'POSTGRES',
  POSTGRESQL: 'POSTGRES',
  MONGODB: 'MONGO',
  AMQP: 'RABBITMQ',
  RABBIT: 'RABBITMQ',
};
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .map((word) => (Object.hasOwn(short, word) ? short[word]! : word));

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|host\.docker\.internal)$/i;
const nearby =
  /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.|^[\w-]+$|\.(?:internal|local|lan|intra|corp|home|svc)$|^(?:\d{1,3}\.){3}\d{1,3}$/i;

function leadsTo(host: string, service: Service, facts: Facts): WrittenEndpoint['leads'] {
  if (loopback.test(host)) return 'itself';
  const wanted = host.toLowerCase().replace(/^tasks\./, '');
  const siblings = stackOf(service, facts)?.services ?? [];
  const known = siblings.some(
    ({ name, networks, hostname, containerName }) =>
      name.toLowerCase() === wanted ||
      wanted.endsWith(`_${name.toLowerCase()}`) ||
      hostname?.value === host ||
      containerName?.value === host ||
      networks.some(({ aliases }) => aliases.includes(host)),
  );
  return known ? 'stack' : nearby.test(host) ? 'near' : 'far';
}
