/** Calls, settings and texts as they stand in the code. */
import type { Node } from 'web-tree-sitter';
import type { Argument, CallSite, Circumstances, Meaning, Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf, variableIn } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import { masterKey } from './environment.ts';
import type { Scope } from './scopes.ts';
import { handlerOf } from './signals.ts';
import { argumentsOf, calleeOf, evaluate } from './values.ts';

const rails: Meaning = { module: 'Rails', path: 'config' };
const sinatra: Meaning = { module: 'Sinatra', path: '' };

export function addCall(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const handler = handlerOf(into, node, scope, now);
  if (handler) {
    into.sites.push(handler);
    return;
  }
  const callee = calleeOf(node, scope);
  const { given, open } = argumentsOf(field(node, 'arguments'), scope);
  const name = field(node, 'method')?.text ?? '';
  for (const { value, name: key } of callee?.module === 'ENV' ? [] : given)
    if (key === undefined) addText(into, name, value, node, now, true);
  if (callee && addSettings(into, node, callee, given, now)) return;
  const block = field(node, 'block');
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'call',
    name,
    open,
    ...shaped(into, callee, name, given, block),
    ...(block && callee && /(?:^|\.)(?:get|head|route)$/.test(callee.path) ? { body: callsIn(block) } : {}),
  });
}

/** Calls that are written in ways of their own. */
function shaped(
  into: Collector,
  callee: Meaning | undefined,
  name: string,
  given: readonly Argument[],
  block: Node | undefined,
): Pick<CallSite, 'arguments' | 'meaning'> {
  const as = (meaning: Meaning | undefined, list: readonly Argument[] = given) => ({
    arguments: list,
    ...(meaning ? { meaning } : {}),
  });
  // A class of the file's own that extends Sinatra's.
  if (name === 'run!' && into.sinatra) return as({ module: 'Sinatra::Application', path: 'run!' });
  if (!callee) return as(undefined);
  if (nameOf(callee) === 'puma.bind') return as(callee, addressIn(given[0]?.value));
  // `get "up" => "rails/health#show"`
  if (callee.module === 'routes' && given[0]?.name !== undefined && given.every((one) => one.name !== undefined))
    return as(callee, [{ value: { kind: 'literal', literal: given[0].name } }, ...given]);
  if (nameOf(callee) === 'Thread.new' && block && loopsInTime(block))
    return as({ module: 'Thread', path: 'new(loop)' });
  return as(callee);
}

/** `loop do … sleep 60 end` */
const loopsInTime = (block: Node): boolean =>
  block.descendantsOfType('call').some((call) => call && field(call, 'method')?.text === 'sleep') &&
  block
    .descendantsOfType(['call', 'while', 'until'])
    .some((one) => one && (one.type !== 'call' || field(one, 'method')?.text === 'loop'));

/** `tcp://0.0.0.0:3000`; sockets of the file system are no address. */
function addressIn(value: Value | undefined): readonly Argument[] {
  const text = value && textOf(value);
  if (value === undefined || text === undefined || !/^(?:tcp|ssl):\/\//.test(text))
    return [{ name: 'address', value: { kind: 'unknown' } }];
  const bare = text.replace(/^(?:tcp|ssl):\/\//, '').split('?')[0]!;
  const cut = bare.lastIndexOf(':');
  const reads = (value.kind === 'joined' ? value.parts : [value]).filter((part) => part.kind === 'environment');
  // The port comes last, and only a text that ends with a read has it from the environment.
  const last = value.kind === 'joined' ? value.parts.at(-1) : undefined;
  const half = (literal: string | number, read: Value | undefined): Value => {
    const known: Value = { kind: 'literal', literal };
    return read?.kind === 'environment'
      ? { kind: 'environment', name: read.name, need: 'defaulted', fallback: known }
      : known;
  };
  return [
    {
      name: 'host',
      value: half(
        bare.slice(0, cut),
        reads.find((read) => read !== last),
      ),
    },
    { name: 'port', value: half(Number(bare.slice(cut + 1)), last) },
  ];
}

/** What a block calls in turn, as written. */
const callsIn = (block: Node): readonly string[] =>
  block.descendantsOfType('call').flatMap((call) => {
    const receiver = call && field(call, 'receiver');
    const method = call && field(call, 'method')?.text;
    return receiver && method && receiver.text.length < 40 ? `${receiver.text}.${method}` : [];
  });

/** `config.session_store :cookie_store`, `set :port, 4567`, `enable :sessions`: settings that are written as calls. */
function addSettings(
  into: Collector,
  node: Node,
  callee: Meaning,
  given: readonly Argument[],
  now: Circumstances,
): boolean {
  if (callee.module === 'Rails' && callee.path.startsWith('config.') && given.length > 0) {
    const name = callee.path.slice('config.'.length);
    const value = given.find((one) => one.name === undefined)?.value;
    if (value) pushSetting(into, node, name, value, rails, now);
    return value !== undefined;
  }
  if (!/^Sinatra::(?:Base|Application)$/.test(callee.module) || !/^(?:set|enable|disable)$/.test(callee.path))
    return false;
  const keys = given.filter((one) => one.name === undefined).map(({ value }) => textOf(value));
  if (callee.path === 'set' && keys[0] !== undefined && given[1])
    pushSetting(into, node, keys[0], given[1].value, sinatra, now);
  else if (callee.path === 'set')
    for (const { name, value } of given) if (name !== undefined) pushSetting(into, node, name, value, sinatra, now);
  if (callee.path !== 'set')
    for (const key of keys)
      if (key !== undefined)
        pushSetting(into, node, key, { kind: 'literal', literal: callee.path === 'enable' }, sinatra, now);
  return true;
}

function pushSetting(
  into: Collector,
  node: Node,
  name: string,
  value: Value,
  owner: Meaning,
  now: Circumstances,
): void {
  // `:redis_cache_store, { url: … }`: what comes behind the name are its options.
  const first = value.kind === 'list' && value.items[0]?.kind === 'literal' ? value.items[0] : value;
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'setting',
    name,
    value: first,
    owner,
    ...(into.overruled ? { overruled: true } : {}),
  });
}

