/** Reads of the environment as they stand in the code, which of them the program insists on, and options it binds. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { literalOf, textOf, variableIn } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import { type Read, readOf, variableOfKey } from './environment.ts';
import { operatorOf, type Scope } from './scopes.ts';
import { evaluate, partsOf, plainName } from './values.ts';

export function addRead(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const read = readOf(node, scope);
  if (!read || isTarget(node)) return;
  const { need, fallback } = withFallback(node, read, scope);
  into.reads.push({
    at: placeOf(into, node),
    ...now,
    name: read.name,
    module: read.module,
    need: need === 'optional' && into.insisted.has(read.name) ? 'required' : need,
    ...(fallback ? { fallback } : {}),
  });
}

/** Written to, not read. */
const isTarget = ({ parent, id }: Node): boolean =>
  parent?.type === 'assignment_expression' && field(parent, 'left')?.id === id && operatorOf(parent) === '=';

/** `a ?? b`, also around brackets and the mark that silences the compiler. */
function withFallback(node: Node, read: Read, scope: Scope): Pick<Read, 'need' | 'fallback'> {
  let inside = node;
  while (inside.parent && /^(?:parenthesized|postfix_unary)_expression$/.test(inside.parent.type))
    inside = inside.parent;
  const around = inside.parent;
  const fits =
    around?.type === 'binary_expression' && operatorOf(around) === '??' && field(around, 'left')?.id === inside.id;
  const value = fits ? evaluate(around, scope) : undefined;
  return value?.kind === 'environment' && value.name === read.name ? value : read;
}

const leaves = /\bthrow\b|\bEnvironment\.Exit\(|\bEnvironment\.FailFast\(/;
const guardCalls = /^ThrowIfNull(?:OrEmpty|OrWhiteSpace)?$/;

/** Variables without which the program stops: `if (token is null) throw …`, `ArgumentException.ThrowIfNullOrEmpty(token)`. */
export function insistedIn(body: Node, scope: Scope): readonly string[] {
  const variableAt = (node: Node | undefined): string | undefined => node && variableIn(evaluate(node, scope));
  const asked = body.descendantsOfType('if_statement').flatMap((node) => {
    const condition = node && field(node, 'condition');
    const consequence = node && field(node, 'consequence');
    if (!condition || !consequence || !leaves.test(consequence.text)) return [];
    return variableAt(askedFor(condition)) ?? [];
  });
  const guarded = body.descendantsOfType('invocation_expression').flatMap((node) => {
    const callee = node && field(node, 'function');
    const name = callee && plainName(partsOf(callee)?.name);
    const list = node && field(node, 'arguments');
    if (!name || !guardCalls.test(name) || !list) return [];
    return variableAt(childrenOf(childrenOf(list)[0] ?? list)[0]) ?? [];
  });
  return [...asked, ...guarded];
}

/** `x == null`, `x is null`, `string.IsNullOrEmpty(x)` */
function askedFor(condition: Node): Node | undefined {
  if (condition.type === 'binary_expression' && operatorOf(condition) === '==') {
    const right = field(condition, 'right');
    return right?.type === 'null_literal' || right?.text === '""' ? field(condition, 'left') : undefined;
  }
  if (condition.type === 'is_pattern_expression')
    return field(condition, 'pattern')?.text === 'null' ? field(condition, 'expression') : undefined;
  const callee = condition.type === 'invocation_expression' ? field(condition, 'function') : undefined;
  const list = field(condition, 'arguments');
  return callee && list && /^[Ss]tring\.IsNullOr(?:Empty|WhiteSpace)$/.test(callee.text)
    ? childrenOf(childrenOf(list)[0] ?? list)[0]
    : undefined;
}

const sectionName = /^(?:Section(?:Name|Key)?|ConfigurationSection(?:Name)?|Position|ConfigSection(?:Name)?|Key|Name)$/;

/** `class JwtOptions { const string SectionName = "Jwt"; [Required] public string Key { get; set; } }` */
export function addOptions(into: Collector, type: Node, scope: Scope, now: Circumstances): void {
  const body = field(type, 'body');
  const members = body ? childrenOf(body) : [];
  const properties = members.filter(({ type: one }) => one === 'property_declaration');
  const demanded = properties.filter((one) => hasAttribute(one, 'Required'));
  const section = demanded.length > 0 ? sectionOf(members, scope) : undefined;
  if (section === undefined) return;
  for (const property of demanded) {
    const name = field(property, 'name')?.text ?? '';
    const value = field(property, 'value');
    const fallback = value && evaluate(value, scope);
    const text = fallback && literalOf(fallback);
    const written = fallback !== undefined && text !== undefined && text !== null && text !== '';
    into.reads.push({
      at: placeOf(into, property),
      ...now,
      name: variableOfKey(`${section}:${name}`),
      module: 'Microsoft.Extensions.Options',
      need: written ? 'defaulted' : 'required',
      ...(written ? { fallback } : {}),
    });
  }
}

const hasAttribute = (node: Node, name: string): boolean =>
  childrenOf(node)
    .filter(({ type }) => type === 'attribute_list')
    .flatMap(childrenOf)
    .some((one) => field(one, 'name')?.text === name);

/** A constant with the name of the section, which only classes of options have. */
function sectionOf(members: readonly Node[], scope: Scope): string | undefined {
  for (const member of members) {
    if (member.type !== 'field_declaration' || !/\bconst\b/.test(member.text)) continue;
    const declarator = member.descendantsOfType('variable_declarator')[0];
    const name = declarator && field(declarator, 'name');
    if (!declarator || !name || !sectionName.test(name.text)) continue;
    const section = textOf(evaluate(childrenOf(declarator).at(-1), scope));
    if (section !== undefined && /^\w+(?::\w+)*$/.test(section)) return section;
  }
  return undefined;
}
