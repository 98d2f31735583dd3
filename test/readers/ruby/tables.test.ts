/** What Ruby says of its state, its work and its logs. */
import { describe, expect, test } from '@jest/globals';
import { readSource, saidBy } from '../code/said.ts';

const said = (text: string, path = 'app/models/photo.rb') => saidBy(readSource('ruby', path, text).facts);

describe('settings of Rails', () => {
  const production = (line: string) =>
    said(`Rails.application.configure do\n  ${line}\nend\n`, 'config/environments/production.rb');
  test.each([
    ['config.session_store :cookie_store, key: "_shop"', ['session-store shared']],
    ['config.session_store :cache_store', ['session-store local']],
    ['config.session_store ENV.fetch("STORE", "cache_store").to_sym', ['session-store unknown, unset local']],
    ['config.cache_store = :memory_store, { size: 64.megabytes }', ['local-cache local']],
    ['config.cache_store = :redis_cache_store, { url: ENV["REDIS_URL"] }', ['local-cache shared']],
    ['config.cache_store = ActiveSupport::Cache::MemoryStore.new', ['local-cache local', 'local-cache local']],
    ['config.active_storage.service = :amazon', ['upload shared']],
    ['config.active_storage.service = :somewhere', ['upload unknown']],
    ['config.active_job.queue_adapter = :async', ['queue local']],
    ['config.active_job.queue_adapter = :sidekiq', ['queue shared']],
    ['config.logger = ActiveSupport::Logger.new("log/shop.log")', ['log-sink local log/shop.log']],
    ['config.logger = ActiveSupport::Logger.new($stdout)', ['log-sink shared']],
    ['config.logger = ActiveSupport::TaggedLogging.new(Logger.new(STDOUT))', ['log-sink shared']],
    ['config.secret_key_base = SecureRandom.hex(64)', ['instance-secret local']],
    ['config.secret_key_base = ENV.fetch("SECRET_KEY_BASE")', []],
    ['config.force_ssl = true', []],
  ])('%s', (line, expected) => {
    expect(production(line)).toEqual(expected);
  });
  test('are the same in an initializer, under any of the names Rails gives them', () => {
    for (const name of ['Rails.application.config', 'Rails.configuration'])
      expect(said(`${name}.session_store :cache_store`, 'config/initializers/session_store.rb')).toEqual([
        'session-store local',
      ]);
    expect(said('Shop::Application.configure do\n  config.cache_store = :file_store, "/cache"\nend')).toEqual([
      'local-cache local',
    ]);
    expect(said('class Application < Rails::Application\n config.cache_store = :file_store\nend')).toEqual([
      'local-cache local',
    ]);
  });
  test('are not those of another library', () => {
    expect(said('Geocoder.configure do |config|\n  config.cache_store = :memory_store\nend')).toEqual([]);
    expect(said('config = Shop.settings\nconfig.cache_store = :memory_store')).toEqual([]);
  });
});

