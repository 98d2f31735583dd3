/** Puts in fix after fix, looks at the repository again after each round, and takes back what made anything worse. */
import type { Finding, Report } from '../engine/report.ts';
import type { Fix, Safety } from '../kit/index.ts';
import type { FileTree } from '../source/index.ts';
import { applyFix, type Texts, untouched } from './apply.ts';
import { subjectOf, worse } from './worse.ts';

export interface Done {
  readonly finding: Finding;
  readonly fix: Fix;
}

export interface Refused extends Done {
  readonly why: string;
}

export interface Fixed<Run> {
  /** Of the repository as it is then. */
  readonly run: Run;
  /** By path, what is to be written. */
  readonly texts: ReadonlyMap<string, string>;
  readonly done: readonly Done[];
  readonly refused: readonly Refused[];
}

interface Run {
  readonly report: Report;
}

/** One fix may make room for the next; more than this, and two of them undo each other. */
const mostRounds = 10;

const levels: Readonly<Record<Safety, number>> = { safe: 0, suggested: 1 };

/** `again` lints a tree; `most`: fixes that are less safe are left. Findings that are accepted are left, too. */
export function fixAll<R extends Run>(tree: FileTree, first: R, most: Safety, again: (tree: FileTree) => R): Fixed<R> {
  let now = { tree, run: first };
  const texts = new Map<string, string>();
  const done: Done[] = [];
  const refused: Refused[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const open = candidates(now.run.report, most, refused);
    const result = oneRound(now, open, again);
    refused.push(...result.refused);
    if (result.done.length === 0) break;
    done.push(...result.done);
    for (const [path, text] of result.texts) texts.set(path, text);
    now = result;
  }
  // A change and its undoing leave nothing to write.
  for (const [path, text] of texts) if (tree[path] === text) texts.delete(path);
  return { run: now.run, texts, done, refused };
}

const candidates = (report: Report, most: Safety, refused: readonly Refused[]): readonly Done[] =>
  report.findings.flatMap((finding) =>
    finding.fix &&
    finding.suppressed === undefined &&
    levels[finding.fix.safety] <= levels[most] &&
    !refused.some((one) => subjectOf(one.finding) === subjectOf(finding) && one.fix.title === finding.fix?.title)
      ? [{ finding, fix: finding.fix }]
      : [],
  );

interface State<R> {
  readonly tree: FileTree;
  readonly run: R;
}

interface Round<R> extends State<R> {
  readonly texts: ReadonlyMap<string, string>;
  readonly done: readonly Done[];
  readonly refused: readonly Refused[];
}

function oneRound<R extends Run>(before: State<R>, open: readonly Done[], again: (tree: FileTree) => R): Round<R> {
  const { texts, done, refused } = putIn(before.tree, open);
  if (done.length === 0) return { ...before, texts: new Map(), done, refused };
  const tree = withTexts(before.tree, texts);
  const run = again(tree);
  const why = worse(before.run.report, run.report, done, new Set(texts.keys()));
  if (why === undefined) return { tree, run, texts, done, refused };
  const [only] = done;
  if (done.length === 1 && only)
    return { ...before, texts: new Map(), done: [], refused: [...refused, { ...only, why }] };
  // One of them is to blame: each half by itself, the second on top of what is left of the first.
  const middle = Math.ceil(done.length / 2);
  const half = oneRound(before, done.slice(0, middle), again);
  // Places of the second half are those of the report before: it waits for the next round, where it has places of its own.
  if (half.done.length > 0) return { ...half, refused: [...refused, ...half.refused] };
  const other = oneRound(before, done.slice(middle), again);
  return { ...other, refused: [...refused, ...half.refused, ...other.refused] };
}

function putIn(
  tree: FileTree,
  open: readonly Done[],
): { texts: ReadonlyMap<string, string>; done: Done[]; refused: Refused[] } {
  let texts: Texts = untouched;
  const done: Done[] = [];
  const refused: Refused[] = [];
  for (const one of open) {
    const next = applyFix(tree, one.fix, texts);
    if (next) {
      texts = next;
      done.push(one);
    } else if (applyFix(tree, one.fix) === undefined)
      refused.push({ ...one, why: 'the file is written in a way that cannot be changed surely' });
    // Otherwise an earlier fix stands in its way: it has its turn in the next round.
  }
  return { texts: texts.texts, done, refused };
}

const withTexts = (tree: FileTree, texts: ReadonlyMap<string, string>): FileTree =>
  Object.assign(Object.create(null), tree, Object.fromEntries(texts));
