import { directoryOf, joinPath } from '../../source/index.ts';
import type { ComposeService, NamedValue, Scalar } from '../compose.ts';
import type { EnvFile } from '../manifest.ts';
import type { Image } from '../model.ts';

/** Image ENV, then `env_file` in order, then `environment`: each name once, the last one wins. */
export function effectiveEnvironment(
  service: ComposeService,
  image: Image | undefined,
  envFiles: ReadonlyMap<string, EnvFile>,
  directory: string,
): readonly NamedValue[] {
  const names = new Map<string, NamedValue>();
  for (const { name, value, at } of image?.environment ?? []) names.set(name, { name, at, value: literal(value, at) });
  for (const file of service.envFiles) {
    const path = file.value === undefined ? undefined : joinPath(directoryOf(file.at.file) || directory, file.value);
    const lines = path === undefined ? undefined : envFiles.get(path)?.lines;
    // Swarm takes the text after the first `=` as it stands: no quotes are removed, nothing is expanded.
    for (const { name, raw, at } of lines ?? []) names.set(name, { name, at, file: path, value: literal(raw, at) });
  }
  for (const variable of service.environment) names.set(variable.name, variable);
  return [...names.values()];
}

/** An env file that the repository does not hold may supply anything. */
export const hasUnseenEnvFile = (service: ComposeService, envFiles: ReadonlyMap<string, EnvFile>): boolean =>
  service.envFiles.some(
    ({ value, at }) => value === undefined || !envFiles.has(joinPath(directoryOf(at.file), value) ?? ''),
  );

const literal = (value: string | undefined, at: Scalar['at']): Scalar | undefined =>
  value === undefined
    ? undefined
    : { kind: 'scalar', at, raw: value, value, type: 'string', parts: [value], quoted: false };
