/** What lets SIGTERM reach the program: it is started itself, or takes the place of the shell in front of it. */
import type { CommandInstruction, Facts, Node, Service, ShellCommand, StartCommand } from '../../facts/index.ts';
import { type Span, span } from '../../source/index.ts';
import type { Fix, Safety } from '../fix.ts';
import { execForm } from './start-words.ts';

export function signalFix(service: Service, facts: Facts): Fix | undefined {
  const { signal } = service.process;
  if (!signal.at) return undefined;
  return inDockerfile(service, signal.at) ?? inStack(service, signal.at) ?? inScript(signal.at, facts);
}

const fix = (title: string, safety: Safety, at: Span, text: string): Fix => ({
  title,
  safety,
  edits: [{ kind: 'text', at, text }],
});

const isSame = (one: Span, other: Span): boolean => one.file === other.file && one.start === other.start;

function inDockerfile({ built, process, command: given }: Service, at: Span): Fix | undefined {
  const { entrypoint, command, shell } = built?.image ?? {};
  const instruction = [entrypoint, command].find((one) => one && isSame(one.at, at));
  if (!instruction) return undefined;
  if (instruction.form === 'exec') return withoutManager(instruction, process.starts);
  // Arguments that a shell leaves out would be handed to the program.
  if (instruction === entrypoint && (command || given)) return undefined;
  // A shell of its own may set up what the program needs: a login, an environment of conda.
  if (shell && !/^(?:\/bin\/)?(?:ba|da|a)?sh -(?:e|u|x|o pipefail -)*c$/.test(shell.join(' '))) return undefined;
  const { argv, scriptAt } = instruction;
  const script = argv[0] ?? '';
  const words = plainWords(script);
  const word = instruction.kind.toUpperCase();
  if (words)
    return (
      withoutManager({ ...instruction, argv: words }, process.starts) ??
      fix(`Write ${word} in exec form`, 'safe', instruction.at, execForm(instruction, words))
    );
  const last = scriptAt && lastOf(script);
  return last === undefined
    ? undefined
    : fix(
        'Let the program take the place of the shell',
        'safe',
        span(at.file, scriptAt!.start + last, scriptAt!.start + last),
        'exec ',
      );
}

/** Words that any shell leaves as they are, in one line; undefined: a shell is needed, or may be. */
function plainWords(script: string): readonly string[] | undefined {
  if (!/^[\w./:=,@%+-]+(?: [\w./:=,@%+-]+)*$/.test(script)) return undefined;
  const words = script.split(' ');
  return isProgram(words[0]!) ? words : undefined;
}

const shellWords =
  /^(?:exec|eval|source|\.|cd|set|export|trap|if|for|while|until|case|function|time|wait|exit|return|read|test|echo|printf|ulimit|umask|command|builtin|unset|true|false|then|do|done|fi|esac|else|local)$/;

const isProgram = (word: string): boolean => /^[\w./-]+$/.test(word) && !shellWords.test(word);

/** Where the last of some commands joined by `&&` begins, in a script that does nothing else. */
function lastOf(script: string): number | undefined {
  if (/[|;`()#<>\n'"\\{}!]|\btrap\b|[^&]&[^&]/.test(script.replace(/\$\{\w+\}/g, ''))) return undefined;
  const start = script.lastIndexOf('&&') + 1;
  const at = start === 0 ? 0 : start + 1;
  const rest = script.slice(at);
  const word = /^\s*(\S+)/.exec(rest);
  return word && isProgram(word[1]!) ? at + word[0].length - word[1]!.length : undefined;
}

/**
 * `npm start` where the script is one plain call of node: npm sets some variables beside, which few programs read. With other programs it also sets
 * the path that finds them.
 */
function withoutManager(instruction: CommandInstruction, starts: readonly StartCommand[]): Fix | undefined {
  const [manager = '', ...rest] = instruction.argv;
  const name = rest[0] === 'run' && rest.length === 2 ? rest[1] : rest.length === 1 ? rest[0] : undefined;
  const [only, ...others] = starts;
  if (!/^(?:npm|yarn|pnpm)$/.test(manager) || name === undefined || !only || others.length > 0) return undefined;
  if (only.via !== `${manager} script ${name}` || only.conditional || only.assignments.length > 0) return undefined;
  if (only.argv[0] !== 'node' || plainWords(only.argv.join(' ')) === undefined) return undefined;
  return fix(`Start node without ${manager}`, 'suggested', instruction.at, execForm(instruction, only.argv));
}

/** `command: sh -c "node server.js"`, also as a list. */
function inStack({ body, command, entrypoint }: Service, at: Span): Fix | undefined {
  const key =
    command && isSame(command.at, at) ? 'command' : entrypoint && isSame(entrypoint.at, at) ? 'entrypoint' : '';
  const line = key === 'command' ? command : entrypoint;
  const entry = body.entries.find((one) => one.key === key);
  if (!entry || !line || entry.merged || (key === 'entrypoint' && command)) return undefined;
  const [shell = '', flag, script = '', ...rest] = line.argv;
  if (!/^(?:\/bin\/)?(?:ba|da|a)?sh$/.test(shell) || flag !== '-c' || rest.length > 0) return undefined;
  const words = plainWords(script);
  if (!words) return chained(entry.value, script);
  const value = line.form === 'list' ? words : words.join(' ');
  return {
    title: 'Start the program without a shell',
    safety: 'safe',
    edits: [{ kind: 'value', at: entry.value.at, value }],
  };
}

/** `sh -c "migrate && serve"`: the script as an item of its own, or within a text on one line. */
function chained(node: Node, script: string): Fix | undefined {
  const last = lastOf(script);
  const written = node.kind === 'list' ? node.items.at(-1) : node;
  if (last === undefined || written?.kind !== 'scalar' || /[\n$]/.test(written.raw)) return undefined;
  const [before, after, ...more] = written.raw.split(script);
  if (before === undefined || after === undefined || more.length > 0) return undefined;
  const value = `${before}${script.slice(0, last)}exec ${script.slice(last)}${after}`;
  return {
    title: 'Let the program take the place of the shell',
    safety: 'safe',
    edits: [{ kind: 'value', at: written.at, value }],
  };
}

/** Programs that are no functions of the script. */
const programs =
  /^(?:node|python[\d.]*|ruby|php|java|dotnet|bun|deno|perl|gunicorn|uvicorn|hypercorn|daphne|celery|flask|puma|rails|bundle|nginx|supervisord|php-fpm|caddy|sidekiq|mix|elixir|npx|\/\S+|\.{1,2}\/\S+)$/;

/** The last command of a script of the repository. */
function inScript(at: Span, { scripts }: Facts): Fix | undefined {
  const script = scripts.find(({ path }) => path === at.file);
  const last = script?.commands.at(-1);
  if (!script || !last || !isSame(last.at, at)) return undefined;
  const [first] = last.words;
  if (!first || first.at.start !== last.at.start || last.assignments.length > 0 || !isSimple(last)) return undefined;
  if (!programs.test(first.raw) && !/^"\$@"$/.test(first.raw)) return undefined;
  // A shell that is gone tidies up nothing.
  if (script.commands.some(({ words }) => words[0]?.value === 'trap')) return undefined;
  // What runs beside it loses the shell that started it.
  const beside = script.commands.some(({ after }) => after === '&');
  const start = span(at.file, at.start, at.start);
  return fix('Let the program take the place of the script', beside ? 'suggested' : 'safe', start, 'exec ');
}

const isSimple = ({ before, after, conditional, scope }: ShellCommand): boolean =>
  after === 'end' && !conditional && scope === undefined && before !== '|' && before !== '||';
