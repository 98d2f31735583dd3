/** Reads of the environment in Ruby. Sources: the manual of ENV, and the documentation of figaro, dotenv and Rails. */
import type { Node } from 'web-tree-sitter';
import type { EnvRead } from '../../facts/code.ts';
import type { Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf } from '../code/values.ts';
import { inside, type Scope } from './scopes.ts';
import { argumentsOf, calleeOf, evaluate, isStop, meaningOf } from './values.ts';

export interface Read {
  readonly name: string;
  readonly module: string;
  readonly need: EnvRead['need'];
  readonly fallback?: Value;
}

/** Calls that ask whether a variable is there, or take it with others. */
const asks = new Set(['ENV.key?', 'ENV.has_key?', 'ENV.include?', 'ENV.member?', 'ENV.delete', 'ENV.dig']);

export function readOf(node: Node, scope: Scope, depth = 0): Read | undefined {
  if (node.type === 'element_reference') return ofElement(node, scope, depth);
  if (node.type !== 'call') return undefined;
  const receiver = field(node, 'receiver');
  if (receiver?.text === 'ENV') return ofEnv(node, scope, depth);
  // `Figaro.env.pusher_key!`
  const callee = receiver?.text === 'Figaro.env' ? calleeOf(node, scope, depth) : undefined;
  const method = callee && /^env\.([a-z]\w*)([!?]?)$/.exec(callee.path);
  if (!method) return undefined;
  return { name: method[1]!.toUpperCase(), module: 'figaro', need: method[2] === '!' ? 'required' : 'optional' };
}

function ofEnv(node: Node, scope: Scope, depth: number): Read | undefined {
  const called = `ENV.${field(node, 'method')?.text}`;
  if (called !== 'ENV.fetch' && !asks.has(called)) return undefined;
  const { given } = argumentsOf(field(node, 'arguments'), scope, depth);
  const name = given[0] && textOf(given[0].value);
  if (name === undefined) return undefined;
  if (called !== 'ENV.fetch') return { name, module: '', need: 'optional' };
  const block = field(node, 'block');
  const body = block && field(block, 'body');
  if (body && isStop(childrenOf(body).at(-1))) return { name, module: '', need: 'required' };
  const fallback = block ? (body ? evaluate(body, inside(scope), depth + 1) : nothing) : given[1]?.value;
  if (!fallback) return { name, module: '', need: 'required' };
  return fallback.kind === 'literal' && fallback.literal === null
    ? { name, module: '', need: 'optional' }
    : { name, module: '', need: 'defaulted', fallback };
}

const nothing: Value = { kind: 'literal', literal: null };

/** `ENV["X"]`: nil without the variable. */
function ofElement(node: Node, scope: Scope, depth: number): Read | undefined {
  const [object, key] = childrenOf(node);
  if (object?.text !== 'ENV' || !key) return undefined;
  const name = textOf(evaluate(key, scope, depth + 1));
  return name === undefined ? undefined : { name, module: '', need: 'optional' };
}

/** Variables that a call insists on by their names: `Figaro.require_keys("A", "B")`, `Dotenv.require_keys("A")`. */
export function insistedBy(node: Node, scope: Scope): readonly string[] {
  const callee = calleeOf(node, scope);
  if (!callee || !/^(?:Figaro|Dotenv)\.require_keys$/.test(nameOf(callee))) return [];
  return argumentsOf(field(node, 'arguments'), scope)
    .given.flatMap(({ value }) => (value.kind === 'list' ? value.items : [value]))
    .flatMap((value) => textOf(value) ?? []);
}

/** `raise "…" unless ENV["X"]`, `abort "…" if ENV["X"].blank?`: variables without which the program stops. */
export function insistedIn(root: Node, scope: Scope): ReadonlySet<string> {
  if (!/\bENV\b/.test(root.text)) return new Set();
  const names = root
    .descendantsOfType(['if_modifier', 'unless_modifier', 'if', 'unless'])
    .flatMap((node): readonly string[] => {
      const condition = node && field(node, 'condition');
      const body = node && (field(node, 'body') ?? field(node, 'consequence'));
      if (!condition || !body || !isStop(body.type === 'then' ? childrenOf(body)[0] : body)) return [];
      const asked = node.type.startsWith('unless') ? presentIn(condition) : absentIn(condition);
      const read = asked && readOf(asked, scope);
      return read ? [read.name] : [];
    });
  return new Set(names);
}

/** `X`, `X.present?`, `ENV.key?("X")` */
function presentIn(condition: Node): Node | undefined {
  const method = condition.type === 'call' ? field(condition, 'method')?.text : undefined;
  const receiver = field(condition, 'receiver');
  return (method === 'present?' || method === 'presence') && receiver ? receiver : condition;
}

/** `!X`, `not X`, `X.nil?`, `X.blank?`, `X.to_s.empty?` */
function absentIn(condition: Node): Node | undefined {
  if (condition.type === 'unary') {
    const operand = field(condition, 'operand') ?? childrenOf(condition)[0];
    return operand && presentIn(operand);
  }
  if (condition.type !== 'call') return undefined;
  const method = field(condition, 'method')?.text ?? '';
  const receiver = field(condition, 'receiver');
  if (!/^(?:nil|blank|empty)\?$/.test(method) || !receiver) return undefined;
  const inner = field(receiver, 'method')?.text;
  return inner === 'to_s' || inner === 'strip' ? field(receiver, 'receiver') : receiver;
}

/** Settings that make a program insist on a variable. */
export const masterKey = (node: Node, scope: Scope): boolean => {
  const left = field(node, 'left');
  const meaning = left && meaningOf(left, scope);
  return (
    meaning !== undefined &&
    nameOf(meaning) === 'Rails.config.require_master_key' &&
    field(node, 'right')?.text === 'true'
  );
};
