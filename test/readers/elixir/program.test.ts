/** How Elixir is read: the environment, when code runs, conditions, state of a node, routes, awkward input. */
import { describe, expect, test } from '@jest/globals';
import { claimsPath } from '../../../src/readers/elixir/paths.ts';
import { processorTime } from '../../support/processor.ts';
import { readSource } from '../code/said.ts';
import { children, facts, module, reads, said } from './read.ts';

const runtime = 'config/runtime.exs';

describe('reads of the environment', () => {
  test.each([
    ['System.get_env("A")', ['A optional']],
    ['System.get_env("A", "b")', ['A defaulted b']],
    ['System.get_env("A") || "b"', ['A defaulted b']],
    ['System.get_env("A") || nil', ['A optional']],
    ['System.get_env("A", nil)', ['A optional']],
    ['System.fetch_env!("A")', ['A required']],
    ['System.fetch_env("A")', ['A optional']],
    ['System.get_env("A") || raise "A is missing"', ['A required']],
    ['a = System.get_env("A")\na || raise("A is missing")', ['A required']],
    ['a = System.get_env("A")\nunless a do\n  raise "A is missing"\nend', ['A required']],
    ['a = System.get_env("A")\nif is_nil(a) do\n  raise "A is missing"\nend', ['A required']],
    ['case System.get_env("A") do\n  nil -> raise "A is missing"\n  a -> a\nend', ['A required']],
    ['case System.get_env("A") do\n  nil -> "b"\n  a -> a\nend', ['A optional']],
    ['String.to_integer(System.get_env("A"))', ['A required']],
    ['System.get_env("A") |> String.to_integer()', ['A required']],
    ['"A" |> System.get_env("b")', ['A defaulted b']],
    [':os.getenv(~c"A")', ['A optional']],
    ['config :shop, port: {:system, "PORT"}', ['PORT optional']],
    ['config :shop, port: {:system, :integer, "PORT", 4000}', ['PORT defaulted 4000']],
    ['import Dotenvy\nconfig :shop, a: env!("A", :string), b: env!("B", :integer, 3)', ['A required', 'B defaulted 3']],
    ['name = "A"\nSystem.get_env(name)', ['A optional']],
    ['System.get_env(unknown_name())', []],
    ['System.get_env()', []],
  ])('%s', (text, expected) => {
    expect(reads(`import Config\n${text}`, runtime)).toEqual(expected);
  });

  test('functions around them', () => {
    const wrappers =
      'defmodule Env do\n  def need!(name), do: System.get_env(name) || raise("no #{name}")\n  def text(name, default \\\\ nil), do: System.get_env(name) || default\n  def fetch!(name, defaults \\\\ []) do\n    case config_env() do\n      :prod -> System.fetch_env!(name)\n      env -> System.get_env(name, defaults[env])\n    end\n  end\nend\n';
    const calls =
      'config :shop, a: Env.need!("A"), b: Env.text("B"), c: Env.text("C", "d"), e: Env.fetch!("E", dev: "x")';
    expect(reads(`import Config\n${wrappers}${calls}`, runtime)).toEqual([
      'A required',
      'B optional',
      'C defaulted d',
      'E required',
    ]);
  });

  test.each(['config/config.exs', 'config/prod.exs', 'apps/web/config/prod.secret.exs'])(
    'in %s they are read by the build: no service has to bring them',
    (path) => {
      expect(reads('import Config\nconfig :shop, key: System.fetch_env!("A")', path)).toEqual(['A optional']);
    },
  );
  test('releases.exs is read at the start', () => {
    expect(reads('import Config\nconfig :shop, key: System.fetch_env!("A")', 'config/releases.exs')).toEqual([
      'A required',
    ]);
  });
  test('so is the body of a function, and not that of a module', () => {
    expect(reads(module('@a System.fetch_env!("A")\ndef b, do: System.fetch_env!("B")'))).toEqual([
      'A optional',
      'B required',
    ]);
  });
  test('what a build has read decides nothing at the start', () => {
    expect(
      said(
        'import Config\nconfig :shop, ShopWeb.Endpoint, http: [port: System.get_env("PORT") || 4000]',
        'config/prod.exs',
      ),
    ).toEqual(['listen all ?']);
  });
  test('a fallback everybody knows', () => {
    const [read] = facts(
      'import Config\nconfig :shop, key: System.get_env("SECRET_KEY_BASE") || "change-me-please-1234"',
      runtime,
    );
    expect(read).toMatchObject({ kind: 'env-read', knownSecret: true });
  });
});

