/** Docker commands of scripts and pipelines: which of them belong together, and which services they name. */
import type { Located, Span, Text } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { memoise } from './memoise.ts';
import { stackOf, swarmServices } from './services.ts';

export const isCommand = ({ command }: Invocation, ...words: readonly string[]): boolean =>
  words.every((word, index) => command[index] === word);

/** `docker stack deploy "${OPTIONS[@]}" shop`: a word that is not known may hold any flag. */
export const hasOpenFlags = ({ operands }: Invocation): boolean =>
  operands.length > 1 && operands.some(({ value, raw }) => value === undefined && /^"?\$/.test(raw));

/** Somebody means these: what documentation shows is for others to type, what a configuration names happens elsewhere. */
export const isMeant = ({ where }: Invocation): boolean => where !== 'documentation' && where !== 'configuration';

/** Typed by a person who looks at what comes of it. */
export const isByHand = ({ where }: Invocation): boolean => where === 'makefile' || where === 'package-script';

const rehearsal =
  /(^|[^a-z])(tests?|testing|e2e|integration|smoke|dev|devel|development|local|demos?|examples?|samples?|labs?|tutorials?|workshops?)([^a-z]|$)/i;

/** Tries things out on a Swarm that is thrown away, or on the machine of a developer. */
export const isRehearsal = ({ path, job = '' }: Invocation): boolean =>
  rehearsal.test(path) || rehearsal.test(job) || /(^|\/)ci\.ya?ml$/.test(path);

/** Run one after the other in one go: the same script, the same job, the same target. */
export const runTogether = (one: Invocation, other: Invocation): boolean =>
  one.path === other.path && one.job === other.job;

export const isBefore = (one: Invocation, other: Invocation): boolean =>
  runTogether(one, other) && one.at.start < other.at.start;

/** The first of each kind, with the places of those that follow it. */
export function firstOfEach<T extends Located>(
  items: readonly T[],
  kind: (item: T) => string,
): readonly (T & { readonly more: readonly Span[] })[] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(kind(item), [...(groups.get(kind(item)) ?? []), item]);
  return [...groups.values()].map(([first, ...rest]) => ({ ...first!, more: rest.map(({ at }) => at) }));
}

/** A word as far as it is known; variables stay as written, quotes do not. */
export const writtenText = ({ value, raw }: Text): string => value ?? raw.replace(/["']/g, '');

const stackNames = memoise(
  (facts: Facts): ReadonlySet<string> =>
    new Set(
      facts.invocations
        .filter((one) => isCommand(one, 'stack', 'deploy'))
        .flatMap(({ operands }) => (operands[0] ? [writtenText(operands[0])] : [])),
    ),
);

/** The service of a stack file that the cluster knows as `<stack>_<service>`. */
export function stackServiceNamed(name: string, facts: Facts): Service | undefined {
  const names = stackNames(facts);
  const open = names.size === 0 || [...names].some((one) => one.includes('$'));
  return swarmServices(facts)
    .filter((service) => {
      if (stackOf(service, facts)?.commands || !name.endsWith(`_${service.name}`)) return false;
      const stack = name.slice(0, -service.name.length - 1);
      return stack !== '' && (open || stack.includes('$') || names.has(stack));
    })
    .sort((one, other) => other.name.length - one.name.length)[0];
}
