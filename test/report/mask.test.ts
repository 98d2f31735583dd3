/** No value of a secret in a line of source that is quoted, whatever the language and whatever it is called. */
import { describe, expect, test } from '@jest/globals';
import { maskLine } from '../../src/report/mask.ts';

/** Shapes of secrets, put together here so that no scanner takes them for real ones. */
const hex = '9f86d081884c7d65'.repeat(2);
const base64 = 'wJalrXUtnFEMI7K7MDENGbPxRfiCYzEXhunterKEY';
const stripe = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
const github = ['ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_');
const sendgrid = ['SG', 'ngeVfQFYQlKU0ufo8x5d1A', 'TwL2iGABf9DHoTf09kqeF8tAmbihYzrnopKc1s5cr'].join('.');

describe('the value goes', () => {
  test.each([
    ['a call', `app.use(session({ secret: 'keyboard cat', resave: false }));`, 'keyboard'],
    ['backticks', 'const password = `hunter two`;', 'hunter'],
    ['an unclosed quote', `password: "hunter`, 'hunter'],
    ['JSON', `  "dbPassword": "hunter2",`, 'hunter2'],
    ['PHP', `    'password' => 'hunter2',`, 'hunter2'],
    ['Ruby', `  config.secret_key_base = 'hunter2'`, 'hunter2'],
    ['Ruby with a rocket', `  :password => "hunter2",`, 'hunter2'],
    ['Python', `SECRET_KEY = os.environ.get("SECRET_KEY", "hunter2")`, 'hunter2'],
    ['Go', `	apiKey := "hunter2"`, 'hunter2'],
    ['Java', `    private static final String API_KEY = "hunter2";`, 'hunter2'],
    ['C#', `builder.Configuration["Jwt:SecretKey"] = "hunter2";`, 'hunter2'],
    ['Elixir', `  secret_key_base: "hunter2",`, 'hunter2'],
    ['Ruby without quotes', '  password: %q(hunter2 and more)', 'hunter2'],
    ['Elixir without quotes', '  secret_key_base: ~s(hunter2 and more)', 'hunter2'],
    ['a setter', `client.setPassword("hunter2");`, 'hunter2'],
    ['two arguments', `env.put("DB_PASSWORD", "hunter2");`, 'hunter2'],
    ['a fallback', `const token = process.env.TOKEN ?? 'hunter2';`, 'hunter2'],
    ['a property file', 'spring.datasource.password=correct horse hunter2', 'hunter2'],
    ['YAML, bare, with blanks', '      POSTGRES_PASSWORD: correct horse hunter2', 'hunter2'],
    ['a list of variables', '      - POSTGRES_PASSWORD=correct hunter2', 'hunter2'],
    ['a default of a variable', '      DB_PASSWORD: ${DB_PASSWORD:-hunter2}', 'hunter2'],
    ['a flow mapping', '    environment: { DB_PASSWORD: hunter2, PORT: 80 }', 'hunter2'],
    ['a Dockerfile', 'ENV NODE_ENV=production JWT_SECRET=hunter2', 'hunter2'],
    ['an old ENV', 'ENV JWT_SECRET hunter2', 'hunter2'],
    ['a build argument', 'ARG NPM_TOKEN=hunter2', 'hunter2'],
    ['an address', '  DATABASE_URL: postgres://shop:hunter2@db/shop', 'hunter2'],
    ['a connection string', '  "Default": "Host=db;Username=shop;Password=hunter2"', 'hunter2'],
    ['a login', 'docker login -u ci -p hunter2 registry.example', 'hunter2'],
    ['a client', 'mysql --user shop --password hunter2', 'hunter2'],
    ['a header', `curl -H "Authorization: Bearer hunter2-abcdef" https://api.example`, 'hunter2'],
    ['a header of one’s own', `curl -H "X-Api-Key: hunter2" https://api.example`, 'hunter2'],
    ['an XML attribute', '<add key="x" password="hunter2" />', 'hunter2'],
    ['an XML element', '  <password>hunter2</password>', 'hunter2'],
    ['hex under a harmless name', `const key = '${hex}';`, hex],
    ['base64 under a harmless name', `const k = "${base64}";`, base64],
    ['hex as an argument', `createCipheriv('aes-256-gcm', Buffer.from('${hex}', 'hex'))`, hex],
    ['a token of Stripe', `const stripe = new Stripe('${stripe}');`, stripe],
    ['a token of GitHub in an address', `RUN git clone https://${github}@github.com/acme/shop`, github],
    ['a token of SendGrid', `mail(${sendgrid})`, sendgrid],
    ['a line of a private key', `MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn${'yGj'.repeat(12)}`, 'MIIEpAIB'],
    ['the begin of a key', `const pem = "-----BEGIN RSA PRIVATE KEY-----\\nMIIE";`, 'MIIE'],
    ['a join token', `docker swarm join --token SWMTKN-1-${'3k9x0b7q2m'.repeat(5)}-5t8w1c6z4 10.0.0.1`, '3k9x0b7q2m'],
  ])('%s', (_name, line, secret) => {
    expect(line).toContain(secret);
    expect(maskLine(line)).not.toContain(secret);
    expect(maskLine(line)).toContain('***');
  });

  test.each([
    ['a value in the next line', '    hunter2 and more', '  password: >'],
    ['a quoted value in the next line', `      'hunter2',`, `    const secretKey =`],
    ['a pair of name and value', '      value: hunter2', '    - name: DB_PASSWORD'],
    ['the arguments of a call', `  'hunter2',`, `  password,`],
  ])('%s', (_name, line, above) => expect(maskLine(line, above)).not.toContain('hunter2'));
});

