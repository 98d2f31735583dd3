/** Joins every service with its image, its process, its code and its role. */
import { directoryOf, type Gap } from '../../source/index.ts';
import type { ComposeService } from '../compose.ts';
import type { FileListing, Image, ImageLink, Service, ServiceProcess, Stack } from '../model.ts';
import { cargoEntryOf } from '../process/cargo-entry.ts';
import { entryFileOf, rootsOf } from '../process/entry.ts';
import { type Followed, follow } from '../process/follow.ts';
import { parseText, plainCommand } from '../process/lookup.ts';
import { gracefulFramework, gracefulServer, listeningFramework, listensEverywhere } from '../process/servers.ts';
import { inlineScript } from '../process/shells.ts';
import { containerStart, startParts } from '../process/start.ts';
import { healthOf } from '../queries/health-check.ts';
import type { Reading } from '../reading.ts';
import type { ParseShell, ShellCommand } from '../shell.ts';
import { baseImageOf } from '../tables/base-images.ts';
import { familyOf, type ImageFamily } from '../tables/image-families.ts';
import { attribute } from './attribution.ts';
import { packageFolders } from './built-programs.ts';
import { readsOwnDotenv, settle } from './choices.ts';
import { effectiveEnvironment, hasUnseenEnvFile, literal } from './environment.ts';
import { withLibraryLocks } from './library-locks.ts';
import { imageLinks, soleLink } from './link.ts';
import { withProperties } from './properties.ts';
import { roleOf } from './role.ts';
import { scaleOf, usesInit } from './scale.ts';
import type { JudgedDraft } from './stacks.ts';

export interface Assembled {
  readonly stacks: readonly Stack[];
  readonly gaps: readonly Gap[];
}

export function assembleServices(
  all: readonly JudgedDraft[],
  reading: Required<Reading>,
  files: FileListing,
  parseShell: ParseShell | undefined,
): Assembled {
  const links = imageLinks(reading, files);
  // What documentation creates is ours only when the image is: everything else are examples. So are scripts nobody seems to deploy with.
  const drafts = all.flatMap((draft): readonly JudgedDraft[] => {
    if (!draft.commands || draft.purpose.value === 'production') return [draft];
    const own = draft.services.filter((service) => links.linkOf(service, ''));
    if (own.length === 0) return [];
    return [draft.documentation ? { ...draft, services: own } : draft];
  });
  const released = drafts.filter(({ purpose, documentation }) => purpose.value !== 'development' && !documentation);
  const sole = soleLink(
    released.flatMap(({ services }) => services),
    reading,
    files,
  );
  const envFiles = new Map(reading.envFiles.map((file) => [file.path, file]));
  const code = new Map(reading.code.map((file) => [file.path, file]));
  const world = { manifests: reading.manifests, scripts: reading.scripts, parseShell };
  const gaps: Gap[] = [];
  // What nobody judges needs no apology for what is not known about it.
  const judged = drafts.some(({ purpose }) => purpose.value === 'production') ? 'production' : 'unknown';

  /** What one service tells about an image holds for every service that runs it. */
  const linkOfTwin = (service: ComposeService, draft: JudgedDraft, directory: string): ImageLink | undefined => {
    for (const other of draft.services) {
      if (other === service || !service.image || other.image?.raw !== service.image.raw) continue;
      const link = links.linkOf(other, directory);
      if (link) return link;
    }
    return undefined;
  };

  const join = (service: ComposeService, draft: JudgedDraft): Service => {
    const directory = directoryOf(draft.files[0]!.path);
    const built =
      links.linkOf(service, directory) ??
      linkOfTwin(service, draft, directory) ??
      (sole?.isRunBy(service) ? sole.link : undefined);
    const family = built ? familyBeneath(built) : familyOf(service.image?.value ?? service.image?.raw ?? '');
    const environment = effectiveEnvironment(service, built?.image, envFiles, directory);
    const followed = processOf(service, built, world, files);
    const process = { ...followed, main: withProperties(followed.main, environment) };
    const attributed = attribute(service, built, family, process, { ...world, code, files });
    const ownCode =
      draft.running && !built ? { ...attributed, why: 'a Swarm does not show what is in its image' } : attributed;
    const set = (process.main?.assignments ?? []).map(({ value, ...one }) => ({
      ...one,
      value: literal(value, one.at),
    }));
    const settled = settle(
      withLibraryLocks(ownCode.facts, reading.manifests, built?.image.ships ?? []),
      [...set, ...environment],
      hasUnseenEnvFile(service, envFiles) || readsOwnDotenv(service, built?.image),
    );
    const manifest = reading.manifests.find(({ path }) => path === ownCode.manifest);
    const role = roleOf(service, family, process, ownCode, built?.image);
    if (draft.purpose.value === judged && ownCode.status === 'unattributed' && !draft.running) {
      gaps.push({
        at: service.at,
        service: `${draft.id}#${service.name}`,
        why: `service "${service.name}": ${ownCode.why}`,
      });
    }
    return {
      ...service,
      stack: draft.id,
      purpose: draft.purpose.value,
      swarm: draft.swarm.value,
      role,
      family,
      built,
      scale: scaleOf(service, reading.invocations),
      process: {
        ...process,
        graceful: process.graceful ?? gracefulFramework(manifest),
        serves: process.serves ?? listeningFramework(manifest, process.main, environment),
      },
      code: { ...ownCode, facts: settled },
      effectiveEnvironment: environment,
      ...tasksOf(service, draft),
      probe: probeOf(service, built, world),
    };
  };

  const stacks = drafts.map((draft) => ({
    at: draft.files[0]!.at,
    id: draft.id,
    files: draft.files.map(({ path }) => path),
    purpose: draft.purpose,
    swarm: draft.swarm,
    services: draft.services.map((service) => join(service, draft)),
    declarations: draft.declarations,
    deploys: draft.deploys,
    loaderNotes: draft.loaderNotes,
    documents: draft.files.map(({ document }) => document),
    version: draft.files.find(({ version }) => version)?.version,
    ...(draft.commands ? { commands: draft.commands } : {}),
    ...(draft.running ? { running: true as const } : {}),
  }));
  return { stacks, gaps };
}

