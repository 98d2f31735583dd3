/** Which files are deployed together, and what they come to when Swarm's loader has merged them. */
import { directoryOf, fileNameOf, joinPath } from '../../source/index.ts';
import type { ComposeFile, ComposeService, Declaration } from '../compose.ts';
import type { LiveService } from '../live.ts';
import type { Because, Purpose, StackDeploy } from '../model.ts';
import type { Reading } from '../reading.ts';
import { noSettings, type Settings } from '../settings.ts';
import type { Invocation } from '../shell.ts';
import { loadVerdicts } from '../swarm/index.ts';
import type { LoaderNote } from '../swarm/notes.ts';
import { givingWay } from './beside.ts';
import { mergeDeclarations, mergeServices } from './merge.ts';
import { type DeployEvidence, purposeOf, swarmEvidence } from './purpose.ts';
import { aimed, named } from './target.ts';

/** A stack before its services are joined with images and code. */
export interface StackDraft {
  readonly id: string;
  readonly files: readonly ComposeFile[];
  readonly deploys: readonly StackDeploy[];
  readonly purpose: Because<Purpose>;
  readonly swarm: Because<boolean>;
  readonly services: readonly ComposeService[];
  readonly declarations: readonly Declaration[];
}

/** With what Swarm's loader says about it. */
export interface JudgedDraft extends StackDraft {
  readonly loaderNotes: readonly LoaderNote[];
  /** Made by `docker service create`; `documentation`: by commands that readers of the documentation type. */
  readonly commands?: true;
  readonly documentation?: true;
  /** Found running. */
  readonly running?: readonly LiveService[];
}

export function assembleStacks(
  { compose, invocations }: Required<Reading>,
  deploys: readonly StackDeploy[],
  settings: Settings = noSettings,
): readonly JudgedDraft[] {
  const byPath = new Map(compose.map((file) => [file.path, file]));
  const found = deploys.filter(({ files }) => files.length > 0);
  const evidence: DeployEvidence = {
    stackDeploys: new Map(
      found.flatMap(({ invocation, files }) => files.map((path) => [path, invocation] as const)).reverse(),
    ),
    composeUps: developmentUps(invocations, byPath),
  };
  const together = new Map<string, StackDeploy[]>();
  for (const deploy of found) {
    const key = deploy.files.join('\n');
    together.set(key, [...(together.get(key) ?? []), deploy]);
  }
  const grouped = new Set(found.flatMap(({ files }) => files));
  const drafts = [
    ...[...together.values()].map((group) => ({ group, files: group[0]!.files.map((path) => byPath.get(path)!) })),
    ...compose.filter(({ path }) => !grouped.has(path)).map((file) => ({ group: [], files: [file] })),
  ].map(({ group, files }) => draft(files, group, evidence, compose));
  const { target } = settings;
  const said = named(apart(drafts), settings);
  return named(aimed(target === 'auto' ? givingWay(said) : said, target), settings)
    .map((stack) => ({ ...stack, loaderNotes: stack.swarm.value ? loadVerdicts(stack.files) : [] }))
    .sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0));
}

/** Stacks that begin with the same file are told apart by the file that is added last: `-c base.yml -c blue.yml` is `blue.yml`. */
const apart = (drafts: readonly StackDraft[]): readonly StackDraft[] =>
  drafts.map((draft) => {
    const twins = drafts.filter(({ id }) => id === draft.id);
    const last = draft.files.at(-1)!.path;
    const unique = twins.every((other) => other === draft || other.files.at(-1)!.path !== last);
    if (twins.length < 2 || !unique || draft.files.length < 2) return draft;
    // Relative paths start at the folder of the first file.
    const same = directoryOf(last) === directoryOf(draft.id);
    return { ...draft, id: same ? last : `${draft.id} + ${fileNameOf(last)}` };
  });

