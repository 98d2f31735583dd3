/** Addresses as `std::net` writes them. */
import type { Argument, Value } from '../code/program.ts';
import { unknown } from '../code/program.ts';
import { literalOf } from '../code/values.ts';

const names: Readonly<Record<string, string>> = {
  'std.Ipv4Addr.UNSPECIFIED': '0.0.0.0',
  'std.Ipv4Addr.LOCALHOST': '127.0.0.1',
  'std.Ipv6Addr.UNSPECIFIED': '::',
  'std.Ipv6Addr.LOCALHOST': '::1',
};

export const hostOfName = (name: string): string | undefined => (Object.hasOwn(names, name) ? names[name] : undefined);

const pairs = /^std\.SocketAddr(?:V4|V6)?\.new$/;
const same = /^(?:std|core)\.(?:SocketAddr(?:V4|V6)?|IpAddr|Ipv4Addr|Ipv6Addr)\.(?:from|V4|V6)$/;

/** The value of a call that makes an address: a text, or a list of host and port. */
export function addressOfCall(name: string, given: () => readonly Value[]): Value | undefined {
  if (pairs.test(name)) return { kind: 'list', items: given().slice(0, 2) };
  if (same.test(name)) return given()[0];
  if (name !== 'std.Ipv4Addr.new') return undefined;
  return dotted(given());
}

const dotted = (parts: readonly Value[]): Value => {
  const numbers = parts.map(literalOf);
  return numbers.length === 4 && numbers.every((one) => typeof one === 'number')
    ? { kind: 'literal', literal: numbers.join('.') }
    : unknown;
};

/** Host and port of what a listener is given, as named arguments; nothing where it is given no address. */
export function addressArguments(given: readonly Argument[]): readonly Argument[] {
  const first = given.find(({ name }) => name === undefined)?.value;
  const found = first && halvesOf(first);
  return found
    ? [
        { name: 'address.host', value: found[0] },
        { name: 'address.port', value: found[1] },
      ]
    : [];
}

function halvesOf(value: Value): readonly [Value, Value] {
  switch (value.kind) {
    case 'list': {
      const [host = unknown, port = unknown] = value.items;
      if (value.items.length !== 2) return [unknown, unknown];
      return [host.kind === 'list' ? ofList(host) : host, port];
    }
    case 'literal':
      return ofText(String(value.literal));
    case 'joined':
      return ofParts(value.parts);
    case 'environment': {
      const [host, port] = value.fallback ? halvesOf(value.fallback) : [unknown, unknown];
      // The variable decides both.
      return [
        { ...value, fallback: host },
        { ...value, fallback: port },
      ];
    }
    default:
      return [unknown, unknown];
  }
}

/** `[0, 0, 0, 0]`, and the eight numbers of IPv6. */
function ofList({ items }: Extract<Value, { kind: 'list' }>): Value {
  if (items.length === 4) return dotted(items);
  const numbers = items.map(literalOf);
  if (numbers.length !== 8 || numbers.slice(0, 7).some((one) => one !== 0)) return unknown;
  return { kind: 'literal', literal: numbers[7] === 0 ? '::' : numbers[7] === 1 ? '::1' : '?' };
}

function ofText(text: string): readonly [Value, Value] {
  const cut = text.lastIndexOf(':');
  if (cut === -1) return [unknown, unknown];
  const port = Number(text.slice(cut + 1));
  return [
    { kind: 'literal', literal: text.slice(0, cut) },
    Number.isInteger(port) ? { kind: 'literal', literal: port } : unknown,
  ];
}

/** `"0.0.0.0:" + port`, `host + ":" + port`: cut at the last colon that is written. */
function ofParts(parts: readonly Value[]): readonly [Value, Value] {
  for (let at = parts.length - 1; at >= 0; at--) {
    const part = parts[at]!;
    const text = part.kind === 'literal' ? String(part.literal) : '';
    const cut = text.lastIndexOf(':');
    if (cut === -1) continue;
    const before: Value[] = [...parts.slice(0, at), ...piece(text.slice(0, cut))];
    const after: Value[] = [...piece(text.slice(cut + 1)), ...parts.slice(at + 1)];
    return [joined(before), joined(after)];
  }
  return [unknown, unknown];
}

const piece = (text: string): readonly Value[] => (text === '' ? [] : [{ kind: 'literal', literal: text }]);

const joined = (parts: readonly Value[]): Value =>
  parts.length === 0
    ? { kind: 'literal', literal: '' }
    : parts.length === 1
      ? parts[0]!
      : { kind: 'joined', by: '', parts };
