/**
 * What a command on the way to the application does besides serving: changes the schema, develops, installs or builds. From the
 * documentation of each tool. Adding a tool is adding a row.
 */
import { bareCommand, saysInOrder } from '../process/command-words.ts';

/** Which commands a row speaks of. */
export interface CommandPattern {
  /** First the program, then words that follow somewhere, in this order. */
  readonly words: readonly string[];
  /** One of these stands anywhere behind the program. */
  readonly flags?: readonly string[];
  /** One of these stands before the first operand: flags of an interpreter, not of the script it runs. */
  readonly ownFlags?: readonly string[];
  /** One of the words says this somewhere: a statement handed to a client. */
  readonly says?: RegExp;
  /** None of these stands anywhere: other things the same program does. */
  readonly without?: readonly string[];
}

/** Things nobody means to say when the program only explains itself. */
const explains = ['--help', '--version'];

export function matchesCommand(argv: readonly string[], pattern: CommandPattern): boolean {
  const bare = bareCommand(argv);
  return matches(bare.words, pattern) || matches(bare.argv, pattern);
}

function matches(
  words: readonly string[],
  { words: wanted, flags, ownFlags, says, without = [] }: CommandPattern,
): boolean {
  if (!saysInOrder(words, wanted)) return false;
  const rest = words.slice(1);
  if (rest.some((word) => without.includes(word) || explains.includes(word))) return false;
  if (flags && !rest.some((word) => isFlag(word, flags))) return false;
  if (says && !rest.some((word) => says.test(word))) return false;
  if (!ownFlags) return true;
  const operand = rest.findIndex((word) => !word.startsWith('-'));
  return rest.slice(0, operand === -1 ? rest.length : operand).some((word) => isFlag(word, ownFlags));
}

const isFlag = (word: string, flags: readonly string[]): boolean =>
  flags.some((flag) => word === flag || word.startsWith(`${flag}=`) || (flag.endsWith(':') && word.startsWith(flag)));

export interface MigrationCommand extends CommandPattern {
  /** As people call it: `alembic upgrade`. */
  readonly tool: string;
  /** `migrate`: brings the schema up to date; `seed`: writes data; `destroy`: drops data on the way. */
  readonly does: 'migrate' | 'seed' | 'destroy';
  /** A second run at the same time waits or stops by itself. */
  readonly locked: boolean;
  /** What two runs at once come to. */
  readonly race: string;
  /** The tool refuses to touch a production database unless this variable is set. */
  readonly unless?: string;
}

const twice = 'two tasks apply the same change, and one of them fails half-way';
const waits = 'the other tasks wait for its lock and may run into their health check';

const migrate = (words: readonly string[], locked: boolean, race = locked ? waits : twice): MigrationCommand => ({
  words,
  tool: words.join(' '),
  does: 'migrate',
  locked,
  race,
});
const seed = (...words: readonly string[]): MigrationCommand => ({
  words,
  tool: words.join(' '),
  does: 'seed',
  locked: false,
  race: 'every task writes the same rows again',
});
const destroy = (words: readonly string[], more: Partial<MigrationCommand> = {}): MigrationCommand => ({
  words,
  tool: words.join(' '),
  does: 'destroy',
  locked: false,
  race: 'it drops what is in the database',
  ...more,
});
/** https://guides.rubyonrails.org/active_record_migrations.html: dropping is refused where the environment is production. */
const guardedByRails = { unless: 'DISABLE_DATABASE_ENVIRONMENT_CHECK' } as const;

