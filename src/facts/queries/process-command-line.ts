/** Command lines that were written for a shell but are run without one. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { inlineScript, isShell } from '../process/shells.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

export interface WrittenCommand extends Located {
  readonly service: Service;
  readonly key: 'command' | 'entrypoint';
  /** The first word that only a shell understands; absent: there is none, or a shell reads it. */
  readonly shellWord?: string;
  /** A shell gets the first word as its script, and these no program ever sees: `sh -c npm start`. */
  readonly lost?: { readonly script: string; readonly words: readonly string[] };
}

/** Words on their own, after quotes have been taken away: inside an argument they belong to the program. */
const operators = new Set(['&&', '||', ';', '|', '>', '>>', '<', '2>&1', '&']);

export const writtenCommands = memoise((facts: Facts): readonly WrittenCommand[] => {
  const services = judgedServices(facts);
  return [...services.flatMap(inStack), ...services.flatMap(inImage)];
});

const inStack = (service: Service): readonly WrittenCommand[] =>
  (['entrypoint', 'command'] as const).flatMap((key): readonly WrittenCommand[] => {
    const line = service[key];
    return line && line.argv.length > 0 ? [written(service, key, line)] : [];
  });

/** Words of CMD and ENTRYPOINT in exec form, where the stack file does not put others in their place. */
const inImage = (service: Service): readonly WrittenCommand[] =>
  (['entrypoint', 'command'] as const).flatMap((key): readonly WrittenCommand[] => {
    const line = service.built?.image[key];
    if (line?.form !== 'exec' || line.argv.length === 0 || service.entrypoint) return [];
    return key === 'command' && service.command ? [] : [written(service, key, line)];
  });

function written(
  service: Service,
  key: WrittenCommand['key'],
  { at, argv }: Located & { readonly argv: readonly string[] },
): WrittenCommand {
  // What the container starts decides: an entrypoint of the image may be the shell that reads the command.
  const read = isShell(service.process.argv?.[0] ?? argv[0]!) || argv.some(isShell);
  return { at, service, key, shellWord: read ? undefined : shellWordIn(argv), lost: lostIn(service, argv) };
}

/** The script is one word; what follows it is `$0`, `$1` and so on, for scripts that ask. */
function lostIn({ process }: Service, argv: readonly string[]): WrittenCommand['lost'] {
  const whole = process.argv ?? argv;
  const script = inlineScript(whole);
  // Entrypoint and command are one line: the words belong to whichever of the two ends it.
  if (script === undefined || whole.at(-1) !== argv.at(-1) || /\$[@*#0-9{]/.test(script)) return undefined;
  const words = whole.slice(whole.indexOf(script) + 1);
  return words.length > 0 ? { script, words } : undefined;
}

function shellWordIn(argv: readonly string[]): string | undefined {
  if (/^[A-Za-z_]\w*=/.test(argv[0]!)) return argv[0]!.slice(0, argv[0]!.indexOf('=') + 1);
  return argv.find((word) => operators.has(word) || /^[\w./-]+;$/.test(word) || /\$\(\w/.test(word));
}
