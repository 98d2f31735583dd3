/** The baseline as a file: read before anything is linted, written after. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type Baseline,
  baselineOf,
  parseBaseline,
  printBaseline,
  pruned,
  verdictDrops,
  withBaseline,
} from '../engine/baseline.ts';
import type { Report } from '../engine/report.ts';
import { plural } from '../kit/index.ts';
import { escapeJson, escapeText } from '../report/escape.ts';
import { readGiven } from './read-given.ts';
import { type Streams, UsageError } from './streams.ts';
import { codeOf, writeOutput } from './write-output.ts';

export interface BaselineFlags {
  /** `true`: the file of the usual name. */
  readonly baseline?: string | true;
  readonly writeBaseline?: string | true;
  readonly pruneBaseline?: boolean;
  readonly failOnVerdictDrop?: boolean;
}

export const usualFile = '.swarm-lint-baseline.json';

const nameOf = (flag: string | true | undefined): string => (flag === undefined || flag === true ? usualFile : flag);

export interface BaselineRun {
  /** The report with what is known marked as accepted; `folder`: of the root in its repository. Files are written here. */
  readonly apply: (report: Report, folder: string | undefined) => Report;
  /** The report with what is known marked as accepted, and nothing more. */
  readonly accepted: (report: Report, folder: string | undefined) => Report;
  /** The verdicts that fail the run, a line each. */
  readonly drops: (report: Report) => readonly string[];
}

const idle: BaselineRun = { apply: (report) => report, accepted: (report) => report, drops: () => [] };

/** Throws `UsageError` when the file is missing, is no baseline, or the options contradict each other. */
export function baselineRun(flags: BaselineFlags, paths: readonly string[], streams: Streams): BaselineRun {
  const reads = flags.baseline !== undefined || flags.pruneBaseline === true;
  if (flags.writeBaseline !== undefined) {
    if (reads || flags.failOnVerdictDrop)
      throw new UsageError('--write-baseline writes a new baseline; to hold a run against one, leave it out.');
    return writing(nameOf(flags.writeBaseline), streams);
  }
  if (!reads) {
    if (flags.failOnVerdictDrop)
      throw new UsageError('--fail-on-verdict-drop compares with a baseline: name it with --baseline.');
    return idle;
  }
  if (flags.pruneBaseline && (paths.length > 1 || paths.some((path) => isFile(resolve(streams.cwd, path)))))
    throw new UsageError('--prune-baseline drops what is not found: lint all that the baseline is about.');
  return reading(nameOf(flags.baseline), flags, streams);
}

function reading(name: string, { pruneBaseline, failOnVerdictDrop }: BaselineFlags, streams: Streams): BaselineRun {
  const baseline = load(name, streams.cwd);
  if (baseline === undefined)
    throw new UsageError(`there is no baseline ${JSON.stringify(name)}; --write-baseline makes it.`);
  const accepted = (report: Report, folder: string | undefined): Report => {
    if (baseline.folder !== undefined && folder !== undefined && baseline.folder !== folder)
      throw new UsageError(
        `the baseline ${JSON.stringify(name)} was written for ${shown(baseline.folder)}, not for ${shown(folder)}: lint the same folder.`,
      );
    return withBaseline(report, baseline);
  };
  return {
    accepted,
    apply: (report, folder) => {
      const known = accepted(report, folder);
      const rest = pruned(baseline, report);
      const gone = baseline.findings.length - rest.findings.length;
      if (pruneBaseline && isWhole(report)) {
        save(name, rest, streams);
        streams.err(
          `swarm-lint: ${plural(gone, 'finding')} dropped from ${escapeText(name)}, ${rest.findings.length} left.\n`,
        );
      }
      return known;
    },
    drops: (report) =>
      failOnVerdictDrop
        ? verdictDrops(baseline, report).map(
            ({ stack, service, before, now }) =>
              `the verdict of ${service} (${stack}) dropped from ${before} to ${now}`,
          )
        : [],
  };
}

function writing(name: string, streams: Streams): BaselineRun {
  // A path given behind the option is taken as its file: nothing but a baseline is ever written over.
  load(name, streams.cwd);
  return {
    ...idle,
    apply: (report, folder) => {
      if (!isWhole(report)) return report;
      const baseline = baselineOf(report, folder);
      save(name, baseline, streams);
      streams.err(
        `swarm-lint: ${plural(baseline.findings.length, 'finding')} and the verdicts of ${plural(baseline.services.length, 'service')} written to ${escapeText(name)}.\n`,
      );
      return withBaseline(report, baseline);
    },
  };
}

/** A run that failed in part, or found nothing to judge, says nothing about what is gone. */
const isWhole = ({ faults, services }: Report): boolean => faults.length === 0 && services.length > 0;

const shown = (folder: string): string => (folder === '' ? 'the whole repository' : JSON.stringify(folder));

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** `undefined`: there is no such file. */
function load(name: string, cwd: string): Baseline | undefined {
  let text: string;
  try {
    text = readGiven(resolve(cwd, name));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    const hint =
      code === 'EISDIR' ? ': it is a directory. Paths to lint stand before the options of the baseline' : ` (${code})`;
    throw new UsageError(`cannot read the baseline ${JSON.stringify(name)}${hint}.`);
  }
  const baseline = parseBaseline(text);
  if (typeof baseline === 'string')
    throw new UsageError(`${JSON.stringify(name)} cannot be used as a baseline: ${baseline}.`);
  return baseline;
}

const save = (name: string, baseline: Baseline, streams: Streams): void =>
  writeOutput(name, escapeJson(printBaseline(baseline)), streams);
