/** Which program of the repository a service's command starts, where a compiler made it: `/app/server` is `cmd/server`. */
import { directoryOf, fileNameOf, isUnder, joinPath } from '../../source/index.ts';
import type { Language } from '../code.ts';
import type { Manifest } from '../manifest.ts';
import type { FileListing, Image, StartCommand } from '../model.ts';
import { copiedPackage, type ProcessWorld, parseText } from '../process/lookup.ts';
import { programName } from '../process/wrappers.ts';
import type { ShellCommand } from '../shell.ts';
import { type BuildTool, buildTools } from '../tables/build-tools.ts';

/** A program that the build of an image makes. */
export interface BuiltProgram {
  readonly language: Language;
  /** Folder of the repository its source starts in. */
  readonly folder: string;
  /** Names the file may have. */
  readonly names: readonly string[];
  /** Taken out of its workspace. */
  readonly cutOut?: true;
}

/** `program`: the one that is started. `chooser`: a build argument decides which one is built. */
export type Started = { readonly program: BuiltProgram } | { readonly chooser: string } | undefined;

export interface ProgramWorld extends ProcessWorld {
  readonly files: FileListing;
}

/** The package of a workspace that the build is about; nothing where it names none, or several. */
export function builtPackage(image: Image, world: ProgramWorld): string | undefined {
  const built = foundIn(image, world).filter(
    (one): one is BuiltProgram => 'folder' in one && one.language === 'javascript',
  );
  const cut = built.filter(({ cutOut }) => cutOut);
  const folders = new Set((cut.length > 0 ? cut : built).map(({ folder }) => folder));
  return folders.size === 1 ? [...folders][0] : undefined;
}

/** Folders of a workspace that may be all of it that is in the image: the package that is built, and the one the Dockerfile lies in. */
export function packageFolders(image: Image, world: ProgramWorld): readonly string[] {
  const beside = directoryOf(image.dockerfile);
  const isPackage = world.manifests.some(({ path }) => directoryOf(path) === beside);
  const copied = copiedPackage(image, world.manifests);
  return [...new Set([copied ?? [], builtPackage(image, world) ?? [], isPackage ? beside : []].flat())];
}

/** The one program that bears the name of the command, or the only one that is built. */
export function startedProgram(main: StartCommand | undefined, image: Image, world: ProgramWorld): Started {
  const found = foundIn(image, world).filter((one) => !('folder' in one) || one.language !== 'javascript');
  const chooser = found.find((one): one is { readonly chooser: string } => 'chooser' in one);
  const built = found.filter((one): one is BuiltProgram => 'folder' in one);
  const copied = copiedProgram(image, world);
  if (copied) return { program: copied };
  const wanted = main && fileIn(main.argv);
  const named = wanted === undefined ? [] : built.filter(({ names }) => names.includes(wanted));
  const [program, ...others] = distinct(named.length > 0 ? named : built);
  if (program && others.length === 0) return { program };
  return chooser && built.length === 0 ? chooser : undefined;
}

/** Everything the commands of a build say they make. */
const foundIn = (image: Image, world: ProgramWorld): readonly Found[] =>
  image.steps.flatMap((step) => {
    if (step.directory === undefined) return [];
    const commands = parseText({ world, image }, step.run.script, step.run.scriptAt ?? step.run.at) ?? [];
    return programsIn(commands, step.directory, image, world);
  });

/** `COPY --from=build /src/services/api/target/*.jar app.jar`: the path tells the module. */
function copiedProgram({ instructions }: Image, { manifests }: ProgramWorld): BuiltProgram | undefined {
  const folders = manifests.filter(({ ecosystem }) => ecosystem === 'jvm').map(({ path }) => directoryOf(path));
  for (const one of instructions) {
    if (one.kind !== 'copy') continue;
    for (const { raw } of one.sources) {
      const module = /^(.*)\/(?:target|build\/libs|build\/quarkus-app)(?:\/|$)/.exec(raw)?.[1];
      if (module === undefined) continue;
      const [folder] = folders
        .filter((at) => at !== '' && `/${module}`.endsWith(`/${at}`))
        .sort((a, b) => b.length - a.length);
      if (folder !== undefined) return { language: 'java', folder, names: [] };
    }
  }
  return undefined;
}

