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

/** From here on whole numbers become floating-point ones. */
const largest = 2n ** 64n;

/** A date counts as a number: like one it passes where numbers do, and is refused where text is wanted. */
export function plainType(text: string): Scalar['type'] {
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return 'null';
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) return 'boolean';
  if (!/^[\d.+-]/.test(text)) return 'string';
  const digits = text.replaceAll('_', '');
  if (integer.test(digits) || special.test(text)) return 'number';
  if (decimal.test(digits)) return Number.isFinite(Number(digits)) ? 'number' : 'string';
  const [, month, day] = date.exec(text) ?? [];
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31 ? 'number' : 'string';
}

/**
 * What a number or a date without quotes is turned into where text is wanted: `010` is `8`, `1e3` is `1000`, `1.10` is `1.1`. `undefined` for what
 * we would only guess at.
 */
export function textOfNumber(text: string): string | undefined {
  const digits = text.replaceAll('_', '');
  const whole = /^([+-]?)(0x[\da-f]+|0b[01]+|0o?[0-7]+|0|[1-9]\d*)$/i.exec(digits);
  if (whole) {
    const size = BigInt(whole[2]!.replace(/^0o?(?=[0-7])/i, '0o').toLowerCase());
    const number = whole[1] === '-' ? -size : size;
    return number < largest ? String(number) : floatText(Number(number));
  }
  if (decimal.test(digits)) return floatText(Number(digits));
  const day = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ](\d\d:\d\d:\d\d)Z?)?$/.exec(text);
  const two = (part: string): string => part.padStart(2, '0');
  return day ? `${day[1]}-${two(day[2]!)}-${two(day[3]!)} ${day[4] ?? '00:00:00'} +0000 UTC` : undefined;
}

/** As Go prints a floating-point number: with an exponent below 0.0001 and from a million. */
function floatText(number: number): string {
  const [mantissa, exponent] = number.toExponential().split('e') as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 6) return Object.is(number, -0) ? '-0' : String(number);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
