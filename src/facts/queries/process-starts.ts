/** What each command on the way to the application means, and whether it runs in this service. */
import type { Text } from '../../source/index.ts';
import type { Facts, Service, StartCommand } from '../model.ts';
import { anyName } from '../process/circumstances.ts';
import type { ShellCondition } from '../shell.ts';
import {
  type BuildCommand,
  buildOf,
  type DevelopmentCommand,
  debuggerOf,
  developmentOf,
  type MigrationCommand,
  migrationOf,
} from '../tables/commands.ts';
import { variableOf } from './environment.ts';
import { hasUnseenEnvFile } from './state-facts.ts';

export interface MeantStart {
  readonly start: StartCommand;
  readonly migration?: MigrationCommand;
  readonly development?: DevelopmentCommand;
  readonly debugger?: { readonly tool: string };
  readonly build?: BuildCommand;
  /** Absent: a condition that cannot be followed decides. */
  readonly runs?: boolean;
}

export const startsOf = (service: Service, facts: Facts): readonly MeantStart[] =>
  service.process.starts.map((start) => ({
    start,
    migration: migrationOf(start.argv),
    development: developmentOf(start.argv),
    debugger: debuggerOf(start.argv),
    build: buildOf(start.argv),
    runs: runsIn(service, start, facts),
  }));

/** Commands that are sure to run. */
export const certainStarts = (service: Service, facts: Facts): readonly MeantStart[] =>
  startsOf(service, facts).filter(({ runs }) => runs === true);

function runsIn(service: Service, start: StartCommand, facts: Facts): boolean | undefined {
  const { conditional, conditions } = start;
  if (conditional && conditions.length === 0) return undefined;
  const outcomes = conditions.map((condition) => met(condition, service, start, facts));
  if (outcomes.includes(false)) return false;
  return outcomes.includes(undefined) ? undefined : true;
}

function met(
  { words, holds }: ShellCondition,
  service: Service,
  start: StartCommand,
  facts: Facts,
): boolean | undefined {
  const inner = words.filter(({ raw }) => !['[', '[[', ']', ']]', 'test'].includes(raw));
  const outcome = test(
    inner.map((word) => textOf(word, service, start, facts)),
    inner.map(({ raw }) => raw),
  );
  return outcome === undefined ? undefined : outcome === holds;
}

/** The tests entrypoint scripts are made of: empty or not, equal or not. */
function test(values: readonly (string | undefined)[], raw: readonly string[]): boolean | undefined {
  const [first, second, third] = values;
  if (values.length === 1) return first === undefined ? undefined : first !== '';
  if (values.length === 2 && second !== undefined) {
    if (raw[0] === '-n') return second !== '';
    if (raw[0] === '-z') return second === '';
  }
  if (values.length === 3 && first !== undefined && third !== undefined) {
    if (raw[1] === '=' || raw[1] === '==') return first === third;
    if (raw[1] === '!=') return first !== third;
  }
  return undefined;
}

/** A word with the variables of the container filled in; `undefined` when one is not known. */
function textOf(word: Text, service: Service, start: StartCommand, facts: Facts): string | undefined {
  if (word.value !== undefined) return word.value;
  let known = true;
  const unquoted = word.raw.replace(/^"(.*)"$/, '$1');
  const filled = unquoted.replace(
    /\$(?:\{(\w+)(?::?-([^${}]*))?\}|(\w+))/g,
    (_whole, braced?: string, fallback?: string, plain?: string) => {
      const value = variableText(braced ?? plain ?? '', service, start, facts);
      if (value === undefined) known = false;
      return value || (fallback ?? '');
    },
  );
  return known && !/[$`"']/.test(filled) ? filled : undefined;
}

function variableText(name: string, service: Service, { assignments }: StartCommand, facts: Facts): string | undefined {
  // Arguments of the script and variables of the shell are no variables of the container.
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name)) return undefined;
  // The script itself may have set it, or have taken in a file that does.
  const set = assignments.findLast((one) => one.name === name || one.name === anyName);
  if (set) return set.value;
  const variable = variableOf(service, name);
  if (variable) return variable.value?.value;
  return hasUnseenEnvFile(service, facts) ? undefined : '';
}
