/** Who speaks of migrations, in which files. */
import { describe, expect, test } from '@jest/globals';
import { migrationMentionReader } from '../../../src/readers/pipeline/migration-mentions.ts';

const read = (path: string, text: string) =>
  migrationMentionReader.claims(path)
    ? (migrationMentionReader.read({ path, text }, { parsers: {}, exists: () => false }).companions ?? [])
    : undefined;

describe('speaks of migrations', () => {
  test.each([
    ['.github/workflows/test.yml', 'run: npx prisma migrate deploy'],
    ['Makefile', 'db:\n\tnpx drizzle-kit push # db push'],
    ['Procfile', 'release: bin/rails db:prepare'],
    ['docs/deploy.md', 'Run the migrations first.'],
    ['scripts/deploy.sh', './run-migrations.sh'],
  ])('%s', (path, text) => {
    const [found, ...others] = read(path, text) ?? [];
    expect(found?.kind).toBe('migrates');
    expect(text.slice(found!.at.start, found!.at.end)).toMatch(/migrat|db/i);
    expect(others).toEqual([]);
  });

  test.each([
    ['README.md', 'An immigrant registry.'],
    ['deploy.sh', 'docker stack deploy -c docker-stack.yml shop'],
  ])('%s does not', (path, text) => expect(read(path, text)).toEqual([]));

  test('source code is not asked', () => expect(read('src/migrate.ts', 'migrate()')).toBeUndefined());
});
