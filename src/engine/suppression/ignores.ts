/** Every ignore of the repository, in one shape: those in comments and those of services. */
import { type Facts, judgedServices, serviceKey } from '../../kit/index.ts';
import { lineIndex, type Span } from '../../source/index.ts';
import type { Place, Suppression } from '../report.ts';
import { hasEnded, type Terms, termsOf } from './expiry.ts';

/** One check of one ignore. */
export interface Ignore extends Partial<Terms> {
  readonly at: Span;
  /** As it is written, for messages: `swarm-lint-ignore`. */
  readonly form: string;
  /** Absent: it names none. */
  readonly check?: string;
  readonly by: Suppression['by'];
  /** `serviceKey`s, when it is about services. */
  readonly services?: readonly string[];
  /** Otherwise the first and the last line it covers, counted from 1; absent: it covers nothing. */
  readonly lines?: readonly [first: number, last: number];
  /** What follows `swarm-lint-ignore-`. */
  readonly kind?: string;
  /** It stands in a file of a stack that was passed over: whether it silences anything nobody knows. */
  readonly idle?: true;
}

export function ignoresOf(facts: Facts, tree: Readonly<Record<string, string>>): readonly Ignore[] {
  return [...fromComments(facts, tree), ...fromServices(facts)];
}

/** Whether it would accept the finding, had it a reason and not ended. */
export const covers = ({ at, check, services, lines }: Ignore, id: string, place: Place, service?: string): boolean =>
  check === id &&
  (services !== undefined
    ? service !== undefined && services.includes(service)
    : lines !== undefined && at.file === place.path && place.start.line >= lines[0] && place.start.line <= lines[1]);

export const holds = (ignore: Ignore, today: string | undefined): boolean =>
  ignore.reason !== undefined && ignore.reason !== '' && !ignore.unreadable && !hasEnded(ignore as Terms, today);

function fromComments(facts: Facts, tree: Readonly<Record<string, string>>): readonly Ignore[] {
  const judged = new Set(judgedServices(facts).map(({ body }) => body.at.file));
  const passedOver = new Set(
    facts.stacks.flatMap(({ files }) => files).filter((file) => !judged.has(file) && judged.size > 0),
  );
  return facts.ignoreComments.flatMap(({ at, checks, reason, kind, covers: span }): readonly Ignore[] => {
    const base = {
      at,
      form: kind === undefined ? 'swarm-lint-ignore' : `swarm-lint-ignore-${kind}`,
      by: 'comment' as const,
      ...(reason === undefined ? {} : termsOf(reason)),
      ...(kind === undefined ? {} : { kind }),
      ...(passedOver.has(at.file) ? { idle: true as const } : {}),
      ...(span && Object.hasOwn(tree, at.file) ? { lines: linesOf(span, facts, tree[at.file]!) } : {}),
    };
    return checks.length === 0 ? [base] : checks.map((check) => ({ ...base, check }));
  });
}

/** A comment above a service or a docker command covers all of it, however it is laid out. */
function linesOf(span: Span, facts: Facts, text: string): readonly [number, number] {
  const lines = lineIndex(text);
  const first = lines.positionAt(span.start).line;
  const begins = (place: Span) => place.file === span.file && lines.positionAt(place.start).line === first;
  const ends = [
    span,
    ...facts.services.filter((service) => begins(service.at)).map(({ body }) => body.at),
    ...facts.invocations.filter((command) => begins(command.at)).map((command) => command.at),
  ].map(({ end }) => lines.positionAt(end).line);
  return [first, Math.max(...ends)];
}

/** Services that share a fragment, or a base file, share its ignores: used by one is used. */
function fromServices(facts: Facts): readonly Ignore[] {
  const found = new Map<string, Ignore & { services: string[] }>();
  for (const service of judgedServices(facts)) {
    for (const { at, name, value } of service.ignores) {
      const key = `${at.file}\n${at.start}\n${name}`;
      const known = found.get(key);
      if (known) known.services.push(serviceKey(service));
      else
        found.set(key, {
          at,
          form: 'x-swarm-lint',
          check: name,
          by: 'service',
          services: [serviceKey(service)],
          ...(value?.value ? termsOf(value.value) : {}),
        });
    }
  }
  return [...found.values()];
}
