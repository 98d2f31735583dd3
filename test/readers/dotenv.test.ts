import { describe, expect, test } from '@jest/globals';
import { envFileReader } from '../../src/readers/dotenv.ts';

const read = (text: string, path = '.env') =>
  envFileReader.read({ path, text }, { parsers: {}, exists: () => false }).envFiles![0]!;
const pairs = (text: string) => read(text).lines.map(({ name, raw }) => [name, raw]);

test('names', () => {
  const ours = ['.env', 'a/.env.production', 'prod.env', '.env.example', 'env.example', '.env-sample', '.env.local'];
  const others = ['.env.ts', '.envrc', 'env', 'environment', '.env.enc', 'src/env.ts', '.env.d.ts'];
  expect(ours.filter((path) => !envFileReader.claims(path))).toEqual([]);
  expect(others.filter(envFileReader.claims)).toEqual([]);
});

test('example files', () => {
  expect(
    ['.env.example', '.env.production.dist', 'env.sample', '.env-template', 'example.env'].map(
      (path) => read('', path).example,
    ),
  ).toEqual([true, true, true, true, true]);
  expect(['.env', '.env.local', 'prod.env'].map((path) => read('', path).example)).toEqual([false, false, false]);
});

describe('lines', () => {
  test('values are kept as they stand', () => {
    expect(pairs('A=1\n# B=2\nQ="x" # c\n S= y \r\nURL=a=b\n\nBARE\nE=\nbad name=1\n=x\n')).toEqual([
      ['A', '1'],
      ['Q', '"x" # c'],
      ['S', ' y '],
      ['URL', 'a=b'],
      ['E', ''],
    ]);
  });

  test('export, a byte order mark, places', () => {
    const text = '\ufeffexport A=1\n  B=2\n';
    const { lines } = read(text);
    expect(lines.map(({ name, exported }) => [name, exported])).toEqual([
      ['A', true],
      ['B', false],
    ]);
    expect(lines.map(({ at }) => text.slice(at.start, at.end))).toEqual(['export A=1', 'B=2']);
  });

  test('a value in quotes over several lines is one line', () => {
    expect(pairs('KEY="-----BEGIN\nabc==\nMII=\n-----END"\nB=2\n')).toEqual([
      ['KEY', '"-----BEGIN\nabc==\nMII=\n-----END"'],
      ['B', '2'],
    ]);
  });

  test('a quote that is never closed takes its own line only', () => {
    expect(pairs(`A="x\nB='y'\nC="z"\n`)).toEqual([
      ['A', '"x'],
      ['B', `'y'`],
      ['C', '"z"'],
    ]);
  });
});
