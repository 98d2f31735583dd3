/** How Ruby reads its environment, when its code runs, and what no input may do to the reader. */
import { describe, expect, test } from '@jest/globals';
import { parsers } from '../../support/lint.ts';
import { readSource, readsIn, saidBy } from '../code/said.ts';

const facts = (text: string, path = 'app/services/pay.rb', others: readonly string[] = []) =>
  readSource('ruby', path, text, others).facts;
const guards = (text: string, path?: string) =>
  facts(text, path).flatMap((fact) => (fact.kind === 'log-sink' ? [fact.guard] : []));

describe('the environment', () => {
  test.each([
    ['ENV["REGION"]', ['REGION optional']],
    ['ENV.fetch("REGION")', ['REGION required']],
    ['ENV.fetch("REGION", "eu")', ['REGION defaulted eu']],
    ['ENV.fetch("REGION") { "eu" }', ['REGION defaulted eu']],
    ['ENV.fetch("REGION", nil)', ['REGION optional']],
    ['ENV.fetch("REGION") { raise "set REGION" }', ['REGION required']],
    ['ENV["REGION"] || "eu"', ['REGION defaulted eu']],
    ['ENV["REGION"].presence || "eu"', ['REGION defaulted eu']],
    ['ENV["REGION"] || raise("set REGION")', ['REGION required']],
    ['ENV["REGION"] or abort "set REGION"', ['REGION required']],
    ['raise "set REGION" unless ENV["REGION"]', ['REGION required']],
    ['abort "set REGION" if ENV["REGION"].to_s.empty?', ['REGION required']],
    ['if ENV["REGION"].blank?\n  raise KeyError\nend', ['REGION required']],
    ['ENV["REGION"] ||= "eu"', ['REGION defaulted eu']],
    ['ENV["REGION"] = "eu"', []],
    ['ENV.key?("REGION")', ['REGION optional']],
    ['name = "REGION"\nENV.fetch(name)', ['REGION required']],
    ['Integer(ENV.fetch("THREADS", 5))', ['THREADS defaulted 5']],
    ['"redis://#{ENV.fetch("REDIS_HOST")}:6379"', ['REDIS_HOST required']],
    ['ENV.fetch("SECRET_KEY_BASE", "change-me-please")', ['SECRET_KEY_BASE defaulted known']],
    ['Figaro.env.pusher_key!', ['PUSHER_KEY required']],
    ['Figaro.require_keys("PUSHER_ID", "PUSHER_KEY")', ['PUSHER_ID required', 'PUSHER_KEY required']],
    ['Dotenv.require_keys("REGION")', ['REGION required']],
    ['env["REGION"]', []],
  ])('%s', (text, expected) => {
    expect(readsIn(facts(text))).toEqual(expected);
  });
  test('holds the key of encrypted credentials, unless its file is shipped', () => {
    const text = 'Rails.application.configure do\n  config.require_master_key = true\nend';
    const path = 'config/environments/production.rb';
    expect(readsIn(facts(text, path))).toEqual(['RAILS_MASTER_KEY required']);
    expect(readsIn(facts(text, path, ['config/master.key']))).toEqual(['RAILS_MASTER_KEY optional']);
    expect(readsIn(facts(text.replace('true', 'false'), path))).toEqual([]);
  });
});