describe('the rest stays', () => {
  test.each([
    'app.use(session({ store: new RedisStore({ client }) }));',
    '    image: registry.example/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '      POSTGRES_PASSWORD_FILE: /run/secrets/db_password',
    'HEALTHCHECK CMD curl -f http://localhost:3000/health',
    "cron.schedule('0 3 * * *', () => sendReports());",
    '      replicas: 3',
    'spring.datasource.password=${DB_PASSWORD}',
    '      DB_PASSWORD: ${DB_PASSWORD}',
    'const upload = multer({ dest: "uploads/" });',
    'RUN npm ci && npm run build-production-bundle-for-browsers',
    '    image: rpi-cluster-4b-1gb-1:5000/pypi_scraper/app:1.0.2',
    'FROM rpi-cluster-4b-1gb-1:5000/pypi_scraper/app:1.0.2 AS build',
  ])('%s', (line) => expect(maskLine(line)).toBe(line));

  test.each([
    "    secret: secret('session_secret'),",
    'app.use(session({ secret: process.env.SESSION_SECRET }));',
    'const password = config.database.password;',
    'secret = os.environ["SESSION_SECRET"]',
  ])('in code: %s', (line) => expect(maskLine(line, '', true)).toBe(line));
  test.each([
    `secret: secret('hunter2'),`,
    `SECRET_KEY = os.environ.get("SECRET_KEY", "hunter2")`,
    'DB_PASSWORD=hunter2',
    `const token = process.env.TOKEN ?? 'hunter2';`,
    'password = 12345678hunter2',
    `apiKey: this.config.get('hunter2')`,
  ])('but no value in code: %s', (line) => expect(maskLine(line, '', true)).not.toContain('hunter2'));

  test('around the value', () => {
    expect(maskLine(`  session({ secret: 'keyboard cat', resave: false })`)).toBe(
      `  session({ secret: ***, resave: false })`,
    );
    expect(maskLine('ENV NODE_ENV=production JWT_SECRET=hunter2')).toBe('ENV NODE_ENV=production JWT_SECRET=***');
  });
});

test('a long line takes no long time', () => {
  for (const line of [
    'a'.repeat(100_000),
    'password = '.repeat(10_000),
    'login '.repeat(2_000),
    `"${'\\"'.repeat(30_000)}`,
    `token${' '.repeat(50_000)}`,
  ]) {
    const before = performance.now();
    maskLine(line.slice(0, 2_000));
    expect(performance.now() - before).toBeLessThan(500);
  }
});
