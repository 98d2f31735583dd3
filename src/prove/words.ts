/** What was measured, in words. */
import { plural } from '../kit/index.ts';
import type { Requests } from './observed.ts';

export const seconds = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;

/** Paths that one line holds. */
const most = 3;

export const listed = (paths: readonly string[]): string =>
  paths.length > most ? `${paths.slice(0, most).join(', ')} and ${paths.length - most} more` : paths.join(', ');

export const bytesText = (bytes: number): string =>
  bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

export const failureText = (one: {
  readonly error: string;
  readonly exitCode?: number;
  readonly state: string;
}): string =>
  one.error !== '' ? one.error : one.exitCode === undefined ? one.state : `it ended with exit code ${one.exitCode}`;

export const requestsText = ({ sent, failed: lost, reasons }: Requests): string =>
  lost === 0
    ? `none of ${plural(sent, 'request')} failed`
    : `${lost} of ${plural(sent, 'request')} failed (${reasons
        .slice(0, 2)
        .map(({ reason }) => reason)
        .join('; ')})`;
