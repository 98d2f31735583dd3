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
