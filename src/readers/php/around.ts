/** What calls hand over, members that are sites of their own, and handlers of signals. */
import type { Node } from 'web-tree-sitter';
import type { Span } from '../../source/index.ts';
import type { CallSite, Circumstances, HandlerSite } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { addresses, consumers } from './tables/brokers.ts';

const last = (call: string): string => call.slice(call.lastIndexOf('.') + 1);

/** Calls whose functions are looked into: consumers, and routes by their method. */
const followed = new Set([...consumers.flatMap(({ calls }) => calls.map(last)), 'get', 'any', 'dispatchAfterResponse']);
const members = new Set(addresses.filter(({ how }) => how === 'member').flatMap(({ calls }) => calls.map(last)));
const longest = 120;
const isCall = /(?:call|creation)_expression$/;

/** `DB::select`, `$this->mailer->send` without the dollar: calls inside a chain and their arguments are left out. */
function written(node: Node): string {
  const name = (field(node, 'name') ?? field(node, 'function'))?.text ?? '';
  const owner = field(node, 'scope') ?? field(node, 'object');
  const before = owner ? (isCall.test(owner.type) ? written(owner) : owner.text.replace(/^\$/, '')) : '';
  const between = node.type === 'scoped_call_expression' ? '::' : '->';
  return (before === '' ? name : `${before}${between}${name}`).slice(-longest);
}

const fails = /\bthrow\b|\babort\(|,\s*5\d\d\b|setStatusCode\(5|HTTP_SERVICE_UNAVAILABLE|HTTP_INTERNAL/;

function isTolerated(call: Node, within: Node): boolean {
  for (let node: Node | null = call; node && node.id !== within.id; node = node.parent) {
    const around: Node | null = node.parent;
    if (around?.type !== 'try_statement' || field(around, 'body')?.id !== node.id) continue;
    const handlers = childrenOf(around).filter(({ type }) => type === 'catch_clause');
    if (handlers.length > 0 && !handlers.some(({ text }) => fails.test(text))) return true;
  }
  return false;
}

/** What the closures among the arguments of a call do. */
export function bodyOf(node: Node, name: string): Pick<CallSite, 'body' | 'tolerated'> {
  const list = followed.has(name) ? field(node, 'arguments') : undefined;
  const closures = (list?.descendantsOfType(['anonymous_function', 'arrow_function']) ?? []).filter(
    (one) => one !== null,
  );
  const calls = closures.flatMap((closure) =>
    closure
      .descendantsOfType(['function_call_expression', 'member_call_expression', 'scoped_call_expression'])
      .flatMap((call) => (call ? [{ text: written(call), tolerated: isTolerated(call, closure) }] : [])),
  );
  if (calls.length === 0) return {};
  const tolerated = calls.filter((call) => call.tolerated).map(({ text }) => text);
  return { body: calls.map(({ text }) => text), ...(tolerated.length > 0 ? { tolerated } : {}) };
}

/** `$_SERVER['REMOTE_ADDR']`, `protected $proxies = '*';` */
export function memberOf(node: Node, at: Span, now: Circumstances): CallSite | undefined {
  const name = node.type === 'property_element' ? filledProperty(node) : keyOf(node);
  if (name === undefined || !members.has(name)) return undefined;
  return { at, ...now, site: 'call', how: 'member', name, arguments: [], open: false };
}

function keyOf(node: Node): string | undefined {
  const [array, key] = childrenOf(node);
  return array?.text === '$_SERVER' ? /^["']([\w-]+)["']$/.exec(key?.text ?? '')?.[1] : undefined;
}

function filledProperty(node: Node): string | undefined {
  const [name, value] = childrenOf(node);
  return value && !/^(?:null|\[\s*\])$/.test(value.text) ? name?.text.replace(/^\$/, '') : undefined;
}

const signals = new Set(['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP']);

/** `pcntl_signal(SIGTERM, function () { … })` */
export function handlerOf(node: Node, at: Span, now: Circumstances): HandlerSite | undefined {
  if (field(node, 'function')?.text.replace(/^\\/, '') !== 'pcntl_signal') return undefined;
  const [which, handler] = childrenOf(field(node, 'arguments') ?? node);
  if (!which || !signals.has(which.text)) return undefined;
  const closure = handler?.descendantsOfType(['anonymous_function', 'arrow_function'])[0];
  const parts = closure?.descendantsOfType(['function_call_expression', 'member_call_expression', 'exit_statement']);
  const calls = parts?.flatMap((one) =>
    one ? [one.type === 'exit_statement' ? 'exit' : ((field(one, 'name') ?? field(one, 'function'))?.text ?? '')] : [],
  );
  return {
    at,
    ...now,
    site: 'handler',
    module: '',
    label: 'pcntl_signal',
    signals: [which.text],
    ...(calls ? { calls } : {}),
  };
}
