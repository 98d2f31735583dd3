/** Reads of the environment: the language's own, those of configuration libraries, and small functions around them. */
import type { Node } from 'web-tree-sitter';
import type { EnvRead } from '../../facts/code.ts';
import type { Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf } from '../code/values.ts';
import { type Definition, givenTo, localName, notePipe, operatorOf, type Pipes, stops } from './nodes.ts';
import { moduleName, type Scope } from './scopes.ts';
import { type Getter, getters, strict } from './tables/environment.ts';
import { calleeOf, evaluate } from './values.ts';

export interface Read {
  readonly name: string;
  readonly module: string;
  readonly need: EnvRead['need'];
  readonly fallback?: Value;
  /** Read while the program is compiled: what a container holds later changes nothing. */
  readonly built: boolean;
}

const byName: ReadonlyMap<string, Getter> = new Map(
  getters.flatMap((row) => row.calls.map((call) => [call, row] as const)),
);

const argumentsIn = (call: Node, pipes: Pipes): readonly Node[] => {
  const piped = pipes.get(call.id);
  const { positional } = givenTo(call);
  return piped ? [piped, ...positional] : positional;
};

export function readOf(node: Node, scope: Scope, depth = 0): Read | undefined {
  if (node.type === 'tuple') return systemTuple(node, scope);
  if (node.type !== 'call') return undefined;
  const target = field(node, 'target');
  if (!target || !/^(?:dot|identifier)$/.test(target.type)) return undefined;
  const given = argumentsIn(node, scope.unit.pipes);
  if (given.length === 0) return undefined;
  const wrapped = wrapperOf(node, scope);
  const callee = wrapped ? undefined : calleeOf(node, scope, depth);
  const row = callee && byName.get(nameOf(callee));
  const getter = wrapped ?? row;
  const first = given[getter?.variable ?? 0];
  if (!getter || !first || first.type === 'keywords') return undefined;
  const name = textOf(evaluate(first, scope, depth + 1));
  if (name === undefined) return undefined;
  const built = scope.runs === 'build';
  const module = callee?.module ?? '';
  const second = getter.fallback === undefined ? undefined : given[getter.fallback];
  const fallback = second && evaluate(second, scope, depth + 1);
  const nothing = fallback === undefined || (fallback.kind === 'literal' && fallback.literal === null);
  const need = nothing ? getter.need : 'defaulted';
  // Whoever builds the image has to know it, not whoever starts it.
  return {
    name,
    module,
    built,
    need: built && need === 'required' ? 'optional' : need,
    ...(nothing ? {} : { fallback }),
  };
}

/** `{:system, "PORT"}`, `{:system, :integer, "PORT", 4000}`: older libraries look the name up when the program starts. */
export function systemTuple(node: Node, scope: Scope): Read | undefined {
  const items = childrenOf(node);
  if (items[0]?.type !== 'atom' || items[0].text !== ':system') return undefined;
  const at = items.findIndex(({ type }) => type === 'string');
  const name = at === -1 ? undefined : textOf(evaluate(items[at], scope, 1));
  if (name === undefined) return undefined;
  const given = items[at + 1] && evaluate(items[at + 1], scope, 1);
  const fallback = given?.kind === 'literal' && given.literal !== null ? given : undefined;
  return {
    name,
    module: '',
    built: false,
    need: fallback ? 'defaulted' : 'optional',
    ...(fallback ? { fallback } : {}),
  };
}

/** A function of this file that reads the variable whose name it is given. */
function wrapperOf(call: Node, { unit, module }: Scope): Getter | undefined {
  const target = field(call, 'target');
  const local = localName(call);
  const [left, right] = target?.type === 'dot' ? [field(target, 'left'), field(target, 'right')] : [];
  const name =
    local ??
    (left && right && (left.type === 'alias' || left.text === '__MODULE__')
      ? `${left.type === 'alias' ? moduleName(left.text, unit) : module}.${right.text}`
      : undefined);
  const found = name === undefined ? [] : (unit.functions.get(name) ?? []);
  for (const definition of found) {
    const known = wrappers.get(definition) ?? { getter: inDefinition(definition, unit.pipes) };
    wrappers.set(definition, known);
    if (known.getter) return known.getter;
  }
  return undefined;
}

const wrappers = new WeakMap<Definition, { readonly getter: Getter | undefined }>();

const nameOfParameter = (node: Node): string | undefined => {
  const left = node.type === 'binary_operator' && operatorOf(node) === '\\\\' ? field(node, 'left') : node;
  return left?.type === 'identifier' ? left.text : undefined;
};

function inDefinition({ parameters, body }: Definition, pipes: Pipes): Getter | undefined {
  const names = parameters.map(nameOfParameter);
  let found: Getter | undefined;
  const look = (node: Node, depth: number): void => {
    if (depth > 12) return;
    if (node.type === 'binary_operator') notePipe(node, pipes);
    if (node.type === 'call') {
      const target = field(node, 'target')?.text ?? '';
      const [first, second] = argumentsIn(node, pipes);
      const variable = first?.type === 'identifier' ? names.indexOf(first.text) : -1;
      if (variable !== -1 && /^System\.(?:get_env|fetch_env!?)$/.test(target)) {
        const around =
          node.parent?.type === 'binary_operator' && operatorOf(node.parent) === '||'
            ? field(node.parent, 'right')
            : undefined;
        const other = second ?? (around?.id === node.id ? undefined : around);
        const fallback = other?.type === 'identifier' ? names.indexOf(other.text) : -1;
        const required = target === 'System.fetch_env!' || stops(around);
        if (!found || required)
          found = {
            calls: [],
            variable,
            need: required
              ? 'required'
              : other && fallback === -1 && other.type === 'string'
                ? 'defaulted'
                : 'optional',
            ...(fallback === -1 ? {} : { fallback }),
          };
      }
    }
    for (const child of childrenOf(node)) look(child, depth + 1);
  };
  for (const statement of body) look(statement, 0);
  return found;
}

/** The variables without which the program stops, by what it does when one is not there. */
export const isStrict = (callee: string): boolean => strict.has(callee);
