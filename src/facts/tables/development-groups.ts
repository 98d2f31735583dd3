/** How the package managers leave out what only developers need. From the reference pages of each. */
export interface DevelopmentGroup {
  readonly manager: string;
  /** Flags that leave it out. */
  readonly flags: readonly string[];
  /** The flag that names one package of the workspace: its group alone is installed. */
  readonly chooses?: string;
  /** Variables that leave it out, with the values that do; no values: any. */
  readonly variables: readonly (readonly [name: string, values?: readonly string[]])[];
  /** Commands that take it out again. */
  readonly prunes: readonly string[];
  readonly instead: string;
}

const production: readonly [string, readonly string[]] = ['NODE_ENV', ['production']];

export const developmentGroups: readonly DevelopmentGroup[] = [
  {
    manager: 'npm',
    flags: ['--omit=dev', '--production', '--only=production', '--only=prod', '--omit', '--only'],
    variables: [
      production,
      ['npm_config_omit'],
      ['NPM_CONFIG_OMIT'],
      ['NPM_CONFIG_PRODUCTION', ['true']],
      ['npm_config_production', ['true']],
    ],
    prunes: ['npm prune'],
    instead: 'npm ci --omit=dev',
  },
  {
    manager: 'yarn',
    flags: ['--production', '--prod', '--production=true'],
    variables: [production],
    prunes: ['yarn workspaces focus', 'yarn install --production', 'yarn --production', 'yarn plugin'],
    instead: 'yarn workspaces focus --production (version 1: yarn install --production)',
  },
  {
    manager: 'pnpm',
    flags: ['--prod', '-P', '--production', '--no-dev'],
    variables: [production],
    prunes: ['pnpm prune', 'pnpm deploy', 'pnpm --filter', 'pnpm -F'],
    instead: 'pnpm install --prod',
  },
  {
    manager: 'bun',
    flags: ['--production', '-p', '--omit=dev', '--omit'],
    variables: [],
    prunes: [],
    instead: 'bun install --production',
  },
  {
    manager: 'composer',
    flags: ['--no-dev'],
    variables: [['COMPOSER_NO_DEV', ['1', 'true']]],
    prunes: ['composer install --no-dev', 'composer update --no-dev'],
    instead: 'composer install --no-dev',
  },
  {
    manager: 'poetry',
    flags: ['--only', '--only=main', '--without', '--without=dev', '--no-dev', '--only-root'],
    variables: [['POETRY_WITHOUT'], ['POETRY_ONLY']],
    prunes: [],
    instead: 'poetry install --only main',
  },
  {
    manager: 'uv',
    flags: ['--no-dev', '--no-group', '--only-group', '--no-default-groups', '--no-group=dev'],
    // https://docs.astral.sh/uv/reference/cli/#uv-sync--package
    chooses: '--package',
    variables: [['UV_NO_DEV'], ['UV_NO_DEFAULT_GROUPS']],
    prunes: [],
    instead: 'uv sync --locked --no-dev',
  },
];
