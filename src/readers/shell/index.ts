/** Shell scripts: what they run, and the docker commands in them. */
import type { Reader, Reading } from '../../facts/reading.ts';
import type { ShellScript } from '../../facts/shell.ts';
import { directoryOf, fileNameOf, type Source, span, startOf } from '../../source/index.ts';
import { invocationsIn } from './invocations.ts';
import { longestShellText } from './limits.ts';

const scriptEndings: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'ksh', 'zsh']);

/** Scripts without an ending: by their names, or by the folders they are kept in. The first line decides. */
const scriptName =
  /(^|[-_])(entrypoint|deploy|redeploy|release|rollout|ship|publish|update|upgrade|install|setup|swarm|stack|ctl|manage|start|run|up|boot|launch|cmd|init|migrate|worker|serve)([-_]|$)/i;
const scriptFolder = /(^|\/)(bin|scripts?|docker|deploy|ops|tools?|\.docker)\//i;

const interpreters: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'busybox']);

/** The program of `#!`, behind `env` too; only shells. */
export function shellOf(text: string): string | undefined {
  if (!text.startsWith('#!')) return undefined;
  const end = text.indexOf('\n');
  const words = text
    .slice(2, end === -1 ? undefined : end)
    .trim()
    .split(/\s+/);
  const names = words.filter((word) => !word.startsWith('-')).map(fileNameOf);
  const name = names[0] === 'env' ? names.slice(1).find((word) => !word.includes('=')) : names[0];
  return name !== undefined && interpreters.has(name) ? name : undefined;
}

const endsAsScript = (path: string): boolean => {
  const name = fileNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 && scriptEndings.has(name.slice(dot + 1));
};

const mayBeScript = (path: string): boolean => {
  const name = fileNameOf(path);
  return !name.includes('.') && (scriptName.test(name) || scriptFolder.test(path));
};

const isScript = (source: Source): boolean => endsAsScript(source.path) || shellOf(source.text) !== undefined;

export const scriptReader: Reader = {
  name: 'shell',
  claims: (path) => endsAsScript(path) || mayBeScript(path),
  needs: (source) => (isScript(source) && source.text.length <= longestShellText ? 'shell' : undefined),
  read: (source, { parsers }): Reading => {
    const { path, text } = source;
    if (!isScript(source)) return {};
    if (text.length > longestShellText)
      return { gaps: [{ at: startOf(path), why: 'the script is too large to be read' }] };
    if (parsers.shell === undefined)
      return { gaps: [{ at: startOf(path), why: 'no parser for shell scripts was loaded' }] };
    const commands = parsers.shell(text, path, 0);
    if (commands.length === 0 && /^[ \t]*[^\s#]/m.test(text)) {
      return { gaps: [{ at: startOf(path), why: 'the script could not be parsed' }] };
    }
    const interpreter = shellOf(text);
    const base = { at: span(path, 0, text.length), path, commands };
    const script: ShellScript = interpreter === undefined ? base : { ...base, interpreter };
    if (!text.includes('docker')) return { scripts: [script] };
    // Where a script below the root is started from is not known; at the root both answers are the same.
    const start = directoryOf(path) === '' ? { directory: '' } : {};
    const context = { ...start, names: [], path, where: 'script' } as const;
    return { scripts: [script], invocations: invocationsIn(commands, text, 0, context, parsers.shell) };
  },
};
