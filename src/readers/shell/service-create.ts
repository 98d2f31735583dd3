/** Reads `docker service create` as the service it makes. */
import type { Declaration, Entry, Flag, Invocation, Scalar, ServiceCreation } from '../../facts/index.ts';
import { parseImageReference } from '../../facts/index.ts';
import { serviceCreateRefusals } from '../../facts/swarm/service-create.ts';
import { createFlags } from '../../facts/tables/service-create-flags.ts';
import { directoryOf, joinPath, own, type Span, type Text } from '../../source/index.ts';
import { textOf } from '../compose/nodes.ts';
import { serviceOf } from '../compose/service.ts';
import {
  cutAt,
  entry,
  fieldsOf,
  growingMap,
  listNode,
  literal,
  mapNode,
  nothing,
  scalarOf,
  type Words,
  wordsOf,
} from './service-values.ts';

export const isServiceCreate = ({ command, operands }: Invocation): boolean =>
  command[0] === 'service' && command[1] === 'create' && operands.length > 0;

export function serviceCreation(invocation: Invocation): ServiceCreation {
  const { at, flags, operands } = invocation;
  const nameFlag = flags.findLast(({ name }) => name === 'name');
  const image = scalarOf(wordsOf(operands[0]!));
  const base = { at, invocation };
  const without = (unknown: string): ServiceCreation => ({
    ...base,
    unknown,
    declarations: [],
    refused: serviceCreateRefusals(invocation, undefined, []),
  });
  if (!nameFlag?.value) return without('docker service create without --name: Docker makes up a name');
  const name = nameFlag.value.value;
  if (name === undefined) return without('docker service create: a variable decides the name of the service');
  if (parseImageReference(textOf(image)) === undefined)
    return without(`docker service create: which image ${name} runs cannot be known`);

  const { body, declarations } = bodyOf(invocation, image);
  const service = serviceOf(entry(name, body, nameFlag.value.at), body);
  return { ...base, service, declarations, refused: serviceCreateRefusals(invocation, service, declarations) };
}

function bodyOf(invocation: Invocation, image: Scalar) {
  const body = growingMap(invocation.at);
  const declarations: Declaration[] = [];
  body.set(['image'], image, image.at);
  const [, ...words] = invocation.operands;
  if (words.length > 0) {
    const items = words.map((word) => scalarOf(wordsOf(word)));
    const at = { ...words[0]!.at, end: words.at(-1)!.at.end };
    body.set(['command'], listNode(at, items), at);
  }
  for (const flag of invocation.flags) {
    const row = createFlags.get(flag.name);
    if (!row) continue;
    const { path } = row;
    const words = flag.value && wordsOf(flag.value);
    if (row.kind === 'switch') body.set(path, words ? scalarOf(words) : literal('true', flag.at), flag.at);
    else if (!words) continue;
    else if (row.kind === 'value') body.set(path, scalarOf(words), flag.at);
    else if (row.kind === 'pair') {
      const [name, value] = cutAt(words, '=');
      if (name.text !== '') body.set([...path, name.text], value ? scalarOf(value) : nothing(flag.at), flag.at);
    } else if (row.kind === 'item')
      body.add(path, flag.name === 'env-file' ? fileOf(flag.value!, invocation) : scalarOf(words), flag.at);
    else if (row.kind === 'publish') body.add(path, portOf(words, flag.at), flag.at);
    else if (row.kind === 'mount') {
      const { node, volume } = mountOf(words, flag);
      body.add(path, node, flag.at);
      if (volume) declarations.push(volume);
    } else {
      const { name, node } = attachmentOf(words, flag, row.kind);
      if (row.kind === 'network') body.set([...path, name], node, flag.at);
      else body.add(path, node, flag.at);
      declarations.push(declaration(flag.name as 'network' | 'secret' | 'config', name, flag.at));
    }
  }
  return { body: body.build(), declarations };
}

const declaration = (kind: Declaration['kind'], name: string, at: Span): Declaration => ({
  at,
  kind,
  name,
  external: kind !== 'volume',
  driverOptions: [],
});

const fieldEntry = (key: string, value: Words, at: Span): Entry => entry(key, scalarOf(value), at);

