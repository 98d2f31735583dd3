/** `swarm-lint [paths…]`: the default command. */
import { relative, sep } from 'node:path';
import { rules } from '../../rules/index.ts';
import { attempts, suppressionRule } from '../engine/index.ts';
import type { Fault, Report } from '../engine/report.ts';
import { escapeText, formats, type ReportContext } from '../report/index.ts';
import { keeperFor } from './answers/choice.ts';
import type { Keeper } from './answers/keep.ts';
import { type BaselineFlags, type BaselineRun, baselineRun } from './baseline.ts';
import { type ChangeFlags, type ChangeRun, changeRun } from './change.ts';
import { type Output, parseFailOn, parseGrouping, parseMaxFindings, parseOutputs, parseTarget } from './choices.ts';
import { type Examined, examine } from './examine.ts';
import { attemptsLater, tellFaults } from './faults.ts';
import type { FixFlags } from './fix.ts';
import { interruptible } from './interruptible.ts';
import { appendJobSummary } from './job-summary.ts';
import { lookOf } from './look.ts';
import { nothingToCheck } from './nothing.ts';
import { progressOn } from './progress.ts';
import { readingsFor } from './readings/choice.ts';
import { folderInRepository } from './repository-folder.ts';
import { EXIT, type Streams, UsageError } from './streams.ts';
import { version } from './version.ts';
import { writeReport } from './write-report.ts';

export interface LintFlags extends BaselineFlags, ChangeFlags, FixFlags {
  readonly format?: readonly string[];
  readonly failOn?: readonly string[];
  readonly target?: string;
  readonly groupBy?: string;
  readonly maxFindings?: string;
  readonly color: boolean;
  readonly ascii?: boolean;
  readonly explainScore?: boolean;
  readonly verbose?: boolean;
  readonly debug?: boolean;
  /** `--no-cache` makes it false. */
  readonly cache?: boolean;
  readonly cacheLocation?: string;
}

/** The root as people would type it from where they are. */
export const shownRoot = (cwd: string, root: string): string => relative(cwd, root).split(sep).join('/') || '.';

interface Mending {
  readonly flags: LintFlags;
  readonly baseline: BaselineRun;
  readonly change: ChangeRun | undefined;
  readonly streams: Streams;
}

async function mend(first: Examined, folder: string | undefined, { flags, baseline, change, streams }: Mending) {
  const { runFix } = await import('./fix.ts');
  const accepted = (report: Report): Report => baseline.accepted(report, folder);
  return runFix(flags, first, { accepted, part: await change?.part(accepted(first.report), first) }, streams);
}

const wantsFix = ({ fix, fixSuggested, fixDryRun }: FixFlags): boolean =>
  fix === true || fixSuggested === true || fixDryRun === true;

export async function runLint(
  paths: readonly string[],
  flags: LintFlags,
  streams: Streams,
  commands: readonly string[],
): Promise<number> {
  if (flags.fixDryRun && flags.format)
    throw new UsageError('--fix-dry-run prints a diff and no report: leave --format out.');
  const outputs = parseOutputs(flags.format ?? []);
  const keeper = keeperFor(flags, outputs, streams);
  const code = await lintOnce({ paths, flags, outputs, commands, keeper, streams: keeper?.streams ?? streams });
  if (code !== EXIT.fault) keeper?.keep(code, paths);
  return code;
}

interface Once {
  readonly paths: readonly string[];
  readonly flags: LintFlags;
  readonly outputs: readonly Output[];
  readonly commands: readonly string[];
  readonly keeper: Keeper | undefined;
  readonly streams: Streams;
}

async function lintOnce({ paths, flags, outputs, commands, keeper, streams }: Once): Promise<number> {
  const failOn = (flags.failOn ?? ['error']).map(parseFailOn);
  const groupBy = parseGrouping(flags.groupBy);
  const maxFindings = parseMaxFindings(flags.maxFindings);
  const target = parseTarget(flags.target);
  const baseline = baselineRun(flags, paths, streams);
  const change = changeRun(flags, streams);
  const progress = progressOn(streams, flags.quiet ?? false);
  const first = await examine(streams.cwd, paths, {
    target,
    commands,
    progress: progress.at,
    // Fixes are proved by linting again, with all readers at hand.
    readings: wantsFix(flags) ? undefined : readingsFor(flags, streams),
    witness: keeper?.witness,
    onRoot: change?.ahead,
    around: interruptible,
  }).finally(progress.end);
  const folder = folderInRepository(first.discovery.root);
  const faults: Fault[] = [];
  const attempt = attemptsLater(faults);
  const mended = wantsFix(flags)
    ? await attempt('mending', () => mend(first, folder, { flags, baseline, change, streams }), undefined)
    : undefined;
  if (flags.fixDryRun) {
    if (tellFaults([...first.report.faults, ...faults], flags, streams)) return EXIT.fault;
    return mended?.files ? EXIT.findings : EXIT.clean;
  }
  const examined = mended?.examined ?? first;
  const { facts, discovery } = examined;
  const root = shownRoot(streams.cwd, discovery.root);
  const whole = await attempt('the baseline', () => baseline.apply(examined.report, folder), examined.report);
  const part = await attempt('the change', () => change?.apply(whole, examined) ?? whole, whole);
  const handsOn = outputs.some(({ format }) => formats.get(format)!.edits);
  const editsOf = handsOn
    ? await attempt(
        'the edits of fixes',
        async () => (await import('./edits.ts')).placedEdits(part, discovery.tree),
        undefined,
      )
    : undefined;
  const guarded = attempts(faults);
  const durationMs = streams.elapsed();
  keeper?.took(durationMs);
  const report: Report = { ...part, faults: [...part.faults, ...faults.splice(0)] };
  const context: ReportContext = {
    ...lookOf(streams, flags),
    tree: discovery.tree,
    facts,
    rules: [...rules, suppressionRule],
    version,
    root,
    folder,
    durationMs,
    quiet: flags.quiet ?? false,
    verbose: flags.verbose ?? false,
    explainScore: flags.explainScore ?? false,
    groupBy,
    maxFindings,
    ...(change === undefined ? {} : { onlyChange: true }),
  };
  await writeReport(
    outputs,
    report,
    {
      ...context,
      ...(editsOf && {
        editsOf: (finding) =>
          guarded(
            'the edits of fixes',
            () => editsOf(finding),
            () => undefined,
          ),
      }),
    },
    streams,
    attempt,
  );
  if (outputs.some(({ format }) => format === 'github')) await appendJobSummary(report, context, streams);
  if (tellFaults([...report.faults, ...faults], flags, streams)) return EXIT.fault;
  const drops = baseline.drops(report);
  for (const drop of drops) streams.err(`swarm-lint: ${escapeText(drop)}\n`);
  if (drops.length > 0 || failOn.some((fails) => fails(report))) return EXIT.findings;
  // Without a service the question this tool answers was never put: that must not look like a pass.
  if (report.asked === 0 || report.services.length === 0) {
    const listed = !context.quiet && outputs.some(({ format, file }) => format === 'text' && file === undefined);
    streams.err(nothingToCheck(examined, { root, targeted: target !== undefined, listed }));
    return EXIT.usage;
  }
  return EXIT.clean;
}
