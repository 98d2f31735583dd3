/** Secrets with a fallback that is written down for everybody to read. */
import type { Located, Span } from '../../source/index.ts';
import type { EnvRead } from '../code.ts';
import type { Node, Scalar, Variable } from '../compose.ts';
import type { Facts, Service, Stack } from '../model.ts';
import { codeFacts } from './code.ts';
import { hasSecret, isSuppliedElsewhere, providedNames } from './configuration-supply.ts';
import { memoise } from './memoise.ts';
import { isKnownSecret, isSecretName } from './secrets.ts';
import { judgedStacks } from './services.ts';

/** One secret that is looked up in the environment: the first place of its name in a stack, or in the code. */
export interface SecretLookup extends Located {
  readonly name: string;
  /** Services that get it; several share a merged place. */
  readonly services: readonly Service[];
  readonly where: 'stack' | 'code';
  /** What it falls back to works and is known. */
  readonly known: boolean;
  /** Somebody sets it before the fallback counts; `unknown` when that happens where the repository does not show it. */
  readonly supplied: 'yes' | 'no' | 'unknown';
  readonly suppliedAt?: Span;
  /** More places of the stack, or of the code, with the same fallback or another. */
  readonly others: readonly Span[];
  /** Whether a production stack holds it; otherwise it may be meant for development only. */
  readonly production: boolean;
}

export const secretLookups = memoise((facts: Facts): readonly SecretLookup[] => [
  ...judgedStacks(facts).flatMap((stack) => inStack(stack, facts)),
  ...inCode(facts),
]);

/** The variable of this text whose fallback is a secret everybody knows. `name`: what the text is the value of. */
export function knownDefaultIn({ parts }: Scalar, name: string): Variable | undefined {
  return parts.find((part): part is Variable => {
    if (typeof part === 'string' || (part.operator !== ':-' && part.operator !== '-')) return false;
    // `POSTGRES_PASSWORD: ${DB_ROOT:-root}`: the key says what the variable does not.
    const named = isSecretName(part.name) ? part.name : parts.length === 1 && isSecretName(name) ? name : part.name;
    return isKnownSecret(named, part.operand ?? '');
  });
}

function inStack(stack: Stack, facts: Facts): readonly SecretLookup[] {
  const found = new Map<string, SecretLookup>();
  for (const service of stack.services)
    for (const { scalar, name } of scalarsOf(service)) {
      const known = knownDefaultIn(scalar, name);
      const secret = known ?? scalar.parts.find((part) => typeof part !== 'string' && isSecretName(part.name));
      if (secret === undefined || typeof secret === 'string') continue;
      const key = `${secret.name} ${known !== undefined}`;
      const first = found.get(key);
      const isElsewhere = first !== undefined && first.at.start !== secret.at.start;
      const exporter = facts.invocations.find(
        ({ command, exports, where }) =>
          command[0] === 'stack' &&
          command[1] === 'deploy' &&
          where !== 'documentation' &&
          (exports.includes(secret.name) || exports.includes('*')),
      );
      found.set(key, {
        at: first?.at ?? secret.at,
        name: secret.name,
        services: [...new Set([...(first?.services ?? []), service])],
        others: [...(first?.others ?? []), ...(isElsewhere ? [secret.at] : [])],
        where: 'stack',
        known: known !== undefined,
        supplied: exporter ? 'yes' : 'no',
        suppliedAt: exporter?.at,
        production: stack.purpose.value === 'production',
      });
    }
  return [...found.values()];
}

/** Texts that reach the container or its labels; build arguments do not. */
function scalarsOf({ body }: Service): readonly { readonly scalar: Scalar; readonly name: string }[] {
  const found: { scalar: Scalar; name: string }[] = [];
  const walk = (node: Node, name: string): void => {
    if (node.kind === 'map') for (const { key, value } of node.entries) walk(value, key);
    else if (node.kind === 'list') for (const item of node.items) walk(item, '');
    else found.push({ scalar: node, name: name || (/^([\w.-]+)=/.exec(node.raw)?.[1] ?? '') });
  };
  for (const { key, value } of body.entries)
    if (['environment', 'command', 'entrypoint', 'labels', 'deploy', 'healthcheck'].includes(key)) walk(value, '');
  return found;
}

/** What a client shows to a server: a made-up one opens nothing, and is a default for a laptop where the stack sets another. */
const opensElsewhere =
  /(^|_)(db|database|postgres\w*|pg|mysql|mariadb|mongo\w*|redis|valkey|rabbit\w*|amqp|cassandra|neo4j|clickhouse|smtp|e?mail|s3|minio|ldap|ftp)_\w*(pass\w*|pwd|secret(_key)?)$|_?(url|uri|dsn)$/i;

/** One line may run in many services: it is one secret, judged by the service that is worst off. */
function inCode(facts: Facts): readonly SecretLookup[] {
  const found = new Map<string, SecretLookup>();
  for (const { service, fact } of codeFacts(facts, 'env-read')) {
    if (!isSecretName(fact.name) || fact.guard !== 'always') continue;
    const key = `${fact.name} ${fact.knownSecret ?? ''}`;
    const known = found.get(key);
    const supplied = leastSupplied(supplyOf(fact, service, facts), known?.supplied ?? 'yes');
    if (known?.services.includes(service)) continue;
    found.set(key, {
      at: known?.at ?? fact.at,
      name: fact.name,
      services: [...(known?.services ?? []), service],
      where: 'code',
      known: fact.knownSecret === true && !(supplied === 'yes' && opensElsewhere.test(fact.name)),
      supplied,
      suppliedAt: known?.suppliedAt ?? service.effectiveEnvironment.find(({ name }) => name === fact.name)?.at,
      production: service.purpose === 'production' || (known?.production ?? false),
      others: [...(known?.others ?? []), ...(known && !isSamePlace(known.at, fact.at) ? [fact.at] : [])],
    });
  }
  return [...found.values()];
}

const isSamePlace = (one: Span, other: Span): boolean => one.file === other.file && one.start === other.start;

const leastSupplied = (one: SecretLookup['supplied'], other: SecretLookup['supplied']): SecretLookup['supplied'] =>
  (['no', 'unknown'] as const).find((supplied) => one === supplied || other === supplied) ?? 'yes';

function supplyOf({ name, confidence }: EnvRead, service: Service, facts: Facts): SecretLookup['supplied'] {
  const provided = providedNames(service, facts);
  if (provided.has(name) || hasSecret(service, name, provided)) return 'yes';
  const unsure = service.code.confidence !== 'high' || confidence !== 'high' || opensElsewhere.test(name);
  return unsure || isSuppliedElsewhere(service, facts) ? 'unknown' : 'no';
}
