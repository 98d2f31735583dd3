/** Files of the repository that tools of administration read when they run. From the documentation of each tool; adding one is adding a row. */
import { bareCommand, saysInOrder } from '../process/command-words.ts';

interface Row {
  /** First the program, then words that follow somewhere, in this order. */
  readonly words: readonly string[];
  /** Spellings of one thing, relative to the package: the first that the repository has is what the tool needs. */
  readonly files: readonly string[];
  /** Says where else to look: then nothing is known. */
  readonly flags?: readonly string[];
}

const rows: readonly Row[] = [
  { words: ['prisma', 'migrate'], files: ['prisma/migrations'], flags: ['--schema', '--config'] },
  { words: ['prisma', 'db', 'push'], files: ['prisma/schema.prisma'], flags: ['--schema', '--config'] },
  { words: ['alembic'], files: ['alembic.ini'], flags: ['-c', '--config'] },
  { words: ['flask', 'db'], files: ['migrations/env.py'], flags: ['-d', '--directory'] },
  { words: ['manage.py'], files: ['manage.py'] },
  { words: ['artisan'], files: ['artisan'] },
  { words: ['console', 'doctrine:migrations:migrate'], files: ['bin/console'] },
  { words: ['rails', 'db:migrate'], files: ['db/migrate'] },
  { words: ['rails', 'db:prepare'], files: ['db/migrate'] },
  { words: ['rake', 'db:migrate'], files: ['db/migrate'] },
  { words: ['knex'], files: ['knexfile.js', 'knexfile.cjs', 'knexfile.ts'], flags: ['--knexfile', '--cwd'] },
  { words: ['sequelize', 'db:migrate'], files: ['.sequelizerc', 'migrations'], flags: ['--migrations-path'] },
  { words: ['sequelize-cli', 'db:migrate'], files: ['.sequelizerc', 'migrations'], flags: ['--migrations-path'] },
  { words: ['drizzle-kit'], files: ['drizzle.config.ts', 'drizzle.config.js'], flags: ['--config'] },
  { words: ['migrate-mongo'], files: ['migrate-mongo-config.js'], flags: ['-f', '--file'] },
  { words: ['dbmate'], files: ['db/migrations'], flags: ['-d', '--migrations-dir'] },
  { words: ['diesel', 'migration'], files: ['migrations'], flags: ['--migration-dir'] },
  { words: ['sqlx', 'migrate'], files: ['migrations'], flags: ['--source'] },
];

/** Folders of one-off code: a command that names a file in one of them means that file. */
const oneOffFolder =
  /^(\.\/)?((?:scripts|bin|tools|tasks|db|database|migrations|prisma|seeds?|jobs)\/[\w./-]+\.(?:py|[cm]?js|ts|rb|php|sh|sql))$/;

/** Spellings of what the command needs, relative to its package; empty when it needs nothing that is known. */
export function filesNeededBy(argv: readonly string[]): readonly string[] {
  const { words } = bareCommand(argv);
  const row = rows.find((one) => saysInOrder(words, one.words));
  if (row)
    return row.flags?.some((flag) => argv.some((word) => word === flag || word.startsWith(`${flag}=`)))
      ? []
      : row.files;
  const named = argv.map((word) => oneOffFolder.exec(word)?.[2]).find((path) => path !== undefined);
  return named === undefined ? [] : [named];
}

/** Packages whose executable has another name. */
const executables: ReadonlyMap<string, string> = new Map([
  ['sequelize', 'sequelize-cli'],
  ['mikro-orm', '@mikro-orm/cli'],
  ['nest', '@nestjs/cli'],
  ['tsc', 'typescript'],
  ['typeorm-ts-node-commonjs', 'typeorm'],
  ['typeorm-ts-node-esm', 'typeorm'],
  ['ng', '@angular/cli'],
  ['remix', '@remix-run/dev'],
  ['react-router', '@react-router/dev'],
  ['dotenv', 'dotenv-cli'],
  ['ace', '@adonisjs/core'],
  ['swc', '@swc/cli'],
  ['babel', '@babel/cli'],
  ['babel-node', '@babel/node'],
]);

export const packageOfExecutable = (program: string): string => executables.get(program) ?? program;

/** Packages that name a tool as an optional peer: npm then keeps the tool even where it leaves development dependencies out. */
const optionalPeers: ReadonlyMap<string, readonly string[]> = new Map([
  ['prisma', ['@prisma/client']],
  ['ts-node', ['typeorm', 'ts-node-dev', 'mocha', 'jest']],
  ['tsx', ['vite', 'vitest']],
  ['vite', ['astro', '@remix-run/dev', 'vitest']],
]);

/** TypeScript is named by so many that the manifest alone does not tell. */
export const mayBeKept = (tool: string, runtime: readonly string[]): boolean =>
  tool === 'typescript' || (optionalPeers.get(tool) ?? []).some((name) => runtime.includes(name));

/** Tools that only a larger image than the one for running has. */
export const toolkits: readonly {
  readonly words: readonly string[];
  /** Base images that do not have it. */
  readonly without: RegExp;
  readonly instead: string;
}[] = [
  {
    words: ['dotnet', 'ef'],
    without: /(^|\/)dotnet(\/nightly)?\/(aspnet|runtime|runtime-deps)(:|$)/,
    instead: 'a migration bundle (dotnet ef migrations bundle)',
  },
  {
    words: ['mix'],
    without: /^(docker\.io\/|library\/)*(alpine|debian|ubuntu)(:|$)/,
    instead: 'a function of the release (bin/app eval "App.Release.migrate")',
  },
];
