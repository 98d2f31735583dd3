/** Docker commands in the `sh` steps of Jenkinsfiles: a scanner for strings, not a reader of Groovy. */
import type { Reader, Reading } from '../../facts/reading.ts';
import { fileNameOf, type Source } from '../../source/index.ts';
import { doubleQuoted, type Segment } from './decode.ts';
import { snippetInvocations, survives, withShell } from './snippet.ts';

export const jenkinsReader: Reader = {
  name: 'jenkins',
  claims: (path) =>
    /^Jenkinsfile([.-].*)?$|\.jenkinsfile$/i.test(fileNameOf(path)) ||
    /(^|\/)\.?(jenkins|ci|pipelines?)\/.*\.groovy$/i.test(path),
  needs: (source) => (survives(source) ? 'shell' : undefined),
  read: (source, { parsers }): Reading =>
    withShell(source, parsers.shell, (parse) => {
      const { steps, names } = scan(source);
      // `dir('x') { … }` changes the directory for a block: with one of them none is certain.
      const directory = /\bdir\s*\(/.test(source.text) ? {} : { directory: '' };
      const invocations = steps.flatMap(({ job, segments, remote }) => {
        const place = remote ? { names: [], remote, elsewhere: true } : { names, ...directory };
        const context = { where: 'ci', ...place, ...(job === undefined ? {} : { job }) } as const;
        return snippetInvocations(source, [segments], context, parse);
      });
      return { invocations };
    }),
};

interface Step {
  readonly job: string | undefined;
  readonly segments: readonly Segment[];
  /** For a shell on another machine. */
  readonly remote: boolean;
}

interface Quoted {
  readonly quote: string;
  readonly from: number;
  readonly to: number;
  /** Behind the closing quote. */
  readonly end: number;
}

/** What the steps of the SSH plugins call their text. */
const remoteKeys: ReadonlySet<string> = new Set(['command', 'execCommand']);

const word = /[A-Za-z_]\w*/y;

/** What may stand between `sh` and its text. */
const beforeText =
  /\s*\(?\s*(?:(?:returnStdout|returnStatus)\s*:\s*(?:true|false)\s*,\s*|label\s*:\s*(?:'[^'\n]*'|"[^"\n]*")\s*,\s*|encoding\s*:\s*(?:'[^'\n]*'|"[^"\n]*")\s*,\s*)*(?:script\s*:\s*)?/y;

function scan({ text }: Source): { readonly steps: readonly Step[]; readonly names: readonly string[] } {
  const steps: Step[] = [];
  const names = new Set<string>();
  const speaksSsh = /\b(sshCommand|sshPublisher|sshTransfer)\b/.test(text);
  let job: string | undefined;
  let at = 0;
  while (at < text.length) {
    if (text.startsWith('//', at)) at = endOr(text.indexOf('\n', at), text);
    else if (text.startsWith('/*', at)) at = endOr(text.indexOf('*/', at + 2), text) + 2;
    else if (text[at] === "'" || text[at] === '"') {
      const quoted = stringAt(text, at);
      // `withEnv(["A=1"])`
      const assigned = /^([A-Za-z_]\w*)=/.exec(text.slice(quoted.from, quoted.from + 80))?.[1];
      if (assigned !== undefined) names.add(assigned);
      at = quoted.end;
    } else {
      word.lastIndex = at;
      const name = word.exec(text)?.[0];
      if (name === undefined) {
        at++;
        continue;
      }
      const start = at;
      at += name.length;
      if (text[start - 1] === '.') continue;
      if (/^[A-Z][A-Z0-9_]*$/.test(name) && /^\s*=[^=]/.test(text.slice(at, at + 20))) names.add(name);
      const remote = remoteKeys.has(name) && /^\s*:/.test(text.slice(at, at + 20)) && speaksSsh;
      if (name !== 'sh' && name !== 'stage' && !remote) continue;
      if (remote) at = text.indexOf(':', at) + 1;
      beforeText.lastIndex = at;
      at += beforeText.exec(text)?.[0].length ?? 0;
      if (text[at] !== "'" && text[at] !== '"') continue;
      const quoted = stringAt(text, at);
      if (name === 'stage') job = text.slice(quoted.from, quoted.to);
      else steps.push({ job, segments: groovySegments(text, quoted), remote });
      at = quoted.end;
    }
  }
  return { steps, names: [...names] };
}

const endOr = (found: number, text: string): number => (found === -1 ? text.length : found);

function stringAt(text: string, at: number): Quoted {
  const triple = text.slice(at, at + 3);
  const quote = triple === "'''" || triple === '"""' ? triple : text[at]!;
  const from = at + quote.length;
  let to = from;
  while (to < text.length && !text.startsWith(quote, to)) {
    // A single quote left open ends with its line.
    if (quote.length === 1 && text[to] === '\n') break;
    to += text[to] === '\\' ? 2 : 1;
  }
  to = Math.min(to, text.length);
  return { quote, from, to, end: Math.min(to + quote.length, text.length) };
}

/** Groovy takes off escapes, and in double quotes puts values in: those are unknown. */
function groovySegments(text: string, { quote, from, to }: Quoted): readonly Segment[] {
  if (quote.startsWith("'")) return doubleQuoted(text, from, to);
  const segments: Segment[] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '$') {
      const name = /^\$(?:\{[^}\n]*\}|[A-Za-z_][\w.]*)/.exec(text.slice(at, Math.min(at + 300, to)))?.[0];
      if (name === undefined) continue;
      segments.push(...doubleQuoted(text, start, at), { text: '?', from: at, to: at + name.length, unknown: true });
      start = at + name.length;
      at = start - 1;
    }
  }
  return [...segments, ...doubleQuoted(text, start, to)];
}
