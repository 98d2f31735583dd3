/** Which source code a service ships, and which part of it the service's own command reaches. */
import { directoryOf, fileNameOf, isUnder, pathsUnder } from '../../source/index.ts';
import type { CodeFile, Language } from '../code.ts';
import type { ComposeService } from '../compose.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Manifest } from '../manifest.ts';
import type { ImageLink, ServiceCode, ServiceProcess } from '../model.ts';
import { copiedPackage } from '../process/lookup.ts';
import { programName } from '../process/wrappers.ts';
import type { ImageFamily } from '../tables/image-families.ts';
import {
  byConvention,
  endings,
  fileServers,
  kin,
  languageOf,
  programs,
  unreadBases,
  unreadPrograms,
} from '../tables/languages.ts';
import { roleOfCommand } from '../tables/roles.ts';
import {
  gunicornSettings,
  isLeftOut,
  settingsFile,
  testFile,
  unreadSource,
  webServerSettings,
} from '../tables/source-paths.ts';
import { type BuiltProgram, builtPackage, type ProgramWorld, startedProgram } from './built-programs.ts';
import { isOfProjects, packagesFrom, projectsFrom, reachedFrom } from './reach.ts';

export interface CodeWorld extends ProgramWorld {
  readonly code: ReadonlyMap<string, CodeFile>;
}

