/** Values by name; a name with `undefined` is declared, but only the build can tell its value. */
export type Environment = Pick<ReadonlyMap<string, string | undefined>, 'get'>;

const NAME = /[A-Za-z0-9_]/;
const DEEPEST = 10;
/** Longer words are left undecided: no real value is, and an unclosed brace is looked for from every `${`. */
const LONGEST = 20_000;

/**
 * Removes quotes and puts variables in as Docker does for a word. `undefined` when a variable decides that is not
 * known here: an ARG without default, a platform argument, or something the base image may set.
 * Modifiers: `${X:-d}`, `${X-d}`, `${X:+d}`, `${X+d}`, `${X:?m}`, `${X?m}`; pattern modifiers are left undecided.
 */
export function expandWord(
  word: string,
  environment: Environment,
  escapeCharacter: string,
  depth = 0,
): string | undefined {
  if (depth > DEEPEST || word.length > LONGEST) return undefined;
  let result = '';
  let quote = '';
  let at = 0;
  while (at < word.length) {
    const character = word[at]!;
    if (quote === "'") {
      if (character === "'") quote = '';
      else result += character;
      at++;
    } else if (character === escapeCharacter && at + 1 < word.length) {
      const next = word[at + 1]!;
      if (quote === '"' && next !== '"' && next !== '$' && next !== escapeCharacter) result += character;
      result += next;
      at += 2;
    } else if (character === '"' || (character === "'" && quote === '')) {
      quote = quote === character ? '' : character;
      at++;
    } else if (character === '$') {
      const variable = variableAt(word, at);
      if (variable === undefined) {
        result += character;
        at++;
        continue;
      }
      const value = substituted(variable, environment, escapeCharacter, depth);
      if (value === undefined) return undefined;
      result += value;
      at = variable.end;
    } else {
      result += character;
      at++;
    }
  }
  return result;
}

interface Variable {
  readonly name: string;
  readonly modifier: string;
  readonly operand: string;
  readonly end: number;
}

function variableAt(word: string, dollar: number): Variable | undefined {
  const braced = word[dollar + 1] === '{';
  const start = dollar + (braced ? 2 : 1);
  let at = start;
  while (at < word.length && NAME.test(word[at]!)) at++;
  const name = word.slice(start, at);
  if (name === '') return undefined;
  if (!braced) return { name, modifier: '', operand: '', end: at };
  const close = closingBrace(word, at);
  if (close === undefined) return undefined;
  const colon = word[at] === ':';
  const modifier = at === close ? '' : word.slice(at, at + (colon ? 2 : 1));
  return { name, modifier, operand: word.slice(at + modifier.length, close), end: close + 1 };
}

function closingBrace(word: string, from: number): number | undefined {
  let open = 1;
  for (let at = from; at < word.length; at++) {
    if (word[at] === '{' && word[at - 1] === '$') open++;
    else if (word[at] === '}' && --open === 0) return at;
  }
  return undefined;
}

function substituted(
  variable: Variable,
  environment: Environment,
  escapeCharacter: string,
  depth: number,
): string | undefined {
  const value = environment.get(variable.name);
  const operand = (): string | undefined => expandWord(variable.operand, environment, escapeCharacter, depth + 1);
  switch (variable.modifier) {
    case '':
    case '?':
    case ':?':
      return value;
    case '-':
      return value === undefined ? operand() : value;
    case ':-':
      return value === undefined || value === '' ? operand() : value;
    case '+':
      return value === undefined ? '' : operand();
    case ':+':
      return value === undefined || value === '' ? '' : operand();
    default:
      return undefined;
  }
}
