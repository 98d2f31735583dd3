/** What a change to the repository touched or caused: everything is judged, and only findings with a place in the change are reported. */
import type { Facts } from '../kit/index.ts';
import type { Change, FileTree } from '../source/index.ts';
import type { Locate } from './places.ts';
import type { Place, Report } from './report.ts';

/** Lines that a place stands for. */
interface Extent {
  readonly first: number;
  readonly last: number;
  /** Lines right below belong to it when they are indented deeper than this. */
  readonly indent?: number;
}

/** Verdicts, scores and grades stay those of the whole repository. */
export function withinChange(report: Report, change: Change, facts: Facts, tree: FileTree, locate: Locate): Report {
  const extents = extentsOf(facts, tree, locate);
  const isTouched = (place: Place): boolean => touches(place, change, extents);
  return {
    ...report,
    findings: report.findings.filter(
      ({ place, notes }) => isTouched(place) || notes.some((note) => isTouched(note.place)),
    ),
    gaps: report.gaps.filter(({ place }) => isTouched(place)),
    passedOver: report.passedOver.filter(({ path }) => change.has(path)),
  };
}

function touches(place: Place, change: Change, extents: ReadonlyMap<string, Extent>): boolean {
  const changed = change.get(place.path);
  if (changed === undefined) return false;
  const { start, end } = place;
  // A remark about the whole file.
  const whole = start.line === 1 && start.column === 1 && end.line === 1 && end.column === 1;
  if (changed === 'all' || whole) return changed === 'all' || changed.length > 0;
  const extent = extents.get(keyOf(place)) ?? { first: start.line, last: end.line };
  return changed.some((lines) =>
    'below' in lines
      ? extent.first <= lines.below &&
        (lines.below < extent.last ||
          (lines.below === extent.last && extent.indent !== undefined && lines.indent > extent.indent))
      : lines.first <= extent.last && lines.last >= extent.first,
  );
}

const keyOf = ({ path, start }: Place): string => `${path}\n${start.line}:${start.column}`;

/**
 * What is missing in a service is told at its name, and what is missing in an image at its `FROM`: such a place stands for all of the service
 * or the stage, so that taking a line out of it counts.
 */
function extentsOf(facts: Facts, tree: FileTree, locate: Locate): ReadonlyMap<string, Extent> {
  const extents = new Map<string, Extent>();
  for (const service of facts.services) {
    if (service.body.at.file !== service.at.file) continue;
    const name = locate(service.at);
    const body = locate({ ...service.body.at, end: endOf(tree[service.at.file] ?? '', service.body.at.end) });
    extents.set(keyOf(name), { first: name.start.line, last: body.end.line, indent: name.start.column - 1 });
  }
  for (const { path, stages } of facts.dockerfiles) {
    const text = tree[path] ?? '';
    for (const [at, stage] of stages.entries()) {
      const next = stages[at + 1];
      const end = endOf(text, next === undefined ? text.length : next.at.start);
      const place = locate(stage.at);
      extents.set(keyOf(place), { first: place.start.line, last: locate({ ...stage.at, end }).end.line, indent: -1 });
    }
  }
  return extents;
}

/** Without the space in front of it. */
const endOf = (text: string, end: number): number => text.slice(0, end).trimEnd().length;
