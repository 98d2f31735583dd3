import { describe, expect, test } from '@jest/globals';
import { prismaReader } from '../../src/readers/prisma.ts';

const read = (text: string) => {
  const facts =
    prismaReader.read({ path: 'prisma/schema.prisma', text }, { parsers: {}, exists: () => false }).code?.[0]?.facts ??
    [];
  return facts.map((fact) => [fact.kind, text.slice(fact.at.start, fact.at.end), fact]);
};

describe('the datasource of a Prisma schema', () => {
  test('a database in a file', () => {
    expect(
      read(
        'generator client {\n  provider = "prisma-client-js"\n}\n\ndatasource db {\n  provider = "sqlite"\n  url      = "file:./dev.db"\n}\n',
      ),
    ).toMatchObject([['datastore', 'provider = "sqlite"', { scope: 'local', path: './dev.db' }]]);
  });

  test('a database over the network, by a variable', () => {
    expect(read('datasource db {\r\n  url = env("DATABASE_URL")\r\n  provider = "postgresql"\r\n}')).toMatchObject([
      ['datastore', 'provider = "postgresql"', { scope: 'shared' }],
      ['env-read', 'env("DATABASE_URL")', { name: 'DATABASE_URL', need: 'required' }],
    ]);
  });

  test.each([
    '',
    '// datasource db {\n//  provider = "sqlite"\n// }',
    'model User {\n  provider String\n}',
    'datasource db {\n  provider = "sqlite"',
    'datasource db {\n  provider = env("P")\n}',
  ])('nothing is said by %j', (text) => {
    expect(read(text)).toEqual([]);
  });
});
