/** What `swarm-lint convert` did, told: for people by what they have to do about it, for programs one by one. */
import type { Change, Converted } from '../convert/index.ts';
import { escapeJson } from '../report/index.ts';
import { type Style, styleOf } from '../report/style.ts';
import { padEnd, wrap } from '../report/wrap.ts';
import type { Look } from './look.ts';

type Files = readonly { readonly path: string }[];

/** `stack`: whether the text goes into it. */
export function convertedJson(
  { text, changes, left }: Converted,
  files: Files,
  version: string,
  stack: boolean,
): string {
  const body = {
    schema: 1,
    tool: { name: 'swarm-lint', version },
    files: files.map(({ path }) => path),
    accepted: !left.some(({ refused }) => refused),
    changes,
    left,
    ...(stack && { stack: text }),
  };
  return `${escapeJson(JSON.stringify(body, null, 2))}\n`;
}

interface Section {
  readonly title: string;
  readonly holds: (change: Change) => boolean;
}

/** The first that holds a change tells it. */
const sections: readonly Section[] = [
  { title: 'To decide', holds: ({ todo, loss, kind }) => kind !== 'proposed' && (todo === true || loss === 'heavy') },
  { title: 'Moved and rewritten', holds: ({ kind }) => ['moved', 'rewritten', 'added'].includes(kind) },
  { title: 'Dropped', holds: ({ kind }) => kind === 'dropped' },
  { title: 'Proposed (--no-proposals leaves it out)', holds: ({ kind }) => kind === 'proposed' },
  { title: 'To know', holds: ({ kind }) => kind === 'note' },
];

export function convertedText(
  { changes, left }: Converted,
  files: Files,
  output: string | undefined,
  look: Look,
): string {
  const style = styleOf(look);
  const lines: string[] = [];
  const rest = new Set(changes);
  for (const { title, holds } of sections) {
    const here = changes.filter((change) => rest.has(change) && holds(change));
    for (const change of here) rest.delete(change);
    if (here.length > 0) lines.push(style.bold(title), ...(here.length > 0 ? told(here, files, style) : []), '');
  }
  if (left.length > 0) {
    lines.push(style.bold('Left: Swarm refuses it or reads it differently'));
    for (const { path, message, line, refused } of left) {
      const mark = refused ? style.bad(style.symbols.bad) : style.warn(style.symbols.warn);
      lines.push(
        ...block(`${mark} `, 2, `${path === '' ? '' : `${path}: `}${message} (line ${line} of the new file)`, style),
      );
    }
    lines.push('');
  }
  lines.push(...ending(changes, left, output, style));
  return `${lines.join('\n')}\n`;
}

function ending(
  changes: readonly Change[],
  left: Converted['left'],
  output: string | undefined,
  style: Style,
): readonly string[] {
  const todos = changes.filter(({ todo }) => todo).length;
  const refused = left.filter((one) => one.refused).length;
  const done = changes.filter(({ kind }) => kind !== 'note').length;
  const counts = done === 0 ? 'Nothing had to change' : `${done} change${done === 1 ? '' : 's'}`;
  const decide = todos === 0 ? '' : `, ${todos} with a TODO for you`;
  const verdict =
    refused > 0 ? style.bad(`Swarm still refuses the file (${refused}).`) : style.good('Swarm accepts the file.');
  return [`${counts}${decide}. ${verdict}${output === undefined ? '' : ` Written to ${style.safe(output)}.`}`];
}

interface Group {
  readonly what: string;
  readonly reason: string;
  readonly kind: Change['kind'];
  readonly where: string[];
}

/** What was done for the same reason to several services is told once. */
function told(changes: readonly Change[], files: Files, style: Style): readonly string[] {
  const groups = new Map<string, Group>();
  for (const { kind, path, to, reason, at } of changes) {
    const [, section = '', name = '', key = path] =
      /^(services|networks|volumes|secrets|configs)\.([^.]+)\.?(.*)$/s.exec(path) ?? [];
    const short = /^environment\./.test(key) ? 'environment' : key.replace(/\.\d+(?=\.|$)/g, '');
    const what = `${short === '' ? section.slice(0, -1) : short}${to === undefined ? '' : ` ${style.symbols.arrow} ${to}`}`;
    const group = groups.get(`${what} ${kind} ${reason}`) ?? { what, reason, kind, where: [] };
    groups.set(`${what} ${kind} ${reason}`, group);
    const file = files.length > 1 || (at && at.path !== files[0]?.path) ? at?.path : '';
    const place = at ? `${file}:${at.line}` : '';
    const subject = short === 'environment' && short !== key ? `${name} ${key.slice('environment.'.length)}` : name;
    const words = [subject, place].filter((word) => word !== '').join(' ');
    if (words !== '' && !group.where.includes(words)) group.where.push(words);
  }
  return [...groups.values()].flatMap(({ what, reason, where }) => {
    const places = where.slice(0, 12).join(', ') + (where.length > 12 ? ` and ${where.length - 12} more` : '');
    return [
      `  ${style.note(style.safe(what))}${places === '' ? '' : `  ${style.dim(style.safe(places))}`}`,
      ...block('    ', 4, reason, style),
    ];
  });
}

function block(head: string, indent: number, text: string, style: Style): readonly string[] {
  return wrap(style.safe(text), style.width - indent - 2).map(
    (line, index) => `${index === 0 ? head.padStart(indent) : padEnd('', indent)}${line}`,
  );
}