/** The first row that matches decides: what destroys stands before what changes. */
export const migrationCommands: readonly MigrationCommand[] = [
  destroy(['prisma', 'migrate', 'reset']),
  destroy(['prisma', 'db', 'push'], { flags: ['--force-reset'], tool: 'prisma db push --force-reset' }),
  destroy(['prisma', 'db', 'push'], {
    flags: ['--accept-data-loss'],
    tool: 'prisma db push --accept-data-loss',
    race: 'it drops columns and tables that the schema no longer has, without asking',
  }),
  destroy(['artisan', 'migrate:fresh']),
  destroy(['artisan', 'migrate:refresh']),
  destroy(['artisan', 'migrate:reset']),
  destroy(['artisan', 'db:wipe']),
  destroy(['rails', 'db:reset'], guardedByRails),
  destroy(['rails', 'db:drop'], guardedByRails),
  destroy(['rails', 'db:schema:load'], guardedByRails),
  destroy(['rake', 'db:reset'], guardedByRails),
  destroy(['rake', 'db:drop'], guardedByRails),
  destroy(['rake', 'db:schema:load'], guardedByRails),
  destroy(['manage.py', 'flush']),
  destroy(['django-admin', 'flush']),
  destroy(['flyway', 'clean']),
  destroy(['liquibase', 'dropAll']),
  destroy(['liquibase', 'drop-all']),
  destroy(['typeorm', 'schema:drop']),
  destroy(['sequelize', 'db:drop']),
  destroy(['sequelize-cli', 'db:drop']),
  destroy(['mikro-orm', 'schema:fresh']),
  destroy(['mikro-orm', 'migration:fresh']),
  destroy(['console', 'doctrine:database:drop']),
  destroy(['console', 'doctrine:schema:drop']),
  destroy(['mix', 'ecto.reset']),
  destroy(['mix', 'ecto.drop']),
  destroy(['drizzle-kit', 'push'], {
    flags: ['--force'],
    tool: 'drizzle-kit push --force',
    race: 'it drops columns and tables that the schema no longer has, without asking',
  }),
  destroy(['sequelize', 'db:migrate:undo:all']),
  destroy(['sequelize-cli', 'db:migrate:undo:all']),
  destroy(['knex', 'migrate:rollback'], { flags: ['--all'] }),
  destroy(['typeorm', 'query'], { says: /\bdrop\s+(database|schema|table)\b/i }),
  destroy(['migrate-mongo', 'down']),
  destroy(['alembic', 'downgrade']),
  destroy(['flask', 'db', 'downgrade']),
  destroy(['manage.py', 'reset_db']),
  destroy(['migrate', 'drop']),
  destroy(['goose', 'reset']),
  destroy(['dbmate', 'drop']),
  destroy(['sqlx', 'database', 'reset']),
  destroy(['sqlx', 'database', 'drop']),
  destroy(['diesel', 'database', 'reset']),
  destroy(['dotnet', 'ef', 'database', 'drop']),

  migrate(
    ['prisma', 'migrate', 'deploy'],
    true,
    'the other tasks give up waiting for its lock after 10 seconds and fail',
  ),
  migrate(['prisma', 'migrate', 'dev'], false),
  migrate(['prisma', 'db', 'push'], false),
  migrate(['typeorm', 'migration:run'], false),
  migrate(['typeorm', 'schema:sync'], false),
  migrate(['typeorm-ts-node-commonjs', 'migration:run'], false),
  migrate(['typeorm-ts-node-esm', 'migration:run'], false),
  { ...migrate(['cli.js', 'migration:run'], false), tool: 'typeorm migration:run' },
  migrate(['sequelize', 'db:migrate'], false),
  migrate(['sequelize-cli', 'db:migrate'], false),
  migrate(['umzug', 'up'], false),
  migrate(
    ['knex', 'migrate:latest'],
    true,
    'a task killed meanwhile leaves the lock set, and no later one gets past it',
  ),
  migrate(['knex', 'migrate:up'], true, 'a task killed meanwhile leaves the lock set, and no later one gets past it'),
  migrate(['drizzle-kit', 'migrate'], false),
  migrate(['drizzle-kit', 'push'], false),
  migrate(['mikro-orm', 'migration:up'], false),
  migrate(['mikro-orm', 'schema:update'], false),
  migrate(['migrate-mongo', 'up'], false),
  migrate(['node-pg-migrate', 'up'], true),
  migrate(['payload', 'migrate'], false),
  migrate(['directus', 'bootstrap'], false),
  migrate(['directus', 'database', 'migrate:latest'], false),
  migrate(['ace', 'migration:run'], true),
  migrate(['medusa', 'db:migrate'], false),
  migrate(['manage.py', 'migrate'], false),
  migrate(['django-admin', 'migrate'], false),
  { ...migrate(['manage.py', 'makemigrations'], false), race: 'every task writes migrations of its own' },
  migrate(['alembic', 'upgrade'], false, 'two tasks create the same table, and one of them fails'),
  migrate(['flask', 'db', 'upgrade'], false, 'two tasks create the same table, and one of them fails'),
  migrate(['aerich', 'upgrade'], false),
  migrate(['rails', 'db:migrate'], true),
  migrate(['rails', 'db:prepare'], true),
  migrate(['rails', 'db:setup'], true),
  migrate(['rake', 'db:migrate'], true),
  migrate(['rake', 'db:prepare'], true),
  migrate(['rake', 'db:setup'], true),
  { ...migrate(['artisan', 'migrate'], true), flags: ['--isolated'], tool: 'artisan migrate --isolated' },
  migrate(['artisan', 'migrate'], false),
  migrate(['console', 'doctrine:migrations:migrate'], false),
  migrate(['console', 'd:m:m'], false),
  migrate(['console', 'doctrine:schema:update'], false),
  migrate(['phinx', 'migrate'], false),
  migrate(['flyway', 'migrate'], true),
  migrate(['liquibase', 'update'], true, 'a task killed meanwhile leaves the lock set, and no later one gets past it'),
  migrate(['dotnet', 'ef', 'database', 'update'], false),
  migrate(['dotnet-ef', 'database', 'update'], false),
  migrate(['efbundle'], false),
  migrate(['migrate', 'up'], true),
  migrate(['goose', 'up'], false),
  migrate(['dbmate', 'up'], false),
  migrate(['dbmate', 'migrate'], false),
  migrate(['atlas', 'migrate', 'apply'], true),
  migrate(['tern', 'migrate'], true),
  migrate(['sqlx', 'migrate', 'run'], true),
  migrate(['diesel', 'migration', 'run'], false),
  migrate(['diesel', 'setup'], false),
  migrate(['sea-orm-cli', 'migrate'], false),
  migrate(['mix', 'ecto.migrate'], true),
  migrate(['mix', 'ecto.setup'], true),
  // A release has no mix: `bin/shop eval "Shop.Release.migrate()"`.
  {
    ...migrate(['*', 'eval'], true),
    says: /\.(?:migrate|create_and_migrate|setup)\b/,
    tool: 'the migrations of the release',
  },

  seed('prisma', 'db', 'seed'),
  seed('knex', 'seed:run'),
  seed('sequelize', 'db:seed:all'),
  seed('sequelize-cli', 'db:seed:all'),
  seed('manage.py', 'loaddata'),
  seed('rails', 'db:seed'),
  seed('rake', 'db:seed'),
  seed('artisan', 'db:seed'),
  { ...seed('console', 'doctrine:fixtures:load'), flags: ['--append'] },
  destroy(['console', 'doctrine:fixtures:load'], { race: 'it empties the tables before it fills them' }),
  seed('typeorm', 'seed'),
  seed('medusa', 'seed'),
  seed('mix', 'run', 'priv/repo/seeds.exs'),
];

