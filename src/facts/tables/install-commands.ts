/**
 * Commands that install a project's own dependencies, and what makes each of them keep to the lock. From the reference pages
 * of the package managers. A command that names packages (`npm install left-pad`) is another matter, and so is a global one.
 */
import type { Ecosystem } from '../manifest.ts';

export interface InstallCommand {
  /** Writes the lock that is meant; as in the facts of locks. */
  readonly manager: string;
  readonly ecosystem: Ecosystem;
  readonly programs: readonly string[];
  /** Words after the program; the empty text: none. */
  readonly verbs: readonly string[];
  /** Flags with which it stops when lock and manifest disagree. */
  readonly enforcing: readonly string[];
  /** Variables and settings that have the same effect. */
  readonly variables?: readonly string[];
  /** Whether it keeps to the lock whatever its flags. */
  readonly keeps?: 'always' | 'never';
  /** Does so only with one of these flags. */
  readonly only?: readonly string[];
  /** Flags that make it another command altogether. */
  readonly otherwise?: readonly string[];
  /** Flags that take the next word. */
  readonly valued?: readonly string[];
  readonly takesOperands?: true;
  /** Without its lock it stops instead of choosing versions itself. */
  readonly needsLock?: true;
  /** Uses the lock as long as it fits, and rewrites it in silence when it does not: a lesser evil. */
  readonly lenient?: true;
  readonly instead: string;
}

const npmValues = [
  '--prefix',
  '-C',
  '--loglevel',
  '--registry',
  '--cache',
  '--workspace',
  '-w',
  '--omit',
  '--include',
  '--only',
  '--location',
];
const pnpmValues = ['--filter', '-F', '--dir', '-C', '--registry', '--store-dir', '--loglevel', '--reporter'];
const about = ['--version', '-v', '-V', '--help', '-h'];

