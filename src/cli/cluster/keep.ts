/** Keeps what a shape names of an answer, without the values of secrets. */
import { HIDDEN } from '../../facts/snapshot-words.ts';
import { isSecretWord, maskLine } from '../../report/mask.ts';
import type { Shape } from './shapes.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What passwords are stored as for a proxy: `admin:$apr1$…`. */
const hash = /\$(?:apr1|2[abxy]?|argon2\w*|scrypt|sha\d*|y|[156])\$[^\s,"']+/gi;
/** A login in front of a hash of the old kinds: `admin:{SHA}…`. */
const digest = /\{(?:SSHA|SHA|MD5)\}[\w+/=]+/gi;

const mask = (text: string): string => maskLine(text).replace(hash, HIDDEN).replace(digest, HIDDEN);

/** Names that say nothing of a secret, and the line that holds one. */
function setting(name: string, value: string): string {
  if (isSecretWord(name) || isSecretWord(name.slice(name.lastIndexOf('.') + 1))) return value === '' ? '' : HIDDEN;
  const line = `${name}=${value}`;
  const masked = mask(line);
  // What is hidden may reach into the name, when the name itself looks like a key.
  return masked.startsWith(`${name}=`) ? masked.slice(name.length + 1) : HIDDEN;
}

function words(items: readonly unknown[]): readonly unknown[] {
  const texts = items.filter((item) => typeof item === 'string');
  const isFlag = (text: string | undefined): boolean =>
    text !== undefined &&
    ((/^--?[A-Za-z][\w-]*$/.test(text) && isSecretWord(text)) || (text === '-p' && texts.includes('login')));
  return texts.map((text, index) => (isFlag(texts[index - 1]) && !text.startsWith('-') ? HIDDEN : mask(text)));
}

function variable(text: string): string {
  const cut = text.indexOf('=');
  return cut === -1 ? text : `${text.slice(0, cut)}=${setting(text.slice(0, cut), text.slice(cut + 1))}`;
}

/** Numbers and switches say no secret. */
const bare = (value: unknown): unknown => (isObject(value) || Array.isArray(value) ? undefined : value);

/** `undefined`: it has another form than it should, or there is nothing of it to keep. */
export function keep(value: unknown, shape: Shape): unknown {
  if (value === null || value === undefined) return undefined;
  if (shape === 'plain') return bare(value);
  if (shape === 'text') return typeof value === 'string' ? mask(value) : bare(value);
  if (shape === 'words') return Array.isArray(value) ? words(value) : undefined;
  if (shape === 'variables')
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string').map(variable) : undefined;
  if (shape === 'settings')
    return isObject(value)
      ? Object.fromEntries(
          Object.entries(value).map(([name, text]) => [
            name,
            typeof text === 'string' ? setting(name, text) : bare(text),
          ]),
        )
      : undefined;
  if ('each' in shape) return Array.isArray(value) ? value.flatMap((item) => keep(item, shape.each) ?? []) : undefined;
  if (!isObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(shape.keys).flatMap(([name, inner]) => {
      const kept = Object.hasOwn(value, name) ? keep(value[name], inner) : undefined;
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}
