/** Packages that the code of services imports, beside what manifests declare and images install. */
import { directoryOf, isUnder, type Located } from '../../source/index.ts';
import type { CodeFile } from '../code.ts';
import type { Dependency, Manifest } from '../manifest.ts';
import type { Confidence, Facts, Image, Service } from '../model.ts';
import { developmentGroups } from '../tables/development-groups.ts';
import { pythonModules } from '../tables/python-modules.ts';
import { installs } from './dependencies-installs.ts';
import { nodePackagesOf } from './images-packages.ts';
import { memoise } from './memoise.ts';
import { isAdded } from './process-admin.ts';
import { judgedServices } from './services.ts';

/** One package a service cannot do without; the place is the first file that imports it. */
export interface ImportedPackage extends Located {
  readonly service: Service;
  /** As it is installed. */
  readonly name: string;
  /** As it is imported, where that differs. */
  readonly module: string;
  readonly file: string;
  readonly files: number;
  /** The manifest that should name it. */
  readonly manifest: string;
  readonly language: 'javascript' | 'python';
  readonly declared?: Dependency['group'];
  readonly declaredAt?: Located['at'];
  /** The package manager gives a program nothing but what it declares. */
  readonly strict: boolean;
  readonly confidence: Confidence;
}

export const importedPackages = memoise((facts: Facts): readonly ImportedPackage[] => {
  const code = new Map(facts.code.map((file) => [file.path, file]));
  return judgedServices(facts).flatMap((service): readonly ImportedPackage[] => {
    const image = service.built?.image;
    if (service.code.status !== 'read' || !image) return [];
    const files = service.code.files.flatMap((path) => code.get(path) ?? []);
    return [...ofNode(service, files, facts), ...ofPython(service, files, facts)].filter(
      ({ name, declared }) => declared !== undefined || !isAdded(name, image),
    );
  });
});

/** What bundlers put in themselves, and modules that only exist while one builds. */
const virtual =
  /^(?:server-only|client-only|virtual|vue-demi|react-server-dom-\w+|bun|deno|electron|vscode|meteor|cloudflare|astro|std)$|^(?:@theme|@docusaurus|~)/;

/** Only where an entry file leads to others is it certain that they run. */
function ofNode(service: Service, files: readonly CodeFile[], facts: Facts): readonly ImportedPackage[] {
  const { entryFile } = service.process;
  if (entryFile === undefined || !service.code.reached) return [];
  const found = new Map<string, ImportedPackage>();
  const own = new Set(facts.manifests.map(({ name }) => name));
  const aliases = new Set(facts.aliases.flatMap(({ names }) => names));
  for (const file of files) {
    if (file.language !== 'javascript' || file.client) continue;
    const manifests = manifestsAbove(file.path, facts);
    const [nearest] = manifests;
    if (!nearest) continue;
    for (const name of file.packages) {
      if (file.perhaps?.includes(name) || virtual.test(name) || own.has(name)) continue;
      if (isAlias(name, aliases) || isFolder(name, file.path, facts)) continue;
      const known = found.get(name);
      if (known) found.set(name, { ...known, files: known.files + 1 });
      else {
        const dependency = declaredIn(manifests, name);
        if (!dependency && declaredIn(manifests, typesOf(name))) continue;
        found.set(name, {
          at: file.at,
          service,
          name,
          module: name,
          file: file.path,
          files: 1,
          manifest: nearest.path,
          language: 'javascript',
          strict: facts.locks.some(({ manager }) => manager === 'pnpm') && !isHoisted(facts),
          confidence: 'high',
          ...(dependency ? { declared: dependency.group, declaredAt: dependency.at } : {}),
        });
      }
    }
  }
  return [...found.values()].map((one) => ({ ...one, at: { file: one.file, start: 0, end: 0 } }));
}

const typesOf = (name: string): string => `@types/${name.replace(/^@/, '').replace('/', '__')}`;

/** Nearest first; what a folder further up declares is found by Node as well. */
const manifestsAbove = (path: string, { manifests }: Facts): readonly Manifest[] =>
  manifests
    .filter((one) => one.path.endsWith('package.json') && isUnder(path, directoryOf(one.path)))
    .sort((one, other) => other.path.length - one.path.length);

/** A package that stands in several groups belongs to the one that is installed most. */
function declaredIn(manifests: readonly Manifest[], name: string): Dependency | undefined {
  const all = manifests.flatMap(({ dependencies }) => dependencies.filter((one) => one.name === name));
  return all.find(({ group }) => group !== 'development') ?? all[0];
}