export function attribute(
  service: ComposeService,
  built: ImageLink | undefined,
  family: ImageFamily | undefined,
  process: ServiceProcess,
  world: CodeWorld,
): ServiceCode {
  const { code, manifests, files } = world;
  const nothing = { languages: [], files: [], facts: [], confidence: 'high' as const };
  if (!built) {
    if (family) return { ...nothing, status: 'third-party', why: `${family.family} is made elsewhere` };
    const name = service.image?.raw ?? service.name;
    return { ...nothing, status: 'unattributed', why: `no Dockerfile in this repository is known to build ${name}` };
  }
  const { image, confidence } = built;
  const program = programName(process.main?.argv[0] ?? '');
  if (fileServers.test(program)) return { ...nothing, status: 'none', why: `${program} hands out files`, confidence };
  const command = process.main && roleOfCommand(process.main.argv);
  if (command?.role === 'job' && process.entryFile === undefined) {
    return { ...nothing, status: 'none', why: `it runs ${command.words.join(' ')}, not the application`, confidence };
  }
  const shipped = [...new Set(image.ships.flatMap((from) => pathsUnder(files.paths, from)))]
    .filter((path) => !isLeftOut(path))
    .sort();
  const own = manifests.filter(({ path }) => image.ships.some((from) => isUnder(path, from)) && !isLeftOut(path));
  // A Dockerfile that lies in a package's own folder builds that package, whatever else of a monorepo it copies.
  const beside = own.filter(
    ({ path }) => directoryOf(path) === directoryOf(image.dockerfile) && directoryOf(path) !== '',
  );
  const unread = unreadPrograms.test(program) ? program : unreadBase(image, program);
  if (unread !== undefined)
    return { ...nothing, status: 'unattributed', why: `it runs ${unread}, whose language is not read`, confidence };
  const started = isInterpreted(program) ? undefined : startedProgram(process.main, image, world);
  const compiled = started && 'program' in started ? started.program : undefined;
  const found = compiled
    ? [compiled.language]
    : languagesOf(program, image.baseKnown?.language, beside.length > 0 ? beside : own, shipped);
  if (found.length === 0) {
    if (family) return { ...nothing, status: 'third-party', why: `${family.family} is made elsewhere` };
    const why =
      image.ships.length === 0
        ? `what ${image.dockerfile} copies from this repository cannot be told`
        : `what ${image.dockerfile} copies holds no source in a language that is known`;
    return { ...nothing, status: 'unattributed', why, confidence };
  }
  const entry = process.entryFile;
  const inside = compiled ? `${compiled.folder}/x` : (entry ?? `${image.context ?? ''}/x`);
  const root = directoryOf(nearestManifest(inside, own)?.path ?? own[0]?.path ?? `${image.context ?? ''}/x`);
  const manifest = nearestManifest(compiled || entry !== undefined ? inside : `${root}/x`, own)?.path;
  const spoken = new Set(found.flatMap((language) => kin[language] ?? [language]));
  const candidates = shipped.filter((path) => {
    const file = code.get(path);
    // An image of a monorepo holds programs of other languages that the service never runs.
    if (file === undefined || !spoken.has(file.language) || testFile.test(path)) return false;
    // Workers of the same program do not read the settings of its web server.
    return !(command?.role === 'worker' || command?.role === 'scheduler') || !webServerSettings.test(path);
  });
  const conventional = own.some(({ dependencies }) =>
    dependencies.some(({ name, group }) => group === 'runtime' && byConvention.includes(name.toLowerCase())),
  );
  const reached =
    compiled && entry === undefined
      ? filesOf(compiled, entry, candidates, world)
      : entry !== undefined && !conventional
        ? reachedFrom(entry, code)
        : [];
  const chooser =
    reached.length > 0 ? undefined : started && 'chooser' in started ? started.chooser : partChosenBy(image);
  if (chooser !== undefined)
    return {
      ...nothing,
      status: 'unattributed',
      why: `which part of the repository it ships is decided by the build argument ${chooser}`,
      languages: found,
      root,
      manifest,
      confidence,
    };
  // Nobody imports a schema, yet the client made from it is what the code talks to.
  const schemas = candidates.filter((path) => path.endsWith('.prisma'));
  const settings = program === 'gunicorn' ? candidates.filter((path) => gunicornSettings.test(path)) : [];
  const home = reached.length > 0 ? root : packageOf(image, root, own, world);
  const reads =
    reached.length > 0 ? [...new Set([...reached, ...schemas, ...settings])] : ofPackage(candidates, home, own);
  const onlySettings =
    reads.length > 0 &&
    reads.every((path) => settingsFile.test(path)) &&
    shipped.some((path) => unreadSource.test(path));
  if (reads.length === 0 || onlySettings)
    return {
      ...nothing,
      status: 'unattributed',
      why: onlySettings
        ? `of what ${image.dockerfile} ships only settings are in a language that is known`
        : `no source file was found behind ${image.dockerfile}`,
      languages: found,
      root,
      manifest,
      confidence,
      // What settings say holds; what a program does beside them cannot be told.
      ...(onlySettings ? { files: reads, facts: reads.flatMap((path) => code.get(path)?.facts ?? []) } : {}),
    };
  return {
    status: 'read',
    why:
      reached.length === 0
        ? `shipped by ${image.dockerfile}`
        : compiled && entry === undefined
          ? `built from ${compiled.folder || 'the root of the repository'}`
          : `reached from ${entry}`,
    root: home,
    manifest: home === root ? manifest : nearestManifest(`${home}/x`, own)?.path,
    languages: found,
    ...(reached.length > 0 && !(compiled && entry === undefined) ? { reached: true as const } : {}),
    ...(compiled && reached.length > 0 ? { program: compiled.folder } : {}),
    files: reads,
    facts: reads.flatMap((path) => (code.get(path)?.facts ?? []).filter((fact) => !fact.entryOnly || path === entry)),
    confidence: reached.length > 0 ? confidence : 'medium',
  };
}

/** The base image that says so, where the program says nothing better. */
const unreadBase = ({ base }: ImageLink['image'], program: string): string | undefined => {
  const name = parseImageReference(base.value ?? '')?.name ?? '';
  return unreadBases.test(name) && !programs.some(([pattern]) => pattern.test(program)) ? name : undefined;
};

