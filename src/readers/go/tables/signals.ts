/** Libraries that take SIGTERM by themselves. Sources: the documentation of each. */

export interface HandlerRow {
  readonly calls: readonly string[];
  readonly does: 'drains' | 'unknown';
  readonly drainSeconds?: number;
  readonly label: string;
}

export const handlers: readonly HandlerRow[] = [
  { calls: ['go.uber.org/fx.App().Run'], does: 'drains', label: 'fx.App.Run', drainSeconds: 15 },
  { calls: ['github.com/oklog/run.SignalHandler'], does: 'drains', label: 'run.SignalHandler' },
  {
    calls: ['ListenAndServe', 'ListenAndServeTLS', 'NewServer'].map((name) => `github.com/fvbock/endless.${name}`),
    does: 'drains',
    label: 'endless',
    drainSeconds: 60,
  },
  {
    calls: ['gopkg.in/tylerb/graceful.Run', 'github.com/tylerb/graceful.Run', 'github.com/ory/graceful.Graceful'],
    does: 'drains',
    label: 'graceful',
  },
  {
    calls: ['github.com/gin-contrib/graceful.Default', 'github.com/gin-contrib/graceful.New'],
    does: 'drains',
    label: 'gin-contrib/graceful',
  },
  { calls: ['github.com/hibiken/asynq.Server().Run'], does: 'drains', label: 'asynq Server.Run', drainSeconds: 8 },
  { calls: ['go.temporal.io/sdk/worker.InterruptCh'], does: 'drains', label: 'worker.InterruptCh' },
  {
    calls: [
      'sigs.k8s.io/controller-runtime.SetupSignalHandler',
      'sigs.k8s.io/controller-runtime/pkg/manager/signals.SetupSignalHandler',
      'k8s.io/apiserver/pkg/server.SetupSignalHandler',
      'k8s.io/apiserver/pkg/server.SetupSignalContext',
    ],
    does: 'unknown',
    label: 'SetupSignalHandler',
  },
  {
    calls: ['github.com/sethvargo/go-signalcontext.OnInterrupt', 'github.com/sethvargo/go-signalcontext.On'],
    does: 'unknown',
    label: 'signalcontext',
  },
  {
    calls: ['github.com/judwhite/go-svc.Run', 'github.com/judwhite/go-svc/svc.Run'],
    does: 'unknown',
    label: 'svc.Run',
  },
  {
    calls: [
      'github.com/go-kratos/kratos.New',
      'github.com/zeromicro/go-zero/rest.MustNewServer',
      'github.com/zeromicro/go-zero/zrpc.MustNewServer',
    ],
    does: 'drains',
    label: 'server of the framework',
  },
  {
    calls: ['go-micro.dev.NewService', 'github.com/micro/go-micro.NewService', 'github.com/asim/go-micro.NewService'],
    does: 'drains',
    label: 'micro.NewService',
  },
  {
    calls: ['github.com/gobuffalo/buffalo.App().Serve', 'github.com/gobuffalo/buffalo.New'],
    does: 'drains',
    label: 'buffalo',
  },
  { calls: ['gofr.dev/pkg/gofr.New'], does: 'drains', label: 'gofr' },
  { calls: ['github.com/go-micro/cli/cmd.Run'], does: 'unknown', label: 'micro' },
  {
    calls: ['github.com/xlab/closer.Hold', 'github.com/xlab/closer.Bind', 'github.com/xlab/closer.Checked'],
    does: 'unknown',
    label: 'closer',
  },
  {
    calls: ['github.com/pocketbase/pocketbase.New', 'github.com/pocketbase/pocketbase.NewWithConfig'],
    does: 'drains',
    label: 'PocketBase',
  },
  { calls: ['github.com/cloudflare/tableflip.New'], does: 'unknown', label: 'tableflip' },
  { calls: ['knative.dev/pkg/signals.NewContext'], does: 'unknown', label: 'signals.NewContext' },
];

/** Calls that only say something, or prepare what follows. */
export const quiet =
  /^(?:Print\w*|Info\w*|Debug\w*|Warn\w*|Error\w*|Log\w*|Msg\w*|Sprint\w*|Str|String|Err|Sync|Trace\w*|Notice\w*|Background|WithTimeout|WithCancel|Add|Now|Since|cancel|stop|close|make|len|append|new|Fprint\w*|Name|Int|Any)$/;

export const drains = /^(?:[gG]raceful\w*|[sS]hutdown\w*|Stop\w*|[dD]rain\w*|Wait|[wW]aitFor\w*)$/;
export const exits = /^(?:Exit|Fatal\w*)$/;