function draft(
  files: readonly ComposeFile[],
  deploys: readonly StackDeploy[],
  evidence: DeployEvidence,
  all: readonly ComposeFile[],
): StackDraft {
  const first = files[0]!;
  const purposes = files.map((file) => purposeOf(file, evidence));
  // A base file deployed with a production file is production in that combination.
  const purpose = fragmentOf(files, all) ?? purposes.find(({ value }) => value === 'production') ?? purposes[0]!;
  const swarms = files.map((file) => swarmEvidence(file, evidence));
  const swarm = swarms.find(({ value }) => value) ?? swarms[0]!;
  return {
    id: first.path,
    files,
    deploys,
    purpose,
    swarm,
    services: mergeServices(files),
    declarations: mergeDeclarations(files),
  };
}

/** The files Compose takes when none is named: others add to them, not they to others. */
const defaultName = /^(docker-)?compose\.ya?ml$/;

/**
 * A file that cannot stand alone: its services have neither image nor build, or they need services and networks that another file
 * holds. Nothing in the repository says how they are put together, so it is not judged alone.
 */
function fragmentOf(files: readonly ComposeFile[], all: readonly ComposeFile[]): Because<Purpose> | undefined {
  const [file, ...others] = files;
  if (!file || others.length > 0 || defaultName.test(fileNameOf(file.path))) return undefined;
  const part = bareService(file, all) ?? dependentService(file, all);
  return part && { value: 'development', confidence: 'medium', ...part };
}

/** Of several files it may add to, the one that Compose takes when none is named. */
function baseAmong(all: readonly ComposeFile[], fits: (file: ComposeFile) => unknown): ComposeFile | undefined {
  const fitting = all.filter(fits);
  return fitting.find(({ path }) => defaultName.test(fileNameOf(path))) ?? fitting[0];
}

type Part = Pick<Because<Purpose>, 'why' | 'at'>;

function bareService(file: ComposeFile, all: readonly ComposeFile[]): Part | undefined {
  const bare = file.services.find(({ image, build }) => !image && !build);
  const base =
    bare &&
    baseAmong(
      all,
      (other) =>
        other !== file &&
        directoryOf(other.path) === directoryOf(file.path) &&
        other.services.some(({ name, image, build }) => name === bare.name && (image || build)),
    );
  return base && { why: `it only adds to ${base.path}`, at: bare.at };
}

/** Swarm's loader and Compose's reject such a file by itself: its network is declared nowhere in it. */
function dependentService(file: ComposeFile, all: readonly ComposeFile[]): Part | undefined {
  const holds = ({ services }: ComposeFile, service: string | undefined) =>
    services.some(({ name }) => name === service);
  const declares = ({ declarations }: ComposeFile, network: string) =>
    network === 'default' || declarations.some(({ kind, name }) => kind === 'network' && name === network);
  for (const { dependsOn, networks } of file.services) {
    const needed = dependsOn.find(({ value }) => value !== undefined && !holds(file, value));
    const joined = networks.find(({ name }) => !declares(file, name));
    const base =
      needed &&
      joined &&
      baseAmong(all, (other) => other !== file && holds(other, needed.value) && declares(other, joined.name));
    if (base) return { why: `it only adds to ${base.path}`, at: needed.at };
  }
  return undefined;
}

/** `docker compose up` from a Makefile or a README shows a file people start by hand; in CI it says nothing. */
function developmentUps(
  invocations: readonly Invocation[],
  byPath: ReadonlyMap<string, ComposeFile>,
): ReadonlyMap<string, Invocation> {
  const ups = new Map<string, Invocation>();
  for (const invocation of invocations) {
    if (invocation.command[0] !== 'compose' || invocation.command[1] !== 'up' || invocation.where === 'ci') continue;
    const named = invocation.flags
      .filter(({ name }) => name === 'f' || name === 'file')
      .map(({ value }) => value?.value ?? '');
    const base = invocation.directory ?? directoryOf(invocation.path);
    const names =
      named.length > 0 ? named : ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
    for (const name of names) {
      const path = joinPath(base, name) ?? '';
      if (byPath.has(path)) ups.set(path, invocation);
    }
  }
  return ups;
}
