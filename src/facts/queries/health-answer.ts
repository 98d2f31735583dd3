/** What a health check can answer, and what it asks. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { inlineScript } from '../process/shells.ts';
import { programName } from '../process/wrappers.ts';
import type { ShellCommand } from '../shell.ts';
import { numberOf, parseSeconds, secondsOf } from '../units.ts';
import { type Health, healthOf } from './health-check.ts';
import { memoise } from './memoise.ts';
import { hasRole, isOwn, judgedStacks } from './services.ts';

export type ProbeFault =
  /** Its last command ends well whatever happened before. */
  | 'always-succeeds'
  /** The list does not begin with CMD, CMD-SHELL or NONE: the engine runs nothing. */
  | 'no-probe'
  | 'empty-probe'
  /** The word NONE is run as a program. */
  | 'none-as-command'
  /** Words of a shell in a list that no shell reads: `||`, `exit`. */
  | 'shell-words'
  /** The whole command stands in one word: there is no such program. */
  | 'one-word'
  /** curl without `--fail`: any answer counts, an error page too. */
  | 'any-answer'
  /** It asks another service or a public address. */
  | 'asks-elsewhere'
  /** It looks at a file, a process or a configuration, and asks nobody. */
  | 'asks-nobody'
  /** Minutes pass before a dead task is noticed. */
  | 'rare';

export interface AskedProbe extends Located {
  readonly service: Service;
  readonly fault?: ProbeFault;
  /** The word, host or time that shows it. */
  readonly detail?: string;
}

export const askedProbes = memoise((facts: Facts): readonly AskedProbe[] =>
  judgedStacks(facts).flatMap(({ services }) =>
    services.flatMap((service): readonly AskedProbe[] => {
      const { healthcheck, probe, built } = service;
      const test = healthcheck?.test;
      const at = test?.at ?? (healthcheck?.disabled ? undefined : built?.image.healthcheck?.at);
      if (!at || healthcheck?.disabled) return [];
      if (test?.form === 'invalid') {
        const detail = firstWord(service);
        return [{ at, service, fault: detail ? 'no-probe' : 'empty-probe', detail }];
      }
      if (!probe) return [];
      const written = wrongWords(healthOf(service));
      if (written) return [{ at, service, ...written }];
      const others = services.filter((other) => other !== service).map(({ name }) => name);
      return [{ at, service, ...(faultOf(probe, service, others) ?? rare(service)) }];
    }),
  ),
);

/** `["CMD", "curl", "-f", "…", "||", "exit", "1"]` and `["CMD", "curl -f …"]`: nothing splits or reads these words. */
function wrongWords(health: Health): Fault | undefined {
  if (health.kind !== 'probe' || health.probe.form !== 'exec') return undefined;
  const { argv } = health.probe;
  if (inlineScript(argv) !== undefined) return undefined;
  const [program = ''] = argv;
  if (argv.length === 1 && /^\S+\s+\S/.test(program)) return { fault: 'one-word', detail: program.split(/\s+/)[0] };
  const word = shellOnly.includes(program) ? program : argv.find((one) => ['||', '&&', ';', '|'].includes(one));
  return word === undefined ? undefined : { fault: 'shell-words', detail: word };
}

/** Words of the shell that are no programs. */
const shellOnly = ['exit', ':', 'exec', 'if', 'cd', 'source', '.', '!'];

const firstWord = ({ body }: Service): string | undefined => {
  const section = body.entries.find(({ key }) => key === 'healthcheck')?.value;
  const test = section?.kind === 'map' ? section.entries.find(({ key }) => key === 'test')?.value : undefined;
  const first = test?.kind === 'list' ? test.items[0] : undefined;
  return first?.kind === 'scalar' ? first.raw : undefined;
};

type Fault = Pick<AskedProbe, 'fault' | 'detail'>;

function faultOf(probe: readonly ShellCommand[], service: Service, others: readonly string[]): Fault | undefined {
  // A text of which the shell makes no command.
  if (probe.length === 0) return undefined;
  if (probe.length === 1 && wordsOf(probe[0]!).join(' ') === 'NONE') return { fault: 'none-as-command' };
  // What a branch, a loop or a substitution comes to cannot be told from its words.
  if (probe.some(({ conditional, scope, before, after }) => conditional || (scope && before !== '|' && after !== '|')))
    return undefined;
  if (!canFail(probe)) return { fault: 'always-succeeds', detail: wordsOf(probe.at(-1)!).join(' ') };
  const asking = probe.filter((command) => isRequest(command));
  const deciding = asking.find((command) => decides(command, probe));
  if (deciding) {
    const elsewhere = hostsOf(deciding).find((host) => isElsewhere(host, service, others));
    if (elsewhere !== undefined) return { fault: 'asks-elsewhere', detail: elsewhere };
    if (takesAnyAnswer(deciding)) return { fault: 'any-answer', detail: 'curl' };
  }
  const [only] = probe;
  const serving = hasRole(service, 'web', 'proxy') && isOwn(service);
  return serving && only && probe.every((command) => asksNobody(command))
    ? { fault: 'asks-nobody', detail: wordsOf(only).slice(0, 2).join(' ') }
    : undefined;
}

const wordsOf = ({ words }: ShellCommand): readonly string[] => words.map(({ raw, value }) => value ?? raw);
const programOf = (command: ShellCommand): string => programName(wordsOf(command)[0] ?? '');

