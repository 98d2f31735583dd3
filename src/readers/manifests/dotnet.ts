/**
 * Projects of .NET: packages, projects they refer to, and the SDK, which brings the framework a program runs on.
 * Source: https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files
 */
import type { Dependency, Manifest } from '../../facts/manifest.ts';
import type { Reader, Reading } from '../../facts/reading.ts';
import { directoryOf, fileNameOf, joinPath, type Source, type Span, span, type Text } from '../../source/index.ts';
import { childOf, parseXml, type XmlElement } from '../xml.ts';
import { emptyManifest, unreadable } from './empty.ts';

const project = /.\.(?:csproj|fsproj|vbproj)$/;
/** Settings of all projects below a folder. */
const common = /^Directory\.(?:Packages|Build)\.(?:props|targets)$/;

export const dotnetReader: Reader = {
  name: '.NET projects',
  claims: (path) => project.test(fileNameOf(path)) || common.test(fileNameOf(path)),
  read: readProject,
};

function readProject({ path, text }: Source): Reading {
  const root = parseXml(text);
  const file = fileNameOf(path);
  const stem = file.slice(0, file.lastIndexOf('.'));
  if ('problem' in root) {
    // The name alone tells which folder is a project.
    const named = project.test(file) ? { manifests: [{ ...emptyManifest(path, 'dotnet'), name: stem }] } : {};
    return { ...unreadable(path, root.offset, `not valid XML: ${root.problem}`), ...named };
  }
  const groups = (name: string): readonly XmlElement[] => root.children.filter((one) => one.name === name);
  const properties = new Map(
    groups('PropertyGroup').flatMap(({ children }) => children.map((one) => [one.name, one] as const)),
  );
  const items = groups('ItemGroup').flatMap(({ children }) => children);
  const dependencies = [...sdksOf(root, path), ...items.flatMap((item) => packageOf(item, path, properties))];
  const lockedMode = /^\s*true\s*$/i.test(properties.get('RestoreLockedMode')?.text ?? '')
    ? { lockedMode: true as const }
    : {};
  const bare = { ...emptyManifest(path, 'dotnet'), dependencies, ...lockedMode };
  if (!project.test(file)) return dependencies.length > 0 || 'lockedMode' in lockedMode ? { manifests: [bare] } : {};
  const runtime = runtimeOf(properties, path);
  const references = items
    .filter(({ name }) => name === 'ProjectReference')
    .flatMap(({ attributes }) => joinPath(directoryOf(path), (attributes.Include ?? '').replaceAll('\\', '/')) ?? []);
  const manifest: Manifest = {
    ...bare,
    name: properties.get('AssemblyName')?.text.replace(/^.*\$\(.*$/s, '') || stem,
    ...(references.length > 0 ? { references } : {}),
    ...(runtime ? { runtime } : {}),
    library: isLibrary(root, properties),
  };
  return { manifests: [manifest] };
}

const placeOf = (path: string, { start, end }: XmlElement): Span => span(path, start, end);

/** `<Project Sdk="Microsoft.NET.Sdk.Web">`, `<Sdk Name="…" />`, `<FrameworkReference Include="Microsoft.AspNetCore.App" />` */
function sdksOf(root: XmlElement, path: string): readonly Dependency[] {
  const names = (root.attributes.Sdk ?? '').split(';').filter(Boolean);
  const named = root.children.filter(({ name }) => name === 'Sdk').flatMap(({ attributes }) => attributes.Name ?? []);
  return [...names, ...named].map((name) => ({
    name: name.split('/')[0]!,
    version: name.split('/')[1] ?? '',
    group: 'runtime',
    pinned: true,
    // Of the first line alone: the whole file is no place to point at.
    at: span(path, root.start, root.start + 1),
  }));
}

const itemNames = /^(?:PackageReference|PackageVersion|FrameworkReference|GlobalPackageReference)$/;
const testing =
  /^(?:Microsoft\.NET\.Test\.Sdk|xunit(?:\..*)?|NUnit.*|MSTest(?:\..*)?|coverlet\..*|Moq|FluentAssertions|NSubstitute|Shouldly)$/i;

function packageOf(item: XmlElement, path: string, properties: ReadonlyMap<string, XmlElement>): readonly Dependency[] {
  const name = item.attributes.Include ?? item.attributes.Update;
  if (!itemNames.test(item.name) || name === undefined || name.includes('$(')) return [];
  const written = item.attributes.Version ?? childOf(item, 'Version')?.text ?? item.attributes.VersionOverride ?? '';
  const version = written.replace(/^\$\((\w+)\)$/, (all, property: string) => properties.get(property)?.text ?? all);
  const assets = item.attributes.PrivateAssets ?? childOf(item, 'PrivateAssets')?.text ?? '';
  const development = /^all$/i.test(assets) || testing.test(name) || item.name === 'GlobalPackageReference';
  return [
    {
      name,
      version,
      group: development ? 'development' : 'runtime',
      // NuGet takes the lowest version that fits: only a star floats.
      pinned: !version.includes('*'),
      // A list of versions asks for nothing by itself.
      ...(item.name === 'PackageVersion' ? { indirect: true } : {}),
      at: placeOf(path, item),
    },
  ];
}

function runtimeOf(properties: ReadonlyMap<string, XmlElement>, path: string): Text | undefined {
  const element = properties.get('TargetFramework') ?? properties.get('TargetFrameworks');
  const value = element?.text.split(';')[0]?.trim();
  return element && value && !value.includes('$(') ? { raw: value, value, at: placeOf(path, element) } : undefined;
}

/** Nothing to start: the plain SDK makes a library unless the project asks for a program. */
function isLibrary({ attributes }: XmlElement, properties: ReadonlyMap<string, XmlElement>): boolean {
  const output = properties.get('OutputType')?.text.toLowerCase();
  return output === undefined ? /^Microsoft\.NET\.Sdk(?:\.Razor)?$/.test(attributes.Sdk ?? '') : output === 'library';
}