const distinct = (all: readonly BuiltProgram[]): readonly BuiltProgram[] =>
  all.filter(({ folder }, at) => all.findIndex((other) => other.folder === folder) === at);

/** The file a command runs: itself, or what its runtime is given. */
function fileIn(argv: readonly string[]): string | undefined {
  const program = programName(argv[0] ?? '');
  if (program !== 'dotnet' && program !== 'java') return program;
  const file = argv.slice(1).find((word) => /\.(dll|jar|war)$/.test(word));
  return file && fileNameOf(file);
}

type Found = BuiltProgram | { readonly chooser: string };

function programsIn(
  commands: readonly ShellCommand[],
  start: string,
  image: Image,
  world: ProgramWorld,
): readonly Found[] {
  let directory: string | undefined = start;
  return commands.flatMap((command): readonly Found[] => {
    const [program, ...rest] = command.words;
    if (program?.value === 'cd') {
      const to = rest[0]?.value;
      directory =
        to === undefined || to.startsWith('/') || directory === undefined ? undefined : joinPath(directory, to);
      return [];
    }
    const all = command.words.map(({ value, raw }) => value ?? raw);
    // `pnpm turbo run build`, `npx turbo prune`: the tool stands behind its runner.
    const from = /^(?:npx|pnpm|yarn|bunx|bun|dlx|exec|--yes|-y)$/.test(all[0] ?? '')
      ? all.findIndex((word) => /^(?:turbo|lerna)(?:@|$)/.test(word))
      : 0;
    const [name = '', ...words] = all
      .slice(Math.max(from, 0))
      .map((word, at) => (at === 0 ? programName(word).replace(/@.*$/s, '') : word));
    const tool = buildTools.find(
      ({ programs, verbs }) =>
        programs.includes(name) && (verbs.length === 0 || verbs.some((verb) => words.includes(verb))),
    );
    return tool && directory !== undefined ? programsOf(tool, words, directory, image, world) : [];
  });
}

interface Words {
  readonly output?: string;
  readonly named: readonly string[];
  readonly folder?: string;
  readonly operands: readonly string[];
}

function sorted({ output = [], named = [], folder = [], valued, verbs }: BuildTool, words: readonly string[]): Words {
  const found: { output?: string; named: string[]; folder?: string; operands: string[] } = { named: [], operands: [] };
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const equals = word.startsWith('-') ? word.indexOf('=') : -1;
    const flag = equals === -1 ? word : word.slice(0, equals);
    const takes = [...output, ...named, ...folder, ...valued].includes(flag);
    if (!word.startsWith('-')) {
      // `--self-contained false`: the value of a flag that may stand alone.
      if (!verbs.includes(word) && word !== 'true' && word !== 'false') found.operands.push(word);
      continue;
    }
    const value = equals !== -1 ? word.slice(equals + 1) : takes ? words[++at] : undefined;
    if (value === undefined) continue;
    if (output.includes(flag)) found.output = value;
    else if (named.includes(flag)) found.named.push(...value.split(','));
    else if (folder.includes(flag)) found.folder = value;
  }
  return found;
}

