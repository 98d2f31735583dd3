/** Static collections that methods change: they hold what one process knows. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { type Collector, placeOf } from './collector.ts';
import { type Scope, typeName } from './scopes.ts';
import { partsOf, plainName } from './values.ts';

const containers =
  /^(?:Concurrent)?(?:Dictionary|Bag|Queue|Stack)$|^(?:List|HashSet|SortedDictionary|SortedSet|LinkedList|BlockingCollection)$/;
/** What is remembered about types and members is the same in every process. */
const reflection = /^<\s*(?:Type|PropertyInfo|MethodInfo|FieldInfo|MemberInfo|Assembly|RuntimeTypeHandle|\(Type\b)/;
const changes =
  /^(?:Add|AddRange|TryAdd|AddOrUpdate|GetOrAdd|Enqueue|Push|Remove|TryRemove|RemoveAll|TryDequeue|Dequeue|Pop|TryTake|Clear|Insert)$/;

export function addState(into: Collector, type: Node, scope: Scope, now: Circumstances): void {
  const body = field(type, 'body');
  if (!body) return;
  const members = childrenOf(body);
  for (const member of members) {
    const name = containerIn(member, scope);
    if (!name) continue;
    const methods = members.filter(({ type: one }) => /^(?:method|property)_declaration$/.test(one));
    const uses = methods.map((method) => usesIn(method, name.text));
    if (!uses.some(({ changed }) => changed)) continue;
    const readBack = uses.some(({ read }) => read);
    into.state.push({ at: placeOf(into, name), ...now, name: name.text, readBack });
  }
}

/** The name of a static field with a collection that can be changed. */
function containerIn(member: Node, scope: Scope): Node | undefined {
  if (member.type !== 'field_declaration' && member.type !== 'property_declaration') return undefined;
  const modifiers = childrenOf(member).filter(({ type }) => type === 'modifier');
  if (!modifiers.some(({ text }) => text === 'static') || modifiers.some(({ text }) => text === 'const'))
    return undefined;
  const declaration =
    member.type === 'field_declaration'
      ? childrenOf(member).find(({ type }) => type === 'variable_declaration')
      : member;
  const type = declaration && field(declaration, 'type');
  const written = typeName(type, scope.file);
  if (!declaration || !type || written === undefined || !containers.test(written)) return undefined;
  if (reflection.test(type.text.slice(type.text.indexOf('<')))) return undefined;
  const declarator = childrenOf(declaration).find(({ type: one }) => one === 'variable_declarator') ?? member;
  return field(declarator, 'name');
}

function usesIn(method: Node, name: string): { readonly changed: boolean; readonly read: boolean } {
  let changed = false;
  let read = false;
  for (const one of method.descendantsOfType('identifier')) {
    if (
      one?.text !== name ||
      (one.parent?.type === 'member_access_expression' && field(one.parent, 'name')?.id === one.id)
    )
      continue;
    const up = one.parent;
    const call = up && partsOf(up)?.object.id === one.id ? plainName(partsOf(up)?.name) : undefined;
    const written =
      up?.type === 'element_access_expression' &&
      up.parent?.type === 'assignment_expression' &&
      field(up.parent, 'left')?.id === up.id;
    if (written || (call !== undefined && changes.test(call))) {
      changed = true;
      if (call !== undefined && /^(?:GetOrAdd|AddOrUpdate|TryRemove|TryDequeue|Dequeue|Pop|TryTake)$/.test(call))
        read = true;
    } else read = true;
  }
  return { changed, read };
}
