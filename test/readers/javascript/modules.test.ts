import { describe, expect, test } from '@jest/globals';
import { modulesOf, packageOf, specifiersOf } from '../../../src/readers/javascript/modules.ts';
import { processorTime } from '../../support/processor.ts';

const resolve = (text: string, tree: readonly string[], path = 'src/api/app.ts') =>
  modulesOf(path, text, (file) => tree.includes(file));

describe('names of modules', () => {
  test('all ways to import', () => {
    const text = `import './a';
import b, { type C } from "./b";
import * as d from './d';
export * from './e';
export { f } from './f';
const g = require('./g');
const h = await import('./h');
import i = require('./i');
import {
  j,
} from './j';
import(\`./k\`);`;
    expect(specifiersOf(text).join(' ')).toBe('./a ./b ./d ./e ./f ./g ./h ./i ./j ./k');
  });

  test('types, comments and computed names are left out', () => {
    const text = `import type { A } from './a';
export type { B } from './b';
// import './c';
/* require('./d') */
 * import './e'
require(name); import(\`./\${name}\`); transport('./f');
import { g } from './g'; Buffer.from('R0lGOD', 'base64'); Array.from('abc'); other.require('./h');`;
    expect(specifiersOf(text)).toEqual(['./g']);
  });

  test('packages by their names', () => {
    expect(
      ['lodash/fp', '@nestjs/core/x', 'node:fs', 'fs', 'fs/promises', './a', '@/a', 'https://x/y', '@scope'].map(
        packageOf,
      ),
    ).toEqual([
      'lodash',
      '@nestjs/core',
      ...[undefined, undefined, undefined, undefined, undefined, undefined, undefined],
    ]);
  });
});

describe('files they lead to', () => {
  test.each([
    ['./a', 'src/api/a.ts'],
    ['./a', 'src/api/a/index.tsx'],
    ['./a.js', 'src/api/a.ts'],
    ['./a.mjs', 'src/api/a.mts'],
    ['../data.json', 'src/data.json'],
    ['.', 'src/api/index.ts'],
    ['..', 'src/index.js'],
    ['@/lib/db', 'src/lib/db.ts'],
    ['~/lib/db', 'lib/db.ts'],
    ['@server/models', 'server/models/index.ts'],
    ['src/lib/db', 'src/lib/db.ts'],
  ])('%s is %s', (name, file) => {
    expect(resolve(`import x from '${name}';`, [file])).toEqual({ imports: [file], packages: [] });
  });

  test('what does not exist, or lies outside, is no file', () => {
    expect(resolve(`import './a'; import '../../../b'; import '@acme/db';`, ['b.ts'])).toEqual({
      imports: [],
      packages: ['@acme/db'],
    });
  });

  test('ten thousand odd lines take no time', () => {
    const text = `${'import '.repeat(10_000)}${'from     '.repeat(10_000)}${"require('".repeat(10_000)}`;
    const start = process.cpuUsage();
    resolve(text, []);
    expect(processorTime(start)).toBeLessThan(2_000);
  });
});

describe('packages that may never be loaded', () => {
  const perhaps = (text: string, path = 'src/app.ts') => modulesOf(path, text, () => false).perhaps ?? [];
  test.each([
    ["import dayjs from 'dayjs';\ndayjs().format();", []],
    ["import * as pg from 'pg';\nnew pg.Pool();", []],
    ["import { Injectable } from '@nestjs/common';\n@Injectable()\nclass A {}", []],
    ["import { Base } from 'base';\nclass A extends Base {}", []],
    ["import 'reflect-metadata';", []],
    ["export { a } from 'a';", []],
    ["import { Request } from 'express-serve-static-core';\nfunction f(r: Request) {}", ['express-serve-static-core']],
    ["import { type A, type B } from 'a';\nconst x: A = B();", ['a']],
    ["const chalk = await import('chalk');", ['chalk']],
    ["const pg = require('pg');", []],
    ["try {\n  require('bufferutil');\n} catch {}", ['bufferutil']],
    ["function f() {\n  return require('sharp');\n}", ['sharp']],
  ])('%s', (text, expected) => {
    expect(perhaps(text)).toEqual(expected);
  });

  test('JavaScript drops no import', () => {
    expect(perhaps("import { A } from 'a';", 'src/app.js')).toEqual([]);
  });
});
