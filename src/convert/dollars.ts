/**
 * Variables as Compose knows them, written for Swarm's loader, which knows `$X`, `${X}` and four operators, takes an operator behind a name without
 * braces, too, ends every operand at the first brace, and looks for its operators in the whole text between braces.
 */

export interface Rewritten {
  readonly text: string;
  readonly notes: readonly { readonly reason: string; readonly todo: boolean }[];
}

const bare = /[A-Za-z_]\w*/y;

export function rewriteDollars(text: string): Rewritten {
  const notes: { reason: string; todo: boolean }[] = [];
  const say = (reason: string, todo: boolean) => notes.push({ reason, todo });
  let out = '';
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '$') {
      out += text[at++];
      continue;
    }
    if (text[at + 1] === '$') {
      out += '$$';
      at += 2;
      continue;
    }
    if (text[at + 1] === '{') {
      const end = closing(text, at + 2);
      const written = end === -1 ? undefined : ofBraces(text.slice(at + 2, end), say);
      if (written !== undefined) {
        out += written;
        at = end + 1;
        continue;
      }
    } else {
      bare.lastIndex = at + 1;
      const name = bare.exec(text)?.[0];
      if (name !== undefined) {
        const next = text.slice(at + 1 + name.length);
        const swallows = /^:?[-?]/.test(next);
        if (swallows) say(`Swarm would take what stands behind $${name} for an operator: the name got braces`, false);
        out += swallows ? `\${${name}}` : `$${name}`;
        at += 1 + name.length;
        continue;
      }
    }
    say('a dollar sign that begins no variable is written twice', false);
    out += '$$';
    at++;
  }
  return { text: out, notes };
}

/** The brace that closes the one in front of `from`, inner variables passed over; -1 when there is none. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith('${', at)) depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

/** `undefined` for what no Compose reads either. */
function ofBraces(inner: string, say: (reason: string, todo: boolean) => void): string | undefined {
  const [, name, operator = '', operand = ''] = /^([A-Za-z_]\w*)(?:(:?[-?+=])(.*))?$/s.exec(inner) ?? [];
  if (name === undefined) return undefined;
  if (operator === '') return `\${${name}}`;
  if (operator.endsWith('+')) {
    say(`Swarm cannot write a text only where ${name} is set: set ${name}_TEXT to it there`, true);
    return `\${${name}_TEXT:-}`;
  }
  if (operator.endsWith('?')) {
    const message = operand
      .replace(/:?-|:\?|[${}]/g, ' ')
      .replace(/ {2,}/g, ' ')
      .trim();
    if (message !== operand)
      say(`the message for a missing ${name} must not hold - or a variable: Swarm would take it for a default`, false);
    return `\${${name}${operator}${message}}`;
  }
  const flat = flatten(operand);
  if (flat !== operand)
    say(`Swarm knows no variable in the default of ${name}: set ${name} where the inner one was set`, true);
  const kept = operator === '-' && flat.includes(':-') ? ':-' : operator.replace('=', '-');
  if (kept !== operator) say(`the default of ${name} counts when it is empty, too`, false);
  return `\${${name}${kept}${flat}}`;
}

/** A default with the defaults of what stands in it. */
function flatten(operand: string): string {
  let out = '';
  for (let at = 0; at < operand.length; ) {
    if (operand.startsWith('${', at)) {
      const end = closing(operand, at + 2);
      if (end === -1) return out;
      const [, text = ''] = /^[A-Za-z_]\w*:?[-=](.*)$/s.exec(operand.slice(at + 2, end)) ?? [];
      out += flatten(text);
      at = end + 1;
    } else if (operand[at] === '$') {
      // `$$` in a default stays two to Swarm; a name is dropped.
      bare.lastIndex = at + 1;
      const name = bare.exec(operand)?.[0] ?? '';
      at += 1 + name.length;
    } else if (operand[at] === '}') at++;
    else out += operand[at++];
  }
  return out;
}
