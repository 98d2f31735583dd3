/** Puts the readings of single files side by side: stacks, images, and what each service really runs. */
import { type FileTree, type Gap, startOf } from '../../source/index.ts';
import type { Facts, FileListing, Repository, Stack } from '../model.ts';
import type { Parsers, Reading } from '../reading.ts';
import { noCluster, noSettings, type Settings } from '../settings.ts';
import { isAmongTests } from './among-tests.ts';
import { invocationOf } from './declared.ts';
import { stackDeploys } from './deploys.ts';
import { assembleImages } from './images.ts';
import { imperativeStacks } from './imperative.ts';
import { withKnownCode } from './known-code.ts';
import { runningStacks, unanswered } from './running.ts';
import { assembleServices } from './services.ts';
import { assembleStacks } from './stacks.ts';

export interface Against {
  readonly stacks: readonly Stack[];
  readonly ignoreComments: Facts['ignoreComments'];
}

export interface World {
  readonly parsers?: Parsers;
  readonly listing?: readonly string[];
  readonly repository?: {
    readonly versionControl: Repository['versionControl'];
    readonly tracked?: ReadonlySet<string>;
    readonly contents?: ReadonlyMap<string, string>;
  };
  readonly gaps?: readonly Gap[];
  readonly settings?: Settings;
  /** A repository that a running Swarm is held against. */
  readonly against?: Against;
}

export function assemble(everything: Required<Reading>, world: World, tree: FileTree): Facts {
  const settings = world.settings ?? noSettings;
  const { target, deploys: declared } = settings;
  const invocations = [
    ...declared.map(invocationOf),
    ...everything.invocations.filter(({ path }) => !isAmongTests(path)),
  ];
  const creations = everything.creations.filter(({ at }) => !isAmongTests(at.file));
  const reading = { ...everything, invocations, creations };
  const files = fileListing([...(world.listing ?? []), ...Object.keys(tree)]);
  const images = assembleImages(reading, files);
  const imperative = imperativeStacks(reading);
  const deploys = stackDeploys(invocations, new Map(reading.compose.map((file) => [file.path, file])));
  const drafts = [...assembleStacks(reading, deploys, settings), ...imperative.drafts, ...runningStacks(reading)];
  const { against } = world;
  const [live] = reading.live;
  const { stacks: seen, gaps } = assembleServices(drafts, reading, files, world.parsers?.shell);
  const stacks = live && against ? withKnownCode(seen, against.stacks, live) : seen;
  return {
    repository: { at: startOf(''), versionControl: 'unknown', ...world.repository },
    target,
    cluster: settings.cluster ?? noCluster,
    files,
    stacks,
    ...(live ? { live: { ...live, ...(against ? { against: against.stacks } : {}) } } : {}),
    deploys,
    services: stacks.flatMap((stack) => stack.services),
    dockerfiles: reading.dockerfiles,
    images,
    manifests: reading.manifests,
    locks: reading.locks,
    aliases: reading.aliases,
    envFiles: reading.envFiles,
    credentialFiles: reading.credentialFiles,
    ignoreFiles: reading.ignoreFiles,
    processLists: reading.processLists,
    serverFiles: reading.serverFiles,
    scripts: reading.scripts,
    invocations: reading.invocations,
    runtimeWishes: reading.runtimeWishes.filter(({ path }) => !isAmongTests(path)),
    pipelineImages: reading.pipelineImages,
    creations: reading.creations,
    companions: reading.companions,
    joinTokens: reading.joinTokens.filter(({ at }) => !isAmongTests(at.file)),
    code: reading.code,
    ignoreComments: [...reading.ignoreComments, ...(against?.ignoreComments ?? [])],
    gaps: [...(world.gaps ?? []), ...reading.gaps, ...imperative.gaps, ...unanswered(reading), ...gaps],
  };
}

/** `all`: paths, in any order, some of them twice. */
export function fileListing(all: readonly string[]): FileListing {
  const paths = [...new Set(all)].sort();
  const known = new Set(paths);
  const directories = new Set<string>(['']);
  for (const path of paths) {
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
      const directory = path.slice(0, cut);
      if (directories.has(directory)) break;
      directories.add(directory);
    }
  }
  return { paths, has: (path) => known.has(path), hasDirectory: (path) => directories.has(path) };
}