/** The command is refused for the address; the ports are meant all the same. */
const withoutAddress = (text: string): string => text.replace(/^(?:\[[^\]]*\]|\d+(?:\.\d+){3}):/, '');

/** `8080:80/tcp`, or `mode=host,target=80,published=8080`. */
function portOf(words: Words, at: Span) {
  if (!words.text.includes('=')) return { ...scalarOf({ ...words, text: withoutAddress(words.text) }), at };
  const names: Readonly<Record<string, string>> = {
    target: 'target',
    published: 'published',
    protocol: 'protocol',
    mode: 'mode',
  };
  return mapNode(
    at,
    fieldsOf(words).flatMap(([name, value]) =>
      own(names, name) && value ? [fieldEntry(names[name]!, value, at)] : [],
    ),
  );
}

const mountNames: Readonly<Record<string, string>> = {
  type: 'type',
  source: 'source',
  src: 'source',
  target: 'target',
  dst: 'target',
  destination: 'target',
};

function mountOf(words: Words, { at }: Flag) {
  const fields = fieldsOf(words);
  const fieldOf = (...names: readonly string[]) => fields.findLast(([name]) => names.includes(name))?.[1];
  const entries = fields.flatMap(([name, value]) =>
    own(mountNames, name) && value ? [fieldEntry(mountNames[name]!, value, at)] : [],
  );
  if (!fieldOf('type')) entries.push(entry('type', literal('volume', at), at));
  const readOnly = fields.find(([name]) => name === 'readonly' || name === 'ro');
  if (readOnly && !/^(0|f|false)$/i.test(readOnly[1]?.text ?? ''))
    entries.push(entry('read_only', literal('true', at), at));
  const size = fieldOf('tmpfs-size');
  if (size) entries.push(entry('tmpfs', mapNode(at, [fieldEntry('size', size, at)]), at));
  const node = mapNode(at, entries);

  const source = fieldOf('source', 'src');
  const type = fieldOf('type')?.text ?? 'volume';
  if (type !== 'volume' || !source) return { node };
  const driver = fieldOf('volume-driver');
  const options = fields.flatMap(([name, value]) => {
    const [key, option] = name === 'volume-opt' && value ? cutAt(value, '=') : [];
    return key ? [{ at, name: key.text, value: option && scalarOf(option) }] : [];
  });
  const volume: Declaration = {
    ...declaration('volume', textOf(scalarOf(source)), at),
    driver: driver && scalarOf(driver),
    driverOptions: options,
  };
  return { node, volume };
}

/** `NAME`, or `name=NETWORK,alias=web`, `source=SECRET,target=file`. */
function attachmentOf(words: Words, { at }: Flag, kind: 'network' | 'grant') {
  if (!words.text.includes('=')) {
    const scalar = scalarOf(words);
    return { name: textOf(scalar), node: kind === 'network' ? nothing(at) : { ...scalar, at } };
  }
  const fields = fieldsOf(words);
  const find = (...names: readonly string[]) => fields.findLast(([name]) => names.includes(name))?.[1];
  const name = find('name', 'source', 'src') ?? words;
  if (kind === 'network') {
    const aliases = fields.flatMap(([field, value]) => (field === 'alias' && value ? [scalarOf(value)] : []));
    return { name: textOf(scalarOf(name)), node: mapNode(at, [entry('aliases', listNode(at, aliases), at)]) };
  }
  const target = find('target');
  const entries = [fieldEntry('source', name, at), ...(target ? [fieldEntry('target', target, at)] : [])];
  return { name: textOf(scalarOf(name)), node: mapNode(at, entries) };
}

/** The path as it is from the folder of the file that holds the command: there a stack file would look. */
function fileOf(value: Text, { path, directory }: Invocation): Scalar {
  const words = wordsOf(value);
  const target = directory === undefined || !words.known ? undefined : joinPath(directory, words.text);
  if (target === undefined) return { ...scalarOf(words), value: undefined };
  const up = directoryOf(path) === '' ? '' : '../'.repeat(directoryOf(path).split('/').length);
  return { ...scalarOf(words), value: `${up}${target}` };
}