describe('calls', () => {
  test.each([
    // sessions, caches, limits
    ['Rails.cache.fetch("prices") { Price.all }', ['local-cache local']],
    ['Shop.cache.fetch("prices")', []],
    ['PRICES = ActiveSupport::Cache::MemoryStore.new', ['local-cache local']],
    ['class Rack::Attack\n  throttle("ip", limit: 5, period: 60) { |request| request.ip }\nend', ['rate-limit local']],
    ['Rack::Attack.throttle("ip", limit: 5, period: 60) { |request| request.ip }', ['rate-limit local']],
    ['Rack::Attack.cache.store = ActiveSupport::Cache::MemoryStore.new', ['rate-limit local', 'local-cache local']],
    [
      'Rack::Attack.cache.store = ActiveSupport::Cache::RedisCacheStore.new(url: ENV["REDIS_URL"])',
      ['rate-limit shared'],
    ],
    [
      'class SessionsController < ApplicationController\n  rate_limit to: 10, within: 3.minutes, only: :create\nend',
      ['rate-limit local'],
    ],
    // uploads and files
    ['class User < ApplicationRecord\n  has_one_attached :avatar\nend', ['upload unknown']],
    ['class User < ApplicationRecord\n  has_one_attached :avatar, service: :s3\nend', []],
    ['class PhotoUploader < CarrierWave::Uploader::Base\n  storage :file\nend', ['upload local']],
    ['class PhotoUploader < CarrierWave::Uploader::Base\n  storage :fog\nend', ['upload shared']],
    ['class PhotoUploader < Shop::Uploader\n  storage :file\nend', []],
    [
      'Shrine.storages = { store: Shrine::Storage::FileSystem.new("public", prefix: "uploads") }',
      ['upload local public'],
    ],
    ['has_attached_file :photo, storage: :s3', ['upload shared']],
    ['File.open("exports/a.csv", "w") { |f| f.puts rows }', ['file-write local exports/a.csv']],
    ['File.open(Rails.root.join("public", "a.csv"), "wb") { |f| f.puts rows }', ['file-write local public/a.csv']],
    ['File.open("exports/a.csv") { |f| f.read }', []],
    ['File.write("/tmp/a", text)', []],
    ['File.write(File.join(Dir.tmpdir, "a"), text)', []],
    // work
    ['scheduler = Rufus::Scheduler.new\nscheduler.every("1h") { sync }', ['scheduler local']],
    ['Rufus::Scheduler.singleton.cron("5 0 * * *") { sync }', ['scheduler local']],
    ['scheduler = Rufus::Scheduler.new\nscheduler.in("10s") { sync }', []],
    [
      'require "clockwork"\nmodule Clockwork\n  every(1.day, "reports") { ReportJob.perform_async }\nend',
      ['scheduler local'],
    ],
    ['include Clockwork\nevery(1.day, "reports")', ['scheduler local']],
    ['every(1.day, "reports")', []],
    ['Sidekiq::Cron::Job.load_from_hash(YAML.load_file("config/schedule.yml"))', ['scheduler shared']],
    ['Thread.new do\n  loop do\n    sync\n    sleep 60\n  end\nend', ['scheduler local']],
    ['Thread.new { sync }', []],
    ['ReportJob.perform_later(user)', ['queue local']],
    ['Sidekiq.configure_server { |config| config.redis = { url: ENV["REDIS_URL"] } }', ['queue shared']],
    // realtime
    ['ActionCable.server.broadcast("rooms", text)', ['realtime unknown']],
    ['class Message < ApplicationRecord\n  broadcasts_to :room\nend', ['realtime unknown']],
    // databases, migrations, logs
    [
      'DB = Sequel.connect(ENV.fetch("DATABASE_URL", "sqlite://shop.db"))',
      ['datastore unknown, unset local', 'pool database 4 unknown', 'endpoint'].slice(0, 2),
    ],
    ['db = SQLite3::Database.new("shop.db")', ['datastore local shop.db']],
    ['db = SQLite3::Database.new(":memory:")', []],
    [
      'ActiveRecord::Base.establish_connection(adapter: "sqlite3", database: "data/shop.db")',
      ['datastore local data/shop.db', 'pool database 5 safe'],
    ],
    ['ActiveRecord::MigrationContext.new("db/migrate").migrate', ['migration local']],
    ['Logger.new("log/shop.log", "daily")', ['log-sink local log/shop.log']],
    ['Logger.new($stdout)', ['log-sink shared']],
    ['Logger.new("/dev/stdout")', []],
    ['Logger.new(io)', []],
    // services
    ['system("ffmpeg", "-i", path)', ['spawn ffmpeg']],
    ['out, status = Open3.capture2e("pdftotext #{path} -")', ['spawn pdftotext']],
    ['`git rev-parse HEAD`', ['spawn git']],
    ['def system(*words) = words\nsystem("ffmpeg")', []],
    ['Redis.new(host: "localhost", port: 6379)', ['endpoint redis localhost:6379']],
    ['Redis.new(url: ENV.fetch("REDIS_URL", "redis://localhost:6379/1"))', ['endpoint redis localhost:6379 REDIS_URL']],
    ['bunny = Bunny.new("amqp://rabbit:5672")', ['endpoint rabbitmq rabbit:5672']],
    [
      'channel = Bunny.new.start.create_channel\nqueue = channel.queue("mails", durable: true)\nqueue.subscribe(block: true) { }',
      ['consumer rabbitmq early one'],
    ],
    [
      'connection = Bunny.new\nconnection.start\nqueue = connection.create_channel.queue("mails")\nqueue.subscribe(manual_ack: true) { }',
      ['consumer rabbitmq late one'],
    ],
    ['redis = Redis.new\nredis.subscribe("news") { }', ['consumer redis early each']],
    ['class A < ApplicationController\n  def create\n    log(request.remote_ip)\n  end\nend', ['client trusts']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  test('take turns where the file uses a lock', () => {
    const text =
      'scheduler = Rufus::Scheduler.new\nscheduler.every("1h") { Redlock::Client.new([ENV["REDIS_URL"]]).lock("sync", 9) }';
    expect(readSource('ruby', 'config/initializers/jobs.rb', text).facts).toContainEqual(
      expect.objectContaining({ kind: 'scheduler', locked: true }),
    );
  });

  test('of migrations, tasks and recipes are run by hand, those of specs in tests', () => {
    for (const path of ['db/migrate/20240101_a.rb', 'lib/tasks/a.rb', 'config/deploy.rb', 'bin/setup.rb'])
      expect(said('Logger.new("a.log")', path)).toEqual([]);
    for (const path of ['spec/a_spec.rb', 'test/models/a_test.rb', 'config/environments/test.rb'])
      expect(readSource('ruby', path, 'Logger.new("a.log")').facts.map(({ guard }) => guard)).toEqual(['test']);
  });
});

describe('Sinatra', () => {
  test('keeps sessions in a cookie and makes up its key', () => {
    const text = 'require "sinatra"\nenable :sessions\nset :session_secret, SecureRandom.hex(64)';
    expect(said(text, 'app.rb')).toContain('instance-secret local');
    expect(
      said(
        'require "sinatra/base"\nrequire "rack"\nclass App < Sinatra::Base\n  use Rack::Session::Pool\nend',
        'app.rb',
      ),
    ).toEqual(['session-store local']);
    expect(
      said(
        'require "sinatra/base"\nclass App < Sinatra::Base\n  use Rack::Session::Cookie, secret: ENV.fetch("SECRET")\nend',
        'app.rb',
      ),
    ).toEqual(['session-store shared']);
  });
  test('listens where its settings say', () => {
    expect(said('require "sinatra"\nget("/") { "ok" }', 'app.rb')).toEqual(['listen loopback 4567']);
    expect(said('require "sinatra"\nset :bind, "0.0.0.0"\nset :port, ENV.fetch("PORT", 8080)', 'app.rb')).toEqual([
      'listen all 8080 PORT',
    ]);
    expect(
      said(
        'require "sinatra/base"\nclass App < Sinatra::Base\n  set bind: "0.0.0.0", port: 3000\n  run! if app_file == $0\nend',
        'app.rb',
      ),
    ).toEqual(['listen all 3000']);
    expect(said('class Runner\n  def run!\n  end\nend\nRunner.new.run!', 'app.rb')).toEqual([]);
  });
});

describe('servers', () => {
  test.each([
    ['port ENV.fetch("PORT") { 3000 }', ['listen all 3000 PORT']],
    ['port 3000, "127.0.0.1"', ['listen loopback 3000']],
    ['bind "tcp://0.0.0.0:#{ENV.fetch("PORT", 8000)}"', ['listen all 8000 PORT']],
    ['bind "tcp://127.0.0.1:3000"', ['listen loopback 3000']],
    ['bind "unix:///run/puma.sock"', ['listen unknown ?']],
    ['stdout_redirect "log/puma.log", "log/puma.err", true', ['log-sink local log/puma.log']],
    ['workers 2\nthreads 5, 5\npreload_app!', []],
  ])('config/puma.rb: %s', (text, expected) => {
    expect(said(text, 'config/puma.rb')).toEqual(expected);
  });
  test('only their own files speak their words', () => {
    expect(said('port 3000\nbind "tcp://127.0.0.1:3000"', 'app/models/ship.rb')).toEqual([]);
  });
  test('answer probes', () => {
    const routes = (text: string) =>
      readSource('ruby', 'config/routes.rb', text).facts.flatMap((fact) =>
        fact.kind === 'health-route' ? [fact.route] : [],
      );
    expect(
      routes(
        'Rails.application.routes.draw do\n  get "up" => "rails/health#show", as: :rails_health_check\n  get "/healthz", to: "health#show"\n  get "/orders", to: "orders#index"\nend',
      ),
    ).toEqual(['/up', '/healthz']);
    expect(said('require "sinatra"\nget("/health") { DB.execute("select 1"); "ok" }', 'app.rb')).toContain(
      'health-route /health asks DB.execute',
    );
  });
});
