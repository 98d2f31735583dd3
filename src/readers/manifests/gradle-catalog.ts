/** `gradle/libs.versions.toml`, where builds keep the versions of what they use. https://docs.gradle.org/current/userguide/version_catalogs.html */
import { fileNameOf, type Source, span, startOf } from '../../source/index.ts';
import type { Framework } from './maven.ts';
import { parseToml } from './toml.ts';
import { pathKey, tomlPlaces } from './toml-places.ts';
import { at, isTable, stringAt, type Table, tableAt } from './toml-table.ts';

export const isCatalog = (path: string): boolean => /^[\w-]+\.versions\.toml$/.test(fileNameOf(path));

/** The version of Spring Boot that its plugin or its list of versions has there. */
export function springBootIn({ path, text }: Source): Framework | undefined {
  const parsed = parseToml(text);
  if ('problem' in parsed) return undefined;
  for (const [section, named] of [
    ['plugins', 'org.springframework.boot'],
    ['libraries', 'org.springframework.boot:spring-boot-dependencies'],
  ] as const) {
    for (const [alias, written] of Object.entries(tableAt(parsed.table, section))) {
      const version = nameOf(written) === named ? versionOf(written, parsed.table) : undefined;
      if (version === undefined) continue;
      const place = tomlPlaces(text).get(pathKey(section, alias));
      return { version, at: place ? span(path, place.start, place.end) : startOf(path) };
    }
  }
  return undefined;
}

/** `"group:name:1.0"`, `{ id = … }`, `{ module = "group:name" }`, `{ group = …, name = … }` */
function nameOf(written: unknown): string | undefined {
  if (typeof written === 'string') return written.slice(0, Math.max(0, written.lastIndexOf(':')));
  const [group, name] = [stringAt(written, 'group'), stringAt(written, 'name')];
  return stringAt(written, 'id') ?? stringAt(written, 'module') ?? (group && name ? `${group}:${name}` : undefined);
}

function versionOf(written: unknown, catalog: Table): string | undefined {
  if (typeof written === 'string') return written.slice(written.lastIndexOf(':') + 1);
  const reference = stringAt(written, 'version', 'ref');
  const version = reference === undefined ? at(written, 'version') : at(catalog, 'versions', reference);
  if (typeof version === 'string') return version;
  return isTable(version) ? (stringAt(version, 'strictly') ?? stringAt(version, 'require')) : undefined;
}
