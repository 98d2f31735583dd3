/** Servers and helpers that handle signals by themselves. Sources: the documentation and source of each library. */
export interface OwnSignals {
  readonly calls: readonly string[];
  readonly module: string;
  readonly label: string;
  readonly signals: readonly string[];
  /** A step of the builder that switches it off. */
  readonly unless?: string;
  /** A step of the builder that says how many seconds the drain may take. */
  readonly drainsFor?: string;
  readonly drains: boolean;
}

const both = ['SIGTERM', 'SIGINT'];

export const ownSignals: readonly OwnSignals[] = [
  {
    calls: ['actix_web.HttpServer().run', 'ntex.HttpServer().run', 'ntex.web.HttpServer().run'],
    module: 'actix_web',
    label: 'HttpServer',
    signals: [...both, 'SIGQUIT'],
    unless: 'disable_signals',
    drainsFor: 'shutdown_timeout',
    drains: true,
  },
  {
    calls: ['rocket.Rocket().launch', 'rocket.build().launch', 'rocket.launch', 'rocket.main'],
    module: 'rocket',
    label: 'Rocket',
    signals: both,
    drains: true,
  },
  {
    calls: ['pingora.Server().run_forever', 'pingora_core.Server().run_forever'],
    module: 'pingora',
    label: 'run_forever',
    signals: [...both, 'SIGQUIT'],
    drains: true,
  },
  {
    calls: ['loco_rs.cli.main', 'loco_rs.boot.start'],
    module: 'loco_rs',
    label: 'loco',
    signals: both,
    drains: true,
  },
  {
    calls: ['tokio_graceful_shutdown.Toplevel().catch_signals'],
    module: 'tokio_graceful_shutdown',
    label: 'catch_signals',
    signals: both,
    drains: true,
  },
  // Whether it listens for SIGTERM as well is decided by a feature in the manifest.
  {
    calls: ['ctrlc.set_handler', 'ctrlc.try_set_handler', 'ctrlc_async.set_handler', 'ctrlc_async.set_async_handler'],
    module: 'ctrlc',
    label: 'ctrlc',
    signals: both,
    drains: false,
  },
];

/** Steps that hand a signal to a server, which then finishes what is open. */
export const drainWords =
  /\.(?:with_graceful_shutdown|serve_with_shutdown|serve_with_incoming_shutdown|(?:try_)?bind_with_graceful_shutdown|run_with_graceful_shutdown|graceful_shutdown|run_with_signal|stop_graceful|stop_graceful_with_timeout|cancel)\s*\(/;
