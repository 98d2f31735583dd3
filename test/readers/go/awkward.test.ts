/** Conditions, names, imports, paths, signals, and input nobody expects. */
import { describe, expect, test } from '@jest/globals';
import { go } from '../../../src/readers/go/index.ts';
import { claimsPath } from '../../../src/readers/go/paths.ts';
import { readSource, saidBy } from '../code/said.ts';

const said = (text: string, path = 'cmd/shop/main.go'): readonly string[] => saidBy(readSource('go', path, text).facts);

const file = (body: string, ...imports: readonly string[]): string =>
  `package main\n\nimport (\n${imports.map((one) => (/ /.test(one) ? one : `"${one}"`)).join('\n')}\n)\n\n${body}\n`;

describe('signals', () => {
  const signals = (body: string) =>
    said(file(`func main() {\n${body}\n}`, 'os/signal', 'os', 'syscall', 'context', 'net/http', 'time')).filter((one) =>
      one.startsWith('signal'),
    );
  test.each([
    ['signal.Notify(c, syscall.SIGTERM)\n<-c\nsrv.Shutdown(ctx)', ['signal SIGTERM drains']],
    ['signal.Notify(c, os.Interrupt)\n<-c\nsrv.Shutdown(ctx)', ['signal SIGINT drains']],
    ['signal.Notify(c, os.Interrupt, os.Kill)\n<-c', ['signal SIGINT,SIGKILL unknown']],
    ['signal.Notify(c)\n<-c\nos.Exit(0)', ['signal SIGINT,SIGTERM,SIGHUP exits']],
    ['signal.Notify(c, syscall.SIGTERM)\n<-c\nlog.Println("bye")\nos.Exit(0)', ['signal SIGTERM exits']],
    ['all := []os.Signal{os.Interrupt, syscall.SIGTERM}\nsignal.Notify(c, all...)', ['signal SIGINT,SIGTERM unknown']],
    ['signal.Notify(c, stopSignals...)', ['signal SIGTERM unknown']],
    [
      'ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)\ndefer stop()\n<-ctx.Done()\ngrpcServer.GracefulStop()',
      ['signal SIGTERM drains'],
    ],
    ['signal.Notify(c, syscall.SIGHUP)\nfor range c { reload() }', ['signal SIGHUP unknown']],
  ])('%s', (body, expected) => {
    expect(signals(body)).toEqual(expected);
  });

  const seconds = (body: string) =>
    readSource(
      'go',
      'main.go',
      file(
        `const patience = 20 * time.Second\nfunc main() {\nsignal.Notify(c, syscall.SIGTERM)\n<-c\n${body}\n}`,
        'os/signal',
        'syscall',
        'context',
        'time',
        'os',
      ),
    ).facts.map((fact) => fact.kind === 'signal-handler' && fact.drainSeconds);
  test('the time to drain is the one in front of Shutdown', () => {
    expect(seconds('ctx, cancel := context.WithTimeout(context.Background(), patience)\nsrv.Shutdown(ctx)')).toEqual([
      20,
    ]);
    expect(seconds('app.ShutdownWithTimeout(1500 * time.Millisecond)')).toEqual([1.5]);
    expect(seconds('ctx, cancel := context.WithTimeout(context.Background(), patience)\ndb.Ping(ctx)')).toEqual([
      undefined,
    ]);
    expect(
      seconds('ctx, cancel := context.WithTimeout(context.Background(), config.Patience)\nsrv.Shutdown(ctx)'),
    ).toEqual([undefined]);
  });

  test('libraries that take it themselves', () => {
    const text = file('func main() { srv := asynq.NewServer(opt, conf)\nsrv.Run(mux) }', 'github.com/hibiken/asynq');
    expect(said(text)).toContain('signal SIGTERM drains');
    expect(said(file('func main() { fx.New(module).Run() }', 'go.uber.org/fx'))).toEqual(['signal SIGTERM drains']);
  });
});

describe('guards', () => {
  const guard = (body: string, path?: string) =>
    readSource(
      'go',
      path ?? 'main.go',
      file(`func main() {\n${body}\n}`, 'github.com/olahol/melody', 'os', 'github.com/gin-gonic/gin'),
    )
      .facts.filter(({ kind }) => kind === 'realtime')
      .map((fact) => fact.guard);
  test.each([
    ['melody.New()', ['always']],
    ['if os.Getenv("APP_ENV") == "development" { melody.New() }', ['development']],
    ['if os.Getenv("APP_ENV") != "production" { melody.New() }', ['development']],
    ['if os.Getenv("APP_ENV") == "production" { a() } else { melody.New() }', ['development']],
    ['if gin.Mode() == gin.DebugMode { melody.New() }', ['development']],
    ['if cfg.Debug { melody.New() }', ['development']],
    ['if !cfg.IsProduction() { melody.New() }', ['development']],
    ['if os.Getenv("LIVE") == "on" { melody.New() }', ['conditional']],
    ['if cfg.Live.Enabled { melody.New() }', ['conditional']],
    ['switch os.Getenv("HUB") {\ncase "memory": melody.New()\n}', ['conditional']],
    ['switch os.Getenv("APP_ENV") {\ncase "dev", "local": melody.New()\n}', ['development']],
    ['if err != nil { melody.New() }', ['always']],
  ])('%s', (body, expected) => {
    expect(guard(body)).toEqual(expected);
  });

  test('paths and build constraints', () => {
    expect(guard('melody.New()', 'internal/testutil/hub.go')).toEqual(['test']);
    expect(guard('melody.New()', 'tools/gen/main.go')).toEqual([]);
    expect(guard('melody.New()', 'hub_windows.go')).toEqual([]);
    const constrained = (line: string) =>
      said(`${line}\n\n${file('func main() { melody.New() }', 'github.com/olahol/melody')}`);
    expect(constrained('//go:build ignore')).toEqual([]);
    expect(constrained('//go:build linux')).toEqual(['realtime local']);
    expect(claimsPath('a/main_test.go')).toBe(false);
    expect(claimsPath('vendor/x/y.go')).toBe(false);
    expect(claimsPath('api/a.pb.go')).toBe(false);
    expect(claimsPath('cmd/a/main.go')).toBe(true);
  });
});

