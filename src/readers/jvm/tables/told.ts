/** Full names of the classes and functions the tables speak of: what an import of a whole package may bring. */
import { subjectOf } from '../names.ts';
import { jvmTables } from './index.ts';

let found: ReadonlySet<string> | undefined;

export function told(): ReadonlySet<string> {
  const { calls, listeners, routes, spawns = [], tools = [], pools = [], consumers = [], ...rest } = jvmTables;
  found ??= new Set(
    [
      calls,
      listeners,
      routes,
      spawns,
      tools,
      pools,
      consumers,
      rest.endpoints ?? [],
      rest.secrets ?? [],
      rest.addresses ?? [],
    ]
      .flat()
      .flatMap((row) => row.calls.map(subjectOf))
      .concat(['java.io.File', 'java.nio.file.Path', 'java.nio.file.Paths', 'java.util.Optional', 'java.util.List']),
  );
  return found;
}