export interface DestructiveCommand extends CommandPattern {
  readonly tool: string;
  /** What it comes to, as half a sentence. */
  readonly cost: string;
}

const dropping = /\b(drop\s+(database|schema|table)|truncate\s+(table\s+)?\w|delete\s+from\s+\w+\s*(?:;\s*)?$)/i;
const statement = 'it takes away what the database holds';

/** Clients of datastores that are told to throw data away. */
export const destructiveCommands: readonly DestructiveCommand[] = [
  { words: ['redis-cli'], says: /^flush(all|db)$/i, tool: 'redis-cli FLUSHALL', cost: 'it empties Redis' },
  { words: ['valkey-cli'], says: /^flush(all|db)$/i, tool: 'valkey-cli FLUSHALL', cost: 'it empties Valkey' },
  { words: ['dropdb'], tool: 'dropdb', cost: statement },
  { words: ['psql'], says: dropping, tool: 'psql with DROP, TRUNCATE or DELETE', cost: statement },
  { words: ['mysql'], says: dropping, tool: 'mysql with DROP, TRUNCATE or DELETE', cost: statement },
  { words: ['mariadb'], says: dropping, tool: 'mariadb with DROP, TRUNCATE or DELETE', cost: statement },
  { words: ['mongo'], says: /dropDatabase|\.drop\(\)/, tool: 'mongo with drop', cost: statement },
  { words: ['mongosh'], says: /dropDatabase|\.drop\(\)/, tool: 'mongosh with drop', cost: statement },
  {
    words: ['mongorestore'],
    flags: ['--drop'],
    tool: 'mongorestore --drop',
    cost: 'it replaces what the database holds',
  },
];

