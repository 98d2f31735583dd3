/** Addresses and log targets as servers write them. */
import type { ServerListen } from '../../facts/server-file.ts';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const everywhere = /^(|\*|0\.0\.0\.0|\[::\])$/;

/** `8080`, `*:8080`, `[::]:80`, `127.0.0.1:80`, `${PORT}`; a host alone has the `otherwise` port. Nothing for a socket file. */
export function listenOf(text: string, otherwise?: number): Omit<ServerListen, 'at'> | undefined {
  if (/^(unix:|\/|@|fd:)/.test(text)) return undefined;
  const whole = variableIn(text);
  if (whole !== undefined) return { portVariable: whole, bind: 'all' };
  if (/^\d{1,5}$/.test(text)) return { port: Number(text), bind: 'all' };
  const [, host, port] = /^(\[[\da-f:]*\]|[\w.*-]*)(?::([^:]+))?$/i.exec(text) ?? [];
  if (host === undefined) return { bind: 'unknown' };
  const bind = everywhere.test(host) ? 'all' : loopback.test(host) ? 'loopback' : 'unknown';
  if (port === undefined) return otherwise === undefined ? { bind: 'unknown' } : { port: otherwise, bind };
  const variable = variableIn(port);
  return /^\d{1,5}$/.test(port)
    ? { port: Number(port), bind }
    : { ...(variable === undefined ? {} : { portVariable: variable }), bind };
}

/** `${NAME}` and `$NAME` of envsubst, `$(NAME)` of uwsgi. */
const variableIn = (text: string): string | undefined =>
  /^\$(?:\{(\w+)\}|\((\w+)\)|([A-Z_]\w*))$/.exec(text)?.slice(1).find(Boolean);

/** `api:3000`, `http://api:3000/path`; nothing when a variable takes part, and for a socket file or an address in numbers. */
export function hostOf(text: string): { readonly host: string; readonly port?: number } | undefined {
  if (text.includes('$')) return undefined;
  const [, scheme = '', authority = ''] = /^([a-z]+:\/\/)?([^/\s]+)/i.exec(text) ?? [];
  const [, host, port] = /^([a-z\d_](?:[\w.-]*[\w])?)(?::(\d{1,5}))?$/i.exec(authority) ?? [];
  if (host === undefined || host === 'unix' || /^[\d.]+$/.test(host) || /^localhost$/i.test(host)) return undefined;
  const usual = /^(https|grpcs):/i.test(scheme) ? 443 : /^(http|grpc):/i.test(scheme) ? 80 : undefined;
  return { host, ...(port ? { port: Number(port) } : usual ? { port: usual } : {}) };
}

export const isOutput = (path: string): boolean =>
  /^(-|stdout|stderr|\/dev\/(stdout|stderr|console|tty|fd\/[12])|\/proc\/(1|self)\/fd\/[12])$/.test(path);

/** Nothing is kept, or the lines leave the container another way. */
export const isNoFile = (path: string): boolean => /^(off|none|\/dev\/null|syslog(:.*)?|memory:.*)$/i.test(path);

const units: Readonly<Record<string, number>> = { ms: 0.001, '': 1, s: 1, m: 60, h: 3600, d: 86400 };

/** `30`, `30s`, `5m` */
export function secondsIn(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+)(ms|[smhd])?$/.exec(text.trim()) ?? [];
  return number === undefined ? undefined : Number(number) * units[unit]!;
}
