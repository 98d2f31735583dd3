/** What scripts may rely on: exit codes, streams, formats, words for mistakes. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { version } from '../../src/cli/version.ts';
import { buildCli, home, type Ran, runCli } from './built.ts';

let cli = '';
let work = '';

const stack = (image: string): string => `services:
  cache:
    image: ${image}
    deploy:
      replicas: 1
      resources:
        limits:
          memory: 64M
    logging:
      driver: local
`;

/** Repositories without JavaScript: nothing heavy is loaded, so each run is short. */
const files: Record<string, string> = {
  'clean/docker-stack.yml': stack('redis:7.4.1-alpine'),
  'bad/docker-stack.yml': `${stack('redis:7.4.1-alpine')}    environment:\n      REDIS_PASSWORD: sesame-open-now\n`,
  'empty/readme.txt': 'nothing',
  'broken/docker-stack.yml': 'services:\n  web:\n    image: "open\n',
  'development/docker-compose.dev.yml':
    'services:\n  web:\n    build: .\n    volumes: [".:/app"]\n    command: npm run dev\n',
};

const configured = (settings: string, folder: string): void => {
  files[`${folder}/.swarm-lint.yaml`] = settings;
  files[`${folder}/docker-compose.yml`] = 'services:\n  web:\n    image: redis:7.4.1\n    shm_size: 1gb\n';
};
configured('target: swarm\n', 'configured');
configured('target: swarm\n\ndeploys:\n  - file: [docker-compose.yml]\n', 'misspelt');
configured('deploys:\n  - files: [docker-compose.yaml]\n', 'missing');
configured('extends: lint.yaml\n', 'extending');
files['extending/lint.yaml'] = 'target: swarm\nchecks:\n  procesess/*: off\n';
configured('extends: strict\nchecks: { logs/*: off }\nignore: [{ checks: "*", paths: gone/, reason: x }]\n', 'strict');
configured('target: swarm\n', 'twofold');
files['whole/.swarm-lint.yaml'] = 'target: swarm\nignore: [{ checks: "*", paths: gone/, reason: x }]\n';
for (const folder of ['deploy', 'other'])
  files[`whole/${folder}/docker-compose.yml`] = 'services:\n  web:\n    image: redis:7.4.1\n    shm_size: 1gb\n';
files['twofold/package.json'] = '{ "swarm-lint": { "target": "compose" } }';
files['packaged/package.json'] = '{ "swarm-lint": { "target": "swarm" } }';
files['packaged/docker-compose.yml'] = 'services:\n  web:\n    image: redis:7.4.1\n    shm_size: 1gb\n';
files['begun/docker-stack.yml'] = 'services:\n  web:\n    image: redis:7.4.1\n';

beforeAll(async () => {
  cli = resolve(buildCli());
  work = realpathSync(mkdtempSync(join(tmpdir(), 'swarm-lint-cli-')));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), content);
  }
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  rmSync(work, { recursive: true, force: true });
});

const run = (...words: string[]): Ran => runCli(cli, words, work);

