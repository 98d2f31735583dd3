/** Commands of the start that print what the container was given. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import type { ShellCommand, ShellScript } from '../shell.ts';
import { memoise } from './memoise.ts';
import { certainStarts } from './process-starts.ts';
import { isSecretName } from './secrets.ts';
import { isOwn, judgedServices } from './services.ts';

/** The place is the command. */
export interface StartOutput extends Located {
  readonly service: Service;
  /** What it prints: all variables, or every command with its values; absent: neither. */
  readonly prints?: 'variables' | 'commands';
  readonly what: string;
  /** Something secret is among it, as far as names tell. */
  readonly secret: boolean;
}

export const startOutputs = memoise((facts: Facts): readonly StartOutput[] =>
  judgedServices(facts)
    .filter(isOwn)
    .flatMap((service) => [...printed(service, facts), ...traced(service, facts)]),
);

function printed(service: Service, facts: Facts): readonly StartOutput[] {
  const secret = service.effectiveEnvironment.some(({ name }) => isSecretName(name)) || service.envFiles.length > 0;
  return certainStarts(service, facts).map(({ start }) => {
    const [program = '', ...rest] = start.argv;
    const all = start.printed && isDump(program, rest);
    return { at: start.at, service, what: program, secret, ...(all ? { prints: 'variables' as const } : {}) };
  });
}

/** `env` and `printenv` without a name print everything; `export -p` and `set` do as well, but are words of the shell. */
const isDump = (program: string, rest: readonly string[]): boolean =>
  /^(\/usr)?(\/bin\/)?(env|printenv)$/.test(program) &&
  rest.every((word) => word.startsWith('-') && !/^-[uiSC]/.test(word));

/** `set -x` in a script that handles secrets: each command is printed with its values put in. */
function traced(service: Service, facts: Facts): readonly StartOutput[] {
  const files = new Set(service.process.starts.map(({ at }) => at.file));
  return facts.scripts
    .filter(({ path }) => files.has(path))
    .flatMap((script): readonly StartOutput[] => {
      const from = tracing(script);
      if (from === undefined) return [];
      const command = script.commands[from]!;
      const until = script.commands.findIndex((one, at) => at > from && isSwitch(one, '+'));
      const shown = script.commands.slice(from + 1, until === -1 ? undefined : until);
      const secret = shown.some(handlesSecret);
      return [{ at: command.at, service, what: 'set -x', secret, ...(secret ? { prints: 'commands' as const } : {}) }];
    });
}

const tracing = ({ commands }: ShellScript): number | undefined => {
  const at = commands.findIndex(
    (command) =>
      isSwitch(command, '-') && ['start', ';'].includes(command.before) && !command.conditional && !command.conditions,
  );
  return at === -1 ? undefined : at;
};

const isSwitch = ({ words }: ShellCommand, sign: '-' | '+'): boolean =>
  words[0]?.value === 'set' &&
  words
    .slice(1)
    .some(
      ({ raw }, at) =>
        new RegExp(`^\\${sign}[a-wyz]*x[a-z]*$`).test(raw) || (raw === 'xtrace' && words[at]?.raw === `${sign}o`),
    );

/** Reads a file of secrets, or hands on a variable with such a name. */
const handlesSecret = ({ words, assignments }: ShellCommand): boolean =>
  assignments.some(({ name }) => isSecretName(name)) ||
  words.some(
    ({ raw }) =>
      /\/run\/secrets\//.test(raw) ||
      [...raw.matchAll(/\$\{?([A-Za-z_]\w*)/g)].some((found) => isSecretName(found[1]!)),
  );
