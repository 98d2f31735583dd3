/** What expressions of Java and Kotlin stand for. */
import type { Node } from 'web-tree-sitter';
import { type Argument, type Meaning, unknown, type Value } from '../code/program.ts';
import { nameOf, variableIn } from '../code/values.ts';
import { insistedOn, readOfCall, withFallback } from './environment.ts';
import { fullName, meaningOfName } from './names.ts';
import { bindingOf, type Scope } from './scopes.ts';
import type { Given, Shape } from './shape.ts';

const deepest = 60;
const longest = 240;

const member = ({ module, path }: Meaning, name: string): Meaning => ({
  module,
  path: path === '' ? name : `${path}.${name}`,
});
const called = (meaning: Meaning | undefined): Meaning | undefined =>
  !meaning || meaning.path.length > longest ? undefined : { ...meaning, path: `${meaning.path}()` };

export const classOf = (name: string, { file }: Scope): string => fullName(name, file.names, file.told);

/** An instance of a class: `javax.servlet.http.Part` with the path `()`. */
const instanceOf = (name: string, scope: Scope): Meaning => ({ module: classOf(name, scope), path: '()' });

/** The member of a library an expression is. */
export function meaningOf(node: Node, scope: Scope, depth = 0): Meaning | undefined {
  const { meanings } = scope.file;
  if (depth > deepest) return undefined;
  if (!meanings.has(node.id)) {
    // What is asked for again while it is looked up stands for itself: nothing is known of it.
    meanings.set(node.id, undefined);
    meanings.set(node.id, findMeaning(node, scope, depth));
  }
  return meanings.get(node.id);
}

function findMeaning(node: Node, scope: Scope, depth: number): Meaning | undefined {
  const shape = scope.file.shapeOf(node);
  switch (shape.kind) {
    case 'name':
      return ofName(shape.name, scope, depth);
    case 'member':
      return ofMember(node, shape, scope, depth);
    case 'call':
      return ofCalled(shape, scope, depth);
    case 'new':
      return instanceOf(shape.type, scope);
    case 'inside':
      return meaningOf(shape.node, scope, depth + 1);
    case 'item': {
      const from = meaningOf(shape.object, scope, depth + 1);
      return from && { ...from, path: `${from.path}[]` };
    }
    default:
      return undefined;
  }
}

function ofName(name: string, scope: Scope, depth: number): Meaning | undefined {
  const binding = bindingOf(name, scope);
  if (binding?.how === 'instance') return instanceOf(binding.of, scope);
  if (binding?.how === 'value')
    return binding.type !== undefined && scope.file.names.known.has(binding.type)
      ? instanceOf(binding.type, scope)
      : (meaningOf(binding.node, binding.scope, depth + 1) ??
          (binding.type === undefined ? undefined : instanceOf(binding.type, scope)));
  if (binding) return undefined;
  const full = fullName(name, scope.file.names, scope.file.told);
  if (full.includes('.')) return meaningOfName(full);
  return /^[A-Z]/.test(name) ? { module: name, path: '' } : undefined;
}

const qualified = /^[a-z_]\w*(?:\.[a-z_]\w*)+\.[A-Z]\w*$/;

function ofMember(
  node: Node,
  { object, name }: Extract<Shape, { kind: 'member' }>,
  scope: Scope,
  depth: number,
): Meaning | undefined {
  const holder = scope.file.shapeOf(object);
  if (holder.kind === 'self') return ofName(name, scope, depth);
  if (qualified.test(node.text)) return { module: node.text, path: '' };
  const from = meaningOf(object, scope, depth + 1);
  return from && member(from, name);
}

/** Methods that only hand on what they are called on: builders and fluent settings. */
const beginnings =
  /(?:^|\.)(?:newBuilder|builder|custom|create|configure|getBuilder|forPort|forAddress)\(\)$|Builder\(\)$/;
const endings = /^(?:build\w*|start|load|get|toString|create\w*|connect\w*|run|migrate|subscribe|stream)$/;

/** `builder().a(1).b(2).build()` is `builder().build` with arguments by name. */
function ofCalled(shape: Extract<Shape, { kind: 'call' }>, scope: Scope, depth: number): Meaning | undefined {
  const from = shape.object && meaningOf(shape.object, scope, depth + 1);
  if (from && beginnings.test(from.path) && !endings.test(shape.name)) return from;
  return called(calleeOf(shape, scope, depth));
}

/** What a call calls. */
export function calleeOf(shape: Extract<Shape, { kind: 'call' }>, scope: Scope, depth = 0): Meaning | undefined {
  if (!shape.object) {
    const full = fullName(shape.name, scope.file.names, scope.file.told);
    if (full.includes('.')) return meaningOfName(full);
    return { module: '', path: shape.name };
  }
  const holder = scope.file.shapeOf(shape.object);
  if (holder.kind === 'self') return undefined;
  const from = meaningOf(shape.object, scope, depth + 1);
  if (!from) return undefined;
  return member(from, shape.name);
}

