/**
 * What a scalar without quotes is to the YAML library of Swarm's command line (yaml.v3): a mixture of YAML 1.1 and 1.2. Verified with
 * `docker stack config` 28.2.
 */
import type { Scalar } from '../../facts/index.ts';

const integer = /^[+-]?(?:0x[\da-f]+|0o?[0-7]+|0b[01]+|0|[1-9]\d*)$/i;
const decimal = /^[+-]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[+-]?\d+)?$/i;
const special = /^(?:[+-]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const date =
  /^\d{4}-(\d{1,2})-(\d{1,2})(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)?$/;

/** A date counts as a number: like one it passes where numbers do, and is refused where text is wanted. */
export function plainType(text: string): Scalar['type'] {
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return 'null';
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) return 'boolean';
  if (!/^[\d.+-]/.test(text)) return 'string';
  const digits = text.replaceAll('_', '');
  if (integer.test(digits) || decimal.test(digits) || special.test(text)) return 'number';
  const [, month, day] = date.exec(text) ?? [];
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31 ? 'number' : 'string';
}
