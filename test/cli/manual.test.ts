/** What is said about commands and options, everywhere it is said. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { commands } from '../../src/cli/manual/commands.ts';
import { END, START, synopsis, usageBlock, withUsage, wrapped } from '../../src/cli/manual/readme.ts';
import { escaped, guarded, manualPage } from '../../src/cli/manual/roff.ts';
import { environment } from '../../src/cli/manual/surroundings.ts';
import { flagsOf, helpOf, plain } from '../../src/cli/manual/words.ts';
import { run } from '../../src/cli/program.ts';
import { version } from '../../src/cli/version.ts';

async function helpText(words: readonly string[]): Promise<string> {
  let out = '';
  const streams = {
    cwd: '.',
    env: {},
    out: (text: string) => (out += text),
    err: () => {},
    terminal: false,
    elapsed: () => 0,
  };
  expect(await run([...words, '--help'], streams)).toBe(0);
  return out;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

describe('every command and option is in', () => {
  test.each(commands.map((command) => [synopsis(command), command] as const))(
    'the help of %s',
    async (_name, command) => {
      const text = oneLine(await helpText(command.name === '' ? [] : [command.name]));
      for (const option of command.options) {
        expect(text).toContain(option.flags);
        // Commander says the preset itself, once.
        expect(text.split(plain(helpOf(option))).length).toBeGreaterThan(1);
      }
      expect(text).not.toContain('`');
    },
  );

  test('the list of commands, in the same order', async () => {
    const [, list = ''] = (await helpText([])).split('Commands:\n');
    const named = list.split('\n').flatMap((line) => /^ {2}([a-z-]+) /.exec(line)?.[1] ?? []);
    expect(named).toEqual(commands.flatMap(({ name }) => name || []));
  });

  test('the README (`npm run docs`)', () => {
    const readme = readFileSync('README.md', 'utf8');
    expect(readme).toContain(START);
    expect(withUsage(readme)).toBe(readme);
    for (const command of commands) {
      expect(usageBlock()).toContain(synopsis(command));
      for (const { flags } of command.options) expect(usageBlock()).toContain(`\`${flags}\``);
    }
  });

  test('the manual page', () => {
    const page = manualPage(version);
    for (const command of commands) {
      expect(page).toContain(escaped(synopsis(command).split(' [')[0]!.split(' <')[0]!));
      for (const option of command.options)
        for (const name of flagsOf(option).names) expect(page).toContain(`\\fB${escaped(name)}\\fR`);
    }
  });
});

test('the block of the README goes between its markers, and nowhere else', () => {
  const once = withUsage(`before\n${START}\nold\n${END}\nafter\n`);
  expect(once).toBe(`before\n${START}\n\n${usageBlock()}\n\n${END}\nafter\n`);
  expect(withUsage(once)).toBe(once);
  expect(withUsage('no markers')).toBe('no markers');
});

describe('the manual page', () => {
  const page = manualPage('1.2.3-rc.1');

  test('has the usual sections, in the usual order', () => {
    expect(page.split('\n').filter((line) => line.startsWith('.SH'))).toEqual(
      [
        'NAME',
        'SYNOPSIS',
        'DESCRIPTION',
        'COMMANDS',
        'OPTIONS',
        'EXIT STATUS',
        'ENVIRONMENT',
        'FILES',
        'EXAMPLES',
        'SEE ALSO',
      ].map((name) => `.SH ${name}`),
    );
    expect(page.split('\n')[0]).toBe('.TH SWARM\\-LINT 1 "" "swarm\\-lint 1.2.3\\-rc.1" "User Commands"');
  });

  test('gives roff no orders but those that are meant, no characters it would change, and no long lines', () => {
    for (const line of page.trimEnd().split('\n')) {
      expect(line).toMatch(/^(?:\.(?:TH|SH|SS|TP|PP|br|nh|ad l)\b|[^.'])/);
      expect(line).toMatch(/^[ -~]+$/);
      if (!line.startsWith('.TH')) expect(line.replace(/\\(?:\(..|.)/g, '')).not.toMatch(/[-'"`^~]/);
      expect(line.length).toBeLessThan(130);
    }
  });

  test('shows text as it was written', () => {
    expect(escaped('a\\b --x "q" \'s\' ~ ^ ` …')).toBe(
      'a\\eb \\-\\-x \\(dqq\\(dq \\(aqs\\(aq \\(ti \\(ha \\(ga \\[u2026]',
    );
    expect([guarded('.yaml'), guarded("'x"), guarded('\\fB.x'), guarded('a.b')]).toEqual([
      '\\&.yaml',
      "\\&'x",
      '\\fB.x',
      'a.b',
    ]);
  });

  test('tells of every variable that the program reads', () => {
    const sources = readdirSync('src/cli').filter((name) => name.endsWith('.ts'));
    const read = sources.flatMap((name) => readFileSync(join('src/cli', name), 'utf8').match(/\benv\.[A-Z_]+/g) ?? []);
    const told = environment.flatMap(([names]) => names.split(', '));
    expect(read.length).toBeGreaterThan(5);
    for (const name of read) expect(told).toContain(name.slice('env.'.length));
  });

  const installed = (program: string, word: string) =>
    spawnSync(program, [word], { input: '' }).error === undefined ? test : test.skip;

  installed('groff', '--version')('groff has nothing to warn of', () => {
    const shown = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-P-cbou'], { input: page, encoding: 'utf8' });
    expect([shown.status, shown.stderr]).toEqual([0, '']);
    expect(shown.stdout).toContain('.swarm-lint.yaml, .swarm-lint.yml, .swarm-lint.json');
    expect(oneLine(shown.stdout)).toContain('swarm-lint --since origin/main');
  });

  installed('mandoc', '-Tlint')('mandoc misses nothing but a date', () => {
    const said = spawnSync('mandoc', ['-Tlint'], { input: page, encoding: 'utf8' });
    expect(
      (said.stdout + said.stderr).split('\n').filter((line) => line !== '' && !line.includes('missing date')),
    ).toEqual([]);
  });
});

test('lines are filled to a width, and a longer word is left whole', () => {
  expect(wrapped('a bb ccc dddddddd e', 5)).toEqual(['a bb', 'ccc', 'dddddddd', 'e']);
});
