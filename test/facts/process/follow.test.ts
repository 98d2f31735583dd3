/** Who is told to stop: each row was measured with the program as PID 1, a request under way and a SIGTERM. */
import { describe, expect, test } from '@jest/globals';
import type { Manifest, SignalPath } from '../../../src/facts/index.ts';
import { follow } from '../../../src/facts/process/follow.ts';
import type { ShellFamily } from '../../../src/facts/process/shells.ts';
import { unwrap } from '../../../src/facts/process/wrappers.ts';
import { span } from '../../../src/source/index.ts';
import { parsers } from '../../support/lint.ts';

const at = span('Dockerfile', 0, 10);
const manifest = (start: string): Manifest => ({
  at,
  path: 'package.json',
  ecosystem: 'npm',
  dependencies: [],
  scripts: [{ at, name: 'start', command: start }],
  bins: [],
  workspaces: [],
  library: false,
});

const sh = (script: string): readonly string[] => ['/bin/sh', '-c', script];

interface Row {
  readonly argv: readonly string[];
  readonly shell: ShellFamily;
  readonly expected: SignalPath;
  readonly start?: string;
  readonly init?: boolean;
}

const rows: readonly Row[] = [
  { argv: ['node', 'app.js'], shell: 'dash', expected: 'application' },
  { argv: ['tini', '--', 'node', 'app.js'], shell: 'dash', expected: 'application' },
  { argv: sh('node app.js'), shell: 'dash', expected: 'shell-in-front' },
  { argv: sh('node app.js'), shell: 'busybox', expected: 'application' },
  { argv: ['bash', '-c', 'node app.js'], shell: 'dash', expected: 'application' },
  { argv: ['bash', '-c', 'node app.js > log'], shell: 'dash', expected: 'shell-in-front' },
  { argv: sh('migrate && node app.js'), shell: 'dash', expected: 'shell-in-front' },
  { argv: sh('migrate && node app.js'), shell: 'busybox', expected: 'application' },
  { argv: sh('migrate && exec node app.js'), shell: 'dash', expected: 'application' },
  { argv: sh('node app.js | tee log'), shell: 'busybox', expected: 'shell-in-front' },
  { argv: sh('node app.js || exit 1'), shell: 'busybox', expected: 'shell-in-front' },
  { argv: sh('node worker.js & node app.js'), shell: 'busybox', expected: 'shell-in-front' },
  { argv: sh('node app.js'), shell: 'none', expected: 'no-shell' },
  { argv: sh('node app.js'), shell: 'unknown', expected: 'unknown' },
  { argv: sh('node app.js'), shell: 'dash', init: true, expected: 'killed-by-init' },
  { argv: ['npm', 'start'], start: 'node app.js', shell: 'dash', expected: 'manager-in-front' },
  { argv: ['npm', 'start'], start: 'node app.js', shell: 'busybox', expected: 'application' },
  { argv: ['npm', 'start'], start: 'exec node app.js', shell: 'dash', expected: 'application' },
  { argv: ['yarn', 'start'], start: 'node app.js', shell: 'busybox', expected: 'manager-in-front' },
  { argv: ['pnpm', 'start'], start: 'node app.js', shell: 'busybox', expected: 'application' },
  { argv: ['gosu', 'app', 'node', 'app.js'], shell: 'dash', expected: 'application' },
];

describe('the way of SIGTERM', () => {
  test.each(rows.map((row) => [row.argv.join(' '), row.shell, row] as const))(
    '%s (%s)',
    (_words, shell, { argv, expected, start, init }) => {
      const world = { manifests: start ? [manifest(start)] : [], scripts: [], parseShell: parsers.shell };
      expect(follow(argv, at, init ?? false, undefined, shell, world).signal.value).toBe(expected);
    },
  );
});

describe('PID 1', () => {
  const first = (argv: readonly string[], shell: ShellFamily, init = false) => {
    const world = { manifests: [manifest('node app.js')], scripts: [], parseShell: parsers.shell };
    const found = follow(argv, at, init, undefined, shell, world).first;
    return found && `${found.program} ${found.kind}`;
  };

  test.each([
    [['node', 'app.js'], 'dash', 'node program'],
    [['/usr/bin/tini', '--', 'node', 'app.js'], 'dash', 'tini init'],
    [['gosu', 'app', 'dumb-init', 'node', 'app.js'], 'dash', 'dumb-init init'],
    [['timeout', '60', 'node', 'app.js'], 'dash', 'timeout wrapper'],
    [sh('node app.js'), 'dash', 'sh shell'],
    [sh('node app.js'), 'busybox', 'node program'],
    [sh('exec tini -- node app.js'), 'dash', 'tini init'],
    [sh('node app.js'), 'unknown', undefined],
    [['npm', 'start'], 'busybox', 'npm manager'],
    [['/opt/start.sh'], 'dash', undefined],
    [['/entrypoint.sh', '--api'], 'dash', undefined],
  ] as const)('%j (%s): %s', (argv, shell, expected) => expect(first(argv, shell)).toBe(expected));

  test('an init that the stack file asks for stands in front of everything', () => {
    expect(first(['npm', 'start'], 'dash', true)).toBe('docker-init init');
  });
});

