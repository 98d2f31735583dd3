/** Completion in the real shells, as far as they are installed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildCli, home, runCli } from './built.ts';

let cli = '';
let work = '';
beforeAll(async () => {
  cli = resolve(buildCli());
  work = realpathSync(mkdtempSync(join(tmpdir(), 'swarm-lint-completion-')));
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  rmSync(work, { recursive: true, force: true });
});

/** Path of the script of a shell. */
function script(shell: string): string {
  const { code, out } = runCli(cli, ['completion', shell], work);
  expect(code).toBe(0);
  const path = join(work, `completion.${shell}`);
  writeFileSync(path, out);
  return path;
}

const installed = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;
const only = (shell: string) => (installed(shell) ? describe : describe.skip);

const cases: readonly (readonly [typed: readonly string[], offered: readonly string[]])[] = [
  [['--fail'], ['--fail-on', '--fail-on-verdict-drop']],
  [['-f', 'sa'], ['sarif']],
  [['explain', 'processes/local-ses'], ['processes/local-session']],
  [['rules', '--effect', 'd'], ['degrade']],
  [['--target', 'sw'], ['swarm']],
  [['completion', 'z'], ['zsh']],
];

only('bash')('bash', () => {
  test.each(cases)('%s', (typed, offered) => {
    const words = ['swarm-lint', ...typed].map((word) => `'${word}'`).join(' ');
    const line = `source "$1"; COMP_WORDS=(${words}); COMP_CWORD=${typed.length}; _swarm_lint; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-c', line, 'bash', script('bash')], { encoding: 'utf8' });
    expect([ran.stdout.trim().split('\n'), ran.stderr]).toEqual([offered, '']);
  });
});

only('fish')('fish', () => {
  test.each(cases)('%s', (typed, offered) => {
    const line = `source ${script('fish')}; complete -C "swarm-lint ${typed.join(' ')}"`;
    const ran = spawnSync('fish', ['--no-config', '-c', line], {
      encoding: 'utf8',
      env: { ...process.env, HOME: work },
    });
    const words = ran.stdout
      .trim()
      .split('\n')
      .map((one) => one.split('\t')[0]);
    expect(words).toEqual(offered);
  });
});

only('zsh')('zsh', () => {
  test('takes the script and puts it to the program', () => {
    const line = 'autoload -Uz compinit; compinit -u -D; source "$1"; print -- ${_comps[swarm-lint]}';
    const ran = spawnSync('zsh', ['-f', '-c', line, 'zsh', script('zsh')], { encoding: 'utf8' });
    expect([ran.stdout.trim(), ran.stderr]).toEqual(['_swarm_lint', '']);
  });
});

test('an unknown shell is an error with a suggestion', () => {
  const { code, err } = runCli(cli, ['completion', 'zhs'], work);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('Did you mean "zsh"?') });
});
