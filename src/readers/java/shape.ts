/** The syntax of Java in the words both languages of the JVM share. */
import type { Node } from 'web-tree-sitter';
import { childrenOf, field } from '../code/tree.ts';
import type { Annotation, Base, Given, Shape, Variable } from '../jvm/shape.ts';

const isComment = ({ type }: Node): boolean => type === 'line_comment' || type === 'block_comment';

export function shapeOf(node: Node): Shape {
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
      return { kind: 'name', name: node.text };
    case 'this':
      return { kind: 'self' };
    case 'scoped_identifier':
    case 'field_access':
      return ofMember(node);
    case 'method_invocation':
      return {
        kind: 'call',
        name: field(node, 'name')?.text ?? '',
        given: givenIn(field(node, 'arguments')),
        ...objectOf(node),
      };
    case 'object_creation_expression':
      return { kind: 'new', type: typeName(field(node, 'type')) ?? '', given: givenIn(field(node, 'arguments')) };
    case 'string_literal':
      return { kind: 'text', parts: [textOf(node)] };
    case 'character_literal':
      return { kind: 'text', parts: [node.text.slice(1, -1)] };
    case 'decimal_integer_literal':
    case 'decimal_floating_point_literal':
      return { kind: 'literal', literal: Number(node.text.replace(/[_lLfFdD]/g, '')) };
    case 'true':
    case 'false':
      return { kind: 'literal', literal: node.type === 'true' };
    case 'null_literal':
      return { kind: 'literal', literal: null };
    case 'element_value_array_initializer':
    case 'array_initializer':
      return { kind: 'list', items: childrenOf(node).filter((item) => !isComment(item)) };
    case 'array_creation_expression': {
      const value = field(node, 'value');
      return value ? { kind: 'inside', node: value } : { kind: 'other' };
    }
    case 'binary_expression':
      return ofBinary(node);
    case 'unary_expression': {
      const operand = field(node, 'operand');
      return operand && node.text.startsWith('!') ? { kind: 'not', node: operand } : { kind: 'other' };
    }
    case 'ternary_expression':
    case 'if_statement':
      return ofChoice(node);
    case 'parenthesized_expression': {
      const inside = childrenOf(node).find((child) => !isComment(child));
      return inside ? { kind: 'inside', node: inside } : { kind: 'other' };
    }
    case 'cast_expression': {
      const value = field(node, 'value');
      return value ? { kind: 'inside', node: value } : { kind: 'other' };
    }
    case 'assignment_expression': {
      const [left, right] = [field(node, 'left'), field(node, 'right')];
      return left && right && field(node, 'operator')?.type === '='
        ? { kind: 'assignment', left, right }
        : { kind: 'other' };
    }
    case 'array_access': {
      const [object, index] = [field(node, 'array'), field(node, 'index')];
      return object && index ? { kind: 'item', object, index } : { kind: 'other' };
    }
    case 'lambda_expression':
      return { kind: 'lambda', parameters: lambdaParameters(node), ...bodyOf(node) };
    case 'class_declaration':
    case 'record_declaration':
    case 'interface_declaration':
    case 'enum_declaration':
      return {
        kind: 'class',
        name: field(node, 'name')?.text ?? '',
        single: false,
        annotations: annotationsOf(node),
        parameters: parametersIn(field(node, 'parameters')),
        bases: basesOf(node),
        ...bodyOf(node),
      };
    case 'method_declaration':
    case 'constructor_declaration':
    case 'static_initializer':
      return ofFunction(node);
    case 'field_declaration':
    case 'local_variable_declaration':
    case 'constant_declaration':
      return ofVariables(node);
    case 'resource':
    case 'enhanced_for_statement':
      return ofLoop(node);
    case 'import_declaration':
    case 'package_declaration':
    case 'line_comment':
    case 'block_comment':
    case 'marker_annotation':
    case 'annotation':
      return { kind: 'skip' };
    default:
      return { kind: 'other' };
  }
}

const objectOf = (node: Node) => {
  const object = field(node, 'object');
  return object ? { object } : {};
};

const bodyOf = (node: Node) => {
  const body = field(node, 'body');
  return body ? { body } : {};
};

function ofMember(node: Node): Shape {
  const object = field(node, 'object') ?? field(node, 'scope');
  const name = (field(node, 'field') ?? field(node, 'name'))?.text;
  return object && name !== undefined ? { kind: 'member', object, name } : { kind: 'other' };
}