describe('conditions', () => {
  const sink = 'Logger.new("a.log")';
  test.each([
    [`${sink} if Rails.env.production?`, 'always'],
    [`${sink} unless Rails.env.production?`, 'development'],
    [`${sink} if Rails.env.development?`, 'development'],
    [`${sink} if Rails.env.local?`, 'development'],
    [`${sink} if Rails.env.test?`, 'test'],
    [`${sink} if !Rails.env.test?`, 'always'],
    [`${sink} if Rails.env == "development"`, 'development'],
    [`${sink} if ENV["RAILS_ENV"] != "production"`, 'development'],
    [`${sink} if %w[development test].include?(Rails.env)`, 'development'],
    [`${sink} if ENV["LOG_FILE"] == "1"`, 'conditional'],
    [`${sink} if ENV["LOG_FILE"].present?`, 'conditional'],
    [`if Rails.env.production?\n  boot\nelse\n  ${sink}\nend`, 'development'],
    [`if ENV["A"]\n  boot\nelsif Rails.env.test?\n  ${sink}\nend`, 'test'],
    [`case Rails.env\nwhen "production" then boot\nwhen "development" then ${sink}\nend`, 'development'],
    [`return if Rails.env.production?\n${sink}`, 'development'],
    [`return unless Rails.env.production?\n${sink}`, 'always'],
    [`require "sinatra"\nconfigure :development do\n  ${sink}\nend`, 'development'],
    [`require "sinatra"\nconfigure :production, :development do\n  ${sink}\nend`, 'always'],
    [`def connect\n  ${sink}\nend`, 'always'],
  ])('%s', (text, expected) => {
    expect(guards(text)).toEqual([expected]);
  });
  test('hold for whole files of settings', () => {
    const of = (mode: string) => guards(sink, `config/environments/${mode}.rb`);
    expect([of('production'), of('development'), of('test'), of('staging')]).toEqual([
      ['always'],
      ['development'],
      ['test'],
      ['development'],
    ]);
  });
  test('tell what runs only where the file itself is started', () => {
    expect(facts(`if __FILE__ == $0\n  ${sink}\nend`)).toContainEqual(
      expect.objectContaining({ kind: 'log-sink', entryOnly: true }),
    );
  });
});

describe('values', () => {
  test.each([
    ['DIR = "data"\nFile.write("#{DIR}/a.txt", x)', ['file-write local data/a.txt']],
    ['path = Rails.root.join("data").to_s + "/a.txt"\nFile.write(path, x)', ['file-write local data/a.txt']],
    ['File.write(File.expand_path("../data/a.txt", __dir__), x)', ['file-write local data/a.txt']],
    ['path = "a.txt"\npath = "b.txt"\nFile.write(path, x)', []],
    [
      'class Store\n  def initialize\n    @redis = Redis.new(host: "localhost")\n  end\n  def listen\n    @redis.subscribe("a") { }\n  end\nend',
      ['endpoint redis localhost', 'consumer redis early each'],
    ],
    ['def redis\n  @redis ||= Redis.new\nend', []],
    ['options = { host: "localhost" }\nRedis.new(**options)', []],
  ])('%s', (text, expected) => {
    expect(saidBy(facts(text))).toEqual(expected);
  });
});

describe('texts and state', () => {
  test('secrets and addresses that stand in the code', () => {
    expect(saidBy(facts('API_TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"'))).toEqual([
      'secret API_TOKEN by form',
    ]);
    expect(saidBy(facts('config = { api_secret: "f3Zq81LmPw0xYt7RkB25vN" }'))).toEqual(['secret api_secret by name']);
    expect(saidBy(facts('config = { api_secret: ENV["API_SECRET"], password: "password" }'))).toEqual([]);
    expect(saidBy(facts("key = '-----BEGIN PRIVATE KEY-----\\n...\\n-----END PRIVATE KEY-----'"))).toEqual([]);
    expect(saidBy(facts('REDIS = "redis://cache:6379/0"'))).toEqual(['endpoint redis cache:6379']);
  });
  test.each([
    [
      'class Tokens\n  @@tokens = {}\n  def put(k, v)\n    @@tokens[k] = v\n  end\n  def get(k)\n    @@tokens[k]\n  end\nend',
      [['tokens', 'medium']],
    ],
    [
      'SESSIONS = Concurrent::Map.new\ndef add(k, v)\n  SESSIONS[k] = v\nend\ndef find(k)\n  SESSIONS.fetch(k)\nend',
      [['SESSIONS', 'medium']],
    ],
    [
      'class Tokens\n  class << self\n    def add(n)\n      @tokens ||= []\n      @tokens << n\n    end\n    def all\n      @tokens\n    end\n  end\nend',
      [['tokens', 'medium']],
    ],
    [
      'class NamesController < ApplicationController\n  NAMES = []\n  def create\n    NAMES << params[:name]\n  end\n  def index\n    render json: NAMES\n  end\nend',
      [['NAMES', 'low']],
    ],
    [
      'require "sinatra"\n$votes = Hash.new(0)\npost("/votes") { $votes[params[:id]] += 1 }\nget("/votes") { $votes.to_json }',
      [['votes', 'medium']],
    ],
    ['class Names\n  NAMES = []\n  def add(n)\n    NAMES << n\n  end\n  def all\n    NAMES\n  end\nend', []],
    ['class Cart\n  def initialize\n    @items = []\n  end\n  def add(i)\n    @items << i\n  end\nend', []],
    ['COLORS = {}.freeze\ndef color(k)\n  COLORS[k]\nend', []],
    ['KINDS = {}\nKINDS[:a] = 1\ndef kind(k)\n  KINDS[k]\nend', []],
  ])('%s', (text, expected) => {
    expect(
      facts(text).flatMap((fact) => (fact.kind === 'module-state' ? [[fact.label, fact.confidence]] : [])),
    ).toEqual(expected);
  });
});

