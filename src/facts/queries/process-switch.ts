/** Whether a piece of code that the environment switches on runs in this service. */
import type { CodeFact } from '../code.ts';
import type { Service } from '../model.ts';
import { variableOf } from './environment.ts';

const on = /^(1|true|yes|on|enabled?)$/i;
const off = /^(|0|false|no|off|disabled?|none|null)$/i;
/** Names that switch something off: the code runs unless they are set. */
const negative = /^(disable|no|skip|without)_|_(disabled?|off)$/i;

/** `undefined`: the code does not say on what it depends, or the value cannot be known. */
export function switchedOn(service: Service, fact: CodeFact): boolean | undefined {
  if (fact.guard === 'always') return true;
  if (fact.guard !== 'conditional') return false;
  const name = 'variable' in fact ? fact.variable : undefined;
  if (name === undefined) return undefined;
  const variable = variableOf(service, name);
  if (!variable) return negative.test(name);
  const value = variable.value?.value;
  if (value === undefined) return undefined;
  if (on.test(value)) return !negative.test(name);
  return off.test(value) ? negative.test(name) : undefined;
}