function tasksOf({ name }: ComposeService, { running = [] }: JudgedDraft): Pick<Service, 'tasks'> {
  const live = running.find(({ service }) => service.name === name);
  if (live?.running === undefined || live.desired === undefined) return {};
  return { tasks: { running: live.running, desired: live.desired } };
}

/** A database with a schema added is still that database, a dashboard with a setting that dashboard. */
function familyBeneath({ image }: ImageLink): ImageFamily | undefined {
  const family = familyOf(image.base.value ?? '');
  return family?.role === 'datastore' || family?.role === 'tool' ? family : undefined;
}

/** The commands of the health check; an exec form is one command. */
function probeOf(
  { healthcheck, imageHealth }: ComposeService,
  built: ImageLink | undefined,
  world: Parameters<typeof follow>[5],
): readonly ShellCommand[] | undefined {
  const health = healthOf({ healthcheck, built, imageHealth });
  if (health.kind !== 'probe') return undefined;
  const { form, argv, at } = health.probe;
  const script = form === 'shell' ? argv[0] : inlineScript(argv);
  return script === undefined ? [plainCommand(argv, at)] : parseText({ world, image: built?.image }, script, at);
}

function processOf(
  service: ComposeService,
  built: ImageLink | undefined,
  world: Parameters<typeof follow>[5],
  files: FileListing,
): ServiceProcess {
  const image: Image | undefined = built?.image;
  const ready = image ? undefined : baseImageOf(service.image?.value ?? '');
  const start = containerStart(service, image, ready);
  const base = image?.baseKnown ?? ready;
  const followed: Followed = start.argv
    ? follow(start.argv, start.at, usesInit(service), image, base?.shell ?? 'unknown', world)
    : {
        starts: [],
        signal: {
          value: 'unknown',
          confidence: 'low',
          why: 'what it starts is decided by an image that is not known',
          at: start.at,
        },
      };
  const main = followed.starts.findLast((one) => one.main);
  const parts = startParts(service, image, ready);
  // In front of a command alone stands whatever entrypoint the image has.
  const hidden = !image && !ready && start.argv !== undefined && !parts.entrypoint;
  const manifestDirectories = world.manifests.map(({ path }) => directoryOf(path));
  return {
    ...start,
    parts,
    first: hidden ? undefined : followed.first,
    starts: followed.starts,
    main,
    signal: hidden ? behindUnknown(followed.signal, start.argv) : followed.signal,
    serves: listensEverywhere(main),
    graceful: gracefulServer(main, image),
    entryFile:
      entryFileOf(
        main,
        image,
        [...rootsOf(image, manifestDirectories), ...(image ? packageFolders(image, { ...world, files }) : [])],
        files,
      ) ?? cargoEntryOf(main, image, world.manifests, files),
  };
}

/** The team writes a program: it is most likely what runs. Arguments alone say nothing of who gets them. */
function behindUnknown(signal: Followed['signal'], argv: readonly string[] = []): Followed['signal'] {
  if (signal.value !== 'application') return signal;
  const value = argv[0]?.startsWith('-') ? 'unknown' : signal.value;
  return { ...signal, value, confidence: 'low', why: 'the entrypoint of the image is not known' };
}
