import type { Dependency, Manifest } from '../../facts/manifest.ts';
import type { Reader } from '../../facts/reading.ts';
import { directoryOf, fileNameOf, joinPath, type Source, type Span, span, type Text } from '../../source/index.ts';
import { childOf, childrenNamed, parseXml, type XmlElement } from '../xml.ts';
import { emptyManifest, unreadable } from './empty.ts';

/** https://maven.apache.org/pom.html */
export const mavenReader: Reader = {
  name: 'pom.xml',
  claims: (path) => fileNameOf(path) === 'pom.xml',
  read: (source) => {
    const pom = readPom(source);
    return 'problem' in pom
      ? unreadable(source.path, pom.offset, `not valid XML: ${pom.problem}`)
      : { manifests: [pom.manifest] };
  },
};

/** A framework's own version, where the build names it. */
export interface Framework {
  readonly version: string;
  readonly at: Span;
}

export interface Pom {
  readonly manifest: Manifest;
  readonly springBoot?: Framework;
}

export function readPom({ path, text }: Source): Pom | { readonly problem: string; readonly offset: number } {
  const root = parseXml(text);
  if ('problem' in root) return root;
  const properties = new Map((childOf(root, 'properties')?.children ?? []).map((one) => [one.name, one.text]));
  const parent = childOf(root, 'parent');
  properties.set('project.version', textIn(root, 'version') ?? textIn(parent, 'version') ?? '');
  properties.set('project.groupId', textIn(root, 'groupId') ?? textIn(parent, 'groupId') ?? '');
  const filled = (written: string): string =>
    written.replace(/\$\{([\w.-]+)\}/g, (whole, name: string) => properties.get(name) ?? whole);
  const place = ({ start, end }: XmlElement): Span => span(path, start, end);
  const listed = childrenNamed(childOf(root, 'dependencies'), 'dependency');
  const group = textIn(root, 'groupId') ?? textIn(parent, 'groupId');
  const artifact = textIn(root, 'artifactId');
  // As other modules name it when they depend on it.
  const name = artifact && (group === undefined ? artifact : `${filled(group)}:${artifact}`);
  const runtime = runtimeOf(root, place, filled);
  const manifest: Manifest = {
    ...emptyManifest(path, 'jvm'),
    ...(name ? { name } : {}),
    ...(runtime ? { runtime } : {}),
    dependencies: listed.map((one) => dependencyOf(one, place(one), filled)),
    // What the parent says holds for its children as well.
    references: parent ? parentOf(path, textIn(parent, 'relativePath') ?? '../pom.xml') : [],
    workspaces: childrenNamed(childOf(root, 'modules'), 'module').map((one) => one.text),
  };
  const springBoot = bootIn(root, parent, place, filled);
  return { manifest, ...(springBoot ? { springBoot } : {}) };
}

function parentOf(path: string, relative: string): readonly string[] {
  const place = relative === '' ? undefined : joinPath(directoryOf(path), relative);
  return place === undefined ? [] : [place.endsWith('.xml') ? place : `${place}/pom.xml`];
}

const textIn = (element: XmlElement | undefined, name: string): string | undefined => childOf(element, name)?.text;

const groups: Readonly<Record<string, Dependency['group']>> = { test: 'development', provided: 'optional' };

function dependencyOf(element: XmlElement, at: Span, filled: (text: string) => string): Dependency {
  const version = filled(textIn(element, 'version') ?? '');
  const optional = textIn(element, 'optional') === 'true';
  return {
    name: `${filled(textIn(element, 'groupId') ?? '')}:${filled(textIn(element, 'artifactId') ?? '')}`,
    version,
    group: optional ? 'optional' : (groups[textIn(element, 'scope') ?? ''] ?? 'runtime'),
    pinned: version !== '' && !/[[\](),$]|SNAPSHOT|LATEST|RELEASE/.test(version),
    at,
  };
}

/** In the order in which they win. */
const versions = ['maven.compiler.release', 'java.version', 'maven.compiler.target', 'maven.compiler.source'];

function runtimeOf(
  root: XmlElement,
  place: (one: XmlElement) => Span,
  filled: (text: string) => string,
): Text | undefined {
  const properties = childOf(root, 'properties');
  const found = versions.map((name) => childOf(properties, name)).find((one) => one !== undefined);
  const version = found && filled(found.text);
  return found && version && /^[\d.]+$/.test(version)
    ? { raw: found.text, value: version, at: place(found) }
    : undefined;
}

/** The parent of Spring's own projects, or its list of versions. */
function bootIn(
  root: XmlElement,
  parent: XmlElement | undefined,
  place: (one: XmlElement) => Span,
  filled: (text: string) => string,
): Framework | undefined {
  const lists = childrenNamed(childOf(root, 'dependencyManagement', 'dependencies'), 'dependency');
  const own = [parent, ...lists].find(
    (one) =>
      textIn(one, 'groupId') === 'org.springframework.boot' &&
      /^spring-boot-(?:starter-parent|dependencies)$/.test(textIn(one, 'artifactId') ?? ''),
  );
  const version = childOf(own, 'version');
  return version ? { version: filled(version.text), at: place(version) } : undefined;
}
