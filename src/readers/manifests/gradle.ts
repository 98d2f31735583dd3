import type { Dependency, Manifest } from '../../facts/manifest.ts';
import type { Reader } from '../../facts/reading.ts';
import { directoryOf, fileNameOf, joinPath, type Source, span, type Text } from '../../source/index.ts';
import { emptyManifest } from './empty.ts';
import type { Framework } from './maven.ts';

/**
 * Builds of Gradle are programs: only lines that declare something with literals are read, in Groovy and in Kotlin.
 * https://docs.gradle.org/current/userguide/declaring_dependencies_basics.html
 */
export const gradleReader: Reader = {
  name: 'build.gradle',
  claims: (path) => /^build\.gradle(?:\.kts)?$/.test(fileNameOf(path)),
  read: (source) => ({ manifests: [readGradle(source).manifest] }),
};

export interface GradleBuild {
  readonly manifest: Manifest;
  readonly springBoot?: Framework;
}

const declared =
  /^\s*([a-zA-Z]\w*)\s*(?:\(\s*)?(?:(?:platform|enforcedPlatform|project)\(\s*)?["']([\w.-]+):([\w.-]+)(?::([^"'@:]*))?[^"']*["']/;
const inParts =
  /^\s*([a-zA-Z]\w*)\s*(?:\(\s*)?group\s*[:=]\s*["']([\w.-]+)["']\s*,\s*name\s*[:=]\s*["']([\w.-]+)["'](?:\s*,\s*version\s*[:=]\s*["']([^"']*)["'])?/;
/** Of a catalog of versions: an alias is called after what it stands for, `springBootStarterWeb` or with dots in place of hyphens. */
const fromCatalog =
  /^\s*([a-zA-Z]\w*)\s*(?:\(\s*)?(?:(?:platform|enforcedPlatform)\(\s*)?libs\.(?!plugins\.|versions\.)([a-zA-Z][\w.]*)/;
const plugin =
  /^\s*id\s*(?:\(\s*)?["']org\.springframework\.boot["']\s*(?:\)\s*)?version\s*(?:\(\s*)?["']([\w.-]+)["']/;
const javaVersion =
  /JavaLanguageVersion\.of\(\s*["']?(\d+)|jvmToolchain\(\s*(\d+)|(?:source|target)Compatibility\s*(?:=\s*)?(?:JavaVersion\.VERSION_|["'])?(?:1[._])?(\d+)/;
const ours =
  /^(?:api|implementation|compile|runtime|compileOnly|runtimeOnly|providedCompile|developmentOnly|testAndDevelopmentOnly|\w*[tT]est\w*|kapt|ksp|annotationProcessor|\w+Implementation|\w+Api|\w+RuntimeOnly)$/;

const groupOf = (configuration: string): Dependency['group'] =>
  /test|development|kapt|ksp|annotationProcessor/i.test(configuration)
    ? 'development'
    : /compileOnly|provided/i.test(configuration)
      ? 'optional'
      : 'runtime';

export function readGradle({ path, text }: Source): GradleBuild {
  const dependencies: Dependency[] = [];
  const references = new Set<string>();
  let springBoot: Framework | undefined;
  let computed = false;
  let runtime: Text | undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const from = start + line.length - line.trimStart().length;
    const at = span(path, from, start + line.trimEnd().length);
    start += line.length + 1;
    if (/^\s*(?:\/\/|\*|\/\*)/.test(line) || line.length > 2000) continue;
    const found = declared.exec(line) ?? inParts.exec(line);
    if (found && ours.test(found[1]!)) {
      const version = found[4] ?? '';
      const pinned = version !== '' && !/[+[\](),$]|SNAPSHOT|latest/.test(version);
      dependencies.push({ name: `${found[2]}:${found[3]}`, version, group: groupOf(found[1]!), pinned, at });
    }
    const alias = found ? null : fromCatalog.exec(line);
    if (alias && ours.test(alias[1]!)) {
      const plain = alias[2]!.replace(/\.get$/, '').replace(/[._]/g, '-');
      const name = plain.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
      // A bundle stands for several.
      if (name.startsWith('bundles-')) computed = true;
      else dependencies.push({ name: `libs:${name}`, version: '', group: groupOf(alias[1]!), pinned: true, at });
    }
    const project = /\bproject\(\s*(?:path\s*[:=]\s*)?["'](:[\w:.-]+)["']/.exec(line)?.[1];
    if (project !== undefined) for (const place of placesOf(project, path)) references.add(place);
    const boot = plugin.exec(line)?.[1];
    if (boot !== undefined) springBoot = { version: boot, at };
    const java = javaVersion.exec(line);
    const version = java?.[1] ?? java?.[2] ?? java?.[3];
    if (version !== undefined) runtime ??= { raw: version, value: version, at };
  }
  const manifest: Manifest = {
    ...emptyManifest(path, 'jvm'),
    dependencies,
    references: [...references, ...buildsAbove(path)],
    ...(runtime ? { runtime } : {}),
    ...(computed ? { computed: true } : {}),
  };
  return { manifest, ...(springBoot ? { springBoot } : {}) };
}

/** What a build says of its subprojects stands in a folder above them. */
function buildsAbove(path: string): readonly string[] {
  const places: string[] = [];
  for (let folder = directoryOf(path); folder !== ''; ) {
    folder = directoryOf(folder);
    for (const name of ['build.gradle', 'build.gradle.kts']) places.push(joinPath(folder, name) ?? name);
  }
  return places;
}

/** `:libs:common` is a folder below the root of the build, which is one of those around this file. */
function placesOf(project: string, path: string): readonly string[] {
  const below = project.slice(1).replaceAll(':', '/');
  const places: string[] = [];
  for (let folder = directoryOf(path); ; folder = directoryOf(folder)) {
    places.push(joinPath(folder, below) ?? below);
    if (folder === '') return places;
  }
}
