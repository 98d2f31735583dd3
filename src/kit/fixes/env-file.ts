/** Lines of an `env_file` as Swarm reads them. Only what is too much is taken out: no value is repeated. */
import type { EnvFileReading } from '../../facts/index.ts';
import { type Span, span, type Text } from '../../source/index.ts';
import type { Edit, Fix, Safety } from '../fix.ts';

interface Change {
  readonly edits: readonly Edit[];
  readonly safety: Safety;
}

export function envFileFix({ trouble, rows }: EnvFileReading): Fix | undefined {
  const changes = rows.map((row) => changeOf(row));
  const known = changes.filter((change) => change !== undefined);
  const [first, ...others] = known.flatMap(({ edits }) => edits);
  if (!first || known.length !== changes.length || trouble === undefined) return undefined;
  const safety = known.every((change) => change.safety === 'safe') ? 'safe' : 'suggested';
  return { title: 'Write plain NAME=value lines', safety, edits: [first, ...others] };
}

/** Name, what stands around `=`, and the value with all that is written behind it. */
const line = /^(export[ \t]+)?([\w.-]+)([ \t]*(?:=|:(?=[ \t]))[ \t]*)(.*)$/s;
const quotedValue = /^(["'])([^"'\\$#]*)\1(?:[ \t]+(#.*))?[ \t]*$/;
const plainValue = /^([^"'$#]*?)(?:[ \t]{1,99}(#.*))?[ \t]{0,99}$/;

function changeOf({ raw, at }: Text): Change | undefined {
  const [, word = '', name = '', equals = '', rest = ''] = line.exec(raw) ?? [];
  const quoted = quotedValue.exec(rest);
  const value = quoted?.[2] ?? plainValue.exec(rest)?.[1];
  const comment = quoted?.[3] ?? (quoted ? undefined : plainValue.exec(rest)?.[2]);
  if (name === '' || value === undefined || value !== value.trim()) return undefined;
  const place = (from: number, to: number): Span => span(at.file, at.start + from, at.start + to);
  const cut = (from: number, to: number, text = ''): Edit[] =>
    from < to && raw.slice(from, to) !== text ? [{ kind: 'text', at: place(from, to), text }] : [];
  const sign = word.length + name.length;
  const begin = sign + equals.length;
  const open = begin + (quoted ? 1 : 0);
  const edits = [
    // From the end to the start: each place stands where the file has it.
    ...cut(open + value.length, raw.length),
    ...cut(sign, open, '='),
    ...cut(0, word.length),
    ...(comment === undefined ? [] : [{ kind: 'line' as const, at, where: 'before' as const, text: comment }]),
  ];
  // A shell that reads the file as well wants `export`, and quotes around blanks.
  const judged = word !== '' || equals.includes(':') || /\s/.test(value);
  return edits.length === 0 ? undefined : { edits, safety: judged ? 'suggested' : 'safe' };
}
