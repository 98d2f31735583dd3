/** `swarm-lint convert` as a person runs it: what is written where, what is refused, and that no secret is told. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { run } from '../../src/cli/program.ts';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'swarm-lint-convert-')));
  // The top of a repository.
  mkdirSync(join(folder, 'repo', '.git'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, 'repo', name);
const text = (name: string) => readFileSync(at(name), 'utf8');
function write(name: string, content: string | Buffer): void {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), content);
}

async function convert(...words: readonly string[]) {
  let [out, err] = ['', ''];
  const code = await run(['convert', ...words], {
    cwd: at(''),
    env: {},
    out: (more) => (out += more),
    err: (more) => (err += more),
    terminal: false,
    elapsed: () => 0,
  });
  return { code, out, err };
}

const simple = 'services:\n  web:\n    image: a.example.com/web:1\n    restart: always\n';

describe('what is written where', () => {
  test('the file to standard output, the list to standard error', async () => {
    write('compose.yaml', simple);
    const { code, out, err } = await convert('--no-proposals');
    expect(code).toBe(0);
    expect(out).toBe(
      'services:\n  web:\n    image: a.example.com/web:1\n    deploy:\n      restart_policy:\n        condition: any\n',
    );
    expect(err).toContain('restart → deploy.restart_policy  web :4');
    expect(err).toContain('Swarm accepts the file.');
    expect((await convert('--quiet')).err).toBe('');
  });

  test('-o writes it, refuses to write over a file, and --force does', async () => {
    write('compose.yaml', simple);
    const first = await convert('-o', 'stack.yml');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('Written to stack.yml');
    const written = text('stack.yml');
    expect(written).toContain('restart_policy');
    write('stack.yml', 'mine\n');
    const second = await convert('-o', 'stack.yml');
    expect(second.code).toBe(2);
    expect(second.err).toContain('"stack.yml" is there already; --force writes over it.');
    expect(text('stack.yml')).toBe('mine\n');
    expect((await convert('-o', 'stack.yml', '--force')).code).toBe(0);
    expect(text('stack.yml')).toBe(written);
    expect(text('compose.yaml')).toBe(simple);
  });

  test('--force writes through no link out of the repository', async () => {
    write('compose.yaml', simple);
    writeFileSync(join(folder, 'outside.yml'), 'theirs\n');
    symlinkSync(join(folder, 'outside.yml'), at('stack.yml'));
    symlinkSync(join(folder, 'not-there.yml'), at('dangling.yml'));
    symlinkSync(folder, at('sub'));
    for (const name of ['stack.yml', 'dangling.yml', 'sub/outside.yml', 'sub/new.yml']) {
      const { code, out, err } = await convert('-o', name, '--force');
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('is a link out of the repository');
    }
    expect(readFileSync(join(folder, 'outside.yml'), 'utf8')).toBe('theirs\n');
    expect(existsSync(join(folder, 'not-there.yml'))).toBe(false);
    writeFileSync(at('inside.yml'), '');
    symlinkSync(at('inside.yml'), at('link.yml'));
    expect((await convert('-o', 'link.yml', '--force')).code).toBe(0);
    // Whoever names a place outside has it there.
    expect((await convert('-o', '../named.yml')).code).toBe(0);
  });

  test('where it cannot be written', async () => {
    write('compose.yaml', simple);
    expect(await convert('-o', 'no/such/stack.yml')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('cannot write'),
    });
  });

  test('paths of a file in another directory are told', async () => {
    write('compose.yaml', simple.replace('restart: always', 'env_file: ./a.env'));
    write('a.env', 'A=1\n');
    mkdirSync(at('deploy'));
    expect((await convert('-o', 'deploy/stack.yml')).err).toContain('relative to the directory of compose.yaml');
  });

  test('as JSON', async () => {
    write('compose.yaml', simple);
    const { code, out, err } = await convert('-f', 'json');
    expect([code, err]).toEqual([0, '']);
    const { accepted, changes, files, left, stack } = JSON.parse(out);
    expect({ accepted, files, left }).toEqual({ accepted: true, files: ['compose.yaml'], left: [] });
    expect(changes[0]).toMatchObject({ kind: 'moved', at: { path: 'compose.yaml', line: 4, column: 5 } });
    expect(stack).toContain('restart_policy');
    expect(JSON.parse((await convert('-f', 'json', '--explain')).out)).not.toHaveProperty('stack');
    expect(await convert('-f', 'xml')).toMatchObject({ code: 2, out: '' });
  });
});

describe('several files', () => {
  test('are laid over each other, and each change names its file', async () => {
    write('compose.yaml', simple);
    write('prod.yaml', 'services:\n  web:\n    mem_limit: 1g\n');
    const { code, out, err } = await convert('compose.yaml', 'prod.yaml');
    expect(code).toBe(0);
    expect(out).toContain('memory: 1g');
    expect(err).toContain('web prod.yaml:3');
  });

  test('the first of the usual names counts; a file that docker compose lays over it is told', async () => {
    write('docker-compose.yml', 'services: {}\n');
    write('compose.yaml', simple);
    write('compose.override.yaml', 'services:\n  web:\n    mem_limit: 1g\n');
    const { out, err } = await convert();
    expect(out).not.toContain('memory: 1g');
    expect(err).toContain('compose.override.yaml');
  });
});

describe('what cannot be converted', () => {
  test('Swarm still refuses it: 1, and the list says why', async () => {
    write('compose.yaml', 'services:\n  web:\n    restart: always\n');
    const { code, err } = await convert();
    expect(code).toBe(1);
    expect(err).toContain('services.web.image: it names no image');
    expect(err).toContain('Swarm still refuses the file');
    expect((await convert('-o', 'stack.yml')).code).toBe(1);
  });

  test.each([
    ['broken YAML, with its place', 'services:\n  web: [\n', /compose\.yaml:\d+:\d+: .*broken YAML/],
    ['no services', 'a: 1\n', /has no services/],
    ['nothing', '', /compose\.yaml holds no mapping/],
    ['a circle', 'services:\n  a: { extends: b }\n  b: { extends: a }\n', /compose\.yaml:2:\d+: .*circle/],
  ])('%s: 2', async (_what, content, message) => {
    write('compose.yaml', content);
    const { code, out, err } = await convert();
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('no file, a directory, and too large a file: 2', async () => {
    expect(await convert()).toMatchObject({ code: 2, err: expect.stringContaining('no compose file here') });
    expect((await convert('none.yml')).err).toContain('there is no such file');
    mkdirSync(at('dir.yml'));
    expect((await convert('dir.yml')).err).toContain('no text file');
    write('large.yml', Buffer.alloc(1024 * 1024 + 1, '#'));
    expect((await convert('large.yml')).code).toBe(2);
  });
});

describe('nothing outside the repository is read', () => {
  test.each([
    ['a link', 'compose.yaml', () => symlinkSync(join(folder, 'outside.yaml'), at('compose.yaml'))],
    [
      'a directory that is a link',
      'sub/outside.yaml',
      () => {
        write('compose.yaml', simple);
        symlinkSync(folder, at('sub'));
      },
    ],
    ['include', 'compose.yaml', () => write('compose.yaml', `include: [../outside.yaml]\n${simple}`)],
    [
      'include of a link',
      'compose.yaml',
      () => {
        write('compose.yaml', `include: [in.yaml]\n${simple}`);
        symlinkSync(join(folder, 'outside.yaml'), at('in.yaml'));
      },
    ],
    [
      'extends',
      'compose.yaml',
      () => write('compose.yaml', 'services: { a: { extends: { file: ../outside.yaml, service: web } } }\n'),
    ],
  ])('%s', async (_what, name, prepare) => {
    writeFileSync(join(folder, 'outside.yaml'), 'services: { web: { image: "very-outside:1" } }\n');
    prepare();
    const { code, out, err } = await convert(name);
    expect(code).toBe(2);
    expect(out + err).not.toContain('very-outside');
  });

  test('a file of variables behind a link is not read, and a file behind a link becomes no config', async () => {
    writeFileSync(join(folder, 'a.env'), 'export A=very-outside\n');
    symlinkSync(join(folder, 'a.env'), at('a.env'));
    write('compose.yaml', `${simple}    env_file: a.env\n    volumes: ["./a.env:/a.conf:ro"]\n`);
    const { code, out, err } = await convert();
    expect(code).toBe(0);
    expect(out).not.toMatch(/^configs:|^secrets:/m);
    expect(err).not.toContain('export');
    expect(out + err).not.toContain('very-outside');
  });
});

test('the list and messages tell no secret, in text and in JSON', async () => {
  const secret = 'hunter2-Xq7';
  write(
    'compose.yaml',
    `name: shop
services:
  web:
    build:
      context: https://user:${secret}@git.example.com/shop.git
      args: { TOKEN: ${secret}, NPM: "x=${secret}" }
    command: [run, --password=${secret}, 5]
    environment:
      DB_PASSWORD: ${secret}
      PIN: 0123
      URL: postgres://app:${secret}@db/app
      NESTED: \${A:-\${B:-${secret}}}
      PLUS: \${A:+${secret}}
      DOLLAR: ${secret}$5
      ASK: \${A:?postgres://u:${secret}@h-1}
    labels:
      traefik.http.routers.web.rule: Host(\`${secret}\`)
      traefik.http.middlewares.auth.basicauth.users: admin:${secret}
    logging: { driver: gelf, options: { gelf-address: "udp://u:${secret}@h", n: 5 } }
    extra_hosts: { a: ${secret} }
    sysctls: { a: ${secret} }
    credential_spec: { x: ${secret} }
    security_opt: [label:${secret}]
    storage_opt: { size: ${secret} }
    volumes: ["./x:/x:z,o=${secret}"]
    post_start: [{ command: "login ${secret}" }]
    healthcheck: { test: "curl -u a:${secret} h", interval: 5 }
    oops: ${secret}
  worker:
    image: reg.example.com/w:1
    build: { context: ".", dockerfile: "https://u:${secret}@h/Dockerfile" }
    environment: ["A=${secret}$1"]
configs:
  c: { content: "password=${secret}" }
volumes:
  v: { driver_opts: { type: cifs, o: "username=a,password=${secret}" } }
`,
  );
  const { out, err } = await convert();
  expect(out).toContain(secret);
  expect(err).not.toContain(secret);
  expect((await convert('--explain')).out).not.toContain(secret);
  expect((await convert('-f', 'json', '--explain')).out).not.toContain(secret);
});

test.each([
  ['include', (secret: string) => `include: ["https://user:${secret}@h.example.com/a.yaml"]\n${simple}`],
  ['extends', (secret: string) => `services: { a: { extends: { file: "https://u:${secret}@h/a", service: b } } }\n`],
])('nor does the message about %s', async (_what, content) => {
  write('compose.yaml', content('hunter2-Xq7'));
  const { code, err } = await convert();
  expect(code).toBe(2);
  expect(err).not.toContain('hunter2');
});

test('control characters of names are not sent to the terminal', async () => {
  write('compose.yaml', 'services:\n  "we\\e[31mb": { image: "a:1", restart: always, "o\\eops": 1 }\n');
  const { err } = await convert();
  expect(err).not.toContain('\u001b');
  expect(existsSync(at('compose.yaml'))).toBe(true);
});