describe('names', () => {
  test('imports in all their forms', () => {
    const text =
      'package a\n\nimport "net/http"\nimport r "github.com/redis/go-redis/v9"\nimport (\n\t_ "github.com/lib/pq"\n\t. "example.com/shop/v2/internal/db" // why\n\n\tyaml "gopkg.in/yaml.v3"\n)\n\nconst s = `\nimport "no/such"`\n';
    expect(go.importsOf({ path: 'a.go', text }, () => true)).toEqual({
      imports: [],
      packages: [
        'net/http',
        'github.com/redis/go-redis/v9',
        'github.com/lib/pq',
        'example.com/shop/v2/internal/db',
        'gopkg.in/yaml.v3',
      ],
    });
  });

  test.each([
    ['github.com/robfig/cron/v3', 'cron'],
    ['github.com/robfig/cron', 'cron'],
    ['gopkg.in/robfig/cron.v2', 'cron'],
    ['jobs "github.com/robfig/cron/v3"', 'jobs'],
  ])('%s', (path, name) => {
    expect(said(file(`func main() { c := ${name}.New()\nc.Start() }`, path))).toEqual(['scheduler local']);
  });

  test('a local name hides a package', () => {
    expect(said(file('func main() { cron := other{}\ncron.New().Start() }', 'github.com/robfig/cron/v3'))).toEqual([]);
  });

  test('results of functions and fields of structs are followed', () => {
    const text = file(
      'type app struct { *http.Server\njobs *cron.Cron }\nfunc make() *app { return &app{jobs: cron.New()} }\nfunc (a *app) start() { a.jobs.Start() }\nfunc main() { a := make()\na.jobs.Start() }',
      'net/http',
      'github.com/robfig/cron/v3',
    );
    expect(said(text)).toEqual(['scheduler local', 'scheduler local']);
  });

  test('a name of an inner block is not that of the outer one', () => {
    const text = file(
      'func main() { addr := ":80"\nif x { addr := "127.0.0.1:90"\n_ = addr }\nhttp.ListenAndServe(addr, nil) }',
      'net/http',
    );
    expect(said(text)).toEqual(['listen all 80']);
  });
});

describe('awkward input', () => {
  const everywhere = (text: string): void => {
    const read = (() => {
      try {
        return readSource('go', 'main.go', text);
      } catch {
        // Nested too deep for the stack: not read, and said so.
        return undefined;
      }
    })();
    for (const { at } of read?.facts ?? []) {
      expect(at.start).toBeGreaterThanOrEqual(0);
      expect(at.end).toBeLessThanOrEqual(text.length);
      expect(at.start).toBeLessThan(at.end);
    }
  };
  test.each([
    ['nothing', ''],
    ['no package', 'func'],
    ['half a function', 'package a\nimport "net/http"\nfunc main() { http.ListenAndServe(":80"'],
    ['half a literal', 'package a\nimport "net/http"\nvar s = http.Server{Addr: '],
    [
      'names given themselves',
      'package a\nimport "os"\nfunc f() { a := os.Getenv("A")\nb := a + a\na = b + b\nb = a + b\na = a + b\nos.WriteFile(a, nil, 0) }',
    ],
    [
      'functions that answer each other',
      'package a\nfunc f() string { return g() }\nfunc g() string { return f() }\nfunc h() { os.WriteFile(f(), nil, 0) }',
    ],
    ['structs inside themselves', 'package a\ntype t struct { T *t `envPrefix:"A_"`; A string `env:"A"` }'],
    ['deep calls', `package a\nvar x = ${'f('.repeat(2000)}${')'.repeat(2000)}`],
    ['deep blocks', `package a\nfunc f() ${'{ if x '.repeat(2000)}{}${'}'.repeat(2000)}`],
    ['a long chain', `package a\nfunc f() { x${'.M()'.repeat(2000)} }`],
    [
      'many assignments',
      `package a\nimport "os"\nfunc f() { s := os.Getenv("A")\n${'s = s + s\n'.repeat(500)}os.WriteFile(s, nil, 0) }`,
    ],
  ])('%s', (_, text) => {
    everywhere(text);
  });
});
