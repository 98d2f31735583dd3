/** Which texts of a program are secrets, which are addresses, and which are neither. */
import { describe, expect, test } from '@jest/globals';
import { addressIn, hostIn } from '../../../src/readers/code/addresses.ts';
import { modeValues } from '../../../src/readers/code/modes.ts';
import type { TextSite } from '../../../src/readers/code/program.ts';
import { factsOfText, tellingTexts } from '../../../src/readers/code/texts.ts';
import { processorTime } from '../../support/processor.ts';
import { saidBy } from './said.ts';

const site = (name: string, text: string, more: Partial<TextSite> = {}): TextSite => ({
  at: { file: 'src/app.ts', start: 0, end: 1 },
  guard: 'always',
  onLoad: true,
  entryOnly: false,
  name,
  text,
  ...more,
});
const said = (name: string, text: string, more?: Partial<TextSite>) => saidBy(factsOfText(site(name, text, more)));

const random = 'f81Kq0ZpW3nV7tYx2Lr9';

describe('secrets', () => {
  test.each([
    ['apiKey', random],
    ['JWT_SECRET', random],
    ['dbPassword', random],
    ['url', `postgres://app:${random}@db.internal/app`],
    ['url', 'postgres://postgres:postgres@db/votes'],
    ['SECRET_KEY', 'django-insecure-4$h^0k(dev*2'],
    ['jwtSecret', 's3cr3t-prod-key-2024'],
    ['dsn', `Server=db;User=sa;Password=${random};`],
  ])('%s = %s is one, by its name', (name, text) => {
    expect(said(name, text)).toContain(`secret ${name} by name`);
  });

  test.each([
    ['anything', `ghp_${'a1B2'.repeat(9)}`],
    ['stripe', `sk_live_${'a1B2'.repeat(6)}`],
    ['pem', `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEpAIBAAKCAQEA7bq4'.repeat(6)}\n-----END RSA PRIVATE KEY-----`],
  ])('%s is one, by its form', (name, text) => {
    expect(said(name, text)).toEqual([`secret ${name} by form`]);
  });

  test.each([
    ['a placeholder', 'apiKey', 'your-api-key-here-12345'],
    ['a default for a laptop', 'password', 'changeme1234567890'],
    ['a sentence', 'password', 'Mot de passe oublié 1234567'],
    ['a name of another thing', 'token', 'access_token'],
    ['a name of a variable', 'JWT_SECRET', 'JWT_SECRET_2024_PRODUCTION'],
    ['a path', 'privateKey', '/run/secrets/private_key_2024'],
    ['a relative path', 'privateKey', './keys/private1234567890.pem'],
    ['a template', 'token', `Bearer \${token}12345678901`],
    ['a pattern', 'password', '^(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d]{8,}$'],
    ['a hash', 'passwordHash', random],
    ['a bcrypt hash', 'password', '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'],
    ['a publishable key', 'apiKey', `pk_live_${random}`],
    ['a key for browsers', 'apiKey', 'AIzaSyD4f5g6h7j8k9l0q1w2e3r4t5y6u7i8o9p'],
    ['a public key', 'vapidPublicKey', random],
    ['one of a test', 'testPassword', random],
    ['one of a test in capitals', 'TEST_API_KEY', random],
    ['an identifier', 'token', '3f2504e0-4f89-11d3-9a0c-0305e82c3301'],
    ['a name that is no secret', 'clientId', random],
    ['a lifetime', 'token_expiry', '86400000000000000'],
    ['the key of a setting', 'jwtSecret', 'JWT_SECRET_2024'],
    ['a file with it', 'SECRET_KEY', './keys/secret-2024.txt'],
    ['a word between quotes', 'secret', 'keyboardcat'],
    ['what the first line of a key looks like', 'begin', '-----BEGIN RSA PRIVATE KEY-----'],
    ['documentation', 'example', `postgres://app:${random}@db.internal/app`],
    ['a database on this machine', 'url', 'postgres://postgres:postgres@localhost/app'],
    ['where a password goes', 'url', 'postgres://user:password@db/app'],
    ['a password that comes later', 'url', `postgres://app:\${password}@db/app`],
    ['an address', 'tokenUrl', 'https://login.example.net/oauth/token1234'],
  ])('%s is none: %s = %s', (_, name, text) => {
    expect(said(name, text).filter((one) => one.startsWith('secret'))).toEqual([]);
  });

  test.each([['example'], ['examples'], ['schema', 'default_example']])(
    'what stands below %s shows how it looks',
    (...under) => {
      expect(said('appSecret', random, { under })).toEqual([]);
      expect(said('appSecret', random, { under: ['settings'] })).toEqual(['secret appSecret by name']);
    },
  );

  test('what a variable falls back to is left to the reads of the environment', () => {
    expect(said('secret', random, { fallbackOf: 'JWT_SECRET' })).toEqual([]);
  });
});