/** `COPY --from=build /app/dist/${SERVICE} ./`: one Dockerfile for many services, and the argument says which. */
function partChosenBy({ instructions }: ImageLink['image']): string | undefined {
  for (const instruction of instructions) {
    if (instruction.kind !== 'copy' && instruction.kind !== 'add') continue;
    const open = instruction.sources.find(({ value }) => value === undefined)?.raw;
    const name = open && /\$\{?([A-Za-z_]\w*)/.exec(open)?.[1];
    // Platforms and versions choose between builds of the same program.
    if (name && !/ARCH|PLATFORM|VERSION|OS$/i.test(name)) return name;
  }
  return undefined;
}

/** The program says it best, then the base image, then manifests, then the files themselves. */
function languagesOf(
  program: string,
  base: string | undefined,
  own: readonly Manifest[],
  shipped: readonly string[],
): readonly Language[] {
  const byProgram = programs.find(([pattern]) => pattern.test(program))?.[1];
  if (byProgram) return [byProgram];
  if (base && (Object.values(languageOf) as string[]).includes(base)) return [base as Language];
  const byManifest = [...new Set(own.map(({ ecosystem }) => languageOf[ecosystem]))];
  if (byManifest.length > 0) return byManifest;
  return [...new Set(shipped.flatMap((path) => endings.find(([pattern]) => pattern.test(path))?.[1] ?? []))];
}

function nearestManifest(path: string, manifests: readonly Manifest[]): Manifest | undefined {
  return manifests
    .filter((manifest) => isUnder(path, directoryOf(manifest.path)))
    .sort((one, other) => other.path.length - one.path.length || (fileNameOf(one.path) === 'package.json' ? -1 : 1))[0];
}

const isInterpreted = (program: string): boolean => {
  const language = programs.find(([pattern]) => pattern.test(program))?.[1];
  return language !== undefined && language !== 'java' && language !== 'csharp';
};

/** The source of a compiled program: what its package imports, or the projects it is built with. */
function filesOf(
  { language, folder }: BuiltProgram,
  entry: string | undefined,
  candidates: readonly string[],
  { code, manifests }: CodeWorld,
): readonly string[] {
  if (language === 'go') return packagesFrom(folder, code, manifests);
  const own = manifests.filter(({ ecosystem }) => languageOf[ecosystem] === language);
  const files = ofProjects(candidates, folder, own);
  if (language !== 'rust' || entry === undefined) return files;
  // Of its own crate a program holds the modules it names, and not the other programs.
  const crates = projectsFrom(folder, own).filter((one) => one !== folder);
  return [...new Set([...reachedFrom(entry, code), ...files.filter((path) => isOfProjects(path, crates, own))])];
}

function ofProjects(paths: readonly string[], folder: string, manifests: readonly Manifest[]): readonly string[] {
  const projects = projectsFrom(folder, manifests);
  return paths.filter((path) => isOfProjects(path, projects, manifests));
}

/** What a compiler or a bundler takes as a whole. A folder of Python, PHP or Ruby is copied as it is: COPY tells what belongs to it. */
const isPackage = (ecosystem: Manifest['ecosystem']): boolean =>
  ['npm', 'go', 'jvm', 'dotnet', 'rust'].includes(ecosystem);

/** The package of a workspace that is meant: the build says so, or the Dockerfile lies in it. */
function packageOf(image: ImageLink['image'], root: string, own: readonly Manifest[], world: CodeWorld): string {
  const beside = directoryOf(image.dockerfile);
  const lies = beside !== '' && own.some(({ path, ecosystem }) => isPackage(ecosystem) && directoryOf(path) === beside);
  return copiedPackage(image, world.manifests) ?? builtPackage(image, world) ?? (lies ? beside : root);
}

/** Of a workspace only the package that runs, and those it depends on; everything where no single package is meant. */
function ofPackage(paths: readonly string[], root: string, own: readonly Manifest[]): readonly string[] {
  const here = own.find(({ path, ecosystem }) => isPackage(ecosystem) && directoryOf(path) === root);
  const packages = own.filter(({ ecosystem }) => ecosystem === here?.ecosystem);
  if (!here || here.workspaces.length > 0 || root === '') return paths;
  const kept = ofProjects(paths, root, packages);
  return kept.length > 0 ? kept : paths;
}
