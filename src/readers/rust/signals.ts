/** Handlers of the signals that ask a process to stop, and servers that bring their own. */

import type { Node } from 'web-tree-sitter';
import { own } from '../../source/index.ts';
import type { Argument, Circumstances, HandlerSite } from '../code/program.ts';
import { literalOf } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import { argumentNodes } from './meaning.ts';
import { type OwnSignals, ownSignals } from './tables/signals.ts';

const kinds: Readonly<Record<string, string>> = {
  terminate: 'SIGTERM',
  interrupt: 'SIGINT',
  quit: 'SIGQUIT',
  hangup: 'SIGHUP',
};

/** Functions that wait for the signals they are given. */
const waits =
  /(?:^|\.)signal\.unix\.signal$|^signal_hook(?:_tokio|_async_std|_mio)?\.|^(?:nix|libc)\.(?:.*\.)?(?:signal|sigaction)$|^async_signal\.Signals\.new$/;

export function handlerOf(
  into: Collector,
  call: Node,
  name: string,
  given: readonly Argument[],
  now: Circumstances,
): HandlerSite | undefined {
  const row = ownSignals.find(({ calls }) => calls.includes(name));
  if (row) return ofRow(into, call, row, given, now);
  const signals = name.endsWith('signal.ctrl_c') ? ['SIGINT'] : waits.test(name) ? signalsIn(call) : [];
  if (signals.length === 0) return undefined;
  return {
    at: placeOf(into, call),
    ...now,
    site: 'handler',
    module: name.slice(0, name.indexOf('.')),
    label: name.slice(name.lastIndexOf('.') + 1),
    signals,
    ...(into.drains ? { calls: ['with_graceful_shutdown'] } : {}),
  };
}

function ofRow(
  into: Collector,
  call: Node,
  { label, module, signals, unless, drainsFor, drains }: OwnSignals,
  given: readonly Argument[],
  now: Circumstances,
): HandlerSite | undefined {
  if (unless !== undefined && given.some(({ name }) => name === unless)) return undefined;
  const limit = drainsFor === undefined ? undefined : given.find(({ name }) => name === drainsFor)?.value;
  const seconds = limit && literalOf(limit);
  return {
    at: placeOf(into, call),
    ...now,
    site: 'handler',
    module,
    label,
    signals,
    ...(drains ? { calls: ['with_graceful_shutdown'] } : {}),
    ...(typeof seconds === 'number' ? { drainSeconds: seconds } : {}),
  };
}

/** In `SignalKind::terminate()`, `&[SIGTERM, SIGINT]`, `TERM_SIGNALS`. A name that holds a signal may hold SIGTERM. */
function signalsIn(call: Node): readonly string[] {
  const text = argumentNodes(call)
    .map((one) => one.text)
    .join(' ');
  const found = [...text.matchAll(/\bSIG(?:TERM|INT|QUIT|HUP)\b/g)].map(([signal]) => signal);
  if (/\bTERM_SIGNALS\b/.test(text)) found.push('SIGTERM', 'SIGINT', 'SIGQUIT');
  for (const [, kind] of text.matchAll(/SignalKind::(\w+)/g)) if (kind && own(kinds, kind)) found.push(kinds[kind]!);
  if (/\bSignal::Term\b/.test(text)) found.push('SIGTERM');
  const other = /\bSIG[A-Z0-9]+\b|SignalKind::|Signal::/.test(text);
  return found.length > 0 ? [...new Set(found)] : other ? [] : ['SIGTERM'];
}
