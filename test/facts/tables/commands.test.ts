/** Commands by what they do, however they are found or carried. */
import { describe, expect, test } from '@jest/globals';
import { buildOf, debuggerOf, developmentOf, isOneOff, migrationOf } from '../../../src/facts/tables/commands.ts';

const argv = (line: string): readonly string[] => line.split(' ');

describe('migrations', () => {
  test.each([
    ['npx prisma migrate deploy', 'prisma migrate deploy'],
    ['npx --yes prisma migrate deploy', 'prisma migrate deploy'],
    ['yarn prisma migrate deploy', 'prisma migrate deploy'],
    ['yarn run prisma migrate deploy', 'prisma migrate deploy'],
    ['pnpm exec prisma migrate deploy', 'prisma migrate deploy'],
    ['pnpm prisma migrate deploy', 'prisma migrate deploy'],
    ['npm exec -- prisma migrate deploy', 'prisma migrate deploy'],
    ['./node_modules/.bin/prisma migrate deploy --schema db/schema.prisma', 'prisma migrate deploy'],
    ['node ./node_modules/.bin/sequelize db:migrate', 'sequelize db:migrate'],
    ['node ace migration:run --force', 'ace migration:run'],
    ['bundle exec rake db:migrate', 'rake db:migrate'],
    ['bin/rails db:prepare', 'rails db:prepare'],
    ['bundle exec rails db:migrate', 'rails db:migrate'],
    ['php artisan migrate --force', 'artisan migrate'],
    ['php artisan migrate --isolated --force', 'artisan migrate --isolated'],
    ['./manage.py migrate --noinput', 'manage.py migrate'],
    ['python manage.py migrate', 'manage.py migrate'],
    ['python3.12 -u manage.py migrate', 'manage.py migrate'],
    ['python -m alembic upgrade head', 'alembic upgrade'],
    ['poetry run alembic -c db/alembic.ini upgrade head', 'alembic upgrade'],
    ['gosu app flask db upgrade', 'flask db upgrade'],
    ['php bin/console doctrine:migrations:migrate --no-interaction', 'console doctrine:migrations:migrate'],
    ['npx knex migrate:latest', 'knex migrate:latest'],
    ['mix ecto.migrate', 'mix ecto.migrate'],
    ['/app/bin/shop eval Shop.Release.migrate', 'the migrations of the release'],
    ['bin/shop eval Shop.Release.migrate()', 'the migrations of the release'],
  ])('%s', (line, tool) => {
    expect(migrationOf(argv(line))?.tool).toBe(tool);
  });

  test.each([
    'node server.js',
    'npm start',
    'yarn start',
    'npm run migrate',
    'npx prisma migrate status',
    'npx prisma --version',
    'npx prisma generate',
    'alembic current',
    'python manage.py showmigrations',
    'php artisan migrate:status',
    'gunicorn migrate:app',
    'rails server',
    'echo prisma migrate deploy',
    '/app/bin/shop start',
    '/app/bin/shop eval Shop.Release.rollback(Shop.Repo,1)',
    '/app/bin/shop eval IO.puts(:ok)',
  ])('not %s', (line) => {
    expect(migrationOf(argv(line))).toBeUndefined();
  });

  test('tell what keeps others out, and what destroys', () => {
    expect(migrationOf(argv('npx prisma migrate deploy'))?.locked).toBe(true);
    expect(migrationOf(argv('npx prisma db push'))?.locked).toBe(false);
    expect(migrationOf(argv('npx prisma db push --accept-data-loss'))?.does).toBe('destroy');
    expect(migrationOf(argv('php artisan migrate:fresh --seed'))?.does).toBe('destroy');
    expect(migrationOf(argv('npx prisma db seed'))?.does).toBe('seed');
  });
});

describe('development servers and watchers', () => {
  test.each([
    ['nodemon server.js', 'nodemon'],
    ['npx nodemon server.js', 'nodemon'],
    ['node --watch server.js', 'node --watch'],
    ['next dev -p 3000', 'next dev'],
    ['next', 'next'],
    ['vite --host 0.0.0.0', 'vite'],
    ['yarn vite preview', 'vite preview'],
    ['flask run --host=0.0.0.0', 'flask run'],
    ['flask --app shop run', 'flask run'],
    ['python -m flask run', 'flask run'],
    ['python manage.py runserver 0.0.0.0:8000', 'manage.py runserver'],
    ['uvicorn app:app --reload', 'uvicorn --reload'],
    ['python -m http.server 8000', 'python -m http.server'],
    ['php -S 0.0.0.0:8000 -t public', 'php -S'],
    ['php artisan serve --host=0.0.0.0', 'artisan serve'],
    ['./mvnw spring-boot:run', 'mvnw spring-boot:run'],
    ['dotnet watch run', 'dotnet watch'],
  ])('%s', (line, tool) => {
    expect(developmentOf(argv(line))?.tool).toBe(tool);
  });

  test.each([
    'next start',
    'next build',
    'nuxt start',
    'vite build',
    'node server.js --watch',
    'rails server',
    'dotnet Shop.dll',
    'uvicorn app:app',
    'php-fpm',
    'php index.php',
    'nginx -g daemon off;',
    'nest start',
    'tsc -p .',
    'flask db upgrade',
    'gunicorn run:app',
  ])('not %s', (line) => {
    expect(developmentOf(argv(line))).toBeUndefined();
  });

  test('debuggers', () => {
    expect(debuggerOf(argv('node --inspect=0.0.0.0:9229 server.js'))?.tool).toBe('node --inspect');
    expect(debuggerOf(argv('python -m debugpy --listen 0.0.0.0:5678 app.py'))?.tool).toBe('python -m debugpy');
    expect(debuggerOf(argv('node server.js --inspect'))).toBeUndefined();
  });
});

test('builds and installs', () => {
  expect(buildOf(argv('npm ci'))?.does).toBe('install');
  expect(buildOf(argv('npm run build'))?.does).toBe('build');
  expect(buildOf(argv('yarn build'))?.does).toBe('build');
  expect(buildOf(argv('npx prisma generate'))?.does).toBe('generate');
  expect(buildOf(argv('git clone https://git.example/app.git'))?.does).toBe('fetch');
  expect(buildOf(argv('npm start'))).toBeUndefined();
  expect(buildOf(argv('node build'))).toBeUndefined();
});

test('commands that end by themselves', () => {
  expect(isOneOff(argv('alembic upgrade head'))).toBe(true);
  expect(isOneOff(argv('mc mb store/images'))).toBe(true);
  expect(isOneOff(argv('psql -f /init.sql'))).toBe(true);
  expect(isOneOff(argv('psql'))).toBe(false);
  expect(isOneOff(argv('node worker.js'))).toBe(false);
});
