/**
 * Reads of the environment: the runtime's own, and keys of `IConfiguration`, which the variable of the same name replaces: `A:B` is `A__B`.
 * Source: https://learn.microsoft.com/aspnet/core/fundamentals/configuration/
 */
import type { Node } from 'web-tree-sitter';
import type { EnvRead } from '../../facts/code.ts';
import type { Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { literalOf, nameOf, textOf } from '../code/values.ts';
import type { Scope } from './scopes.ts';
import { argumentsOf, evaluate, meaningOf, partsOf, plainName } from './values.ts';

export interface Read {
  readonly name: string;
  readonly module: string;
  readonly need: EnvRead['need'];
  readonly fallback?: Value;
}

const configuration = 'Microsoft.Extensions.Configuration';
/** `A:B` as the environment spells it. */
export const variableOfKey = (key: string): string => key.replaceAll(':', '__');

export function readOf(node: Node, scope: Scope, depth = 0): Read | undefined {
  if (depth > 12) return undefined;
  if (node.type === 'element_access_expression') return ofIndex(node, scope, depth);
  if (node.type === 'member_access_expression') return ofSectionValue(node, scope, depth);
  const callee = node.type === 'invocation_expression' ? field(node, 'function') : undefined;
  const parts = callee && partsOf(callee);
  const method = plainName(parts?.name ?? callee);
  if (!callee || (method !== 'GetEnvironmentVariable' && method !== 'GetValue' && method !== 'GetConnectionString'))
    return undefined;
  if (method === 'GetEnvironmentVariable') return ofRuntime(node, callee, scope, depth);
  const prefix = parts && prefixOf(parts.object, scope, depth);
  if (prefix === undefined) return undefined;
  const { given } = argumentsOf(node, scope, depth + 1);
  const key = given[0] && textOf(given[0].value);
  if (key === undefined) return undefined;
  if (method === 'GetConnectionString') return { ...named(`${prefix}ConnectionStrings:${key}`), need: 'optional' };
  const fallback = given[1]?.value;
  const nothing = fallback === undefined || literalOf(fallback) === null;
  return { ...named(`${prefix}${key}`), ...(nothing ? { need: 'optional' } : { need: 'defaulted', fallback }) };
}

const named = (key: string) => ({ name: variableOfKey(key), module: configuration });

function ofRuntime(node: Node, callee: Node, scope: Scope, depth: number): Read | undefined {
  if (!/^(?:(?:global::)?System\.)?Environment\.GetEnvironmentVariable$|^GetEnvironmentVariable$/.test(callee.text))
    return undefined;
  const { given } = argumentsOf(node, scope, depth + 1);
  const name = given[0] && textOf(given[0].value);
  if (name === undefined) return undefined;
  return { name, module: '', need: node.parent?.type === 'postfix_unary_expression' ? 'required' : 'optional' };
}

/** `configuration["A:B"]` */
function ofIndex(node: Node, scope: Scope, depth: number): Read | undefined {
  const object = field(node, 'expression');
  const prefix = object && prefixOf(object, scope, depth);
  const index = field(node, 'subscript');
  const key = index && textOf(evaluate(childrenOf(childrenOf(index)[0] ?? index)[0], scope, depth + 1));
  return prefix === undefined || key === undefined ? undefined : { ...named(`${prefix}${key}`), need: 'optional' };
}

/** `configuration.GetSection("A:B").Value` */
function ofSectionValue(node: Node, scope: Scope, depth: number): Read | undefined {
  const parts = partsOf(node);
  if (parts?.name.text !== 'Value') return undefined;
  const prefix = prefixOf(parts.object, scope, depth);
  return prefix?.endsWith(':') ? { ...named(prefix.slice(0, -1)), need: 'optional' } : undefined;
}

/** What stands before the key: of a section its name and a colon, of the configuration itself nothing. */
function prefixOf(node: Node, scope: Scope, depth: number): string | undefined {
  if (depth > 12) return undefined;
  const callee = node.type === 'invocation_expression' ? field(node, 'function') : undefined;
  const parts = callee && partsOf(callee);
  if (parts && /^Get(?:Required)?Section$/.test(parts.name.text)) {
    const outer = prefixOf(parts.object, scope, depth + 1);
    const { given } = argumentsOf(node, scope, depth + 1);
    const key = given[0] && textOf(given[0].value);
    return outer === undefined || key === undefined ? undefined : `${outer}${key}:`;
  }
  if (node.type === 'identifier') {
    const bound = boundTo(node, scope);
    if (bound) return prefixOf(bound.node, bound.scope, depth + 1);
  }
  const meaning = meaningOf(node, scope, depth);
  return meaning && nameOf(meaning) === 'IConfiguration()' ? '' : undefined;
}

function boundTo(node: Node, scope: Scope): { readonly node: Node; readonly scope: Scope } | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const found = at.names.get(node.text);
    if (found) return found.how === 'value' && found.node.type === 'invocation_expression' ? found : undefined;
  }
  return undefined;
}