describe('the configuration', () => {
  test('decides what a file is for; the command line stands above it', () => {
    expect(run('configured').out).toContain('shm_size');
    expect(run('--target', 'compose', 'configured').out).not.toContain('shm_size');
  });
  test('a wrong one ends the run, with place and suggestion', () => {
    const { code, out, err } = run('misspelt');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('.swarm-lint.yaml:4:5: unknown key "file" in deploys[0]. Did you mean "files"?');
  });
  test('a file it names must be there', () => {
    const { code, err } = run('missing');
    expect(code).toBe(2);
    expect(err).toContain('2:13: no such file "docker-compose.yaml". Did you mean "docker-compose.yml"?');
  });
  test('what it builds on is named where it is wrong', () => {
    expect(run('extending').err).toContain('lint.yaml:3:3: "procesess/*" fits no check');
  });
  test('a link that leads out of the repository is not followed', () => {
    rmSync(join(work, 'extending/lint.yaml'));
    symlinkSync('../configured/.swarm-lint.yaml', join(work, 'extending/lint.yaml'));
    const { code, err } = run('extending');
    expect(code).toBe(2);
    expect(err).toContain('.swarm-lint.yaml:1:10: cannot read "lint.yaml": a symbolic link that leaves');
  });
  test('two of them are one too many', () => {
    const { code, err } = run('twofold');
    expect(code).toBe(2);
    expect(err).toContain('there are several configurations: .swarm-lint.yaml, package.json. Keep one.');
  });
  test('a key of package.json will do', () => {
    expect(run('packaged').out).toContain('shm_size');
  });
  test('config shows what holds, for the repository and for one path', () => {
    const whole = run('config', '-C', 'strict');
    expect(whole.code).toBe(0);
    expect(whole.out).toMatch(/^# from "\.swarm-lint\.yaml"\n/);
    expect(whole.out).toContain('logs/file-logging: off\n');
    expect(whole.out).toContain('reason: x\n');
    expect(run('config', '-C', 'strict', '--print', 'strict/src/a.js').out).not.toContain('reason: x');
    expect(run('config', '-C', 'strict', 'clean').code).toBe(2);
  });
  test('what accepts nothing is told, but not when only some files are asked for', () => {
    expect(run('-v', 'strict').out).toContain('silences nothing');
    expect(run('-v', 'strict/docker-compose.yml').out).not.toContain('silences nothing');
  });
  test('holds for a part of the repository that is linted by itself, and not from outside of it', () => {
    mkdirSync(join(work, 'whole/.git'), { recursive: true });
    mkdirSync(join(work, 'whole/other/.git'), { recursive: true });
    const { out } = run('-v', 'whole/deploy');
    expect(out).toContain('shm_size');
    expect(out).toContain('deploy/docker-compose.yml');
    expect(out).not.toContain('silences nothing');
    expect(run('config', '-C', 'whole/deploy').out).toContain('target: swarm');
    expect(run('config', '-C', 'whole/other').out).toContain('target: auto');
  });
  test('config --schema is a schema', () => {
    expect(JSON.parse(run('config', '--schema').out).properties.checks).toBeDefined();
  });
  test('init writes what can be read, once', () => {
    expect(run('init', '-C', 'begun', '--stdout').out).toContain('docker-stack.yml: for production, on Swarm');
    expect(existsSync(join(work, 'begun/.swarm-lint.yaml'))).toBe(false);
    expect(run('init', '-C', 'begun').code).toBe(0);
    const written = readFileSync(join(work, 'begun/.swarm-lint.yaml'), 'utf8');
    expect(run('config', '-C', 'begun').out).toBe('# from ".swarm-lint.yaml"\ntarget: auto\n');
    const again = run('init', '-C', 'begun');
    expect(again.code).toBe(2);
    expect(again.err).toContain('.swarm-lint.yaml is there already');
    expect(readFileSync(join(work, 'begun/.swarm-lint.yaml'), 'utf8')).toBe(written);
  });
  test('an unknown target is wrong usage', () => {
    const { code, err } = run('--target', 'kubernets', 'clean');
    expect(code).toBe(2);
    expect(err).toContain('unknown --target "kubernets"');
  });
});

describe('exit codes', () => {
  test('0: nothing at or above the level', () => {
    const { code, out, err } = run('--fail-on', 'never', 'bad');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('cache');
  });

  test('1: findings; 0 when the level is higher', () => {
    expect(run('bad').code).toBe(1);
    expect(run('--fail-on', 'info', 'bad').code).toBe(1);
    expect(run('--fail-on', 'verdict=undeployable', 'bad').code).toBe(0);
  });

  test.each([
    ['a path that does not exist', ['nowhere'], '"nowhere"'],
    ['one of several paths', ['clean', 'nowhere'], '"nowhere"'],
    ['nothing to check', ['empty'], 'looked for stack and compose files'],
    ['only development files', ['development'], 'all the same: swarm-lint --target swarm development\n'],
    ['only development files, in few words', ['-q', 'development'], '\n  docker-compose.dev.yml: '],
    ['only development files, said to be for Swarm', ['--target', 'swarm', 'development'], 'named under `deploys`'],
    ['an unknown grouping', ['--group-by', 'fatcor', 'clean'], 'Did you mean "factor"?'],
    ['no number of findings', ['--max-findings', '1.5', 'clean'], 'a whole number from 1, not "1.5"'],
    ['no findings at all', ['--max-findings', '0', 'clean'], 'a whole number from 1, not "0"'],
    ['an unknown option', ['--formt', 'json', 'clean'], '--format'],
    ['an unknown format', ['-f', 'jsn', 'clean'], 'Did you mean "json"?'],
    ['an unknown level', ['--fail-on', 'warn', 'clean'], 'Did you mean "warning"?'],
    ['an unknown verdict', ['--fail-on', 'verdict=blokked', 'clean'], 'Did you mean "verdict=blocked"?'],
    ['a misspelt command', ['explian'], 'Did you mean "explain"?'],
    ['an unknown check', ['explain', 'processes/local-sesion'], 'Did you mean "processes/local-session"?'],
    ['one unknown name of several', ['explain', 'local-session', 'blokked'], 'Did you mean "blocked"?'],
    ['an unknown format of explain', ['explain', 'ready', '-f', 'jsn'], 'Did you mean "json"?'],
    ['an unknown filter', ['rules', '--severity', 'eror'], 'Did you mean "error"?'],
    ['a missing argument', ['explain'], 'missing required argument'],
    ['an unknown format of rules', ['rules', '--format', 'jsn'], 'Did you mean "json"?'],
    ['two formats on one stream', ['-f', 'json', '-f', 'text', 'clean'], 'only one format'],
    ['an output that cannot be written', ['-f', 'json:no/such/folder.json', 'clean'], 'no/such/folder.json'],
  ])('2: %s', (_story, words, said) => {
    const { code, err } = run(...words);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(said) });
  });

  test('3: our own fault is one line, and a trace on demand', () => {
    const broken = { NODE_OPTIONS: "--import=data:text/javascript,process.uptime=()=>{throw(new(Error)('made-up'))}" };
    const { code, err } = runCli(cli, ['clean'], work, broken);
    expect({ code, lines: err.trim().split('\n') }).toEqual({
      code: 3,
      lines: [expect.stringContaining('made-up. Run with --debug')],
    });
    expect(runCli(cli, ['--debug', 'clean'], work, broken).err).toContain('    at ');
  });

  test('a broken stack file is named', () => {
    expect(run('broken').out).toContain('docker-stack.yml:4');
  });
});

