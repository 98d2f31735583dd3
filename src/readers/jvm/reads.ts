/** Reads of the environment as they stand in the code, and which of them the program insists on. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances, ReadSite, Value } from '../code/program.ts';
import { textOf } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import { readsInValue, underscored, valueOfText, variableOfKey } from './placeholders.ts';
import type { Scope } from './scopes.ts';
import type { Annotation, Variable } from './shape.ts';
import { argumentsOf, classOf, evaluate, variableAsked } from './values.ts';

type Read = Extract<Value, { kind: 'environment' }>;

/** A call or an item that reads a variable; what stands around it may bring a fallback. */
export function addRead(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const value = evaluate(node, scope);
  if (value.kind !== 'environment' || !isOwnRead(node, value, scope)) return;
  const { need, fallback } = widest(node, value, scope);
  const { name, library: module = '' } = value;
  into.reads.push({ at: placeOf(into, node), ...now, name, module, need, ...(fallback ? { fallback } : {}) });
}

/** The call that reads, not one that only hands its answer on. */
const isOwnRead = (node: Node, { name }: Read, scope: Scope): boolean => {
  const shape = scope.file.shapeOf(node);
  if (shape.kind === 'item') return true;
  if (shape.kind !== 'call') return false;
  const inside = [shape.object, ...shape.given.map((one) => one.node)].filter((one) => one !== undefined);
  return !inside.some((one) => readsInValue(evaluate(one, scope)).some((read) => read.name === name));
};

/** What the expressions around a read make of it, as long as they stand for the same variable. */
function widest(node: Node, value: Read, scope: Scope): Read {
  let found = value;
  let at: Node | null = node.parent;
  for (let step = 0; at && step < 12; step++, at = at.parent) {
    const around = evaluate(at, scope);
    if (around.kind === 'environment' && around.name === value.name) found = around;
    else if (scope.file.shapeOf(at).kind === 'variables' || /statement|block|body/.test(at.type)) break;
  }
  return found;
}

/** `if (token == null) throw …` */
export function addInsisted(condition: Node, consequence: Node | undefined, scope: Scope): void {
  const text = condition.text;
  if (!consequence || !/null\b|isBlank|isEmpty|isNullOr|hasText/.test(text) || /!=\s*null/.test(text)) return;
  if (!/(?:^|[\s{;])(?:throw\s|System\.exit\(|exitProcess\()/.test(consequence.text)) return;
  const name = variableAsked(condition, scope);
  if (name !== undefined) scope.file.insisted.add(name);
}

export const withInsisted = (reads: readonly ReadSite[], insisted: ReadonlySet<string>): readonly ReadSite[] =>
  reads.map((read) => (read.need === 'optional' && insisted.has(read.name) ? { ...read, need: 'required' } : read));

/** Annotations of a field or a parameter that ask for a value: of Spring, Quarkus, Micronaut. */
export function addInjected(
  into: Collector,
  { annotations }: Pick<Variable, 'annotations'>,
  scope: Scope,
  now: Circumstances,
): void {
  for (const annotation of annotations) {
    const name = annotation.name.slice(annotation.name.lastIndexOf('.') + 1);
    if (name === 'Value') addPlaceholders(into, annotation, scope, now);
    else if (name === 'ConfigProperty' || name === 'Property') addProperty(into, annotation, scope, now);
  }
}

const injected = 'org.springframework.beans.factory.annotation';

function addPlaceholders(into: Collector, { node, given }: Annotation, scope: Scope, now: Circumstances): void {
  const first = given[0] && textOf(argumentsOf(given, scope).given[0]!.value);
  if (first === undefined) return;
  const direct = /^#\{\s*systemEnvironment\[['"](\w+)['"]\]\s*\}$/.exec(first)?.[1];
  const found: readonly Read[] =
    direct === undefined ? readsInValue(valueOfText(first)) : [{ kind: 'environment', name: direct, need: 'optional' }];
  for (const { name, need, fallback } of found)
    into.reads.push({
      at: placeOf(into, node),
      ...now,
      name,
      module: injected,
      need,
      ...(fallback ? { fallback } : {}),
    });
}

function addProperty(into: Collector, { node, given }: Annotation, scope: Scope, now: Circumstances): void {
  const { given: values } = argumentsOf(given, scope);
  const named = values.find((one) => (one.name ?? 'name') === 'name');
  const key = named && textOf(named.value);
  if (key === undefined) return;
  const fallback = values.find(({ name }) => name === 'defaultValue')?.value;
  into.reads.push({
    at: placeOf(into, node),
    ...now,
    name: underscored(key),
    module: 'org.eclipse.microprofile.config',
    // The key may stand in any file of the configuration.
    need: fallback ? 'defaulted' : 'optional',
    ...(fallback ? { fallback } : {}),
  });
}

const settings = /^(?:org\.springframework\.boot\.context\.properties\.ConfigurationProperties)$/;

/** `@ConfigurationProperties("app.mail")`: every field can be set from outside. */
export function addSettingsClass(
  into: Collector,
  annotations: readonly Annotation[],
  fields: readonly Variable[],
  scope: Scope,
  now: Circumstances,
): void {
  const annotation = annotations.find(({ name }) => settings.test(classOf(name, scope)));
  if (!annotation) return;
  const { given } = argumentsOf(annotation.given, scope);
  const prefix = given.map(({ value }) => textOf(value)).find((text) => text !== undefined);
  if (prefix === undefined) return;
  for (const { node, name, value } of fields) {
    const fallback = value && evaluate(value, scope);
    const literal = fallback?.kind === 'literal' && fallback.literal !== null ? fallback : undefined;
    into.reads.push({
      at: placeOf(into, node),
      ...now,
      name: variableOfKey(`${prefix}.${name}`),
      module: 'org.springframework.boot.context.properties',
      need: literal ? 'defaulted' : 'optional',
      ...(literal ? { fallback: literal } : {}),
    });
  }
}
