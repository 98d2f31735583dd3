/** Paths and types as Rust writes them, as members of libraries. */
import type { Node } from 'web-tree-sitter';
import type { Meaning } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { type Binding, importOf, resolve, type Scope } from './scopes.ts';
import { carriers } from './tables/forms.ts';

/** The program's own types and functions; no table names them. */
export const own = 'crate';

/**
 * `sqlx::postgres::PgPool` and `sqlx::PgPool` are the same type: modules between a crate and a type are left out, those before a
 * function stay.
 */
export function meaningOfPath(path: readonly string[]): Meaning {
  const [module = '', ...rest] = path;
  const type = rest.findIndex((segment) => /^[A-Z]/.test(segment));
  return { module, path: (type === -1 ? rest : rest.slice(type)).join('.') };
}

const isSelfish = (word: string): boolean => word === 'crate' || word === 'self' || word === 'super';
const prelude = /^(?:Vec|String|Box|Option|Result|Some|None|Ok|Err|Default|Iterator|ToString|From|Into)$/;
const primitive = /^(?:[iu](?:8|16|32|64|128|size)|f32|f64|str|bool|char)$/;

const isValue = (binding: Binding | undefined): boolean =>
  binding !== undefined &&
  binding.how !== 'import' &&
  !(binding.how === 'item' && binding.node.type !== 'function_item');

/** What a path as written means. */
export function ofPath(path: readonly string[], scope: Scope, at: number): Meaning | undefined {
  const [first = '', ...rest] = path;
  if (isSelfish(first)) return { module: own, path: meaningOfPath(path).path };
  if (first === 'Self')
    return scope.self === undefined ? undefined : { module: own, path: [scope.self, ...rest].join('.') };
  const named = resolve(scope, first, at);
  // `fn rocket()` does not hide the crate of that name from paths.
  const binding = rest.length > 0 && isValue(named) ? importOf(scope, first) : named;
  if (binding?.how === 'import') {
    const whole = [...binding.path, ...rest];
    return isSelfish(whole[0]!) ? { module: own, path: meaningOfPath(whole).path } : meaningOfPath(whole);
  }
  if (binding?.how === 'item') return { module: own, path: meaningOfPath(['', ...path]).path };
  if (binding) return undefined;
  if (primitive.test(first) || prelude.test(first)) return meaningOfPath(['std', ...path]);
  if (/^[A-Z]/.test(first) || path.length === 1) {
    const globs = [...scope.globs];
    if (globs.length === 1 && /^[A-Z]/.test(first)) return meaningOfPath([globs[0]!, ...path]);
    return path.length === 1 && /^[a-z]/.test(first) ? { module: '', path: first } : undefined;
  }
  return meaningOfPath(path);
}

/** The segments of `a::b::<T>::c`; nothing for `<T as Trait>::c`. */
export function segmentsOf(node: Node): readonly string[] | undefined {
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
    case 'crate':
    case 'self':
    case 'super':
    case 'primitive_type':
      return [node.text];
    case 'scoped_identifier':
    case 'scoped_type_identifier': {
      const name = field(node, 'name')?.text;
      const path = field(node, 'path');
      if (name === undefined) return undefined;
      if (!path) return [name];
      const before = segmentsOf(path);
      return before && [...before, name];
    }
    case 'generic_type':
    case 'generic_type_with_turbofish': {
      const type = field(node, 'type');
      return type && segmentsOf(type);
    }
    case 'generic_function': {
      const inner = field(node, 'function');
      return inner && segmentsOf(inner);
    }
    case 'bracketed_type':
      return childrenOf(node)[0] && segmentsOf(childrenOf(node)[0]!);
    default:
      return undefined;
  }
}

export function pathMeaning(node: Node, scope: Scope): Meaning | undefined {
  const path = segmentsOf(node);
  return path && ofPath(path, scope, node.startIndex);
}

export const instance = ({ module, path }: Meaning): Meaning => ({ module, path: `${path}()` });

/** What a value of this type is: `Arc<State<PgPool>>` is a `PgPool`. */
export function instanceOfType(type: Node | undefined, scope: Scope, depth = 0): Meaning | undefined {
  if (!type || depth > 12) return undefined;
  switch (type.type) {
    case 'reference_type':
      return instanceOfType(field(type, 'type'), scope, depth + 1);
    case 'abstract_type':
    case 'dynamic_type':
      return instanceOfType(field(type, 'trait') ?? childrenOf(type)[0], scope, depth + 1);
    case 'generic_type': {
      const outer = field(type, 'type');
      const name = outer?.type === 'scoped_type_identifier' ? field(outer, 'name')?.text : outer?.text;
      const inner = field(type, 'type_arguments');
      if (name !== undefined && carriers.has(name) && inner)
        return instanceOfType(
          childrenOf(inner).find((one) => one.type !== 'lifetime'),
          scope,
          depth + 1,
        );
      return outer && instanceOfType(outer, scope, depth + 1);
    }
    case 'type_identifier':
    case 'scoped_type_identifier': {
      const alias = type.type === 'type_identifier' ? scope.items.aliases.get(type.text) : undefined;
      if (alias) return instanceOfType(alias, scope, depth + 1);
      const meaning = pathMeaning(type, scope);
      return meaning && instance(meaning);
    }
    default:
      return undefined;
  }
}