export const installCommands: readonly InstallCommand[] = [
  {
    manager: 'npm',
    ecosystem: 'npm',
    programs: ['npm'],
    verbs: ['ci', 'clean-install'],
    enforcing: [],
    keeps: 'always',
    needsLock: true,
    valued: npmValues,
    otherwise: about,
    instead: 'npm ci',
  },
  {
    manager: 'npm',
    ecosystem: 'npm',
    programs: ['npm'],
    verbs: ['install', 'i', 'update', 'up'],
    enforcing: [],
    keeps: 'never',
    valued: npmValues,
    otherwise: ['-g', '--global', '--location', '--package-lock-only', ...about],
    instead: 'npm ci',
  },
  {
    manager: 'yarn',
    ecosystem: 'npm',
    programs: ['yarn', 'yarnpkg'],
    verbs: ['install', ''],
    enforcing: ['--frozen-lockfile', '--immutable'],
    variables: ['CI', 'YARN_ENABLE_IMMUTABLE_INSTALLS', 'enableImmutableInstalls'],
    valued: ['--cwd', '--network-timeout', '--cache-folder', '--registry', '--mode', '--inline-builds'],
    otherwise: about,
    instead: 'yarn install --immutable (version 1: --frozen-lockfile)',
  },
  {
    manager: 'pnpm',
    ecosystem: 'npm',
    programs: ['pnpm'],
    verbs: ['install', 'i'],
    enforcing: ['--frozen-lockfile', '--offline'],
    variables: ['CI', 'frozen-lockfile', 'npm_config_frozen_lockfile'],
    valued: pnpmValues,
    otherwise: ['-g', '--global', '--lockfile-only', ...about],
    instead: 'pnpm install --frozen-lockfile',
  },
  {
    manager: 'bun',
    ecosystem: 'npm',
    programs: ['bun'],
    verbs: ['install', 'i'],
    enforcing: ['--frozen-lockfile'],
    valued: ['--cwd', '--backend', '--registry'],
    otherwise: ['-g', '--global', ...about],
    instead: 'bun install --frozen-lockfile',
  },
  {
    manager: 'uv',
    ecosystem: 'python',
    programs: ['uv'],
    verbs: ['sync'],
    enforcing: ['--frozen', '--locked'],
    variables: ['UV_FROZEN', 'UV_LOCKED'],
    valued: [
      '--group',
      '--extra',
      '--package',
      '--directory',
      '--project',
      '--python',
      '-p',
      '--no-group',
      '--only-group',
      '--no-install-package',
    ],
    otherwise: about,
    lenient: true,
    instead: 'uv sync --locked',
  },
  {
    manager: 'poetry',
    ecosystem: 'python',
    programs: ['poetry'],
    verbs: ['install', 'sync'],
    enforcing: [],
    keeps: 'always',
    otherwise: about,
    takesOperands: true,
    instead: 'poetry install',
  },
  {
    manager: 'poetry',
    ecosystem: 'python',
    programs: ['poetry'],
    verbs: ['update', 'lock'],
    enforcing: [],
    keeps: 'never',
    otherwise: ['--check', '--no-update', ...about],
    takesOperands: true,
    instead: 'poetry install',
  },
  {
    manager: 'pdm',
    ecosystem: 'python',
    programs: ['pdm'],
    verbs: ['update'],
    enforcing: [],
    keeps: 'never',
    otherwise: about,
    instead: 'pdm sync',
  },
  {
    manager: 'pipenv',
    ecosystem: 'python',
    programs: ['pipenv'],
    verbs: ['install'],
    enforcing: ['--deploy', '--ignore-pipfile'],
    valued: ['--python', '--categories'],
    otherwise: about,
    instead: 'pipenv install --deploy',
  },
  {
    manager: 'go',
    ecosystem: 'go',
    programs: ['go'],
    verbs: ['get'],
    enforcing: [],
    keeps: 'never',
    only: ['-u'],
    takesOperands: true,
    instead: 'go mod download',
  },
  {
    manager: 'go',
    ecosystem: 'go',
    programs: ['go'],
    verbs: ['mod tidy'],
    enforcing: [],
    keeps: 'never',
    instead: 'go mod download',
  },
  {
    manager: 'bundler',
    ecosystem: 'ruby',
    programs: ['bundle', 'bundler'],
    verbs: ['install', ''],
    enforcing: ['--frozen', '--deployment'],
    variables: ['BUNDLE_FROZEN', 'BUNDLE_DEPLOYMENT', 'frozen', 'deployment'],
    valued: ['--jobs', '-j', '--retry', '--without', '--path', '--gemfile'],
    otherwise: about,
    instead: 'BUNDLE_DEPLOYMENT=1 bundle install',
  },
  {
    manager: 'bundler',
    ecosystem: 'ruby',
    programs: ['bundle', 'bundler'],
    verbs: ['update'],
    enforcing: [],
    keeps: 'never',
    takesOperands: true,
    instead: 'BUNDLE_DEPLOYMENT=1 bundle install',
  },
  {
    manager: 'composer',
    ecosystem: 'php',
    programs: ['composer', 'composer.phar'],
    verbs: ['install', 'i'],
    enforcing: [],
    keeps: 'always',
    valued: ['--working-dir', '-d', '--prefer-install'],
    otherwise: about,
    instead: 'composer install --no-dev',
  },
  {
    manager: 'composer',
    ecosystem: 'php',
    programs: ['composer', 'composer.phar'],
    verbs: ['update', 'upgrade', 'u'],
    enforcing: [],
    keeps: 'never',
    otherwise: ['--lock', ...about],
    instead: 'composer install --no-dev',
  },
  {
    manager: 'cargo',
    ecosystem: 'rust',
    programs: ['cargo'],
    verbs: ['build'],
    enforcing: ['--locked', '--frozen'],
    valued: [
      '--target',
      '--bin',
      '--package',
      '-p',
      '--features',
      '--profile',
      '--manifest-path',
      '--target-dir',
      '-j',
      '--jobs',
    ],
    otherwise: about,
    lenient: true,
    instead: 'cargo build --locked',
  },
  {
    manager: 'nuget',
    ecosystem: 'dotnet',
    programs: ['dotnet'],
    verbs: ['restore'],
    enforcing: ['--locked-mode', '-p:RestoreLockedMode', '/p:RestoreLockedMode', '--property:RestoreLockedMode'],
    variables: ['RestoreLockedMode'],
    valued: [
      '--runtime',
      '-r',
      '--source',
      '-s',
      '--configfile',
      '--packages',
      '--verbosity',
      '-v',
      '--arch',
      '-a',
      '--os',
    ],
    // Takes whatever resolves anew.
    otherwise: ['--force-evaluate', '--help', '-h', '-?'],
    takesOperands: true,
    lenient: true,
    instead: 'dotnet restore --locked-mode',
  },
  {
    manager: 'mix',
    ecosystem: 'elixir',
    programs: ['mix'],
    verbs: ['deps.update'],
    enforcing: [],
    keeps: 'never',
    takesOperands: true,
    instead: 'mix deps.get --check-locked',
  },
  {
    manager: 'mix',
    ecosystem: 'elixir',
    programs: ['mix'],
    verbs: ['deps.get'],
    enforcing: [],
    keeps: 'always',
    valued: ['--only'],
    otherwise: about,
    instead: 'mix deps.get --check-locked',
  },
];
