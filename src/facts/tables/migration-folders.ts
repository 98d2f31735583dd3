/** Where tools keep the migrations they have written. From the documentation of each tool; adding one is adding a row. */
export interface MigrationFolder {
  /** As people call the tool. */
  readonly tool: string;
  /** One of these is a dependency of the package, in lower case. */
  readonly packages: readonly string[];
  /** Path of one migration, relative to the package. */
  readonly file: RegExp;
  /** What brings the schema up to date. */
  readonly command: string;
}

export const migrationFolders: readonly MigrationFolder[] = [
  {
    tool: 'Prisma',
    packages: ['prisma', '@prisma/client'],
    file: /(^|\/)prisma\/migrations\/\d+[^/]*\/migration\.sql$/,
    command: 'prisma migrate deploy',
  },
  {
    tool: 'Drizzle',
    packages: ['drizzle-orm'],
    file: /(^|\/)(drizzle|migrations)\/(migrations\/)?\d+_[^/]*\.sql$/,
    command: 'drizzle-kit migrate',
  },
  {
    tool: 'Knex',
    packages: ['knex', 'objection'],
    file: /(^|\/)migrations\/\d{14}_[^/]*\.[cm]?[jt]s$/,
    command: 'knex migrate:latest',
  },
  {
    tool: 'Sequelize',
    packages: ['sequelize', 'sequelize-typescript'],
    file: /(^|\/)migrations\/\d{8,14}[-_][^/]*\.c?[jt]s$/,
    command: 'sequelize db:migrate',
  },
  {
    tool: 'TypeORM',
    packages: ['typeorm'],
    file: /(^|\/)migrations?\/\d{13}-[^/]*\.[jt]s$/,
    command: 'typeorm migration:run',
  },
  {
    tool: 'MikroORM',
    packages: ['@mikro-orm/core'],
    file: /(^|\/)migrations\/Migration\d{14}[^/]*\.[jt]s$/,
    command: 'mikro-orm migration:up',
  },
  {
    tool: 'Alembic',
    packages: ['alembic', 'flask-migrate'],
    file: /(^|\/)(alembic|migrations)\/versions\/[^/]+\.py$/,
    command: 'alembic upgrade head',
  },
  {
    tool: 'Django',
    packages: ['django'],
    file: /(^|\/)migrations\/0\d{3}_[^/]+\.py$/,
    command: 'manage.py migrate',
  },
  {
    tool: 'Rails',
    packages: ['rails', 'activerecord'],
    file: /(^|\/)db\/migrate\/\d{8,14}_[^/]*\.rb$/,
    command: 'rails db:migrate',
  },
  {
    tool: 'Ecto',
    packages: ['ecto_sql'],
    file: /(^|\/)priv\/[^/]+\/migrations\/\d{14}_[^/]+\.exs$/,
    command: 'bin/app eval "App.Release.migrate"',
  },
];

/** Applications that bring their schema up to date by themselves when they start. */
export const migratesItself: readonly string[] = [
  '@strapi/strapi',
  'strapi',
  'directus',
  'payload',
  '@medusajs/medusa',
  '@adonisjs/core',
  '@keystone-6/core',
  '@vendure/core',
  'n8n',
];
