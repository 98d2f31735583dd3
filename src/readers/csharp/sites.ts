/** Calls, attributes and members as they stand in the code. */
import type { Node } from 'web-tree-sitter';
import type { Argument, CallSite, Circumstances, Meaning, Site, Value } from '../code/program.ts';
import { unknown } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf } from '../code/values.ts';
import { isTimetable } from './background.ts';
import { type Collector, placeOf } from './collector.ts';
import { fileIn, poolSizeIn } from './connection-string.ts';
import { operatorOf, type Scope, typeName } from './scopes.ts';
import { eventHandlerOf, handlerOf } from './signals.ts';
import { keyUsers, members, perhapsKeyUsers, pooled } from './tables/names.ts';
import { argumentsOf, meaningOf, partsOf, plainName } from './values.ts';

export function addCall(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const handler = node.type === 'invocation_expression' ? handlerOf(into, node, scope, now) : undefined;
  if (handler) into.sites.push(handler);
  const callee = field(node, 'function');
  const name = (callee ? plainName(partsOf(callee)?.name ?? callee) : madeType(node, scope)) ?? '';
  const { given } = argumentsOf(node, scope);
  const body = bodyOf(node, name, given);
  const found = callee ? calleeMeaning(callee, scope) : madeMeaning(name, scope);
  const written = found ? nameOf(found) : '';
  // `app.Run(async context => …)` ends the chain of middleware, it starts nothing.
  const meaning = written === 'WebApplication().Run' && isHandedFunction(node) ? undefined : found;
  const site: CallSite = {
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'call',
    name,
    arguments: [...given, ...toldBy(written, given)],
    open: false,
    ...(meaning ? { meaning } : {}),
    ...(body ? { body } : {}),
  };
  into.sites.push(site);
  const more = (found: Meaning, extra: readonly Argument[] = []): void => {
    into.sites.push({ ...site, meaning: found, arguments: [...extra, ...given], name: found.path });
  };
  if (/^WebApplication\(\)\.Run(?:Async)?$/.test(written) && meaning && !isServer(written, given))
    more({ module: 'WebApplication', path: '().RunAt' });
  if (meaning && isServer(written, given)) more({ module: 'Kestrel', path: 'ListensByDefault' }, defaultAddress);
  if (into.hosted && isTimetable(node, written, scope))
    more({ module: 'BackgroundService', path: '().RunsByTimetable' });
  if (written === 'Task.Run' && isForgotten(node)) more({ module: 'Task', path: 'RunForgotten' });
  const saved = savedTo(written, given);
  if (saved) more({ module: 'IFormFile', path: '().SavesUpload' }, [{ name: 'path', value: saved }]);
}

/** Kestrel serves what a web host runs, where `ASPNETCORE_URLS` or `ASPNETCORE_HTTP_PORTS` says, and images of .NET say everywhere. */
function isServer(written: string, given: readonly Argument[]): boolean {
  if (/^IWebHostBuilder\(\)\.(?:UseStartup|Configure)$/.test(written)) return true;
  return /^WebApplication\(\)\.Run(?:Async)?$/.test(written) && !given.some(({ value }) => textOf(value) !== undefined);
}

const read = (name: string): Value => ({
  kind: 'environment',
  name,
  need: 'optional',
  fallback: { kind: 'literal', literal: '' },
});
const defaultAddress: readonly Argument[] = [
  { name: 'urls', value: read('ASPNETCORE_URLS') },
  { name: 'ports', value: read('ASPNETCORE_HTTP_PORTS') },
];

const isHandedFunction = (call: Node): boolean =>
  field(call, 'arguments')?.namedChildren[0]?.namedChildren.at(-1)?.type === 'lambda_expression';

/** A method of the file itself is no library's. */
const calleeMeaning = (callee: Node, scope: Scope): Meaning | undefined =>
  callee.type === 'identifier' && scope.file.methods.has(callee.text) ? undefined : meaningOf(callee, scope);

const madeMeaning = (type: string, scope: Scope): Meaning | undefined =>
  type === '' || scope.file.types.has(type) ? undefined : { module: type, path: '' };

/** The type of `new X()`, and of `new()` where a type stands in front. */
function madeType(node: Node, scope: Scope): string | undefined {
  if (node.type === 'object_creation_expression') return typeName(field(node, 'type'), scope.file);
  const up = node.parent;
  if (up?.type === 'property_declaration') return typeName(field(up, 'type'), scope.file);
  const declaration = up?.type === 'variable_declarator' ? up.parent : undefined;
  return declaration ? typeName(field(declaration, 'type') ?? undefined, scope.file) : undefined;
}

/** `Task.Run(…);`, `_ = Task.Run(…);`: nobody waits for it. */
const isForgotten = ({ parent }: Node): boolean =>
  parent?.type === 'expression_statement' ||
  (parent?.type === 'assignment_expression' && field(parent, 'left')?.text === '_');

const files =
  /^(?:FileStream\(\)|File\.(?:Create|OpenWrite|Open)\(\)|FileInfo\(\)\.(?:Create|OpenWrite)\(\)|StreamWriter\(\))$/;

