/** Ports and mounts in short and long syntax. */
import type { Mount, Node, Port, PortRange } from '../../facts/index.ts';
import { scalarOf, textOf } from './nodes.ts';

export function portOf(node: Node): Port | undefined {
  if (node.kind === 'map') {
    const target = scalarOf(node, 'target');
    const published = scalarOf(node, 'published');
    return {
      at: node.at,
      form: 'long',
      raw: [published && textOf(published), target && textOf(target)].filter(Boolean).join(':'),
      hostIp: scalarOf(node, 'host_ip')?.value,
      published: rangeOf(published?.value),
      target: rangeOf(target?.value),
      protocol: scalarOf(node, 'protocol')?.value ?? 'tcp',
      // Swarm reads any other word as ingress.
      mode: scalarOf(node, 'mode')?.value === 'host' ? 'host' : 'ingress',
    };
  }
  if (node.kind !== 'scalar' || node.type === 'null') return undefined;
  const raw = textOf(node);
  const [address, protocol] = splitLast(raw, '/');
  const base = {
    at: node.at,
    form: 'short' as const,
    raw: node.raw,
    protocol: protocol ?? 'tcp',
    mode: 'ingress' as const,
  };
  if (node.invalid !== undefined) return base;
  const [front, target] = splitLast(address, ':');
  if (target === undefined) return { ...base, target: rangeOf(front) };
  const [hostIp, published] = splitLast(front, ':');
  if (published === undefined) return { ...base, published: rangeOf(hostIp), target: rangeOf(target) };
  return { ...base, hostIp, published: rangeOf(published), target: rangeOf(target) };
}

function splitLast(text: string, separator: string): readonly [string, string | undefined] {
  const cut = text.lastIndexOf(separator);
  return cut === -1 ? [text, undefined] : [text.slice(0, cut), text.slice(cut + 1)];
}

function rangeOf(text: string | undefined): PortRange | undefined {
  const match = text?.match(/^(\d{1,5})(?:-(\d{1,5}))?$/);
  if (!match) return undefined;
  const from = Number(match[1]);
  return { from, to: match[2] === undefined ? from : Number(match[2]) };
}

const mountTypes = ['volume', 'bind', 'tmpfs', 'npipe', 'cluster'] as const;

export function mountOf(node: Node): Mount | undefined {
  if (node.kind === 'map') {
    const type = mountTypes.find((one) => one === scalarOf(node, 'type')?.value) ?? 'unknown';
    const source = scalarOf(node, 'source') ?? scalarOf(node, 'src');
    const target = scalarOf(node, 'target') ?? scalarOf(node, 'dst') ?? scalarOf(node, 'destination');
    return {
      at: node.at,
      form: 'long',
      raw: [source && textOf(source), target && textOf(target)].filter(Boolean).join(':'),
      type: source && source.value === undefined ? 'unknown' : type,
      source: source?.value,
      target: target?.value,
      readOnly: ['true', 'yes', 'on'].includes(scalarOf(node, 'read_only')?.value ?? ''),
    };
  }
  if (node.kind !== 'scalar' || node.type === 'null') return undefined;
  const parts = splitOutsideVariables(textOf(node));
  const base = { at: node.at, form: 'short' as const, raw: node.raw };
  if (parts.length === 1) return { ...base, type: 'volume', target: parts[0], readOnly: false };
  const [source = '', target, options = ''] = parts;
  const readOnly = options.split(',').includes('ro');
  const known = !source.includes('${');
  // A path is told by its beginning, also when the rest is a variable.
  const type = /^(?:[.~/]|\\\\|\p{L}:)/u.test(source) ? 'bind' : known ? 'volume' : 'unknown';
  return { ...base, type, source: known ? source : type === 'bind' ? source : undefined, target, readOnly };
}

/** One letter before a colon is a Windows drive to the loader: `a:/data` has no source, `C:\\x:/data` has one. */
const isDrive = (text: string): boolean => /^\p{L}$/u.test(text);

/** Colons inside `${NAME:-default}` separate nothing. */
function splitOutsideVariables(text: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if (text.startsWith('${', index)) depth++;
    else if (text[index] === '}' && depth > 0) depth--;
    if (text[index] === ':' && depth === 0 && !isDrive(parts.at(-1)!)) parts.push('');
    else parts.push(`${parts.pop()}${text[index]}`);
  }
  return parts;
}
