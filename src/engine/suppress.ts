/** Which findings their owners have accepted, and why. */
import { type Facts, type Settings, serviceKey } from '../kit/index.ts';
import { type LineIndex, lineIndex, type Span } from '../source/index.ts';
import { acceptedBySettings } from './policy.ts';
import type { Finding, Gap, Place, Suppression } from './report.ts';

interface Cover {
  readonly checks: readonly string[];
  readonly reason: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

export function suppressionsOf(
  facts: Facts,
  tree: Readonly<Record<string, string>>,
  settings: Settings,
  today?: string,
): (check: string, place: Place, service: string | undefined) => Suppression | undefined {
  const covers = coversByFile(facts, tree);
  const services = new Map(facts.services.map((service) => [serviceKey(service), service]));
  return (check, place, service) => {
    const cover = covers
      .get(place.path)
      ?.find(
        ({ checks, firstLine, lastLine }) =>
          checks.includes(check) && place.start.line >= firstLine && place.start.line <= lastLine,
      );
    if (cover) return { reason: cover.reason, by: 'comment' };
    const allowed =
      service === undefined ? undefined : services.get(service)?.ignores.find(({ name }) => name === check);
    if (allowed?.value?.value) return { reason: allowed.value.value, by: 'service' };
    return acceptedBySettings(check, place, service, settings, today);
  };
}

/**
 * A comment of its own line covers the next line that is not a comment; one behind code covers its own line. A comment above a service or a
 * docker command covers all of it.
 */
function coversByFile(facts: Facts, tree: Readonly<Record<string, string>>): ReadonlyMap<string, readonly Cover[]> {
  const covers = new Map<string, Cover[]>();
  for (const { at, checks, reason } of facts.ignoreComments) {
    if (reason === undefined || !Object.hasOwn(tree, at.file)) continue;
    const text = tree[at.file]!;
    const lines = lineIndex(text);
    const line = lines.positionAt(at.start).line;
    const alone = text.slice(lines.startOfLine(line), at.start).trim() === '';
    const first = alone ? nextCodeLine(text, lines, line) : line;
    const begins = (place: Span) => place.file === at.file && lines.positionAt(place.start).line === first;
    const ends = [
      ...facts.services.filter((service) => begins(service.at)).map(({ body }) => body.at),
      ...facts.invocations.filter((command) => begins(command.at)).map((command) => command.at),
    ].map(({ end }) => lines.positionAt(end).line);
    const last = Math.max(first, ...ends);
    const known = covers.get(at.file) ?? [];
    known.push({ checks, reason, firstLine: first, lastLine: last });
    covers.set(at.file, known);
  }
  return covers;
}

function nextCodeLine(text: string, lines: LineIndex, after: number): number {
  for (let line = after + 1; line <= lines.lineCount; line++) {
    const content = text
      .slice(lines.startOfLine(line), line < lines.lineCount ? lines.startOfLine(line + 1) : text.length)
      .trim();
    if (content !== '' && !/^(#|\/\/|\*|\/\*|--)/.test(content)) return line;
  }
  return after;
}

/** Ignore comments that name no check, or silence nothing: they would hide the next finding without anybody knowing. */
export function idleIgnores(facts: Facts, findings: readonly Finding[], known: ReadonlySet<string>): readonly Gap[] {
  return facts.ignoreComments.flatMap(({ at, checks, reason }) =>
    reason === undefined
      ? []
      : checks.flatMap((id): readonly Gap[] => {
          if (!known.has(id)) return [{ at, why: `swarm-lint-ignore names ${id}, and no check is called that` }];
          const used = findings.some(
            ({ check, place, suppressed }) =>
              check === id && place.path === at.file && suppressed?.by === 'comment' && suppressed.reason === reason,
          );
          return used ? [] : [{ at, why: `swarm-lint-ignore ${id} silences nothing: take it out` }];
        }),
  );
}