/** The file an upload is copied to; nothing when it goes into memory, or elsewhere. */
function savedTo(written: string, given: readonly Argument[]): Value | undefined {
  if (/^IFormFile\(\)\.SaveAs$/.test(written)) return given[0]?.value;
  if (!/^(?:IFormFile|UploadedStream)\(\)\.CopyTo(?:Async)?$/.test(written)) return undefined;
  const stream = given[0]?.value;
  return stream?.kind === 'member' && files.test(nameOf(stream.meaning))
    ? (stream.arguments?.[0]?.value ?? unknown)
    : undefined;
}

/** What a connection string says beside: the file of SQLite, the size of the pool, the first host of Redis. */
function toldBy(written: string, given: readonly Argument[]): readonly Argument[] {
  const first = given.find(
    ({ name }) => name === undefined || /^(?:ConnectionString|Configuration)$/.test(name),
  )?.value;
  if (first === undefined) return [];
  const text = textOf(first);
  const told: Argument[] = [];
  const file = text === undefined ? undefined : fileIn(text);
  const literal = (value: string | number): Value => ({ kind: 'literal', literal: value });
  if (first.kind === 'environment')
    told.push({
      name: 'file',
      value: { kind: 'environment', name: first.name, need: first.need, ...(file ? { fallback: literal(file) } : {}) },
    });
  else if (file !== undefined) told.push({ name: 'file', value: literal(file) });
  if (pooled.has(written)) {
    const size = text === undefined || first.kind === 'environment' ? undefined : poolSizeIn(text);
    if (size !== undefined) told.push({ name: 'pool', value: literal(size) });
    else if (text === undefined || first.kind === 'environment') told.push({ name: 'pool', value: unknown });
  }
  if (text?.includes(',') && first.kind === 'literal') told.push({ name: 'host', value: literal(text.split(',')[0]!) });
  return told;
}

/** Registrations of checks that ask another service. */
const asking =
  /\.(Add(?:NpgSql|SqlServer|MySql|MariaDb|Oracle|Redis|RabbitMQ|MongoDb|Kafka|Elasticsearch|AzureServiceBus\w*|DbContextCheck|Nats|UrlGroup))\b/;

function bodyOf(node: Node, name: string, given: readonly Argument[]): readonly string[] | undefined {
  if (/^(?:Map|Use)HealthChecks$/.test(name)) {
    const chosen = given.some(
      ({ value }) => value.kind === 'member' && value.arguments?.some((one) => one.name === 'Predicate'),
    );
    const found = chosen ? undefined : asking.exec(node.tree.rootNode.text)?.[1];
    return found === undefined ? undefined : [`healthChecks.${found}`];
  }
  if (!/^Map(?:Get|Methods)?$/.test(name)) return undefined;
  const list = field(node, 'arguments');
  const handler =
    list &&
    childrenOf(list)
      .map((one) => childrenOf(one).at(-1))
      .find((one) => one?.type === 'lambda_expression');
  return handler ? callsIn(handler) : undefined;
}

const callsIn = (body: Node): readonly string[] =>
  body.descendantsOfType('invocation_expression').flatMap((call) => (call && field(call, 'function')?.text) ?? []);

export function addAttribute(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const written = field(node, 'name');
  const name = typeName(written, scope.file)?.replace(/Attribute$/, '');
  if (name === undefined) return;
  const owner = node.parent?.parent;
  const body = owner?.type === 'method_declaration' ? field(owner, 'body') : undefined;
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'decorator',
    name,
    meaning: { module: name, path: '' },
    arguments: argumentsOf(node, scope).given,
    open: false,
    ...(body ? { body: callsIn(body) } : {}),
  });
}

/** A member that is read; only those the tables name. */
export function addMember(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const parts = partsOf(node);
  if (!parts || !members.some((one) => one.endsWith(`.${parts.name.text}`))) return;
  const meaning = meaningOf(node, scope);
  if (!meaning || !members.includes(nameOf(meaning))) return;
  const site = { site: 'call', how: 'member', name: parts.name.text, arguments: [], open: false } as const;
  into.sites.push({ at: placeOf(into, node), ...now, ...site, meaning });
}

export function addAssignment(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  if (!/^\+?=$/.test(operatorOf(node))) return;
  const handler = eventHandlerOf(into, node, scope, now);
  if (handler) into.sites.push(handler);
}

/** What is signed with the keys of Data Protection: one site for the file, at the call that needs them most. */
export function withKeys(sites: readonly Site[]): readonly Site[] {
  const users = sites.filter(
    (site): site is CallSite =>
      site.site === 'call' && site.meaning !== undefined && keyUsers.includes(nameOf(site.meaning)),
  );
  const rank = ({ meaning }: CallSite): number => keyUsers.indexOf(nameOf(meaning!));
  const tokens = sites.some((site) => site.site === 'call' && site.name === 'AddJwtBearer');
  const first = users
    .filter(({ meaning }) => !tokens || !perhapsKeyUsers.includes(nameOf(meaning!)))
    .sort((one, other) => rank(one) - rank(other))[0];
  return first
    ? [...sites, { ...first, name: 'DataProtection', meaning: { module: 'DataProtection', path: 'ProtectsByKeys' } }]
    : sites;
}