describe('addresses', () => {
  test.each([
    ['postgres://app@10.0.3.7/app', 'endpoint postgres 10.0.3.7'],
    ['postgresql+asyncpg://db:5432/app', 'endpoint postgres db:5432'],
    ['redis://localhost:6379/0', 'endpoint redis localhost:6379'],
    ['mongodb+srv://cluster0.ab.mongodb.net/app', 'endpoint mongodb cluster0.ab.mongodb.net'],
    ['jdbc:mysql://db/app', 'endpoint mysql db'],
    ['amqp://[::1]:5672', 'endpoint rabbitmq [::1]:5672'],
  ])('%s', (text, expected) => {
    expect(said('url', text)).toEqual([expected]);
  });

  test.each([
    'https://api.stripe.com/v1',
    'http://www.w3.org/2000/svg',
    `postgres://\${host}/app`,
    'redis://%s:%d',
    'redis://{host}',
    'postgres://user@host:5432/name',
    'redis:',
    'mysql://',
    'sqlite:///app.db',
  ])('%s says nothing', (text) => {
    expect(said('url', text)).toEqual([]);
  });

  test('a fallback names its variable', () => {
    expect(said('url', 'redis://localhost:6379', { fallbackOf: 'REDIS_URL' })).toEqual([
      'endpoint redis localhost:6379 REDIS_URL',
    ]);
  });

  test.each([
    ['db', { host: 'db' }],
    ['10.0.0.5:5432', { host: '10.0.0.5', port: 5432 }],
    ['host=db.internal port=5432 dbname=shop', { host: 'db.internal' }],
    ['mysql:host=db;dbname=shop', { host: 'db' }],
    ['Server=tcp:db.internal,1433;Database=shop', { host: 'db.internal', port: 1433 }],
    ['root:x@tcp(db:3306)/shop', { host: 'db', port: 3306 }],
    ['/var/run/postgresql', undefined],
    ['not a host', undefined],
  ])('%s', (text, expected) => {
    expect(hostIn(text, 'mysql')).toEqual(expected && { to: 'mysql', ...expected });
  });

  test('a megabyte takes no time', () => {
    const started = process.cpuUsage();
    for (const text of ['postgres://'.repeat(90_000), `host=${'a;'.repeat(400_000)}`, `x${'@tcp('.repeat(200_000)}`]) {
      addressIn(text);
      hostIn(text, 'mysql');
      tellingTexts.test(text);
      factsOfText(site('password', text));
    }
    expect(processorTime(started)).toBeLessThan(2000);
  });
});

describe('values of one environment', () => {
  const of = (texts: readonly TextSite[]) => saidBy(modeValues(texts));
  const production = ['config', 'production'];
  const development = ['config', 'development'];

  test('stand beside those of another', () => {
    expect(
      of([
        site('apiUrl', 'https://api.shop.test/v1', { under: production }),
        site('bucket', 'shop-photos', { under: production }),
        site('logLevel', 'warn', { under: production }),
        site('apiUrl', 'http://localhost:3000', { under: development }),
      ]),
    ).toEqual(['of production config.production.apiUrl address', 'of production config.production.bucket name']);
  });

  test('are those of production alone when nothing stands beside it', () => {
    expect(of([site('apiUrl', 'https://api.shop.test', { under: production })])).toEqual([]);
  });

  test('may be the last keys themselves', () => {
    expect(
      of([
        site('prod', 'https://api.shop.test', { under: ['hosts'] }),
        site('dev', 'http://localhost', { under: ['hosts'] }),
      ]),
    ).toEqual(['of prod hosts.prod address']);
  });

  test('fill a file of its name', () => {
    const at = { file: 'config/production.ts', start: 0, end: 1 };
    expect(of([site('host', 'db-1.internal', { at }), site('name', 'shop', { at })])).toEqual([
      'of production host address',
    ]);
    expect(of([site('host', 'db-1.internal', { at, fallbackOf: 'DB_HOST' })])).toEqual([]);
    expect(of([site('host', 'db-1.internal', { at: { ...at, file: 'src/production.ts' } })])).toEqual([]);
  });
});
