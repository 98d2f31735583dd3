/** The formats as somebody gets them who types their names: in files, several at once, with paths that are found again. */
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
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formats } from '../../src/report/index.ts';
import { parseXml } from '../report/xml-tree.ts';
import { buildCli, home, runCli } from './built.ts';

let cli = '';
let work = '';
const stack = 'services:\n  cache:\n    image: redis:7.4.1\n    environment:\n      REDIS_PASSWORD: sesame-open-now\n';

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(work, path)), { recursive: true });
  writeFileSync(join(work, path), text);
};

beforeAll(async () => {
  cli = resolve(buildCli());
  work = realpathSync(mkdtempSync(join(tmpdir(), 'swarm-lint-formats-')));
  put('checkout/.git/HEAD', 'ref: refs/heads/main\n');
  put('checkout/services/a/docker-stack.yml', stack);
  put('loose/a/docker-stack.yml', stack);
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  rmSync(work, { recursive: true, force: true });
});

test('all formats at once, one to the terminal', () => {
  const names = [...formats.keys()].filter((name) => name !== 'text');
  const words = names.flatMap((name) => ['-f', `${name}:out.${name}`]);
  const { code, out, err } = runCli(cli, ['-f', 'text', ...words, 'loose/a'], work, { GITHUB_STEP_SUMMARY: '' });
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toContain('SERVICE');
  const written = (name: string): string => readFileSync(join(work, `out.${name}`), 'utf8');
  for (const name of ['sarif', 'gitlab', 'rdjson']) expect(() => JSON.parse(written(name))).not.toThrow();
  for (const name of ['junit', 'checkstyle']) expect(parseXml(written(name)).children).not.toEqual([]);
  expect(written('github')).toMatch(/^::error file=/);
  for (const name of names) expect([name, written(name).includes('sesame')]).toEqual([name, false]);
});

test('help names them all, and a wrong name is corrected', () => {
  const help = runCli(cli, ['--help'], work).out.replace(/\s+/g, ' ');
  expect(help).toContain([...formats.keys()].join(', '));
  const { code, err } = runCli(cli, ['-f', 'sarf', 'loose'], work);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('Did you mean "sarif"?') });
});

describe('paths', () => {
  const path = (cwd: string, format: string, root: string): string => {
    const { out } = runCli(cli, ['-f', format, root], join(work, cwd));
    const found = JSON.parse(out);
    const places: readonly string[] =
      format === 'gitlab'
        ? found.map(({ location }: { location: { path: string } }) => location.path)
        : found.diagnostics.map(({ location }: { location: { path: string } }) => location.path);
    expect(new Set(places).size).toBe(1);
    return places[0]!;
  };

  test.each([
    ['checkout', 'services/a'],
    ['checkout/services/a', '.'],
    ['checkout/services', '..'],
    ['loose', '../checkout/services/a'],
  ])('from %s with %s they start at the top of the checkout', (cwd, root) =>
    expect(path(cwd, 'gitlab', root)).toBe('services/a/docker-stack.yml'),
  );

  test('without a checkout they start where the command runs, and never climb', () => {
    expect(path('loose', 'gitlab', 'a')).toBe('a/docker-stack.yml');
    expect(path('loose/a', 'gitlab', '..')).toBe('a/docker-stack.yml');
    expect(path('checkout', 'gitlab', '../loose/a')).toBe('loose/a/docker-stack.yml');
  });

  test('reviewdog gets them as seen from where it runs', () =>
    expect(path('loose', 'rdjson', '../checkout/services')).toBe('../checkout/services/a/docker-stack.yml'));
});

test('a job summary that cannot be written is a warning', () => {
  const { code, out, err } = runCli(cli, ['-f', 'github', 'loose/a'], work, {
    GITHUB_STEP_SUMMARY: join(work, 'no', 'such', 'file'),
  });
  expect({ code, err }).toEqual({
    code: 1,
    err: formats.has('markdown') ? expect.stringMatching(/^swarm-lint: warning: no job summary [^\n]*\n$/) : '',
  });
  expect(out).toMatch(/^::error /);
});

describe('nothing is written through a link that leads out of the repository', () => {
  const root = (): string => join(work, 'checkout');

  test('a link to a file', () => {
    put('outside.txt', 'mine\n');
    symlinkSync(join(work, 'outside.txt'), join(root(), 'report.sarif'));
    const { code, err } = runCli(cli, ['-f', 'sarif:report.sarif'], root());
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('is a link out of the repository') });
    expect(readFileSync(join(work, 'outside.txt'), 'utf8')).toBe('mine\n');
  });

  test('a link to nothing, and a folder that is a link', () => {
    symlinkSync(join(work, 'not-there'), join(root(), 'dangling.json'));
    symlinkSync(work, join(root(), 'reports'));
    for (const file of ['dangling.json', 'reports/made.json'])
      for (const words of [
        ['-f', `json:${file}`],
        ['--write-baseline', file],
      ])
        expect(runCli(cli, words, root()).code).toBe(2);
    for (const file of ['not-there', 'made.json']) expect(existsSync(join(work, file))).toBe(false);
  });

  test('a link inside, and a file elsewhere that was named, are written', () => {
    put('checkout/inside.json', '');
    symlinkSync(join(root(), 'inside.json'), join(root(), 'link.json'));
    for (const file of ['link.json', '../beside.json'])
      expect(runCli(cli, ['-f', `json:${file}`], root()).code).toBe(1);
    expect(readFileSync(join(root(), 'inside.json'), 'utf8')).toContain('"schema"');
    expect(readFileSync(join(work, 'beside.json'), 'utf8')).toContain('"schema"');
  });
});
