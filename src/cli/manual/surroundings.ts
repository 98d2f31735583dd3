/** What the manual page says besides commands and options. `code` stands in backticks. */

export type Entry = readonly [name: string, meaning: string];

/** All that the program reads from its environment. */
export const environment: readonly Entry[] = [
  ['NO_COLOR', 'Not empty: no colours.'],
  ['FORCE_COLOR', 'Colours even where the output is no terminal; `0` and `false`: none. It wins over `NO_COLOR`.'],
  ['TERM', '`dumb`: no colours and no progress; `linux`: plain symbols.'],
  ['LC_ALL, LC_CTYPE, LANG', 'The first that is set names the locale; where that is not UTF-8, symbols are plain.'],
  ['CI', 'Set, and not to `false`: no progress on standard error.'],
  ['GITHUB_STEP_SUMMARY', 'The file to which `--format github` appends a summary of the job. GitHub Actions sets it.'],
  ['PATH', 'Where `git` is looked for. Variables whose names begin with `GIT_` have no effect.'],
];

export const files: readonly Entry[] = [
  [
    '.swarm-lint.yaml, .swarm-lint.yml, .swarm-lint.json',
    'The configuration of the repository, or the key `swarm-lint` in `package.json`. `swarm-lint init` writes one, `swarm-lint config --schema` prints all there may be.',
  ],
  ['.swarm-lint-baseline.json', 'Findings and verdicts that are accepted, written by `--write-baseline`.'],
  ['.gitignore', 'Files that git ignores are not read.'],
];

export const examples: readonly Entry[] = [
  ['swarm-lint', 'Lints the repository in the current directory.'],
  ['swarm-lint --fail-on verdict=blocked deploy/', 'Fails when a service in this folder cannot be scaled.'],
  ['swarm-lint -f text -f sarif:swarm-lint.sarif', 'Prints the report and writes another for code scanning.'],
  ['swarm-lint --since origin/main', 'Tells what the changes of this branch have caused.'],
  ['swarm-lint --write-baseline', 'Accepts all there is; later, `swarm-lint --baseline` reports what is new.'],
  ['swarm-lint explain local-session', 'Tells why a check exists, and how to settle what it finds.'],
];

export const seeAlso: readonly string[] = ['docker-stack-deploy(1)', 'docker-service-scale(1)', 'git(1)'];

export const addresses: readonly string[] = ['https://12factor.net/'];