describe('conditions', () => {
  const guardOf = (text: string, path = runtime) =>
    facts(`import Config\n${text}`, path).find(({ kind }) => kind === 'upload')?.guard;
  const local = 'config :waffle, storage: Waffle.Storage.Local';
  test.each([
    [`if config_env() == :prod do\n${local}\nend`, 'always'],
    [`if config_env() == :dev do\n${local}\nend`, 'development'],
    [`if config_env() != :test do\n${local}\nend`, 'always'],
    [`unless config_env() == :prod do\n${local}\nend`, 'development'],
    [`if config_env() in [:dev, :test] do\n${local}\nend`, 'development'],
    [`if config_env() == :prod do\n:ok\nelse\n${local}\nend`, 'development'],
    [`if Mix.env() == :test, do: ${local}`, 'test'],
    [`case config_env() do\n:test -> ${local}\n_ -> :ok\nend`, 'test'],
    [`case config_env() do\n:prod -> ${local}\n_ -> :ok\nend`, 'always'],
    [`if System.get_env("LOCAL") do\n${local}\nend`, 'conditional'],
    [`if System.get_env("MIX_ENV") == "prod" do\n${local}\nend`, 'always'],
    [`if System.get_env("REMOTE") != "true" or config_env() == :test do\n${local}\nend`, 'conditional'],
    [`cond do\nSystem.get_env("LOCAL") == "1" -> ${local}\ntrue -> :ok\nend`, 'conditional'],
    [local, 'always'],
  ])('%s', (text, expected) => {
    expect(guardOf(text)).toBe(expected);
  });
  test.each([
    ['config/dev.exs', 'development'],
    ['config/test.exs', 'test'],
    ['config/staging.exs', 'conditional'],
    ['config/prod.exs', 'always'],
  ])('%s is %s', (path, expected) => {
    expect(guardOf(local, path)).toBe(expected);
  });
  test('what the build settles gives way to what the start does', () => {
    expect(facts(`import Config\n${local}`, 'config/config.exs')).toMatchObject([{ kind: 'upload', unlessSet: true }]);
    expect(facts(`import Config\n${local}`, runtime)[0]).not.toHaveProperty('unlessSet');
  });
  test('reloading of code is for developers', () => {
    expect(facts(module('if code_reloading? do\n  plug Plug.Session, store: :ets\nend'))[0]?.guard).toBe('development');
  });
});

describe('state of one node', () => {
  const agent =
    'use Agent\ndef start_link(_), do: Agent.start_link(fn -> %{} end, name: __MODULE__)\ndef put(k, v), do: Agent.update(__MODULE__, &Map.put(&1, k, v))';
  const server = (body: string, name = '__MODULE__') =>
    `use GenServer\ndef start_link(_), do: GenServer.start_link(__MODULE__, %{}, name: ${name})\n${body}`;
  const state = (text: string) =>
    facts(text).flatMap((fact) => (fact.kind === 'module-state' ? [`${fact.label} ${fact.confidence}`] : []));
  test.each([
    [
      module(`${agent}\ndef get(k), do: Agent.get(__MODULE__, &Map.get(&1, k))`, 'Shop.CartStore'),
      ['CartStore medium'],
    ],
    [module(agent, 'Shop.CartStore'), []],
    [
      module(
        'def init(_), do: :ets.new(:sessions, [:named_table, :public])\ndef put(k, v), do: :ets.insert(:sessions, {k, v})\ndef get(k), do: :ets.lookup(:sessions, k)',
      ),
      ['sessions medium'],
    ],
    [module('def init(_), do: :ets.new(:sessions, [:named_table])\ndef get(k), do: :ets.lookup(:sessions, k)'), []],
    [
      module(
        server('def handle_call(:get, _from, n), do: {:reply, n, n}\ndef handle_cast(:add, n), do: {:noreply, n + 1}'),
        'Shop.Counter',
      ),
      ['Counter medium'],
    ],
    [module(server('def handle_call(:get, _from, state), do: {:reply, 1, state}'), 'Shop.Counter'), []],
    [module(server('def handle_cast(:add, n), do: {:noreply, n + 1}', '{:global, __MODULE__}'), 'Shop.Counter'), []],
  ])('%s', (text, expected) => {
    expect(state(text)).toEqual(expected);
  });
});

describe('routes that probes ask', () => {
  const routes = (text: string) =>
    facts(text, 'lib/shop_web/router.ex').flatMap((fact) =>
      fact.kind === 'health-route' ? [`${fact.route}${fact.asks ? ` asks ${fact.asks}` : ''}`] : [],
    );
  test.each([
    [module('get "/health", ShopWeb.HealthController, :index'), ['/health']],
    [
      module('scope "/api", ShopWeb do\n  scope "/v1" do\n    get "/healthz", HealthController, :index\n  end\nend'),
      ['/api/v1/healthz'],
    ],
    [module('scope "/up", ShopWeb do\n  get "/", UpController, :index\nend'), ['/up']],
    [
      module('get "/ready" do\n  Shop.Repo.query!("select 1")\n  send_resp(conn, 200, "ok")\nend'),
      ['/ready asks Shop.Repo.query!'],
    ],
    [module('def call(%Plug.Conn{request_path: "/healthz"} = conn, _), do: send_resp(conn, 200, "")'), ['/healthz']],
    [module('get "/photos", ShopWeb.PhotoController, :index'), []],
  ])('%s', (text, expected) => {
    expect(routes(text)).toEqual(expected);
  });
});

