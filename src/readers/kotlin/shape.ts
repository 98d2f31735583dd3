/** The syntax of Kotlin in the words both languages of the JVM share. */
import type { Node } from 'web-tree-sitter';
import { childrenOf, field } from '../code/tree.ts';
import type { Annotation, Base, Given, Shape, Variable } from '../jvm/shape.ts';

const isComment = ({ type }: Node): boolean => type === 'line_comment' || type === 'block_comment';
const partsOf = (node: Node): readonly Node[] => childrenOf(node).filter((child) => !isComment(child));
const partOf = (node: Node, type: string): Node | undefined => childrenOf(node).find((child) => child.type === type);

const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

export function shapeOf(node: Node): Shape {
  switch (node.type) {
    case 'identifier':
      return Object.hasOwn(words, node.text)
        ? { kind: 'literal', literal: words[node.text]! }
        : { kind: 'name', name: node.text };
    case 'this_expression':
      return { kind: 'self' };
    case 'navigation_expression':
      return ofNavigation(node);
    case 'call_expression':
      // With a lambda behind the parentheses the call is the node around this one.
      return hasLambdaBehind(node) ? { kind: 'other' } : ofCall(node);
    case 'string_literal':
    case 'multiline_string_literal':
      return { kind: 'text', parts: textParts(node) };
    case 'number_literal':
    case 'float_literal':
      return { kind: 'literal', literal: Number(node.text.replace(/[_uUlLfF]/g, '')) };
    case 'collection_literal':
      return { kind: 'list', items: partsOf(node) };
    case 'binary_expression':
    case 'infix_expression':
      return ofOperation(node);
    case 'unary_expression':
      return ofUnary(node);
    case 'if_expression':
      return ofIf(node);
    case 'parenthesized_expression': {
      const inside = partsOf(node)[0];
      return inside ? { kind: 'inside', node: inside } : { kind: 'other' };
    }
    case 'as_expression': {
      const left = field(node, 'left') ?? partsOf(node)[0];
      return left ? { kind: 'inside', node: left } : { kind: 'other' };
    }
    case 'assignment':
      return ofAssignment(node);
    case 'index_expression': {
      const [object, index] = partsOf(node);
      return object && index ? { kind: 'item', object, index } : { kind: 'other' };
    }
    case 'lambda_literal':
    case 'anonymous_function':
      return {
        kind: 'lambda',
        parameters: variablesIn(partOf(node, 'lambda_parameters') ?? partOf(node, 'function_value_parameters')),
        body: node,
      };
    case 'class_declaration':
    case 'object_declaration':
    case 'companion_object':
      return ofClass(node);
    case 'function_declaration':
    case 'secondary_constructor':
    case 'anonymous_initializer':
      return ofFunction(node);
    case 'property_declaration':
      return { kind: 'variables', fixed: false, variables: propertiesIn(node) };
    case 'for_statement':
      return { kind: 'variables', fixed: false, variables: variablesIn(node) };
    case 'import':
    case 'package_header':
    case 'line_comment':
    case 'block_comment':
    case 'annotation':
    case 'file_annotation':
      return { kind: 'skip' };
    default:
      return { kind: 'other' };
  }
}

function ofNavigation(node: Node): Shape {
  const [object, name] = partsOf(node);
  return object && name ? { kind: 'member', object, name: name.text } : { kind: 'other' };
}

const hasLambdaBehind = ({ parent, id }: Node): boolean =>
  parent?.type === 'call_expression' &&
  parent.namedChild(0)?.id === id &&
  partOf(parent, 'value_arguments') === undefined &&
  partOf(parent, 'annotated_lambda') !== undefined;