const isAlias = (name: string, aliases: ReadonlySet<string>): boolean =>
  aliases.has(name) || aliases.has(name.split('/')[0]!) || [...aliases].some((alias) => alias.startsWith(`${name}/`));

/** `baseUrl`: a folder or file of the program itself. */
function isFolder(name: string, path: string, { files }: Facts): boolean {
  const first = name.replace(/^[@~]\/?/, '').split('/')[0]!;
  for (let at = directoryOf(path); ; at = directoryOf(at)) {
    for (const inside of ['', 'src', 'app', 'lib', 'server']) {
      const folder = [at, inside, first].filter(Boolean).join('/');
      if (files.hasDirectory(folder) || ['.ts', '.js', '.tsx'].some((ending) => files.has(folder + ending)))
        return true;
    }
    if (at === '') return false;
  }
}

/** `.npmrc` may say `shamefully-hoist`. */
const isHoisted = ({ files }: Facts): boolean => files.paths.some((path) => /(^|\/)\.npmrc$/.test(path));

const plain = (name: string): string =>
  name
    .replace(/\[.*$/s, '')
    .toLowerCase()
    .replace(/[-_.]+/g, '-');

function ofPython(service: Service, files: readonly CodeFile[], facts: Facts): readonly ImportedPackage[] {
  const manifests = facts.manifests.filter(({ ecosystem }) => ecosystem === 'python');
  const dependencies = manifests.flatMap((one) => one.dependencies);
  // A manifest that is a program may declare anything.
  if (dependencies.length === 0 || manifests.some(({ computed }) => computed)) return [];
  if (facts.files.paths.some((path) => /(?:^|\/)(?:environment|conda)\.ya?ml$/.test(path))) return [];
  const found = new Map<string, ImportedPackage>();
  for (const file of files) {
    if (file.language !== 'python') continue;
    for (const module of file.packages) {
      const row = pythonModules.get(module);
      if (!row || file.perhaps?.includes(module)) continue;
      const known = found.get(module);
      if (known) {
        found.set(module, { ...known, files: known.files + 1 });
        continue;
      }
      const names = new Set([row.distribution, module, ...(row.also ?? [])].map(plain));
      const all = dependencies.filter(({ name }) => names.has(plain(name)));
      const dependency = all.find(({ group }) => group !== 'development') ?? all[0];
      const installed = service.built?.image.runs.some(({ script }) =>
        script.split(/[\s"'=<>~]+/).some((word) => names.has(plain(word))),
      );
      if (!dependency && installed) continue;
      found.set(module, {
        at: { file: file.path, start: 0, end: 0 },
        service,
        name: row.distribution,
        module,
        file: file.path,
        files: 1,
        manifest: manifests.find((one) => one.dependencies.length > 0)!.path,
        language: 'python',
        strict: false,
        confidence: 'medium',
        ...(dependency ? { declared: dependency.group, declaredAt: dependency.at } : {}),
      });
    }
  }
  return [...found.values()];
}

/** Tools that put packages into the program while it is built: what they need then is not asked for later. */
const bundlers =
  /^(?:esbuild|webpack|rollup|tsup|tsdown|unbuild|vite|parcel|rolldown|@vercel\/ncc|@rspack\/core|next|nuxt|esbuild-.*|@rollup\/.*|bun-types|pkg|nexe)$/;

/** The image is made without the packages for development; where a program is bundled that says nothing. */
export function leavesOutDevelopment(service: Service, language: ImportedPackage['language'], facts: Facts): boolean {
  const image = service.built?.image;
  if (!image) return false;
  if (language === 'javascript') {
    const manifests = facts.manifests.filter(({ path }) => isUnder(service.process.entryFile ?? '', directoryOf(path)));
    if (manifests.some(({ dependencies }) => dependencies.some(({ name }) => bundlers.test(name)))) return false;
    return nodePackagesOf(image, facts).kind === 'runtime' && !bundlesByFlag(image);
  }
  const own = installs(facts).filter(
    ({ command, at }) => command.ecosystem === 'python' && at.file === image.dockerfile,
  );
  return (
    own.length > 0 &&
    own.every(({ command, words, settings }) => {
      const group = developmentGroups.find(({ manager }) => manager === command.manager);
      return (
        group !== undefined &&
        (words.some((word) => group.flags.includes(word)) || group.variables.some(([name]) => settings.has(name)))
      );
    })
  );
}

const bundlesByFlag = ({ runs }: Image): boolean =>
  runs.some(({ script }) => /\b(?:bun build|esbuild|ncc build|webpack|rollup|tsup|--bundle)\b/.test(script));
