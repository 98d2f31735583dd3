/** Numbers, durations and sizes as Swarm's loader reads them. `undefined`: not set, not known or not valid. */
import type { Scalar } from './compose.ts';

export function numberOf(scalar: Scalar | undefined): number | undefined {
  const text = scalar?.value?.trim();
  return text !== undefined && /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

export function booleanOf(scalar: Scalar | undefined): boolean | undefined {
  const text = scalar?.value?.trim().toLowerCase();
  if (text === undefined) return undefined;
  if (['true', 'y', 'yes', 'on'].includes(text)) return true;
  return ['false', 'n', 'no', 'off'].includes(text) ? false : undefined;
}

const secondsPerUnit: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** A Go duration (`1m30s`) in seconds. */
export function parseSeconds(text: string): number | undefined {
  const parts = [...text.trim().matchAll(/(?<!\d)(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text.trim())
    return text.trim() === '0' ? 0 : undefined;
  return parts.reduce((sum, part) => sum + Number(part[1]) * (secondsPerUnit[part[2]!] ?? 0), 0);
}

export const secondsOf = (scalar: Scalar | undefined): number | undefined =>
  scalar?.value === undefined ? undefined : parseSeconds(scalar.value);

const bytesPerUnit: Readonly<Record<string, number>> = { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** `512M`, `1g`, `64MiB` in bytes: Docker counts all of them in powers of 1024. */
export function bytesOf(scalar: Scalar | undefined): number | undefined {
  const parts = scalar?.value?.trim().match(/^(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?$/i);
  if (!parts) return undefined;
  const unit = bytesPerUnit[parts[2]!.toLowerCase()];
  return unit === undefined ? undefined : Number(parts[1]) * unit;
}