export interface DevelopmentCommand extends CommandPattern {
  /** As people call it: `next dev`. */
  readonly tool: string;
  /**
   * `server`: made for one developer; `watcher`: restarts when files change; `preview`: serves a build, but not for production;
   * `compiler`: compiles the sources in front of each start.
   */
  readonly kind: 'server' | 'watcher' | 'preview' | 'compiler';
  readonly instead: string;
}

const development = (
  kind: DevelopmentCommand['kind'],
  words: readonly string[],
  instead: string,
  more: Partial<CommandPattern> & { readonly tool?: string } = {},
): DevelopmentCommand => ({ kind, words, instead, tool: words.join(' '), ...more });

const gunicorn = 'gunicorn or uvicorn';
const staticFiles = 'the built files from nginx or Caddy';
const watching = ['--watch', '-w'];

export const developmentCommands: readonly DevelopmentCommand[] = [
  development('watcher', ['nodemon'], 'node'),
  development('watcher', ['ts-node-dev'], 'node with the compiled files'),
  development('watcher', ['tsnd'], 'node with the compiled files'),
  development('watcher', ['tsx', 'watch'], 'node with the compiled files'),
  development('watcher', ['node-dev'], 'node'),
  development('watcher', ['node'], 'node', { ownFlags: ['--watch', '--watch-path'], tool: 'node --watch' }),
  development('watcher', ['bun'], 'bun', { ownFlags: ['--watch', '--hot'], tool: 'bun --watch' }),
  development('watcher', ['deno'], 'deno', { flags: ['--watch'], tool: 'deno --watch' }),
  development('watcher', ['tsc'], 'the compiled files', { flags: watching, tool: 'tsc --watch' }),
  development('watcher', ['webpack'], staticFiles, { flags: watching, tool: 'webpack --watch' }),
  development('watcher', ['rollup'], staticFiles, { flags: watching, tool: 'rollup --watch' }),
  development('server', ['next', 'dev'], 'next start or the standalone server'),
  development('server', ['nuxt', 'dev'], 'node .output/server/index.mjs'),
  development('server', ['nuxi', 'dev'], 'node .output/server/index.mjs'),
  development('preview', ['vite', 'preview'], staticFiles),
  development('server', ['vite'], staticFiles, { without: ['build', 'preview', 'optimize', 'ssr'] }),
  development('server', ['react-scripts', 'start'], staticFiles),
  development('server', ['craco', 'start'], staticFiles),
  development('server', ['ng', 'serve'], staticFiles),
  development('server', ['vue-cli-service', 'serve'], staticFiles),
  development('server', ['webpack', 'serve'], staticFiles),
  development('server', ['webpack-dev-server'], staticFiles),
  development('server', ['gatsby', 'develop'], staticFiles),
  development('server', ['astro', 'dev'], 'astro build and its server'),
  development('server', ['remix', 'dev'], 'remix-serve'),
  development('server', ['remix', 'vite:dev'], 'remix-serve'),
  development('server', ['react-router', 'dev'], 'react-router-serve'),
  development('server', ['parcel'], staticFiles, { without: ['build', 'watch'] }),
  development('server', ['ember', 'serve'], staticFiles),
  development('server', ['storybook', 'dev'], staticFiles),
  development('server', ['start-storybook'], staticFiles),
  development('server', ['docusaurus', 'start'], staticFiles),
  development('server', ['vitepress', 'dev'], staticFiles),
  development('server', ['live-server'], staticFiles),
  development('server', ['browser-sync', 'start'], staticFiles),
  development('server', ['json-server'], 'a database'),
  development('server', ['expo', 'start'], staticFiles),
  development('server', ['wrangler', 'dev'], 'the deployed worker'),
  development('watcher', ['nest', 'start'], 'node dist/main', { flags: ['--watch', '-w', '--debug', '-d'] }),
  development('server', ['strapi', 'develop'], 'strapi start'),
  development('server', ['medusa', 'develop'], 'medusa start'),
  development('server', ['flask', 'run'], gunicorn),
  development('server', ['manage.py', 'runserver'], gunicorn),
  development('server', ['manage.py', 'runserver_plus'], gunicorn),
  development('server', ['django-admin', 'runserver'], gunicorn),
  development('watcher', ['uvicorn'], 'uvicorn without --reload', { flags: ['--reload'], tool: 'uvicorn --reload' }),
  development('watcher', ['hypercorn'], 'hypercorn without --reload', {
    flags: ['--reload'],
    tool: 'hypercorn --reload',
  }),
  development('watcher', ['gunicorn'], 'gunicorn without --reload', { flags: ['--reload'], tool: 'gunicorn --reload' }),
  development('server', ['fastapi', 'dev'], 'fastapi run'),
  development('server', ['http.server'], staticFiles, { tool: 'python -m http.server' }),
  development('server', ['mkdocs', 'serve'], staticFiles),
  development('watcher', ['watchmedo', 'auto-restart'], 'the program itself'),
  development('watcher', ['watchfiles'], 'the program itself'),
  development('watcher', ['air'], 'the compiled program'),
  development('watcher', ['reflex'], 'the compiled program'),
  development('watcher', ['CompileDaemon'], 'the compiled program'),
  development('watcher', ['modd'], 'the compiled program'),
  development('server', ['hugo', 'server'], staticFiles),
  development('server', ['jekyll', 'serve'], staticFiles),
  development('watcher', ['rerun'], 'puma'),
  development('watcher', ['shotgun'], 'puma'),
  development('server', ['php'], 'php-fpm or FrankenPHP', { ownFlags: ['-S'], tool: 'php -S' }),
  development('server', ['artisan', 'serve'], 'php-fpm or FrankenPHP'),
  development('server', ['symfony', 'server:start'], 'php-fpm or FrankenPHP'),
  development('server', ['symfony', 'serve'], 'php-fpm or FrankenPHP'),
  development('server', ['mvn', 'spring-boot:run'], 'java -jar'),
  development('server', ['mvnw', 'spring-boot:run'], 'java -jar'),
  development('server', ['gradle', 'bootRun'], 'java -jar'),
  development('server', ['gradlew', 'bootRun'], 'java -jar'),
  development('server', ['mvn', 'quarkus:dev'], 'java -jar'),
  development('server', ['mvnw', 'quarkus:dev'], 'java -jar'),
  development('server', ['gradlew', 'quarkusDev'], 'java -jar'),
  development('server', ['mvn', 'mn:run'], 'java -jar'),
  development('watcher', ['dotnet', 'watch'], 'dotnet with the published assembly'),
  development('server', ['dotnet', 'run'], 'dotnet with the published assembly'),
  development('watcher', ['cargo', 'watch'], 'the compiled program'),
  development('server', ['cargo', 'run'], 'the compiled program'),
  development('watcher', ['bacon'], 'the compiled program'),
  development('compiler', ['ts-node'], 'node with the compiled files', { without: ['-e', '--eval'] }),
  development('compiler', ['babel-node'], 'node with the compiled files'),
  development('server', ['rspack', 'serve'], staticFiles),
  development('server', ['rsbuild', 'dev'], staticFiles),
  development('server', ['vinxi', 'dev'], 'node .output/server/index.mjs'),
  development('watcher', ['sanic'], 'sanic without --dev', {
    flags: ['--dev', '--reload', '--auto-reload'],
    tool: 'sanic --dev',
  }),
  development('server', ['quart', 'run'], 'hypercorn'),
  development('watcher', ['pserve'], 'pserve without --reload', { flags: ['--reload'], tool: 'pserve --reload' }),
  development('watcher', ['litestar', 'run'], 'litestar run without --reload', {
    flags: ['--reload', '-r'],
    tool: 'litestar run --reload',
  }),
  development('watcher', ['artisan', 'octane:start'], 'octane:start without --watch', {
    flags: ['--watch'],
    tool: 'artisan octane:start --watch',
  }),
  development('server', ['console', 'server:run'], 'php-fpm or FrankenPHP'),
  development('server', ['quarkus', 'dev'], 'java -jar'),
  development('server', ['mvn', 'jetty:run'], 'java -jar'),
  development('server', ['iex'], 'a release', { ownFlags: ['-S'], tool: 'iex -S mix' }),
].sort((one, other) => Number(other.words.length > 1) - Number(one.words.length > 1));