/** The arguments that a chain of builders has gathered, by the names of its methods. */
function gathered(node: Node | undefined, scope: Scope, depth: number): readonly Argument[] {
  const found: Argument[] = [];
  let at = node;
  for (let step = 0; at && step < 40; step++) {
    const shape = scope.file.shapeOf(at);
    if (shape.kind !== 'call' || !shape.object) break;
    const value = shape.given[0];
    found.push({
      name: shape.name,
      value: value ? evaluate(value.node, scope, depth + 1) : { kind: 'literal', literal: true },
    });
    at = shape.object;
  }
  return found;
}

export function argumentsOf(
  given: readonly Given[],
  scope: Scope,
  depth = 0,
): { readonly given: readonly Argument[]; readonly open: boolean } {
  return {
    given: given
      .filter(({ behind }) => !behind)
      .map(({ name, node }): Argument => {
        const value = evaluate(node, scope, depth + 1);
        return name === undefined ? { value } : { name, value };
      }),
    open: given.some(({ spread }) => spread === true),
  };
}

/** Arguments in the parentheses, and those that builders or setters bring in other ways. */
export function allArguments(
  shape: Extract<Shape, { kind: 'call' | 'new' }>,
  setters: readonly Given[],
  scope: Scope,
  depth = 0,
): { readonly given: readonly Argument[]; readonly open: boolean } {
  const own = argumentsOf([...shape.given, ...setters], scope, depth);
  const before = shape.kind === 'call' && shape.object ? gathered(shape.object, scope, depth) : [];
  return { given: [...own.given, ...before], open: own.open };
}

export function evaluate(node: Node | undefined, scope: Scope, depth = 0): Value {
  if (!node || depth > deepest) return unknown;
  const { values } = scope.file;
  const known = values.get(node.id);
  if (known) return known;
  values.set(node.id, unknown);
  const found = findValue(node, scope, depth);
  values.set(node.id, found);
  return found;
}

function findValue(node: Node, scope: Scope, depth: number): Value {
  const inner = (child: Node | undefined): Value => evaluate(child, scope, depth + 1);
  const shape = scope.file.shapeOf(node);
  switch (shape.kind) {
    case 'literal':
      return { kind: 'literal', literal: shape.literal };
    case 'text':
      return joined(
        shape.parts.map((part) => (typeof part === 'string' ? { kind: 'literal', literal: part } : inner(part))),
      );
    case 'inside':
      return shape.insists ? insistedOn(inner(shape.node)) : inner(shape.node);
    case 'list':
      return { kind: 'list', items: shape.items.map(inner) };
    case 'name': {
      const binding = bindingOf(shape.name, scope);
      if (binding?.how === 'value') {
        const value = evaluate(binding.node, binding.scope, depth + 1);
        if (value.kind !== 'unknown') return value;
      }
      return memberValue(node, scope, depth);
    }
    case 'member':
      return ofField(node, shape, scope, depth);
    case 'operation':
      return ofOperation(shape, inner);
    case 'choice':
      return ofChoice(shape, scope, depth, inner);
    case 'item': {
      const from = meaningOf(shape.object, scope, depth);
      const read =
        from && nameOf(from) === 'java.lang.System.getenv()'
          ? readOfCall('java.lang.System.getenv', [inner(shape.index)])
          : undefined;
      return read ?? memberValue(node, scope, depth);
    }
    case 'call':
      return ofCall(shape, scope, depth);
    case 'new':
      return ofNew(shape, scope, depth);
    default:
      return unknown;
  }
}

const joined = (parts: readonly Value[]): Value => (parts.length === 1 ? parts[0]! : { kind: 'joined', by: '', parts });

function memberValue(node: Node, scope: Scope, depth: number): Value {
  const meaning = meaningOf(node, scope, depth);
  return meaning ? { kind: 'member', meaning } : unknown;
}

/** `this.x`, and `Own.X` for a constant of the class itself. */
function ofField(node: Node, { object, name }: Extract<Shape, { kind: 'member' }>, scope: Scope, depth: number): Value {
  const holder = scope.file.shapeOf(object);
  if (holder.kind === 'self' || (holder.kind === 'name' && holder.name === scope.className)) {
    const binding = scope.fields.get(name);
    if (binding?.how === 'value') return evaluate(binding.node, binding.scope, depth + 1);
  }
  return memberValue(node, scope, depth);
}

