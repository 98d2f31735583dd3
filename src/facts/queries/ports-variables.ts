/** The value a variable has when the main command of a service starts. */
import { isUnder, type Span } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { anyName } from '../process/circumstances.ts';
import { isSuppliedElsewhere } from './configuration-supply.ts';
import { variableOf } from './environment.ts';

export type Resolved =
  | { readonly state: 'set'; readonly value: string; readonly at: Span }
  | { readonly state: 'unset' }
  /** Something the repository does not show may decide. */
  | { readonly state: 'unknown' };

const unknown: Resolved = { state: 'unknown' };

export function resolveVariable(service: Service, name: string, facts: Facts): Resolved {
  const own = service.process.main?.assignments ?? [];
  const assigned = own.findLast((one) => one.name === name);
  if (assigned) {
    const { value, at } = assigned;
    return value === undefined ? unknown : { state: 'set', value, at };
  }
  if (own.some((one) => one.name === anyName)) return unknown;
  const variable = variableOf(service, name);
  // What the stack itself writes comes last; a default of the image may be replaced from outside.
  const final = variable !== undefined && service.environment.includes(variable);
  if (!final && isSuppliedElsewhere(service, facts)) return unknown;
  if (variable) {
    const value = variable.value?.value;
    return value === undefined ? unknown : { state: 'set', value, at: variable.at };
  }
  return shippedFileSets(service, name, facts) ? unknown : { state: 'unset' };
}

/** A `.env` file in the image, which the program may load by itself. */
const shippedFileSets = ({ built }: Service, name: string, facts: Facts): boolean =>
  facts.envFiles.some(
    ({ path, example, lines }) =>
      !example &&
      (built?.image.ships ?? []).some((from) => isUnder(path, from)) &&
      lines.some((line) => line.name === name),
  );

/** A word of a command: `8000`, `$PORT`, `${PORT:-8000}`. `undefined` when it cannot be known. */
export function resolveWord(service: Service, word: string, facts: Facts): string | undefined {
  let open = false;
  const text = word.replace(
    /\$(?:(\w+)|\{(\w+)(?::?-([^${}]*))?\})/g,
    (_, plain?: string, braced?: string, otherwise?: string) => {
      const found = resolveVariable(service, plain ?? braced ?? '', facts);
      if (found.state === 'set') return found.value;
      if (found.state === 'unset' && otherwise !== undefined) return otherwise;
      open = true;
      return '';
    },
  );
  // `0.0.0.0:"${PORT}"`: quotes of the shell, around any part of the word.
  return open || /[$`]/.test(text) ? undefined : text.replace(/(["'])([^"']*)\1/g, '$2');
}
