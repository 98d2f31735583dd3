/** Command lines that were written for a shell but are run without one. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { isShell } from '../process/shells.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

export interface WrittenCommand extends Located {
  readonly service: Service;
  readonly key: 'command' | 'entrypoint';
  /** The first word that only a shell understands; absent: there is none, or a shell reads it. */
  readonly shellWord?: string;
}

/** Words on their own, after quotes have been taken away: inside an argument they belong to the program. */
const operators = new Set(['&&', '||', ';', '|', '>', '>>', '<', '2>&1', '&']);

export const writtenCommands = memoise((facts: Facts): readonly WrittenCommand[] =>
  judgedServices(facts).flatMap((service) =>
    (['entrypoint', 'command'] as const).flatMap((key): readonly WrittenCommand[] => {
      const line = service[key];
      if (!line || line.argv.length === 0) return [];
      // What the container starts decides: an entrypoint of the image may be the shell that reads the command.
      const first = service.process.argv?.[0] ?? line.argv[0]!;
      const read = isShell(first) || line.argv.some(isShell);
      return [{ at: line.at, service, key, shellWord: read ? undefined : shellWordIn(line.argv) }];
    }),
  ),
);

function shellWordIn(argv: readonly string[]): string | undefined {
  if (/^[A-Za-z_]\w*=/.test(argv[0]!)) return argv[0]!.slice(0, argv[0]!.indexOf('=') + 1);
  return argv.find((word) => operators.has(word) || /^[\w./-]+;$/.test(word));
}