function ofBinary(node: Node): Shape {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const operator = field(node, 'operator')?.type ?? '';
  return left && right ? { kind: 'operation', operator, left, right } : { kind: 'other' };
}

function ofChoice(node: Node): Shape {
  const condition = field(node, 'condition');
  const [yes, no] = [field(node, 'consequence'), field(node, 'alternative')];
  return condition ? { kind: 'choice', condition, ...(yes ? { yes } : {}), ...(no ? { no } : {}) } : { kind: 'other' };
}

const ofFunction = (node: Node): Shape => {
  const body = field(node, 'body') ?? childrenOf(node).find(({ type }) => type === 'block');
  return {
    kind: 'function',
    ...(node.type === 'method_declaration' ? { name: field(node, 'name')?.text ?? '' } : {}),
    annotations: annotationsOf(node),
    parameters: parametersIn(field(node, 'parameters')),
    ...(body ? { body } : {}),
  };
};

function ofVariables(node: Node): Shape {
  const type = typeName(field(node, 'type'));
  const annotations = annotationsOf(node);
  const fixed = childrenOf(node).some((child) => child.type === 'modifiers' && /\bstatic\b/.test(child.text));
  const variables = childrenOf(node)
    .filter((child) => child.type === 'variable_declarator')
    .map((one) => variableOf(one, type, annotations));
  return { kind: 'variables', fixed, variables };
}

/** `for (T x : all)`, `try (var x = …)` */
function ofLoop(node: Node): Shape {
  if (node.type === 'enhanced_for_statement' && field(node, 'name') === undefined) return { kind: 'other' };
  const { value, ...one } = variableOf(node, typeName(field(node, 'type')), []);
  const known = node.type === 'resource' && value ? { ...one, value } : one;
  return { kind: 'variables', fixed: false, variables: [known] };
}

function variableOf(node: Node, type: string | undefined, annotations: readonly Annotation[]): Variable {
  const value = field(node, 'value');
  return {
    node,
    name: field(node, 'name')?.text ?? '',
    annotations,
    ...(type === undefined || type === 'var' ? {} : { type }),
    ...(value ? { value } : {}),
  };
}

function typeName(node: Node | undefined): string | undefined {
  if (!node) return undefined;
  if (node.type === 'generic_type' || node.type === 'annotated_type') {
    const named = childrenOf(node).find(({ type }) => /type_identifier$/.test(type));
    return named?.text;
  }
  return /type_identifier$/.test(node.type) ? node.text : undefined;
}

const parametersIn = (node: Node | undefined): readonly Variable[] =>
  (node ? childrenOf(node) : [])
    .filter(({ type }) => type === 'formal_parameter')
    .map((one) => variableOf(one, typeName(field(one, 'type')), annotationsOf(one)));

function lambdaParameters(node: Node): readonly Variable[] {
  const parameters = field(node, 'parameters');
  if (!parameters) return [];
  if (parameters.type === 'formal_parameters') return parametersIn(parameters);
  const names = parameters.type === 'identifier' ? [parameters] : childrenOf(parameters);
  return names.map((one) => ({ node: one, name: one.text, annotations: [] }));
}

function basesOf(node: Node): readonly Base[] {
  const lists = [field(node, 'superclass'), field(node, 'interfaces')].flatMap((one) => (one ? childrenOf(one) : []));
  const types = lists.flatMap((one) => (one.type === 'type_list' ? childrenOf(one) : [one]));
  return types.flatMap((one) => {
    const type = typeName(one);
    return type === undefined ? [] : [{ type, given: [] }];
  });
}

const annotationsOf = (node: Node): readonly Annotation[] =>
  childrenOf(node)
    .filter(({ type }) => type === 'modifiers')
    .flatMap((modifiers) => childrenOf(modifiers))
    .filter(({ type }) => /annotation$/.test(type))
    .map((one) => ({ node: one, name: field(one, 'name')?.text ?? '', given: givenIn(field(one, 'arguments')) }));

const givenIn = (node: Node | undefined): readonly Given[] =>
  (node ? childrenOf(node) : [])
    .filter((child) => !isComment(child))
    .flatMap((child): readonly Given[] => {
      if (child.type !== 'element_value_pair') return [{ node: child }];
      const [key, value] = [field(child, 'key'), field(child, 'value')];
      return key && value ? [{ name: key.text, node: value }] : [];
    });

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', "'": "'", '\\': '\\' };

const textOf = (node: Node): string =>
  childrenOf(node)
    .map((child) => (child.type === 'escape_sequence' ? (escapes[child.text.slice(1)] ?? child.text) : child.text))
    .join('');