describe('an entrypoint script', () => {
  const script = (text: string) => ({
    at,
    path: 'docker-entrypoint.sh',
    interpreter: 'sh',
    commands: parsers.shell!(text, 'docker-entrypoint.sh', 0),
  });
  const run = (text: string) =>
    follow(['./docker-entrypoint.sh', 'node', 'app.js'], at, false, undefined, 'dash', {
      manifests: [],
      scripts: [script(text)],
      parseShell: parsers.shell,
    });

  test('that ends with exec "$@" hands the signal over', () => {
    const { signal, starts } = run('#!/bin/sh\nset -e\nnpx prisma migrate deploy\nexec "$@"\n');
    expect(signal.value).toBe('application');
    expect(starts.map(({ argv, main }) => [argv.join(' '), main])).toEqual([
      ['prisma migrate deploy', false],
      ['node app.js', true],
    ]);
  });

  test('that starts a package manager on the way still hands it over', () => {
    const { signal, first } = run('#!/bin/sh\nyarn run migrate\nnpm run seed\nexec "$@"\n');
    expect(signal.value).toBe('application');
    expect(first?.program).toBe('node');
  });

  test('that runs "$@" without exec keeps it', () => {
    const { signal, first } = run('#!/bin/sh\nset -e\n"$@"\n');
    expect(signal.value).toBe('shell-in-front');
    expect(first).toMatchObject({ program: 'docker-entrypoint.sh', kind: 'shell' });
  });

  test('tells what runs only under a condition', () => {
    const { starts } = run('#!/bin/sh\nif [ "$MIGRATE" = true ]; then ./migrate; fi\nexec "$@"\n');
    expect(starts.map(({ argv, conditional }) => [argv.join(' '), conditional])).toEqual([
      ['./migrate', true],
      ['node app.js', false],
    ]);
  });
});

test('a script that is sourced runs on the way, and is never what stays', () => {
  const scripts = [
    { at, path: 'setup.sh', interpreter: 'sh', commands: parsers.shell!('npx prisma migrate deploy\n', 'setup.sh', 0) },
  ];
  const { starts, signal } = follow(sh('. ./setup.sh && exec node app.js'), at, false, undefined, 'dash', {
    manifests: [],
    scripts,
    parseShell: parsers.shell,
  });
  expect(starts.map(({ argv, main }) => [argv.join(' '), main])).toEqual([
    ['prisma migrate deploy', false],
    ['node app.js', true],
  ]);
  expect(signal.value).toBe('application');
});

describe('wrappers', () => {
  test.each([
    [
      ['/usr/bin/env', 'A=1', 'node', 'x.js'],
      ['node', 'x.js'],
    ],
    [
      ['tini', '-g', '--', 'node', 'x.js'],
      ['node', 'x.js'],
    ],
    [
      ['dockerize', '-wait', 'tcp://db:5432', 'node', 'x.js'],
      ['node', 'x.js'],
    ],
    [
      ['wait-for-it.sh', 'db:5432', '--', 'node', 'x.js'],
      ['node', 'x.js'],
    ],
    [['bundle', 'exec', 'puma'], ['puma']],
  ])('%j', (argv, rest) => expect(unwrap(argv)?.argv).toEqual(rest));

  test('leave other programs alone', () => expect(unwrap(['node', 'tini'])).toBeUndefined());
});

describe('what decides whether a command runs', () => {
  const starts = (script: string) =>
    follow(sh(script), at, false, undefined, 'dash', { manifests: [], scripts: [], parseShell: parsers.shell }).starts;
  const conditionsOf = (script: string) =>
    starts(script)
      .find(({ argv }) => argv[0] === 'migrate')
      ?.conditions.map(({ words, holds }) => `${holds ? '' : 'not '}${words.map(({ raw }) => raw).join(' ')}`);

  test.each([
    ['migrate && node app.js', []],
    ['migrate; exec node app.js', []],
    ['if [ "$RUN" = true ]; then migrate; fi; exec node app.js', ['[ "$RUN" = true ]']],
    ['[ -n "$RUN" ] && migrate; exec node app.js', ['[ -n "$RUN" ]']],
    ['[ -n "$SKIP" ] || migrate; exec node app.js', ['not [ -n "$SKIP" ]']],
    ['if [ "$SKIP" = 1 ]; then echo; else migrate; fi; exec node app.js', ['not [ "$SKIP" = 1 ]']],
    ['if [ -n "$A" ] && [ -n "$B" ]; then migrate; fi; node app.js', ['[ -n "$A" ]', '[ -n "$B" ]']],
    ['if check; then migrate; fi; node app.js', ['']],
    ['other || migrate; node app.js', ['']],
    ['case "$ROLE" in web) migrate ;; esac; node app.js', ['', '']],
    ['until migrate; do sleep 1; done; node app.js', []],
  ])('%s', (script, expected) => {
    expect(conditionsOf(script)).toEqual(expected);
  });

  test('variables set for the application are known', () => {
    const main = starts('export A=1; B=2 node app.js').findLast((one) => one.main);
    expect(main?.assignments.map(({ name, value }) => `${name}=${value}`)).toEqual(['A=1', 'B=2']);
  });
});