function ofOperation(
  { operator, left, right }: Extract<Shape, { kind: 'operation' }>,
  inner: (node: Node) => Value,
): Value {
  if (operator === '+') {
    const start = inner(left);
    const parts = start.kind === 'joined' && start.by === '' ? start.parts : [start];
    return { kind: 'joined', by: '', parts: [...parts, inner(right)] };
  }
  if (operator !== '?:') return unknown;
  const value = inner(left);
  return /^(?:throw|error\(|exitProcess\()/.test(right.text) ? insistedOn(value) : withFallback(value, inner(right));
}

/** `x != null ? x : "a"` is `x` with a fallback, as long as the condition is about it. */
function ofChoice(
  { condition, yes, no }: Extract<Shape, { kind: 'choice' }>,
  scope: Scope,
  depth: number,
  inner: (node: Node | undefined) => Value,
): Value {
  const values = [inner(yes), inner(no)];
  const read = values.find((value) => value.kind === 'environment' && value.fallback === undefined);
  const other = values.find((value) => value !== read);
  if (read && other && variableAsked(condition, scope, depth) === variableIn(read)) return withFallback(read, other);
  return { kind: 'either', values };
}

/** The variable a test for presence is about: `x == null`, `!x.isBlank()`. */
export function variableAsked(node: Node, scope: Scope, depth = 0): string | undefined {
  if (depth > deepest) return undefined;
  const shape = scope.file.shapeOf(node);
  const asked = (one: Node | undefined): string | undefined =>
    one && (variableIn(evaluate(one, scope, depth + 1)) ?? variableAsked(one, scope, depth + 1));
  if (shape.kind === 'inside' || shape.kind === 'not') return variableAsked(shape.node, scope, depth + 1);
  if (shape.kind === 'operation') return asked(shape.left) ?? asked(shape.right);
  if (shape.kind === 'call') return asked(shape.object) ?? asked(shape.given[0]?.node);
  return undefined;
}

const paths = new Set(['java.nio.file.Paths.get', 'java.nio.file.Path.of', 'kotlin.io.path.Path', 'Path']);
/** Methods that only change the form of what they are called on. */
const forms =
  /^(?:toInt|toIntOrNull|toLong|toLongOrNull|toBoolean|toString|trim|trimIndent|trimMargin|strip|toPath|toFile|toUri|toAbsolutePath|normalize|toUpperCase|toLowerCase|lowercase|uppercase|getBytes|toByteArray|intern|orEmpty|toURI|let|also|apply)$/;
const conversions =
  /^java\.lang\.(?:Integer\.(?:parseInt|valueOf)|Long\.(?:parseLong|valueOf)|Boolean\.(?:parseBoolean|valueOf)|String\.valueOf)$|^java\.net\.URI\.create$|^java\.time\.Duration\.parse$/;
const lists =
  /^(?:java\.util\.(?:List|Set)\.of|java\.util\.Arrays\.asList|java\.util\.Collections\.singletonList|listOf|setOf|arrayOf|mutableListOf)$/;

function ofCall(shape: Extract<Shape, { kind: 'call' }>, scope: Scope, depth: number): Value {
  const callee = calleeOf(shape, scope, depth);
  const { given } = argumentsOf(shape.given, scope, depth);
  const values = given.filter(({ name }) => name === undefined).map(({ value }) => value);
  const name = callee ? nameOf(callee) : '';
  const read = readOfCall(name, values);
  if (read) return read;
  const first = values[0];
  if (first && conversions.test(name)) return first;
  if (paths.has(name)) return { kind: 'joined', by: '/', parts: values };
  if (lists.test(name)) return { kind: 'list', items: values };
  const own = shape.object ? evaluate(shape.object, scope, depth + 1) : undefined;
  const told = own && ofObject(shape.name, own, first);
  if (told) return told;
  if (first?.kind === 'environment') {
    if (/(?:^|\.)requireNonNull$/.test(name)) return insistedOn(first);
    if (/(?:requireNonNullElse|defaultIfBlank|defaultIfEmpty|defaultString|firstNonNull)$/.test(name) && values[1])
      return withFallback(first, values[1]);
    // `Optional.ofNullable(x)` stands for x until it is opened.
    if (/(?:^|\.)Optional\.(?:ofNullable|of)$/.test(name)) return first;
  }
  const meaning = called(callee);
  return meaning ? { kind: 'member', meaning, arguments: allArguments(shape, [], scope, depth).given } : unknown;
}

function ofObject(method: string, own: Value, first: Value | undefined): Value | undefined {
  if ((method === 'resolve' || method === 'resolveSibling') && first && own.kind !== 'unknown')
    return { kind: 'joined', by: '/', parts: [own, first] };
  if (own.kind === 'environment') {
    if (/^(?:orElse|orElseGet|ifEmpty|ifBlank|getOrElse)$/.test(method) && first) return withFallback(own, first);
    if (/^(?:orElseThrow|get)$/.test(method)) return insistedOn(own);
    if (/^(?:filter|map|takeIf|takeUnless|split)$/.test(method)) return own;
  }
  return forms.test(method) && own.kind !== 'unknown' && own.kind !== 'member' ? own : undefined;
}

function ofNew(shape: Extract<Shape, { kind: 'new' }>, scope: Scope, depth: number): Value {
  const { given } = argumentsOf(shape.given, scope, depth);
  const name = classOf(shape.type, scope);
  if ((name === 'java.net.URI' || name === 'java.net.URL') && given[0]) return given[0].value;
  if (name === 'java.io.File') return { kind: 'joined', by: '/', parts: given.map(({ value }) => value) };
  return { kind: 'member', meaning: { module: name, path: '()' }, arguments: given };
}