export function addAssignment(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (!left || !right) return;
  const value = evaluate(right, scope);
  const name = left.type === 'call' ? (field(left, 'method')?.text ?? '') : left.text.replace(/^[@$]+/, '');
  if (left.type !== 'element_reference') addText(into, name, value, node, now);
  if (masterKey(node, scope)) addMasterKey(into, node, now);
  const callee = left.type === 'call' ? calleeOf(left, scope) : undefined;
  if (!callee || callee.path === '') return;
  if (callee.module === 'Rails' && callee.path.startsWith('config.')) {
    pushSetting(into, node, callee.path.slice('config.'.length), value, rails, now);
    return;
  }
  const cut = callee.path.lastIndexOf('.');
  const owner = { module: callee.module, path: cut === -1 ? '' : callee.path.slice(0, cut) };
  pushSetting(into, node, callee.path.slice(cut + 1), value, owner, now);
}

/** The key to the encrypted credentials comes from the environment, unless its file is shipped. */
function addMasterKey(into: Collector, node: Node, now: Circumstances): void {
  const root = into.path.replace(/config\/.*$/, 'config/');
  const shipped = ['master.key', 'credentials/production.key'].some((file) => into.exists(root + file));
  const need = shipped ? 'optional' : 'required';
  into.reads.push({ at: placeOf(into, node), ...now, name: 'RAILS_MASTER_KEY', module: 'Rails', need });
}

/** `password: "…"`, `url: "redis://…"` */
export function addPair(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const key = field(node, 'key');
  const value = field(node, 'value');
  if (key && value) addText(into, key.text.replace(/^[:"']|["']$/g, ''), evaluate(value, scope), node, now);
}

/** `onlyUrls`: a positional argument has no name of its own. */
function addText(into: Collector, name: string, value: Value, node: Node, now: Circumstances, onlyUrls = false): void {
  const fallback = value.kind === 'environment' ? value : undefined;
  const text = textOf(value);
  if (text === undefined || (onlyUrls && !text.includes('://'))) return;
  if (fallback === undefined && variableIn(value) !== undefined) return;
  into.texts.push({ at: placeOf(into, node), ...now, name, text, ...(fallback ? { fallbackOf: fallback.name } : {}) });
}

/** Commands between backticks. */
export function addSubshell(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const first = childrenOf(node)[0];
  const value: Value =
    first?.type === 'string_content' ? { kind: 'literal', literal: first.text } : evaluate(undefined, scope);
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'call',
    name: '`',
    meaning: { module: '', path: '`' },
    arguments: [{ value }],
    open: false,
  });
}

/** A file that requires Sinatra serves when it is started itself, at the address its settings name. */
export function addServer(into: Collector, root: Node, now: Circumstances): void {
  const options = into.sites.flatMap((site): readonly Argument[] =>
    site.site === 'setting' && site.owner === sinatra && site.guard === 'always' && /^(?:bind|port)$/.test(site.name)
      ? [{ name: site.name, value: site.value }]
      : [],
  );
  const explicit = into.sites.findIndex((site) => site.site === 'call' && site.name === 'run!');
  const known = explicit === -1 ? undefined : (into.sites[explicit] as CallSite);
  if (known) into.sites[explicit] = { ...known, arguments: [...known.arguments, ...options] };
  if (known || !root.text.includes('sinatra')) return;
  const require = root
    .descendantsOfType('call')
    .find((call) => /^require[ (]+["']sinatra["']\)?$/.test(call?.text ?? ''));
  if (!require) return;
  into.sites.push({
    at: placeOf(into, require),
    ...now,
    entryOnly: true,
    site: 'call',
    how: 'call',
    name: 'run!',
    meaning: { module: 'Sinatra::Application', path: 'run!' },
    arguments: options,
    open: false,
  });
}

/** Up to version 7.0 Rails writes `log/production.log`, unless the variable is set that its own settings ask for. */
export function addOutput(into: Collector, condition: Node, now: Circumstances): void {
  const name = 'RAILS_LOG_TO_STDOUT';
  // With an `||` in between it is not the variable alone that decides.
  if (!into.path.endsWith('config/environments/production.rb') || condition.type === 'binary') return;
  if (!condition.text.includes(name)) return;
  pushSetting(into, condition, 'log_to_stdout', { kind: 'environment', name, need: 'optional' }, rails, now);
}