function ofCall(node: Node): Shape {
  const callee = partsOf(node)[0];
  if (!callee) return { kind: 'other' };
  const behind = partOf(node, 'annotated_lambda');
  const lambda = behind && partOf(behind, 'lambda_literal');
  const inside = lambda && callee.type === 'call_expression' && partOf(node, 'value_arguments') === undefined;
  const call = inside ? callee : node;
  const given: readonly Given[] = [
    ...givenIn(partOf(call, 'value_arguments')),
    ...(lambda ? [{ node: lambda, behind: true as const }] : []),
  ];
  const called = inside ? partsOf(callee)[0] : callee;
  if (called?.type === 'navigation_expression') {
    const [object, name] = partsOf(called);
    return object && name ? { kind: 'call', object, name: name.text, given } : { kind: 'other' };
  }
  if (called?.type !== 'identifier') return { kind: 'other' };
  // Classes are made by calling them.
  return /^[A-Z]/.test(called.text)
    ? { kind: 'new', type: called.text, given }
    : { kind: 'call', name: called.text, given };
}

function textParts(node: Node): readonly (string | Node)[] {
  const parts: (string | Node)[] = [];
  const add = (text: string): void => {
    const last = parts.at(-1);
    if (typeof last === 'string') parts[parts.length - 1] = last + text;
    else parts.push(text);
  };
  let at = 0;
  const children = partsOf(node);
  for (const [index, child] of children.entries()) {
    if (child.startIndex < at) continue;
    if (child.type === 'interpolation') {
      const inside = partsOf(child)[0];
      if (inside) parts.push(inside);
    } else if (child.type === 'escape_sequence') add(unescaped(child.text));
    // `$name` is told apart from a plain `$` only by what follows.
    else if (child.text === '$' && /^[A-Za-z_]/.test(children[index + 1]?.text ?? '')) {
      parts.push(child);
      at = child.endIndex;
      const next = children[index + 1]!;
      const name = /^\w+/.exec(next.text)![0];
      add(next.text.slice(name.length));
      at = next.endIndex;
    } else add(child.text);
  }
  return parts.length === 0 ? [''] : parts.filter((part) => part !== '' || parts.length === 1);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
const unescaped = (text: string): string => escapes[text.slice(1)] ?? text.slice(1);

function ofOperation(node: Node): Shape {
  const parts = partsOf(node);
  const infix = node.type === 'infix_expression';
  const [left, right] = infix ? [parts[0], parts[2]] : [field(node, 'left'), field(node, 'right')];
  if (!left || !right) return { kind: 'other' };
  const operator = infix ? (parts[1]?.text ?? '') : (field(node, 'operator')?.text ?? node.child(1)?.text ?? '');
  return { kind: 'operation', operator, left, right };
}

function ofUnary(node: Node): Shape {
  const argument = field(node, 'argument') ?? partsOf(node)[0];
  if (!argument) return { kind: 'other' };
  if (node.text.startsWith('!') && argument.startIndex > node.startIndex) return { kind: 'not', node: argument };
  return node.text.endsWith('!!') ? { kind: 'inside', node: argument, insists: true } : { kind: 'other' };
}

function ofIf(node: Node): Shape {
  const condition = field(node, 'condition');
  if (!condition) return { kind: 'other' };
  const [yes, no] = partsOf(node).filter((part) => part.id !== condition.id);
  return { kind: 'choice', condition, ...(yes ? { yes } : {}), ...(no ? { no } : {}) };
}

function ofAssignment(node: Node): Shape {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const plain = left && right && node.children.some((child) => child?.type === '=');
  return plain ? { kind: 'assignment', left, right } : { kind: 'other' };
}

function ofClass(node: Node): Shape {
  const primary = partOf(node, 'primary_constructor');
  const parameters = primary && partOf(primary, 'class_parameters');
  const body = partOf(node, 'class_body') ?? partOf(node, 'enum_class_body');
  return {
    kind: 'class',
    name: field(node, 'name')?.text ?? '',
    single: node.type !== 'class_declaration',
    annotations: annotationsOf(node),
    parameters: variablesIn(parameters),
    bases: basesOf(node),
    ...(body ? { body } : {}),
  };
}

function basesOf(node: Node): readonly Base[] {
  const list = partOf(node, 'delegation_specifiers');
  return (list ? partsOf(list) : []).flatMap((one): readonly Base[] => {
    const made = partOf(one, 'constructor_invocation');
    const type = typeName(made ? partOf(made, 'user_type') : partOf(one, 'user_type'));
    return type === undefined ? [] : [{ type, given: givenIn(made && partOf(made, 'value_arguments')) }];
  });
}

function ofFunction(node: Node): Shape {
  const body = partOf(node, 'function_body') ?? partOf(node, 'block');
  const named = node.type === 'function_declaration';
  return {
    kind: 'function',
    ...(named ? { name: field(node, 'name')?.text ?? '' } : {}),
    annotations: annotationsOf(node),
    parameters: variablesIn(partOf(node, 'function_value_parameters')),
    ...(body ? { body } : {}),
  };
}

/** `val x: T = …`, `val x by lazy { … }` */
function propertiesIn(node: Node): readonly Variable[] {
  const declaration = partOf(node, 'variable_declaration');
  if (!declaration) return [];
  const name = partOf(declaration, 'identifier');
  const type = typeName(partsOf(declaration).find((part) => /type$/.test(part.type)));
  const delegate = partOf(node, 'property_delegate');
  const lambda = delegate?.descendantsOfType('lambda_literal')[0];
  const lazy = lambda && partsOf(lambda).at(-1);
  const value = delegate
    ? lazy
    : partsOf(node).find((part) => part.startIndex >= declaration.endIndex && isValue(part));
  return [
    {
      node,
      name: name?.text ?? '',
      annotations: annotationsOf(node),
      ...(type === undefined ? {} : { type }),
      ...(value ? { value } : {}),
    },
  ];
}

const isValue = ({ type }: Node): boolean => !/^(?:getter|setter|type_constraints|property_delegate)$/.test(type);

/** Parameters, and what stands behind each of them: its default. */
function variablesIn(node: Node | undefined): readonly Variable[] {
  const parts = node ? partsOf(node) : [];
  return parts.flatMap((part, index): readonly Variable[] => {
    if (!/^(?:class_parameter|parameter|variable_declaration)$/.test(part.type)) return [];
    const names = partsOf(part);
    const at = names.findIndex(({ type }) => type === 'identifier');
    const typeNode = names.slice(at + 1).find(({ type }) => /type$/.test(type));
    const inner = names.slice(at + 1).find((one) => one.id !== typeNode?.id);
    const next = parts[index + 1];
    const outer = part.type === 'parameter' && next && !/^parameter/.test(next.type) ? next : undefined;
    const value = inner ?? outer;
    const type = typeName(typeNode);
    const modifiers = parts[index - 1]?.type === 'parameter_modifiers' ? annotationsIn(parts[index - 1]!) : [];
    return [
      {
        node: part,
        name: names[at]?.text ?? '',
        annotations: [...annotationsOf(part), ...modifiers],
        ...(type === undefined ? {} : { type }),
        ...(value ? { value } : {}),
      },
    ];
  });
}

function typeName(node: Node | undefined): string | undefined {
  if (!node) return undefined;
  if (node.type === 'nullable_type') return typeName(partsOf(node)[0]);
  return node.type === 'user_type' ? partsOf(node).find(({ type }) => type === 'identifier')?.text : undefined;
}

const annotationsOf = (node: Node): readonly Annotation[] =>
  partsOf(node)
    .filter(({ type }) => type === 'modifiers' || type === 'parameter_modifiers')
    .flatMap(annotationsIn);

const annotationsIn = (modifiers: Node): readonly Annotation[] =>
  partsOf(modifiers)
    .filter(({ type }) => type === 'annotation')
    .map((one) => {
      const made = partOf(one, 'constructor_invocation');
      const type = made ? partOf(made, 'user_type') : partOf(one, 'user_type');
      return { node: one, name: type?.text ?? '', given: givenIn(made && partOf(made, 'value_arguments')) };
    });

const givenIn = (node: Node | undefined): readonly Given[] =>
  (node ? partsOf(node) : [])
    .filter(({ type }) => type === 'value_argument')
    .flatMap((argument): readonly Given[] => {
      const parts = partsOf(argument);
      const value = parts.at(-1);
      if (!value) return [];
      if (parts.length > 1 && argument.children.some((child) => child?.type === '='))
        return [{ name: parts[0]!.text, node: value }];
      return [
        {
          node: value,
          ...(argument.children[0]?.type === '*' || value.type === 'spread_expression' ? { spread: true } : {}),
        },
      ];
    });
