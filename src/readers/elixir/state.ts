/** State that outlives requests in one node: agents, tables of ETS, servers with a name that keep what they are told. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { textOf } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import { definitionOf, givenTo, isDefinition, operatorOf } from './nodes.ts';
import type { Scope } from './scopes.ts';
import { evaluate } from './values.ts';

const writes = /:ets\.(?:insert|insert_new|delete|update_counter|update_element|take)$/;
const reads = /:ets\.(?:lookup|lookup_element|member|match|select|tab2list|info|foldl|update_counter|first|last)$/;
/** A name for the whole cluster: there is one. */
const oneForAll = /\{:global,|:global\.|\{:via,\s*(?:Horde|:global|:swarm|Swarm)|Highlander/;

const last = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

export function addState(into: Collector, statements: readonly Node[], scope: Scope, now: Circumstances): void {
  const text = statements[0]?.parent?.text ?? '';
  if (!/:ets\.new|use (?:Agent|GenServer)/.test(text) || oneForAll.test(text)) return;
  const calls = statements.flatMap((statement) => statement.descendantsOfType('call').filter((call) => call !== null));
  const targets = calls.map((call) => field(call, 'target')?.text ?? '');
  const used = (pattern: RegExp): boolean => targets.some((target) => pattern.test(target));
  const add = (node: Node, name: string, readBack: boolean): void => {
    into.state.push({ at: placeOf(into, node), ...now, onLoad: false, name, readBack });
  };
  const table = calls.find((call, at) => targets[at] === ':ets.new' && /:named_table/.test(call.text));
  if (table && used(writes)) {
    const name = textOf(evaluate(givenTo(table).positional[0], scope));
    add(table, last(name ?? scope.module ?? 'ets'), used(reads));
    return;
  }
  const started = calls.find(
    (call, at) =>
      /^(?:Agent|GenServer)\.start_link$/.test(targets[at]!) && /name:\s*(?:__MODULE__|[A-Z:])/.test(call.text),
  );
  if (!started || scope.module === undefined) return;
  if (used(/^Agent\.(?:update|get_and_update|cast)$/))
    add(started, last(scope.module), used(/^Agent\.get(?:_and_update)?$/));
  else if (keepsWhatItIsTold(statements))
    add(
      started,
      last(scope.module),
      statements.some((one) => handles(one, /^handle_call$/)),
    );
}

const handles = (statement: Node, pattern: RegExp): boolean =>
  isDefinition(statement) && pattern.test(definitionOf(statement)?.name ?? '');

/** `{:noreply, state}` hands back what it was given; anything else is a state that has changed. */
const keepsWhatItIsTold = (statements: readonly Node[]): boolean =>
  statements.some((one) => {
    const definition = handles(one, /^handle_(?:call|cast)$/) ? definitionOf(one) : undefined;
    const given = definition?.parameters.at(-1);
    if (!definition || !given) return false;
    const rebound = definition.body.some(
      (one) => one.type === 'binary_operator' && operatorOf(one) === '=' && field(one, 'left')?.text === given.text,
    );
    return (
      rebound ||
      definition.body
        .flatMap((statement) => [statement, ...statement.descendantsOfType('tuple')])
        .some((tuple) => tuple?.type === 'tuple' && isNewState(tuple, given))
    );
  });

function isNewState(tuple: Node, given: Node): boolean {
  const [verb, first, second] = childrenOf(tuple);
  const state = (verb?.text === ':noreply' ? first : verb?.text === ':reply' ? second : undefined)?.text;
  // `%{count: count} = state`: the same state under a name.
  return (
    state !== undefined &&
    state !== given.text &&
    !given.text.endsWith(`= ${state}`) &&
    !given.text.startsWith(`${state} =`)
  );
}