describe('texts', () => {
  test('a key in the code', () => {
    expect(said(module('@api_key "q8Zr4Lw2Xn7Vb1Tk9Pm3"'))).toEqual(['secret api_key by name']);
  });
  test('salts are no secrets, and what another file replaces counts under a condition', () => {
    const text =
      'import Config\nconfig :shop, ShopWeb.Endpoint, live_view: [signing_salt: "6nSVV0NtBtBfA9Mjh7XaZANjp9T73XH"], secret_key_base: "Kz7vmP1gPYvsogke6P3RP9uipMjOLhneQdbokZVx5gp"';
    expect(facts(text, 'config/config.exs')).toMatchObject([
      { kind: 'secret-literal', name: 'secret_key_base', guard: 'conditional' },
    ]);
  });
});

test('signals', () => {
  expect(
    said(module('def init(s) do\n  System.trap_signal(:sigterm, fn -> Shop.Server.drain() end)\n  {:ok, s}\nend')),
  ).toEqual(['signal SIGTERM drains']);
});

describe('which files', () => {
  test.each([
    ['lib/shop.ex', true],
    ['config/runtime.exs', true],
    ['mix.exs', false],
    ['deps/phoenix/lib/phoenix.ex', false],
    ['_build/prod/lib/shop.ex', false],
    ['priv/repo/migrations/20250101000000_create.exs', false],
    ['test/shop_test.exs', false],
    ['lib/shop_web/page.html.heex', false],
  ])('%s: %s', (path, expected) => {
    expect(claimsPath(path)).toBe(expected);
  });
  test.each(['lib/mix/tasks/shop.import.ex', 'priv/repo/seeds.exs'])('%s is run by hand', (path) => {
    expect(facts(module('def run(_), do: File.write!("a", System.fetch_env!("A"))'), path)).toEqual([]);
  });
  test('support for tests', () => {
    expect(facts(module('plug Plug.Session, store: :ets'), 'test/support/endpoint.ex')[0]?.guard).toBe('test');
  });
  test('libraries by the first part of their names', () => {
    const text = module(
      'alias Phoenix.PubSub\nuse Oban.Worker\n# Commented.out()\ndef a, do: Cachex.get(:a, :b)\ndef b, do: ExAws.S3.put_object("a", "b", "c")\ndef c, do: Enum.map([], & &1)',
    );
    expect(new Set(readSource('elixir', 'lib/a.ex', text).packages)).toEqual(
      new Set(['Phoenix', 'Oban', 'Cachex', 'ExAws', 'ExAws.S3']),
    );
  });
});

describe('awkward input', () => {
  test.each([
    ['nothing', ''],
    ['a broken file', 'defmodule Shop do\n  def a(%{"x" => , do: [\n  plug Plug.Session, store: :ets'],
    ['another language', '<?php echo 1;'],
    [
      'names that stand for themselves',
      'a = b\nb = a\nc = [a, b, c]\nSystem.get_env(a)\nconfig :x, Y.Repo, pool_size: c',
    ],
    [
      'functions that call themselves',
      'defmodule A do\n def f(x), do: g(x)\n def g(x), do: f(x)\n def h, do: System.get_env(f("A"))\nend',
    ],
    ['aliases of each other', 'alias A.B\nalias B.A\nA.B.c()'],
    [
      'many names of many names',
      Array.from({ length: 40 }, (_, at) => `x${at + 1} = [x${at}, x${at}, x${at}]`).join('\n') +
        '\nSystem.get_env(x40)',
    ],
    ['lists two thousand deep', `x = ${'['.repeat(2000)}${']'.repeat(2000)}\nSystem.get_env("A")`],
    ['a pipe of two thousand', `System.get_env("A")${' |> f()'.repeat(2000)}`],
    ['blocks two hundred deep', `${'if a do\n'.repeat(200)}System.get_env("A")\n${'end\n'.repeat(200)}`],
  ])('%s', (_, text) => {
    const source = { path: 'lib/a.ex', text };
    const before = process.cpuUsage();
    let found: ReturnType<typeof facts> = [];
    try {
      found = facts(text, source.path);
    } catch (error) {
      // Too deep for the stack: said as a gap.
      expect(String(error)).toContain('was not read');
    }
    expect(processorTime(before)).toBeLessThan(10_000);
    for (const { at } of found) {
      expect(at.start).toBeGreaterThanOrEqual(0);
      expect(at.end).toBeLessThanOrEqual(text.length);
    }
  });
  test('places are those of the calls', () => {
    const text = children('{Cachex, name: :prices}');
    const [fact] = facts(text);
    expect(text.slice(fact!.at.start, fact!.at.end)).toBe('{Cachex, name: :prices}');
  });
});
