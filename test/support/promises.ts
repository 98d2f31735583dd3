/** What holds for every repository, however broken: one list, for the quick tests and for the long runs. */
import { rules } from '../../rules/index.ts';
import { suppressionRule } from '../../src/engine/index.ts';
import type { Place, Report } from '../../src/engine/report.ts';
import { noSettings, type Settings } from '../../src/facts/index.ts';
import type { Linted, Setup } from '../../src/lint.ts';
import { formats, type ReportContext } from '../../src/report/index.ts';
import { type FileTree, lineIndex, startOf } from '../../src/source/index.ts';
import { lintTree } from './lint.ts';

/** Milliseconds a file may take. */
export const PATIENCE = 2_000;

export interface Broken {
  /** Which promise. */
  readonly promise: string;
  readonly detail: string;
}

const plain = (report: Report): string =>
  JSON.stringify(report, (_key, value) => (typeof value === 'function' ? undefined : value));

/** Places of a report outside of their files. */
export function strayPlaces(report: Report, tree: FileTree): readonly string[] {
  const indices = new Map<string, { readonly lines: number; readonly widths: readonly number[] }>();
  const indexOf = (path: string) => {
    const text = tree[path] ?? '';
    const known = indices.get(path);
    if (known) return known;
    const index = { lines: lineIndex(text).lineCount, widths: text.split('\n').map(({ length }) => length) };
    indices.set(path, index);
    return index;
  };
  const wrong = ({ path, start, end }: Place): boolean => {
    const { lines, widths } = indexOf(path);
    const inside = ({ line, column }: Place['start']) =>
      Number.isInteger(line) &&
      line >= 1 &&
      line <= lines &&
      Number.isInteger(column) &&
      column >= 1 &&
      column <= widths[line - 1]! + 1;
    return (
      !inside(start) || !inside(end) || end.line < start.line || (end.line === start.line && end.column < start.column)
    );
  };
  return [
    ...report.findings.flatMap(({ check, place, notes }) =>
      [place, ...notes.map((note) => note.place)].map((one) => [check, one] as const),
    ),
    ...report.gaps.map(({ why, place }) => [why, place] as const),
    ...report.services.map(({ service, place }) => [service.name, place] as const),
  ].flatMap(([what, place]) => (place && wrong(place) ? [`${what} at ${JSON.stringify(place)}`] : []));
}

/** Nothing crashed, in time, and every place is inside its file. The cheap half. */
export function lintedWell(
  tree: FileTree,
  setup: Setup = {},
): { readonly linted: Linted; readonly broken: readonly Broken[] } {
  // Of the processor: a machine that is busy with something else is no hang.
  const before = process.cpuUsage();
  const linted = lintTree(tree, setup);
  const took = process.cpuUsage(before).user / 1000;
  const { faults } = linted.report;
  return {
    linted,
    broken: [
      ...faults.map(({ what, stack, error }) => ({ promise: 'no crash', detail: `${what}\n${stack ?? error}` })),
      ...(took > PATIENCE ? [{ promise: 'no hang', detail: `${Math.round(took)} ms` }] : []),
      ...strayPlaces(linted.report, tree).map((detail) => ({ promise: 'places inside', detail })),
    ],
  };
}

const here = startOf('.swarm-lint.yaml');
const everything: Settings = {
  ...noSettings,
  acceptances: [
    {
      at: here,
      checks: [
        { at: here, name: '*', ids: [...rules, suppressionRule].flatMap(({ checks }) => checks.map(({ id }) => id)) },
      ],
      reason: 'all of it',
    },
  ],
};

/** The other half: the same again, in another order, with all accepted, and in every format. */
export async function keptPromises(tree: FileTree, { facts, report }: Linted): Promise<readonly Broken[]> {
  const broken: Broken[] = [];
  const first = plain(report);
  if (plain(lintTree(tree).report) !== first) broken.push({ promise: 'deterministic', detail: 'a second run differs' });
  const backwards = Object.fromEntries(Object.entries(tree).reverse());
  if (plain(lintTree(backwards).report) !== first)
    broken.push({ promise: 'order of files', detail: 'backwards differs' });
  const accepted = lintTree(tree, { settings: everything }).report.findings.filter(({ suppressed }) => !suppressed);
  for (const { check } of accepted) broken.push({ promise: 'suppress all', detail: check });
  const context: ReportContext = {
    tree,
    facts,
    rules: [...rules, suppressionRule],
    version: '0',
    root: '.',
    durationMs: 0,
    width: 100,
    colour: false,
    unicode: true,
    quiet: false,
    verbose: true,
  };
  for (const [name, { load }] of formats) {
    const print = await load();
    try {
      broken.push(...wrongIn(name, print(report, context)));
    } catch (error) {
      broken.push({ promise: 'every format', detail: `${name}: ${error instanceof Error ? error.stack : error}` });
    }
  }
  return broken;
}

const JSON_FORMATS = new Set(['json', 'sarif', 'gitlab']);

/** What a terminal, a browser or a log would obey. */
function wrongIn(format: string, text: string): readonly Broken[] {
  const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u.exec(text);
  const wrong: string[] = [];
  if (controls)
    wrong.push(
      `holds ${JSON.stringify(controls[0])}: ${JSON.stringify(text.slice(Math.max(0, controls.index - 60), controls.index + 20))}`,
    );
  if (format !== 'github' && /^\s*::[a-z-]+/m.test(text)) wrong.push('a command for the runner at the start of a line');
  if (text.includes('##[')) wrong.push('an old command for the runner');
  if (JSON_FORMATS.has(format)) JSON.parse(text);
  return wrong.map((detail) => ({ promise: 'harmless output', detail: `${format} ${detail}` }));
}