/** Program names that alone start the development server: `next`, `nuxt`. */
const aloneForDevelopment: ReadonlyMap<string, DevelopmentCommand> = new Map(
  ['next', 'nuxt', 'astro'].flatMap((name) => {
    const row = developmentCommands.find(({ words }) => words[0] === name && words[1] === 'dev');
    return row ? [[name, { ...row, tool: name }]] : [];
  }),
);

/** A debugger is open for whoever reaches the port. */
export const debuggerCommands: readonly (CommandPattern & { readonly tool: string })[] = [
  { words: ['node'], ownFlags: ['--inspect', '--inspect-brk', '--inspect-wait'], tool: 'node --inspect' },
  { words: ['debugpy'], tool: 'python -m debugpy' },
  { words: ['java'], ownFlags: ['-agentlib:jdwp', '-Xdebug', '-Xrunjdwp:'], tool: 'the Java debug agent' },
  { words: ['dlv'], tool: 'dlv' },
  { words: ['rdbg'], tool: 'rdbg' },
];

export interface BuildCommand extends CommandPattern {
  readonly tool: string;
  readonly does: 'install' | 'build' | 'generate' | 'fetch';
  /** Goes on to run what it has built: it may well be the main command. */
  readonly runs?: true;
}

const build = (
  does: BuildCommand['does'],
  words: readonly string[],
  more: Partial<CommandPattern> & { readonly runs?: true } = {},
): BuildCommand => ({
  does,
  words,
  tool: words.join(' '),
  ...more,
});

