/** What a program does when it is asked to stop. The generic host listens for SIGTERM by itself and finishes open requests. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances, HandlerSite } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf } from '../code/values.ts';
import { secondsOf } from './background.ts';
import { type Collector, placeOf } from './collector.ts';
import type { Scope } from './scopes.ts';
import { meaningOf, partsOf, plainName } from './values.ts';

/** https://learn.microsoft.com/dotnet/core/extensions/generic-host#host-shutdown */
const hosts =
  /^(?:WebApplication|IHost)\(\)\.(?:Run|RunAsync|WaitForShutdown|WaitForShutdownAsync)$|^(?:IHostBuilder|IWebHostBuilder)\(\)\.RunConsoleAsync$/;

/** `host.Run()` of a host that another file builds. */
function isHost(callee: Node): boolean {
  const parts = partsOf(callee);
  return (
    parts !== undefined &&
    /^Run(?:Async)?$/.test(parts.name.text) &&
    /(?:^|\.)_?(?:web)?(?:host|app|application)$|\.Build\(\)$/i.test(parts.object.text)
  );
}

export function handlerOf(into: Collector, node: Node, scope: Scope, now: Circumstances): HandlerSite | undefined {
  const callee = field(node, 'function');
  const meaning = callee && meaningOf(callee, scope);
  const found = meaning ? nameOf(meaning) : '';
  const name = !hosts.test(found) && callee && isHost(callee) ? 'IHost().Run' : found;
  const site = { at: placeOf(into, node), ...now, site: 'handler', module: '' } as const;
  // `app.Run(async context => …)` ends the chain of middleware.
  const first = field(node, 'arguments')?.namedChildren[0]?.namedChildren.at(-1);
  if (hosts.test(name) && first?.type === 'lambda_expression') return undefined;
  if (hosts.test(name)) return { ...site, label: 'generic host', signals: ['SIGTERM', 'SIGINT'], calls: ['StopAsync'] };
  if (name !== 'PosixSignalRegistration.Create') return undefined;
  const list = field(node, 'arguments');
  const [signal, handler] = list ? childrenOf(list).map((one) => childrenOf(one).at(-1)) : [];
  const which = /PosixSignal\.(SIG\w+)$/.exec(signal?.text ?? '')?.[1];
  return which === undefined
    ? undefined
    : { ...site, label: 'PosixSignalRegistration', signals: [which], ...callsIn(handler ?? undefined) };
}

/** Events of the process that a stop raises, by the signal behind them. */
const events: readonly (readonly [event: RegExp, signal: string])[] = [
  [/(?:^|\.)AppDomain\.CurrentDomain\.ProcessExit$/, 'SIGTERM'],
  [/(?:^|\.)AssemblyLoadContext\.Default\.Unloading$/, 'SIGTERM'],
  [/(?:^|\.)Console\.CancelKeyPress$/, 'SIGINT'],
];

/** `AppDomain.CurrentDomain.ProcessExit += (_, _) => …`, `options.ShutdownTimeout = TimeSpan.FromSeconds(60)` */
export function eventHandlerOf(into: Collector, node: Node, scope: Scope, now: Circumstances): HandlerSite | undefined {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (!left || !right) return undefined;
  const site = { at: placeOf(into, node), ...now, site: 'handler', module: '' } as const;
  if (/\.ShutdownTimeout$/.test(left.text)) {
    const drainSeconds = secondsOf(right, scope);
    return drainSeconds === undefined
      ? undefined
      : { ...site, label: 'HostOptions.ShutdownTimeout', signals: ['SIGTERM'], calls: ['StopAsync'], drainSeconds };
  }
  const event = events.find(([pattern]) => pattern.test(left.text));
  const label = left.text.slice(left.text.lastIndexOf('.') + 1);
  return event && { ...site, label, signals: [event[1]], ...callsIn(right) };
}

/** Last names of what a handler calls, when its body stands here. */
function callsIn(handler: Node | undefined): Pick<HandlerSite, 'calls'> {
  if (!handler || !/^(?:lambda_expression|anonymous_method_expression)$/.test(handler.type)) return {};
  return {
    calls: handler.descendantsOfType('invocation_expression').flatMap((call) => {
      const callee = call && field(call, 'function');
      return callee ? [plainName(partsOf(callee)?.name ?? callee) ?? ''] : [];
    }),
  };
}