describe('signals', () => {
  test.each([
    ['trap("TERM") { server.stop }', ['signal SIGTERM drains']],
    ['Signal.trap(:TERM) { exit }', ['signal SIGTERM exits']],
    ['Signal.trap("SIGINT", -> { queue.close })', ['signal SIGINT drains']],
    ['%w[INT TERM].each { |name| trap(name) { worker.stop } }', ['signal SIGINT,SIGTERM drains']],
    ['at_exit { pool.shutdown }', ['signal SIGTERM drains']],
    ['trap("USR1") { reopen }', []],
    ['def trap(x) = x\ntrap("TERM")', []],
  ])('%s', (text, expected) => {
    expect(saidBy(facts(text))).toEqual(expected);
  });
});

describe('files', () => {
  const imports = (text: string, path: string, others: readonly string[]) =>
    readSource('ruby', path, text, others).imports;
  test('are followed by what they require', () => {
    expect(
      imports('require_relative "lib/shop"\nrequire "./config"\nrequire "shop/cart"\nrequire "redis"\nENV', 'app.rb', [
        'lib/shop.rb',
        'config.rb',
        'lib/shop/cart.rb',
      ]),
    ).toEqual(['lib/shop.rb', 'config.rb', 'lib/shop/cart.rb']);
    expect(imports('require_relative "../models/cart"', 'app/web/routes.rb', ['app/models/cart.rb'])).toEqual([
      'app/models/cart.rb',
    ]);
    expect(imports('require_relative "missing"', 'app.rb', [])).toEqual([]);
  });
  test.each([
    ['', 0],
    ['ENV["A"]\ndef broken(\n  ENV["B"', 0],
    ['a = b\nb = a\nFile.write(a, "x")\nENV["A"]', 1],
    ['@a ||= @b\n@b ||= @a\n@a.subscribe("x")\nENV["A"]', 1],
    ['\u0000\uFFFF ENV["A"]', 0],
    [`x = ${'['.repeat(1500)}ENV["A"]${']'.repeat(1500)}`, 0],
    [`${'if a\n'.repeat(800)}ENV["A"]\n${'end\n'.repeat(800)}`, 0],
    [`x = ${'"a" + '.repeat(3000)}ENV["A"]`, 0],
  ])('that are awkward neither hang nor throw (%#)', (text, least) => {
    const read = parsers.ruby!({ path: 'a.rb', text }, () => false);
    expect(read?.facts.length ?? 0).toBeGreaterThanOrEqual(least);
    for (const { at } of read?.facts ?? []) expect(at.end).toBeLessThanOrEqual(text.length);
  });
});
