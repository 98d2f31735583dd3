/** Reads of the environment in PHP. Sources: the manuals of PHP, Laravel and phpdotenv. */
import type { Node } from 'web-tree-sitter';
import type { EnvRead } from '../../facts/code.ts';
import type { Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf } from '../code/values.ts';
import type { Scope } from './scopes.ts';
import { argumentsOf, calleeOf, evaluate } from './values.ts';

export interface Read {
  readonly name: string;
  readonly module: string;
  readonly need: EnvRead['need'];
  readonly fallback?: Value;
}

/** Calls that read the variable named first, and fall back to what stands second. */
const getters: ReadonlyMap<string, string> = new Map([
  ['env', 'laravel/framework'],
  ['getenv', ''],
  ['Illuminate\\Support\\Env.get', 'laravel/framework'],
  ['Illuminate\\Support\\Env.getOrFail', 'laravel/framework'],
]);

export function readOf(node: Node, scope: Scope, depth = 0): Read | undefined {
  if (node.type === 'subscript_expression') return ofArray(node, scope, depth);
  if (node.type !== 'function_call_expression' && node.type !== 'scoped_call_expression') return undefined;
  const callee = calleeOf(node, scope, depth);
  const called = callee ? nameOf(callee) : '';
  const module = getters.get(called);
  if (module === undefined) return undefined;
  const { given } = argumentsOf(field(node, 'arguments'), scope, depth);
  const name = given[0] && textOf(given[0].value);
  if (name === undefined) return undefined;
  const fallback = called === 'getenv' ? undefined : given[1]?.value;
  if (called.endsWith('OrFail')) return { name, module, need: 'required' };
  const nothing = fallback === undefined || (fallback.kind === 'literal' && fallback.literal === null);
  return nothing ? { name, module, need: 'optional' } : { name, module, need: 'defaulted', fallback };
}

/** `$_ENV['X']`, `$_SERVER['X']`: of the latter only names that are no part of a request. */
function ofArray(node: Node, scope: Scope, depth: number): Read | undefined {
  const [array, key] = childrenOf(node);
  if (array?.text !== '$_ENV' && array?.text !== '$_SERVER') return undefined;
  const name = key && textOf(evaluate(key, scope, depth + 1));
  if (name === undefined) return undefined;
  const ofRequest =
    /^(?:HTTP_|REQUEST_|REMOTE_|SERVER_|SCRIPT_|QUERY_|DOCUMENT_|PATH_|PHP_|CONTENT_|GATEWAY_|argv|argc|HTTPS)/;
  return array.text === '$_SERVER' && ofRequest.test(name) ? undefined : { name, module: '', need: 'optional' };
}

/** `$_ENV` as a whole, `getenv()` without a name or with one that is put together. */
export function readsAny(node: Node, scope: Scope): boolean {
  const around = node.parent;
  if (node.type === 'variable_name')
    return node.text === '$_ENV' && (around?.type !== 'subscript_expression' || !ofKey(around, scope));
  if (node.type !== 'function_call_expression') return false;
  const callee = calleeOf(node, scope);
  return callee !== undefined && getters.has(nameOf(callee)) && readOf(node, scope) === undefined;
}

const ofKey = (node: Node, scope: Scope): boolean => {
  const key = childrenOf(node)[1];
  return key !== undefined && textOf(evaluate(key, scope)) !== undefined;
};