describe('formats', () => {
  test('json on standard output is valid, alone, and follows the schema', () => {
    const { code, out, err } = run('-f', 'json', 'bad');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const schema = JSON.parse(readFileSync('src/report/schema/report.json', 'utf8'));
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    const report = JSON.parse(out);
    validate(report);
    expect(validate.errors).toBeNull();
    expect(report).toMatchObject({ schema: 1, root: 'bad', tool: { name: 'swarm-lint', version } });
    expect(out).not.toContain('sesame-open-now');
  });

  test('one format to the terminal, another to a file', () => {
    const { out } = run('-f', 'text', '-f', 'json:report.json', 'bad');
    expect(out).toContain('SERVICE');
    expect(JSON.parse(readFileSync(join(work, 'report.json'), 'utf8')).findings.length).toBeGreaterThan(0);
  });

  test('several paths: their common directory is the root', () => {
    expect(JSON.parse(run('-f', 'json', '--fail-on', 'never', 'bad', 'clean/docker-stack.yml').out)).toMatchObject({
      root: '.',
    });
  });

  test('findings by factor; the worst alone, with the same exit code', () => {
    const { code, out } = run('--group-by', 'factor', '--max-findings', '1', '--fail-on', 'info', 'bad');
    expect(code).toBe(1);
    expect(out).toMatch(/^3\. Config$/m);
    expect(out).toMatch(/^[1-9]\d* further findings? not shown/m);
  });

  test('no colour outside a terminal, colour when forced, none when refused', () => {
    const colour = '\u001b[';
    expect(run('bad').out).not.toContain(colour);
    expect(runCli(cli, ['bad'], work, { FORCE_COLOR: '1' }).out).toContain(colour);
    expect(runCli(cli, ['--no-color', 'bad'], work, { FORCE_COLOR: '1' }).out).not.toContain(colour);
  });

  test('ascii', () => {
    expect(run('--ascii', 'bad').out).toMatch(/^[\n -~]*$/);
    expect(runCli(cli, ['bad'], work, { LC_ALL: 'C' }).out).toMatch(/^[\n -~]*$/);
  });
});

