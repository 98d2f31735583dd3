import { expect, test } from '@jest/globals';
import { overlap, type RangeDialect, rangesOf, seriesOf } from '../../src/facts/versions.ts';

const allows = (image: string, range: string, dialect: RangeDialect): boolean | undefined => {
  const series = seriesOf(image);
  const ranges = rangesOf(range, dialect);
  return series && ranges?.some((one) => overlap(one, series));
};

test.each<readonly [string, string, RangeDialect, boolean | undefined]>([
  ['22-alpine', '>=18', 'npm', true],
  ['16', '>=18', 'npm', false],
  ['22', '18.x', 'npm', false],
  ['20', '>=20.19', 'npm', true],
  ['22.3.0', '^18 || ^20', 'npm', false],
  ['20.1', '^18 || ^20', 'npm', true],
  ['21', '18 - 20', 'npm', false],
  ['20', '18 - 20', 'npm', true],
  ['22', '>= 18 < 21', 'npm', false],
  ['18', '*', 'npm', true],
  ['18', 'lts/*', 'npm', undefined],
  ['18.2', '~18.1', 'npm', false],
  ['8.2-fpm', '~8.1', 'composer', true],
  ['8.3', '~8.1.0', 'composer', false],
  ['8.1', '^8.2|^9.0', 'composer', false],
  ['3.12-slim', '>=3.10,<3.13', 'python', true],
  ['3.13', '>=3.10,<3.13', 'python', false],
  ['3.12', '==3.11.*', 'python', false],
  ['3.13', '^3.11', 'python', true],
  ['3.10', '~=3.11', 'python', false],
  ['3.3', '~> 3.2.0', 'ruby', false],
  ['3.3', '~> 3.2', 'ruby', true],
  ['1.21-alpine', '1.23.0', 'least', false],
  ['1.24', '1.23', 'least', true],
  ['bookworm', '>=18', 'npm', undefined],
])('an image %s and the range %s (%s)', (image, range, dialect, answer) => {
  expect(allows(image, range, dialect)).toBe(answer);
});
