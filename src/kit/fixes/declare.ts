/** Volumes, secrets and configs that a stack file declares at its top level. */
import type { MapNode, Node } from '../../facts/index.ts';
import type { Edit, Plain } from '../fix.ts';

/** Without a section for them, one is begun at the end of the file. `lines`: what stands below the name, for that case. */
export function declaration(
  document: MapNode,
  section: 'volumes' | 'configs',
  name: string,
  values: Readonly<Record<string, string>>,
): Edit | undefined {
  const own = document.entries.find(({ key }) => key === section);
  const last = document.entries.at(-1);
  if (!last || own?.merged) return undefined;
  const value: Plain = Object.keys(values).length === 0 ? null : values;
  if (own) return { kind: 'set', at: own.at, path: [name], value };
  const lines = [`${section}:`, `  ${name}:`, ...Object.entries(values).map(([key, text]) => `    ${key}: ${text}`)];
  const whole = { ...last.at, end: Math.max(last.at.end, endOf(last.value)) };
  return { kind: 'line', at: whole, where: 'after', text: `\n${lines.join('\n')}` };
}

/** The end of the last thing that is written, without the blank lines behind it. */
function endOf(node: Node): number {
  const last = node.kind === 'map' ? node.entries.at(-1) : node.kind === 'list' ? node.items.at(-1) : undefined;
  if (!last) return node.at.end;
  return Math.max(last.at.end, endOf('key' in last ? last.value : last));
}
