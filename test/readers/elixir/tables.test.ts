/** What people write with each library, and what it says of a second replica. */
import { describe, expect, test } from '@jest/globals';
import { children, module, said } from './read.ts';

const controller = 'lib/shop_web/controllers/photo_controller.ex';
const runtime = 'config/runtime.exs';

describe('sessions', () => {
  test.each([
    ['plug Plug.Session, store: :cookie, key: "_shop"', ['session-store shared']],
    ['plug Plug.Session, store: :ets, key: "_shop", table: :sessions', ['session-store local']],
    ['@options [store: :ets, key: "_shop"]\nplug Plug.Session, @options', ['session-store local']],
    ['plug(Plug.Session, store: :cookie, key: "_shop")', ['session-store shared']],
    ['alias Plug.Session, as: Cookies\nplug Cookies, store: :ets', ['session-store local']],
    ['plug Plug.Session, store: Shop.RedisSessions, key: "_shop"', ['session-store unknown']],
    ['plug Shop.Session, store: :ets', []],
    ['plug Pow.Plug.Session, otp_app: :shop', ['session-store local']],
  ])('%s', (body, expected) => {
    expect(said(module(body))).toEqual(expected);
  });
  test('a store of Pow for all replicas is named in the settings', () => {
    expect(
      said('import Config\nconfig :shop, :pow, cache_store_backend: ShopWeb.RedisCache', 'config/config.exs'),
    ).toEqual(['session-store shared']);
  });
});

describe('uploads', () => {
  test.each([
    [
      'def create(conn, %{"photo" => %Plug.Upload{} = photo}), do: File.cp!(photo.path, "/app/uploads/a.png")',
      ['upload local /app/uploads/a.png'],
    ],
    [
      'def create(conn, %{"photo" => %Plug.Upload{path: path}}), do: File.rename(path, "uploads/a")',
      ['upload local uploads/a'],
    ],
    [
      'def create(conn, %{"user" => user_params}) do\n  if upload = user_params["photo"] do\n    File.cp(upload.path, "/media/#{user_params["id"]}.png")\n  end\nend',
      ['upload local /media'],
    ],
    [
      'def create(conn, params) do\n  upload = Map.get(params, "photo")\n  upload.path |> File.cp!(Path.join("uploads", upload.filename))\nend',
      ['upload local uploads'],
    ],
    [
      'def create(conn, %{"photo" => photo}) do\n  File.write!("uploads/a", File.read!(photo.path))\nend',
      ['upload local uploads/a', 'file-write local uploads/a'],
    ],
    ['def create(conn, %{"photo" => photo}), do: File.cp!(photo.path, Path.join(System.tmp_dir!(), "a"))', []],
    ['def create(conn, %{"photo" => photo}), do: File.cp!("priv/logo.png", "/app/logo.png")', []],
    ['def create(conn, %{"photo" => photo}), do: Shop.Storage.put(photo.path)', []],
  ])('%s', (body, expected) => {
    expect(said(module(body, 'ShopWeb.PhotoController'), controller)).toEqual(expected);
  });
  test('entries of a live view', () => {
    const body =
      'def handle_event("save", _params, socket) do\n  consume_uploaded_entries(socket, :photo, fn %{path: path}, entry ->\n    dest = Path.join([:code.priv_dir(:shop), "static", entry.uuid])\n    File.cp!(path, dest)\n    {:ok, dest}\n  end)\nend';
    expect(said(module(body), 'lib/shop_web/live/photo_live.ex')).toEqual(['upload local']);
  });
  test.each([
    ['config :waffle, storage: Waffle.Storage.Local', ['upload local']],
    ['config :waffle, storage: Waffle.Storage.S3, bucket: "photos"', ['upload shared']],
    ['config :arc, :storage, Arc.Storage.Local', ['upload local']],
    ['config :shop, storage: Waffle.Storage.Local', []],
  ])('%s', (text, expected) => {
    expect(said(`import Config\n${text}`, runtime)).toEqual(expected);
  });
});