/** Work that belongs to the image: at start it takes time, needs the network and may give another result on every task. */
export const buildCommands: readonly BuildCommand[] = [
  ...['npm', 'yarn', 'pnpm', 'bun'].flatMap((manager) => [
    build('install', [manager, 'install']),
    build('install', [manager, 'ci']),
    build('build', [manager, 'build'], { without: ['install'] }),
  ]),
  build('install', ['npm', 'i']),
  build('build', ['npm', 'run', 'build']),
  build('build', ['next', 'build']),
  build('build', ['nuxt', 'build']),
  build('build', ['vite', 'build']),
  build('build', ['react-scripts', 'build']),
  build('build', ['ng', 'build']),
  build('build', ['nest', 'build']),
  build('build', ['strapi', 'build']),
  build('build', ['tsc'], { without: ['--watch', '-w', '--noEmit'] }),
  build('build', ['webpack'], { without: ['serve', '--watch', '-w'] }),
  build('generate', ['prisma', 'generate']),
  build('install', ['pip', 'install']),
  build('install', ['pip3', 'install']),
  build('install', ['poetry', 'install']),
  build('install', ['pipenv', 'install']),
  build('install', ['uv', 'sync']),
  build('install', ['uv', 'pip', 'install']),
  build('install', ['pdm', 'install']),
  build('install', ['conda', 'install']),
  build('install', ['bundle', 'install']),
  build('install', ['gem', 'install']),
  build('build', ['rails', 'assets:precompile']),
  build('build', ['rake', 'assets:precompile']),
  build('install', ['composer', 'install']),
  build('install', ['composer', 'update']),
  build('install', ['composer', 'require']),
  build('build', ['go', 'build']),
  build('build', ['go', 'run'], { runs: true }),
  build('install', ['go', 'install']),
  build('install', ['go', 'get']),
  build('install', ['go', 'mod', 'download']),
  build('build', ['cargo', 'build']),
  build('install', ['cargo', 'install']),
  ...['mvn', 'mvnw'].flatMap((maven) => ['package', 'install', 'compile'].map((goal) => build('build', [maven, goal]))),
  ...['gradle', 'gradlew'].flatMap((gradle) =>
    ['build', 'assemble', 'bootJar', 'installDist', 'shadowJar'].map((task) => build('build', [gradle, task])),
  ),
  ...['gatsby', 'astro', 'remix', 'react-router', 'vue-cli-service', 'svelte-kit', 'parcel', 'craco', 'medusa'].map(
    (tool) => build('build', [tool, 'build']),
  ),
  build('build', ['dotnet', 'build']),
  build('build', ['dotnet', 'publish']),
  build('build', ['dotnet', 'restore']),
  build('install', ['mix', 'deps.get']),
  build('build', ['mix', 'compile']),
  build('install', ['playwright', 'install']),
  build('install', ['apt-get', 'install']),
  build('install', ['apt', 'install']),
  build('install', ['apk', 'add']),
  build('install', ['yum', 'install']),
  build('install', ['dnf', 'install']),
  build('fetch', ['git', 'clone']),
  build('fetch', ['git', 'pull']),
  build('fetch', ['huggingface-cli', 'download']),
  build('fetch', ['hf', 'download']),
  build('fetch', ['nltk.downloader']),
  build('fetch', ['ollama', 'pull']),
];