/** Ways a command can end: well, badly, or by leaving the script. */
interface Ways {
  readonly well: boolean;
  readonly badly: boolean;
  readonly leaves: boolean;
}

const silent = ['true', ':', 'echo', 'printf', 'exit', 'return', ''];

function waysOf(command: ShellCommand): Ways {
  const [program = '', status] = [programOf(command), wordsOf(command)[1]];
  if (program === 'false') return { well: false, badly: true, leaves: false };
  if (program === 'exit') {
    // `exit` alone hands on what came before; a status that a variable holds may be any.
    const code = status === undefined ? undefined : Number(status);
    return { well: code === undefined || !(code > 0), badly: code !== 0, leaves: true };
  }
  // `echo > /dev/tcp/localhost/80` opens a connection, and fails where nobody listens.
  const writes = command.redirections.some(
    ({ raw, value }) => !/^[&\d]*[<>]+\s*(&\d|\/dev\/(null|stdout|stderr))$/.test(value ?? raw),
  );
  return { well: true, badly: writes || !silent.includes(program), leaves: false };
}

/** Some way through the script ends badly. A pipeline ends as its last command does. */
function canFail(commands: readonly ShellCommand[]): boolean {
  let state = { well: true, badly: false };
  let leftBadly = false;
  for (const command of commands) {
    if (command.after === '|') continue;
    const { well, badly, leaves } = waysOf(command);
    const joint = command.before === '|' ? jointOf(commands, command) : command.before;
    const runs = joint === '&&' ? state.well : joint === '||' ? state.badly : true;
    const stays =
      joint === '&&' ? { well: false, badly: state.badly } : joint === '||' ? { well: state.well, badly: false } : none;
    if (leaves) {
      // `exit` alone ends as the command before it did.
      if (runs) leftBadly ||= wordsOf(command).length === 1 ? joint === '||' || (joint !== '&&' && state.badly) : badly;
      state = stays;
    } else state = { well: stays.well || (runs && well), badly: stays.badly || (runs && badly) };
  }
  return leftBadly || state.badly;
}

const none = { well: false, badly: false };

/** What stands before the first command of the pipeline that this one ends. */
function jointOf(commands: readonly ShellCommand[], last: ShellCommand): ShellCommand['before'] {
  let at = commands.indexOf(last);
  while (at > 0 && commands[at]!.before === '|') at--;
  return commands[at]!.before;
}

const isRequest = (command: ShellCommand): boolean => ['curl', 'wget'].includes(programOf(command));

/** Its own exit code counts: nothing reads its output. */
const decides = (command: ShellCommand, probe: readonly ShellCommand[]): boolean =>
  command.after !== '|' && probe.filter(({ before }) => before === '|').length === 0;

const takesAnyAnswer = (command: ShellCommand): boolean => {
  const words = wordsOf(command);
  if (programOf(command) !== 'curl' || !words.some((word) => /^https?:|^[\w.-]+:\d+|^localhost/.test(word)))
    return false;
  // What it writes out is read by somebody.
  return !words.some((word) => /^--fail|^-[a-zA-Z]*f|^-w|^--write-out|^-K|^--config/.test(word));
};

const hostsOf = (command: ShellCommand): readonly string[] =>
  wordsOf(command).flatMap((word) => {
    const host = /^https?:\/\/(?:[^@/\s]*@)?(\[[^\]]+\]|[^/:\s$]+)(?=[:/]|$)/i.exec(word)?.[1];
    return host === undefined ? [] : [host.toLowerCase()];
  });

function isElsewhere(host: string, { name, hostname, networks }: Service, others: readonly string[]): boolean {
  const own = [name, hostname?.value, ...networks.flatMap(({ aliases }) => aliases)].map((one) => one?.toLowerCase());
  if (own.includes(host)) return false;
  if (others.some((other) => other.toLowerCase() === host)) return true;
  // A public name: a last label of letters, and none that is used inside a machine or a network.
  return (
    /^([\w-]+\.)+[a-z]{2,}$/.test(host) &&
    !/\.(local|localhost|localdomain|internal|lan|docker|test|invalid)$/.test(host)
  );
}

const asksNobody = (command: ShellCommand): boolean => {
  const [program, first] = [programOf(command), wordsOf(command)[1]];
  if (program === 'nginx' || program === 'haproxy')
    return wordsOf(command).some((word) => word === '-t' || word === '-c');
  if (program === 'exit') return true;
  return (
    ['pgrep', 'pidof'].includes(program) ||
    (['test', '['].includes(program) && ['-f', '-e', '-d', '-s'].includes(first ?? ''))
  );
};

/** Longest time in seconds that a dead task should go unnoticed. */
const longest = 600;
const defaults = { interval: 30, retries: 3 };

function rare({ healthcheck, built }: Service): Fault {
  const flags = healthcheck?.test ? [] : (built?.image.healthcheck?.flags ?? []);
  const flag = (name: string) => flags.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
  const interval = healthcheck?.interval ? secondsOf(healthcheck.interval) : durationOf(flag('interval'));
  const retries = healthcheck?.retries ? numberOf(healthcheck.retries) : Number(flag('retries') ?? defaults.retries);
  if (interval === undefined || retries === undefined || Number.isNaN(retries)) return {};
  const after = interval * Math.max(1, retries);
  return after > longest ? { fault: 'rare', detail: `${Math.round(after / 60)} minutes` } : {};
}

const durationOf = (text: string | undefined): number | undefined =>
  text === undefined ? defaults.interval : parseSeconds(text);
