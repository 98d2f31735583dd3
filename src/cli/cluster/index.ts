/** `swarm-lint cluster`: what runs, judged by the same checks as the files it came from. */
import { writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { askedOfClusters, askedOfKnownCode } from '../../../rules/asked-of-clusters.ts';
import { rules as allRules } from '../../../rules/index.ts';
import { type Fault, suppressionRule } from '../../engine/index.ts';
import { noCluster, type Settings } from '../../facts/settings.ts';
import { SNAPSHOT_KEY } from '../../facts/snapshot-words.ts';
import { isWorking, judgedStacks, type Rule } from '../../kit/index.ts';
import { lint } from '../../lint.ts';
import { snapshotReader } from '../../readers/snapshot/index.ts';
import type { ReportContext } from '../../report/index.ts';
import { joined } from '../../source/index.ts';
import { parseFailOn, parseGrouping, parseMaxFindings, parseOutputs } from '../choices.ts';
import { type Examined, examine } from '../examine.ts';
import { attemptsLater, tellFaults } from '../faults.ts';
import type { LintFlags } from '../lint.ts';
import { loadReaders } from '../load-readers.ts';
import { lookOf } from '../look.ts';
import { readGiven } from '../read-given.ts';
import { homeOf, settingsFor } from '../settings.ts';
import { EXIT, type Streams, UsageError } from '../streams.ts';
import { version } from '../version.ts';
import { codeOf, refuseLinksOut } from '../write-output.ts';
import { writeReport } from '../write-report.ts';
import { endpointOf, shown, surroundings } from './endpoint.ts';
import { engineAt } from './engine.ts';
import { NoClusterError, takeSnapshot } from './take.ts';

export interface ClusterFlags
  extends Pick<
    LintFlags,
    'format' | 'failOn' | 'groupBy' | 'maxFindings' | 'color' | 'ascii' | 'quiet' | 'verbose' | 'debug'
  > {
  readonly context?: string;
  readonly from?: string;
  readonly save?: string;
  readonly against?: string;
}

/** The checks that hold for what runs: those about clusters, those about services that need no file of a repository, and with one those about code. */
const rulesFor = (withCode: boolean): readonly Rule[] =>
  allRules
    .map((rule) => ({
      ...rule,
      checks: rule.checks.filter(
        ({ id }) => rule.id === 'cluster' || askedOfClusters.has(id) || (withCode && askedOfKnownCode.has(id)),
      ),
    }))
    .filter(({ checks }) => checks.length > 0);

export async function runCluster(flags: ClusterFlags, streams: Streams): Promise<number> {
  const outputs = parseOutputs(flags.format ?? []);
  const failOn = (flags.failOn ?? ['error']).map(parseFailOn);
  const groupBy = parseGrouping(flags.groupBy) ?? 'service';
  const maxFindings = parseMaxFindings(flags.maxFindings);
  if (flags.from !== undefined && (flags.save !== undefined || flags.context !== undefined))
    throw new UsageError(
      '--from judges what was saved: it asks no engine, so there is nothing to --save and no --context.',
    );
  const against = flags.against === undefined ? undefined : await examine(streams.cwd, [flags.against]);
  const { path, text } = flags.from === undefined ? await asked(flags, streams) : saved(flags.from, streams);
  const rules = rulesFor(against !== undefined);
  const { facts, report, tree } = await judge(path, text, against, rules, streams);
  const { live } = facts;
  if (!live) {
    const [why] = report.gaps.map((gap) => gap.why);
    throw new UsageError(`${JSON.stringify(path)} cannot be judged: ${why ?? 'it is no snapshot of swarm-lint'}.`);
  }
  const context: ReportContext = {
    ...lookOf(streams, flags),
    tree,
    facts,
    rules: [...rules, suppressionRule],
    version,
    root: '.',
    durationMs: streams.elapsed(),
    quiet: flags.quiet ?? false,
    verbose: flags.verbose ?? false,
    groupBy,
    maxFindings,
  };
  const faults: Fault[] = [];
  await writeReport(outputs, report, context, streams, attemptsLater(faults));
  if (tellFaults([...report.faults, ...faults], flags, streams)) return EXIT.fault;
  return failOn.some((fails) => fails(report)) ? EXIT.findings : EXIT.clean;
}

interface Snapshot {
  readonly path: string;
  readonly text: string;
}

async function asked(flags: ClusterFlags, streams: Streams): Promise<Snapshot> {
  const endpoint = endpointOf(flags.context, surroundings(streams.env));
  const engine = engineAt(endpoint);
  try {
    const text = await takeSnapshot(engine.ask, version);
    if (flags.save === undefined) return { path: 'cluster.json', text };
    save(flags.save, text, streams);
    return { path: basename(flags.save), text };
  } catch (error) {
    if (error instanceof NoClusterError) throw new UsageError(`${shown(endpoint)}: ${error.message}.`);
    throw error;
  } finally {
    engine.close();
  }
}

/** For its owner alone: names of machines and services are nobody else's business. */
function save(name: string, text: string, { cwd }: Streams): void {
  refuseLinksOut(name, cwd);
  try {
    writeFileSync(resolve(cwd, name), text, { mode: 0o600 });
  } catch (error) {
    throw new UsageError(`cannot write ${JSON.stringify(name)} (${codeOf(error)}).`);
  }
}

function saved(name: string, { cwd }: Streams): Snapshot {
  let text: string;
  try {
    text = readGiven(resolve(cwd, name));
  } catch (error) {
    throw new UsageError(`cannot read the snapshot ${JSON.stringify(name)} (${codeOf(error)}).`);
  }
  if (!text.includes(SNAPSHOT_KEY))
    throw new UsageError(`${JSON.stringify(name)} is no snapshot: "swarm-lint cluster --save FILE" writes one.`);
  return { path: basename(name), text };
}

/** `against`: a repository that was read before; its own findings are not told here. */
async function judge(
  path: string,
  text: string,
  against: Examined | undefined,
  rules: readonly Rule[],
  streams: Streams,
) {
  const root = against?.discovery.root ?? homeOf(streams.cwd);
  const { settings, files: ofSettings } = await settingsFor(root, against?.discovery.listing ?? [], [
    ...allRules,
    suppressionRule,
  ]);
  const reader = { ...snapshotReader, claims: (one: string) => one === path };
  const loaded = await loadReaders({ [path]: text }, [reader]);
  const tree = joined(against?.discovery.tree, Object.fromEntries(ofSettings), { [path]: text });
  const today = new Date().toISOString().slice(0, 10);
  const setup = {
    ...loaded,
    rules,
    partial: true,
    today,
    ...(against
      ? { against: { stacks: judgedStacks(against.facts), ignoreComments: against.facts.ignoreComments } }
      : {}),
  };
  const { facts, report } = lint(tree, { ...setup, settings: asSeen(settings, text) });
  // How comments of a repository are written is for a run over the repository to say.
  const commented = new Set(against?.facts.ignoreComments.map(({ at }) => at.file));
  const remarks = new Set<string>(suppressionRule.checks.map(({ id }) => id));
  const own = report.findings.filter(({ check, place }) => !remarks.has(check) || !commented.has(place.path));
  // What runs is not mended in a picture of it.
  const findings = own.map(({ fix: _fix, ...finding }) => finding);
  return { facts, report: { ...report, findings }, tree };
}

/** What can be counted need not be told by hand. How long logs may grow, the engine does not say: of the usual driver nothing is known. */
function asSeen(settings: Settings, text: string): Settings {
  const [live] = snapshotReader.read({ path: 'cluster.json', text }, { parsers: {}, exists: () => false }).live ?? [];
  const said = settings.cluster ?? noCluster;
  const nodes = (live?.nodes ?? []).filter(isWorking).length;
  const driver = live?.logDriver;
  return {
    ...settings,
    cluster: {
      ...said,
      ...(nodes > 0 ? { nodes } : {}),
      ...(said.daemonLogging || driver === undefined || driver === 'json-file' ? {} : { daemonLogging: { driver } }),
    },
  };
}