describe('commands', () => {
  test('--version is the version of the package', () => {
    expect(version).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
    expect(run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  test('--help names every command and the exit codes', () => {
    const { code, out } = run('--help');
    expect(code).toBe(0);
    for (const word of ['explain', 'rules', 'facts', '--fail-on', 'Exit codes']) expect(out).toContain(word);
  });

  test('explain', () => {
    const { code, out } = run('explain', 'processes/local-session');
    expect(code).toBe(0);
    for (const word of ['Why', 'What to do', 'Goes wrong', 'swarm-lint-ignore processes/local-session'])
      expect(out).toContain(word);
    expect(run('explain', 'local-session').out).toBe(out);
    expect(out).not.toContain('\u001b[');
    expect(runCli(cli, ['explain', 'local-session'], work, { FORCE_COLOR: '1' }).out).toContain('\u001b[');
  });

  test('explain several, as data and as markdown', () => {
    const data = JSON.parse(run('explain', 'local-session', 'blocked', 'sessions', '-f', 'json').out);
    expect(data).toHaveLength(3);
    expect(data[0]).toMatchObject({
      id: 'processes/local-session',
      factor: 6,
      needs: ['services', 'dockerfile', 'code'],
    });
    expect(JSON.parse(run('explain', 'blocked', 'blocked', '-f', 'json').out)).toMatchObject({ verdict: 'blocked' });
    expect(run('explain', 'blocked', '--format', 'markdown').out).toMatch(/^# blocked\n\n\*\*/);
  });

  test('rules, filtered', () => {
    const { code, out } = run('rules', '--factor', 'VI', '--obligation', 'sessions');
    expect({ code, last: out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      last: expect.stringMatching(/^2 of \d+ checks\.$/),
    });
    const none = run('rules', '--factor', '6', '--effect', 'break');
    expect({ code: none.code, out: none.out }).toEqual({
      code: 0,
      out: expect.stringMatching(/^No check matches; there are \d+\.\n$/),
    });
    expect(JSON.parse(run('rules', '--factor', '6', '--effect', 'break', '-f', 'json').out)).toEqual([]);
    expect(run('rules', '--search', 'redbeat', '-f', 'markdown').out).toMatch(/^\| factor \| check/);
  });

  test('rules', () => {
    expect(run('rules').out).toContain('processes/local-session');
    const rules = JSON.parse(run('rules', '--format', 'json').out);
    expect(rules.map(({ factor }: { factor: number }) => factor)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0,
    ]);
    expect(rules[5].checks.map((check: { id: string }) => check.id)).toContain('processes/local-session');
  });

  test('facts, without secrets', () => {
    const { code, out } = run('facts', 'bad');
    expect(code).toBe(0);
    expect(JSON.parse(out).stacks[0].services[0].name).toBe('cache');
    expect(out).toContain('REDIS_PASSWORD');
    expect(out).not.toContain('sesame-open-now');
  });

  (existsSync('/dev/full') ? test : test.skip)('a full disk: one line, and not the code of findings', () => {
    for (const words of [`bad > /dev/full`, `bad -f json:/dev/full`, `bad -f json > /dev/full`]) {
      const done = spawnSync('sh', ['-c', `"${process.execPath}" "${cli}" ${words}`], { cwd: work, encoding: 'utf8' });
      expect([words, done.status]).toEqual([words, 2]);
      expect(done.stderr).toMatch(/^swarm-lint: cannot write .*\(ENOSPC\)\.\n$/);
    }
  });

  test('a file is written whole or not at all, through links, and with the rights it has', () => {
    const folder = join(work, 'written');
    mkdirSync(folder);
    writeFileSync(join(folder, 'there.json'), 'before', { mode: 0o600 });
    symlinkSync('there.json', join(folder, 'link.json'));
    run('-f', 'json:written/link.json', 'bad');
    expect(JSON.parse(readFileSync(join(folder, 'there.json'), 'utf8')).schema).toBe(1);
    expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'there.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['link.json', 'there.json']);
  });

  (process.platform === 'win32' ? test.skip : test)(
    'Ctrl-C ends a run by the signal, and leaves no output behind',
    async () => {
      // The first thing that is sorted below `readAll` never ends.
      const hang =
        "const s=Array.prototype.sort;Array.prototype.sort=function(f){if(new(Error)().stack.includes('readAll')){process.stderr.write('begun');for(;;);}return(s.call(this,f))}";
      const child = spawn(process.execPath, [cli, '-f', 'json:interrupted.json', 'bad'], {
        cwd: work,
        env: { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hang)}` },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr.on('data', (text) => {
        said += text;
        if (said === 'begun') child.kill('SIGINT');
      });
      const [, signal] = await once(child, 'exit');
      expect([signal, said]).toEqual(['SIGINT', 'begun']);
      expect(existsSync(join(work, 'interrupted.json'))).toBe(false);
    },
  );

  (process.platform === 'win32' ? test.skip : test)('a reader that stops early is no error', () => {
    const done = spawnSync('sh', ['-c', `"${process.execPath}" "${cli}" rules --format json | head -c 10`], {
      encoding: 'utf8',
    });
    expect(done.stderr).toBe('');
  });
});