/** Commands that end by themselves, beside those that change a schema. */
export const oneOffCommands: readonly CommandPattern[] = [
  { words: ['mc'], without: ['--watch', '-w', 'watch', 'trace'] },
  { words: ['curl'] },
  { words: ['wget'] },
  { words: ['pg_dump'] },
  { words: ['pg_dumpall'] },
  { words: ['pg_restore'] },
  { words: ['mysqldump'] },
  { words: ['mongodump'] },
  { words: ['mongorestore'] },
  { words: ['mongoimport'] },
  { words: ['createdb'] },
  { words: ['psql'], flags: ['-c', '-f', '--command', '--file'] },
  { words: ['rabbitmqadmin'] },
  { words: ['certbot', 'certonly'] },
  { words: ['chown'] },
  { words: ['manage.py', 'collectstatic'] },
  { words: ['aws', 's3'] },
];

export const migrationOf = (argv: readonly string[]): MigrationCommand | undefined =>
  migrationCommands.find((row) => matchesCommand(argv, row));

export const destructionOf = (argv: readonly string[]): DestructiveCommand | undefined =>
  destructiveCommands.find((row) => matchesCommand(argv, row));

export function developmentOf(argv: readonly string[]): DevelopmentCommand | undefined {
  const { words } = bareCommand(argv);
  const alone = words.slice(1).every((word) => word.startsWith('-'))
    ? aloneForDevelopment.get(words[0] ?? '')
    : undefined;
  if (alone && !words.some((word) => explains.includes(word))) return alone;
  return developmentCommands.find((row) => matchesCommand(argv, row));
}

export const debuggerOf = (argv: readonly string[]): { readonly tool: string } | undefined =>
  debuggerCommands.find((row) => matchesCommand(argv, row));

const yarnAlone: BuildCommand = { words: ['yarn'], tool: 'yarn', does: 'install' };

export const buildOf = (argv: readonly string[]): BuildCommand | undefined =>
  argv.length === 1 && argv[0] === 'yarn' ? yarnAlone : buildCommands.find((row) => matchesCommand(argv, row));

export const isOneOff = (argv: readonly string[]): boolean =>
  migrationOf(argv) !== undefined || oneOffCommands.some((row) => matchesCommand(argv, row));

/** Images made to run one command and end. */
export const oneOffImages: readonly {
  readonly repository: string;
  readonly words: readonly string[];
  /** Brings a schema up to date with files that are not its own. */
  readonly migrates?: true;
}[] = [
  { repository: 'flyway/flyway', words: ['migrate'], migrates: true },
  { repository: 'redgate/flyway', words: ['migrate'], migrates: true },
  { repository: 'liquibase/liquibase', words: ['update'], migrates: true },
  { repository: 'liquibase', words: ['update'], migrates: true },
  { repository: 'migrate/migrate', words: ['up'], migrates: true },
  { repository: 'amacneil/dbmate', words: ['up'], migrates: true },
  { repository: 'arigaio/atlas', words: ['migrate', 'apply'], migrates: true },
  { repository: 'certbot/certbot', words: ['certonly'] },
];