const variableIn = (words: readonly string[]): string | undefined => {
  for (const word of words) {
    const name = /\$\{?([A-Za-z_]\w*)/.exec(word)?.[1];
    if (name !== undefined && !/ARCH|PLATFORM|VERSION|OS$/i.test(name)) return name;
  }
  return undefined;
};

function programsOf(
  tool: BuildTool,
  words: readonly string[],
  start: string,
  image: Image,
  { files, manifests }: ProgramWorld,
): readonly Found[] {
  const { output, named, folder, operands } = sorted(tool, words);
  const chooser = variableIn([...named, ...operands, folder ?? '']);
  if (chooser !== undefined) return [{ chooser }];
  const directory = folder === undefined ? start : folderOf(start, folder, files);
  if (directory === undefined) return [];
  const program = (at: string, ...names: readonly (string | undefined)[]): BuiltProgram => ({
    language: tool.language,
    folder: at,
    names: names.filter((one) => one !== undefined),
    ...(tool.cutsOut && { cutOut: true }),
  });
  const made = output === undefined || output.endsWith('/') ? undefined : fileNameOf(output);
  if (tool.operands === 'tasks')
    return operands.flatMap((task) => {
      const path = task.startsWith(':') ? task.slice(1).split(':').slice(0, -1).join('/') : '';
      const at = joinPath(directory, path || '.');
      return at !== undefined && (at === '' || files.hasDirectory(at)) ? [program(at)] : [];
    });
  if (tool.operands === 'packages' || tool.language === 'javascript') {
    const wanted = [...named, ...(tool.operands === 'packages' ? operands : [])].map((word) =>
      word.replace(/\.\.\.$|^\.\.\./g, ''),
    );
    return wanted.length === 0
      ? []
      : members(tool, wanted, directory, manifests).map(({ path }) => program(directoryOf(path)));
  }
  if (tool.operands === 'source') {
    const sources = operands.length > 0 ? operands : ['.'];
    return sources.flatMap((source): readonly Found[] => {
      // `./...` builds every program there is: which of them is started, the name must tell.
      if (source.endsWith('...'))
        return everyMain(tool, joinPath(directory, source.slice(0, -3) || '.'), image, files, program);
      const at = folderOf(directory, source, files);
      if (at === undefined) return [];
      const project =
        manifests.find((one) => one.path === joinPath(directory, source)) ?? manifestIn(at, manifests, tool);
      const name = fileNameOf(at) || fileNameOf(project?.name ?? '');
      return [
        program(
          at,
          made ?? name,
          tool.language === 'csharp' && project ? `${fileNameOf(project.path).replace(/\.\w+$/, '')}.dll` : undefined,
        ),
      ];
    });
  }
  return members(tool, named, directory, manifests).map((manifest) =>
    program(directoryOf(manifest.path), made, manifest.name, ...manifest.bins, ...named),
  );
}

/** A folder, or the folder of a file, that the repository holds. */
function folderOf(directory: string, path: string, files: FileListing): string | undefined {
  const at = path.startsWith('/') ? undefined : joinPath(directory, path);
  if (at === undefined) return undefined;
  if (at === '' || files.hasDirectory(at)) return at;
  return files.has(at) ? directoryOf(at) : undefined;
}

const ecosystems: Readonly<Partial<Record<Language, Manifest['ecosystem']>>> = {
  go: 'go',
  rust: 'rust',
  csharp: 'dotnet',
  java: 'jvm',
  javascript: 'npm',
};

const manifestIn = (folder: string, manifests: readonly Manifest[], { language }: BuildTool): Manifest | undefined => {
  const found = manifests.filter((one) => one.ecosystem === ecosystems[language] && directoryOf(one.path) === folder);
  return found.length === 1 ? found[0] : undefined;
};

/** Packages below a folder that the flags name; without flags the one of the folder itself. */
function members(
  tool: BuildTool,
  named: readonly string[],
  directory: string,
  manifests: readonly Manifest[],
): readonly Manifest[] {
  const own = manifests.filter((one) => one.ecosystem === ecosystems[tool.language] && isUnder(one.path, directory));
  if (named.length === 0) {
    const here = own.filter(({ path }) => directoryOf(path) === directory);
    return here.some(({ workspaces }) => workspaces.length > 0) ? own : here;
  }
  return own.filter(({ path, name, bins }) =>
    named.some((word) => {
      const bare = word.replace(/^:/, '');
      return name === bare || bins.includes(bare) || joinPath(directory, bare) === directoryOf(path);
    }),
  );
}

function everyMain(
  tool: BuildTool,
  root: string | undefined,
  image: Image,
  files: FileListing,
  program: (at: string, ...names: readonly (string | undefined)[]) => BuiltProgram,
): readonly BuiltProgram[] {
  if (root === undefined || tool.language !== 'go') return [];
  const shipped = (path: string): boolean => image.ships.some((from) => isUnder(path, from));
  return files.paths
    .filter((path) => fileNameOf(path) === 'main.go' && isUnder(path, root) && shipped(path))
    .map((path) => program(directoryOf(path), fileNameOf(directoryOf(path))));
}
