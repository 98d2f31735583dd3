/** Reads of the environment: the runtime's own, those of helpers, and those of configuration libraries. */
import type { Node } from 'web-tree-sitter';
import type { EnvRead } from '../../facts/code.ts';
import type { Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf } from '../code/values.ts';
import { functionOf, meaningOf } from './meanings.ts';
import type { Reading } from './reading.ts';
import type { Scope } from './scopes.ts';
import { environmentCalls, helperName, helperPackage, helperVerb, viperGetters } from './tables/environment.ts';
import { evaluate } from './values.ts';
import { viperRead } from './viper.ts';
import { wrapperOf } from './wrappers.ts';

export interface Read {
  readonly name: string;
  readonly module: string;
  readonly need: EnvRead['need'];
  readonly fallback?: Value;
}

export function readOf(node: Node, scope: Scope, reading: Reading, depth = 0): Read | undefined {
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  if (!callee || !list) return undefined;
  const given = childrenOf(list).filter(({ type }) => type !== 'comment');
  if (given.length === 0 || given.length > 4) return undefined;
  const value = (at: number): Value | undefined => given[at] && evaluate(given[at], scope, reading, depth + 1);
  const name = (at: number): string | undefined => {
    const found = value(at);
    return found && textOf(found);
  };
  const meaning = meaningOf(callee, scope, reading.unit, depth);
  const called = meaning && nameOf(meaning);
  if (called !== undefined && environmentCalls.has(called)) {
    const variable = name(0);
    return variable === undefined
      ? undefined
      : judged({ name: variable, module: '', need: 'optional' }, node, reading, depth);
  }
  if (called !== undefined && viperGetters.has(called)) {
    const key = name(0);
    return key === undefined ? undefined : viperRead(key, reading);
  }
  const own = meaning ? undefined : functionOf(callee, scope, reading.unit);
  const wrapper = own && wrapperOf(own, reading);
  if (wrapper) {
    const variable = name(wrapper.name);
    if (variable === undefined) return undefined;
    const fallback = wrapper.fallback === undefined ? undefined : value(wrapper.fallback);
    const { need } = wrapper;
    return judged({ name: variable, module: '', need, ...(fallback ? { fallback } : {}) }, node, reading, depth);
  }
  if (!isHelper(callee, own !== undefined)) return undefined;
  const variable = name(0);
  if (variable === undefined || !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(variable) || variable.length < 3)
    return undefined;
  const fallback = value(1);
  const need = /must|require/i.test(callee.text) ? 'required' : fallback ? 'defaulted' : 'optional';
  return judged({ name: variable, module: '', need, ...(fallback ? { fallback } : {}) }, node, reading, depth);
}

/** A function of this file that reads nothing is none, whatever it is called. */
function isHelper(callee: Node, known: boolean): boolean {
  if (callee.type === 'identifier') return !known && helperName.test(callee.text);
  if (callee.type !== 'selector_expression') return false;
  const name = field(callee, 'field')?.text ?? '';
  const operand = field(callee, 'operand')?.text ?? '';
  return helperName.test(name) || (helperPackage.test(operand) && helperVerb.test(name));
}

/** What the code around does without the variable. */
function judged(read: Read, node: Node, reading: Reading, depth: number): Read {
  const verdict = reading.verdicts.get(node.id);
  if (read.fallback || read.need === 'required') return read;
  if (verdict?.fallback && depth < 10) {
    const { node: at, scope } = verdict.fallback;
    return { ...read, need: 'defaulted', fallback: evaluate(at, scope, reading, depth + 2) };
  }
  return verdict?.stops || reading.insisted.has(node.text) ? { ...read, need: 'required' } : read;
}