describe('caches, counters and databases', () => {
  test.each([
    [children('{Cachex, name: :prices}'), ['local-cache local']],
    [children('{Cachex, :prices}, Shop.Repo'), ['local-cache local']],
    [children('{Cachex, name: :prices, nodes: [:a@host, :b@host]}'), []],
    [children('Supervisor.child_spec({Cachex, [name: :prices]}, id: :prices)'), ['local-cache local']],
    [children('worker(Cachex, [:prices, []])'), ['local-cache local']],
    [children('{Shop.Cachex, name: :prices}'), []],
    [children('{ConCache, name: :prices, ttl_check_interval: false}'), ['local-cache local']],
    [module('use Nebulex.Cache, otp_app: :shop, adapter: Nebulex.Adapters.Local'), ['local-cache local']],
    [module('use Nebulex.Cache, otp_app: :shop, adapter: NebulexRedisAdapter'), ['local-cache shared']],
    [module('use Nebulex.Cache, otp_app: :shop, adapter: Nebulex.Adapters.Partitioned'), ['local-cache unknown']],
    [module('use Hammer, backend: :ets'), ['rate-limit local']],
    [module('use Hammer, backend: Hammer.Redis'), ['rate-limit shared']],
    [children('{PlugAttack.Storage.Ets, name: Shop.Attack, clean_period: 60_000}'), ['rate-limit local']],
    [module('def check(id), do: ExRated.check_rate(id, 10_000, 5)'), ['rate-limit local']],
    [module('use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.SQLite3'), ['datastore local']],
    [module('use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres'), ['datastore shared']],
    [children('{CubDB, data_dir: "data/db", name: :db}'), ['datastore local data/db']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
  test.each([
    ['config :hammer, backend: {Hammer.Backend.ETS, [expiry_ms: 60_000]}', ['rate-limit local']],
    ['config :hammer, backend: {Hammer.Backend.Redis, [expiry_ms: 60_000]}', ['rate-limit shared']],
    [
      'path = System.get_env("DATABASE_PATH") || raise "no path"\nconfig :shop, Shop.Repo, database: path',
      ['datastore local'],
    ],
    ['config :shop, Shop.Repo, database: "/data/shop.db"', ['datastore local /data/shop.db']],
    ['config :shop, Shop.Repo, database: "shop_prod"', []],
  ])('%s', (text, expected) => {
    expect(said(`import Config\n${text}`, runtime)).toEqual(expected);
  });
});

describe('keys that every node makes for itself', () => {
  test.each([
    ['secret_key_base: :crypto.strong_rand_bytes(64) |> Base.encode64()', ['instance-secret local']],
    [
      'secret_key_base: System.get_env("KEY") || Base.encode64(:crypto.strong_rand_bytes(64))',
      ['instance-secret local'],
    ],
    ['live_view: [signing_salt: Ecto.UUID.generate()]', ['instance-secret local']],
    ['secret_key_base: System.fetch_env!("KEY")', []],
  ])('%s', (options, expected) => {
    expect(said(`import Config\nconfig :shop, ShopWeb.Endpoint, ${options}`, runtime)).toEqual(expected);
  });
  test('made by a function of the same file', () => {
    const text =
      'import Config\ndefmodule Util do\n  def random(n), do: :crypto.strong_rand_bytes(n) |> Base.encode64() |> binary_part(0, n)\nend\nconfig :shop, ShopWeb.Endpoint, secret_key_base: System.get_env("KEY", Util.random(64))';
    expect(said(text, runtime)).toEqual(['instance-secret local']);
  });
});

describe('messages between clients', () => {
  const broadcast = 'def send(order), do: Phoenix.PubSub.broadcast(Shop.PubSub, "orders", order)';
  test.each([
    [module(broadcast), ['realtime local']],
    [
      module('alias Phoenix.PubSub\ndef send(order), do: PubSub.broadcast!(Shop.PubSub, "orders", order)'),
      ['realtime local'],
    ],
    [module('def send(order), do: Phoenix.PubSub.local_broadcast(Shop.PubSub, "orders", order)'), []],
    [module('def send(order), do: ShopWeb.Endpoint.broadcast("orders", "new", order)'), ['realtime local']],
    [
      module('use ShopWeb, :channel\ndef handle_in("say", text, socket), do: broadcast!(socket, "say", text)'),
      ['realtime local'],
    ],
    [
      module('use Phoenix.Channel\ndef handle_in("say", text, socket), do: broadcast_from(socket, "say", text)'),
      ['realtime local'],
    ],
    [module('def say(text), do: broadcast(text, "say", %{})\ndef broadcast(a, b, c), do: {a, b, c}'), []],
    [module('import Shop.Radio\ndef say(text), do: broadcast(text)'), []],
    [module('use Phoenix.Presence, otp_app: :shop, pubsub_server: Shop.PubSub'), ['realtime local']],
    [children('{Phoenix.PubSub, name: Shop.PubSub}'), []],
    [
      children('{Phoenix.PubSub, name: Shop.PubSub, adapter: Phoenix.PubSub.Redis, url: "x", node_name: "n"}'),
      ['realtime shared'],
    ],
    [children('{DNSCluster, query: "tasks.web"}'), ['realtime shared']],
    [
      children('{DNSCluster, query: System.get_env("DNS_CLUSTER_QUERY") || :ignore}'),
      ['realtime unknown, unset local'],
    ],
    [children('{DNSCluster, query: Application.get_env(:shop, :dns_cluster_query) || :ignore}'), []],
    [children('{Cluster.Supervisor, [topologies, [name: Shop.ClusterSupervisor]]}'), ['realtime shared']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
  test('a variable joins the nodes, or nothing does', () => {
    expect(
      said('import Config\nconfig :shop, :dns_cluster_query, System.get_env("DNS_CLUSTER_QUERY")', runtime),
    ).toEqual(['realtime unknown, unset local']);
  });
});

describe('timed jobs, queues and work beside requests', () => {
  const poller = (pause: string, work: string) =>
    module(
      `use GenServer\ndef init(state) do\n  schedule()\n  {:ok, state}\nend\ndef handle_info(:work, state) do\n  ${work}\n  schedule()\n  {:noreply, state}\nend\ndefp schedule, do: Process.send_after(self(), :work, ${pause})`,
    );
  test.each([
    [module('use Quantum, otp_app: :shop'), ['scheduler local']],
    [poller(':timer.hours(1)', 'Shop.Repo.insert!(%Report{})'), ['scheduler local']],
    [poller('60 * 60 * 1000', 'Shop.Mailer.deliver_now(mail)'), ['scheduler local']],
    [poller('to_timeout(hour: 1)', 'Shop.Repo.update_all(Report, [])'), ['scheduler local']],
    [poller('5_000', 'Shop.Repo.insert!(%Report{})'), []],
    [poller(':timer.hours(1)', ':ets.delete_all_objects(:prices)'), []],
    [
      module(
        'def init(s) do\n  :timer.apply_interval(:timer.minutes(10), Shop.Mails, :send, [])\n  Shop.Repo.insert!(s)\nend',
      ),
      ['scheduler local'],
    ],
    [children('{Oban, Application.fetch_env!(:shop, Oban)}'), ['queue shared']],
    [module('use Oban.Worker, queue: :mails'), ['queue shared']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
  test('the leader of Oban alone starts what Cron lists', () => {
    const text = 'import Config\nconfig :shop, Oban, plugins: [{Oban.Plugins.Cron, crontab: [{"@daily", Shop.Daily}]}]';
    expect(said(text, 'config/config.exs')).toEqual(['scheduler shared']);
  });
  test.each([
    ['lib/shop_web/controllers/order_controller.ex', ['background-work local']],
    ['lib/shop_web/live/order_live.ex', ['background-work local']],
    ['lib/shop/warmup.ex', []],
  ])('a task started in %s', (path, expected) => {
    expect(said(module('def create(conn, _), do: Task.start(fn -> Shop.Mails.send() end)'), path)).toEqual(expected);
  });
});

describe('migrations', () => {
  const release = 'def migrate do\n  Ecto.Migrator.with_repo(Shop.Repo, &Ecto.Migrator.run(&1, :up, all: true))\nend';
  test.each([
    [children('Shop.Repo, {Ecto.Migrator, repos: [Shop.Repo]}'), ['migration local']],
    [module('use Application\ndef start(_type, _args) do\n  Shop.Release.migrate()\n  :ok\nend'), ['migration local']],
    // Called by hand, or by a job.
    [module(release, 'Shop.Release'), []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('log lines', () => {
  test.each([
    ['config :logger, backends: [{LoggerFileBackend, :errors}]', ['log-sink local']],
    ['config :logger, backends: [:console]', ['log-sink shared']],
    ['config :logger, :default_handler, config: [file: ~c"log/shop.log"]', ['log-sink local log/shop.log']],
    ['config :logger, level: :info', []],
  ])('%s', (text, expected) => {
    expect(said(`import Config\n${text}`, 'config/prod.exs')).toEqual(expected);
  });
  test('a handler of Erlang', () => {
    expect(
      said(
        module(
          'def start(_t, _a), do: :logger.add_handler(:file, :logger_std_h, %{config: %{file: ~c"/var/log/shop.log"}})',
        ),
      ),
    ).toEqual(['log-sink local /var/log/shop.log']);
  });
});

describe('listeners', () => {
  test.each([
    ['http: [ip: {0, 0, 0, 0, 0, 0, 0, 0}, port: 4000]', ['listen all 4000']],
    ['http: [ip: {127, 0, 0, 1}, port: 4000]', ['listen loopback 4000']],
    ['http: [ip: {0, 0, 0, 0, 0, 0, 0, 1}, port: 4000]', ['listen loopback 4000']],
    ['http: [:inet6, port: String.to_integer(System.get_env("PORT") || "4000")]', ['listen all 4000 PORT']],
    ['http: [ip: :loopback, port: 4001]', ['listen loopback 4001']],
    ['http: [port: {:system, "PORT"}]', ['listen all ? PORT']],
    ['http: options()', ['listen unknown ?']],
    ['url: [host: "shop.example", port: 443]', []],
  ])('%s', (options, expected) => {
    expect(said(`import Config\nconfig :shop, ShopWeb.Endpoint, ${options}`, runtime)).toEqual(expected);
  });
  test('an address without a port is half of a listener: files are merged', () => {
    expect(
      said('import Config\nconfig :shop, ShopWeb.Endpoint, http: [ip: {0, 0, 0, 0}]', 'config/config.exs'),
    ).toEqual([]);
  });
  test.each([
    ['{Bandit, plug: Shop.Router}', ['listen all 4000']],
    ['{Bandit, plug: Shop.Router, port: 8080, ip: {127, 0, 0, 1}}', ['listen loopback 8080']],
    ['{Plug.Cowboy, scheme: :http, plug: Shop.Router, options: [port: 4001]}', ['listen all 4001']],
    ['{GRPC.Server.Supervisor, endpoint: Shop.Endpoint, port: 50051, start_server: true}', ['listen all 50051']],
  ])('%s', (child, expected) => {
    expect(said(children(child))).toEqual(expected);
  });
});

describe('what it needs beside itself', () => {
  test.each([
    [module('def make, do: System.cmd("/usr/bin/ffmpeg", ["-i", "a"])'), ['spawn ffmpeg']],
    [module('def make(program), do: System.cmd(program, [])'), []],
    [module('def resize(path), do: Mogrify.open(path)'), ['spawn mogrify']],
    [module('def address(conn), do: conn.remote_ip'), ['client asks']],
    [module('def peer(%Plug.Conn{} = c), do: c.remote_ip'), ['client asks']],
    [module('def peer(other), do: other.remote_ip'), []],
    [module('plug RemoteIp'), ['client trusts']],
    [
      module('def init(chan), do: AMQP.Basic.consume(chan, "orders", nil, no_ack: true)'),
      ['consumer rabbitmq early one'],
    ],
    [module('def init(chan), do: AMQP.Basic.consume(chan, "orders")'), ['consumer rabbitmq late one']],
    [
      module(
        'def start_link(_) do\n  Broadway.start_link(__MODULE__, producer: [module: {BroadwayRabbitMQ.Producer, queue: "orders"}])\nend',
      ),
      ['consumer rabbitmq late one'],
    ],
    [module('def init(pid), do: Gnat.sub(pid, self(), "orders")'), ['consumer nats early each']],
    [children('{Redix, host: "cache", name: :redix}'), ['endpoint redis cache']],
    [module('@url "redis://cache:6379/0"'), ['endpoint redis cache:6379']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
  test('a pool', () => {
    const text =
      'import Config\nconfig :shop, Shop.Repo, pool_size: String.to_integer(System.get_env("POOL_SIZE") || "10")';
    expect(said(text, runtime)).toEqual(['pool database 10 safe POOL_SIZE']);
  });
  test('the address of a database', () => {
    expect(said('import Config\nconfig :shop, Shop.Repo, hostname: "database", port: 5432', runtime)).toEqual([
      'endpoint database database:5432',
    ]);
    // Replaced by what the file for production says, most often.
    expect(said('import Config\nconfig :shop, Shop.Repo, hostname: "localhost"', 'config/config.exs')).toEqual([]);
  });
});
