import { directoryOf, joinPath } from '../../source/index.ts';
import type { ComposeService, NamedValue, Scalar } from '../compose.ts';
import type { EnvFile } from '../manifest.ts';
import type { Image } from '../model.ts';

/**
 * Image ENV, then stack file by stack file its `env_file` in order and its `environment`: each name once, the last one wins. `directory`: of the
 * first stack file, from where all of them name their env files.
 */
export function effectiveEnvironment(
  service: ComposeService,
  image: Image | undefined,
  envFiles: ReadonlyMap<string, EnvFile>,
  directory: string,
): readonly NamedValue[] {
  const names = new Map<string, NamedValue>();
  for (const { name, value, at } of image?.environment ?? []) names.set(name, { name, at, value: literal(value, at) });
  const before = new Set<string>();
  for (const part of service.parts ?? [service]) {
    const own = new Map<string, NamedValue>();
    // A bare name is the deployer's, where there is one.
    for (const file of part.envFiles)
      for (const row of rowsOf(file, directory, envFiles)) if (row.value || !own.has(row.name)) own.set(row.name, row);
    for (const one of part.environment) own.set(one.name, one);
    // What an earlier stack file says gives way to text only.
    for (const [name, one] of own)
      if (hasText(one) || !before.has(name) || !hasText(names.get(name))) names.set(name, one);
    for (const name of own.keys()) before.add(name);
  }
  return [...names.values()];
}

const hasText = (variable: NamedValue | undefined): boolean =>
  variable?.value !== undefined && variable.value.value !== '';

function rowsOf(file: Scalar, directory: string, envFiles: ReadonlyMap<string, EnvFile>): readonly NamedValue[] {
  const path = file.value === undefined ? undefined : joinPath(directory, file.value);
  if (path === undefined) return [];
  return (envFiles.get(path)?.written ?? []).map(({ raw, at }) => {
    // `export` stops the deploy, which is told elsewhere; the name is meant all the same.
    const [name, value] = cutAtEquals(raw.replace(/^export[ \t]+/, ''));
    return { name, at, file: path, value: literal(value, at) };
  });
}

/** Swarm takes the text after the first `=` as it stands: no quotes are removed, nothing is expanded. A bare name is the deployer's. */
function cutAtEquals(row: string): readonly [name: string, value: string | undefined] {
  const cut = row.indexOf('=');
  return cut === -1 ? [row, undefined] : [row.slice(0, cut), row.slice(cut + 1)];
}

/** An env file that the repository does not hold may supply anything. */
export const hasUnseenEnvFile = (service: ComposeService, envFiles: ReadonlyMap<string, EnvFile>): boolean =>
  service.envFiles.some(
    ({ value, at }) => value === undefined || !envFiles.has(joinPath(directoryOf(at.file), value) ?? ''),
  );

export const literal = (value: string | undefined, at: Scalar['at']): Scalar | undefined =>
  value === undefined
    ? undefined
    : { kind: 'scalar', at, raw: value, value, type: 'string', parts: [value], quoted: false };
