/** The part of the compiler that the command line carries reads as the whole of it does. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ts } from 'ts-morph';
// @ts-expect-error A script of the build, without types.
import { namesUsed, partOfCompiler } from '../src/bundle/compiler.mjs';
import { createJavascriptReader } from '../src/readers/javascript/read.ts';

const code: string = partOfCompiler(namesUsed('src/readers/javascript'));
const part: typeof ts = new Function(code.replace(/^export \{ (.*) \};$/m, 'return { $1 };'))();

const files = ['fixtures', 'src/readers'].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?[jt]sx?$/.test(name))
    .map((name) => join(top, name).replaceAll('\\', '/')),
);

test('it is a small part', () => expect(code.length).toBeLessThan(2_000_000));

test('every file of the fixtures gives the same facts', () => {
  const [one, other] = [part, ts].map((compiler) => createJavascriptReader({ ts: compiler }));
  expect(files.length).toBeGreaterThan(300);
  for (const path of files) {
    const source = { path, text: readFileSync(path, 'utf8') };
    const exists = (name: string): boolean => files.includes(name);
    expect(one!(source, exists)).toEqual(other!(source, exists));
  }
}, 600_000);

test('broken and odd files do, too', () => {
  const [one, other] = [part, ts].map((compiler) => createJavascriptReader({ ts: compiler }));
  for (const text of [
    'class A { #b = process.env.C; @d() e?: string; static { f(); } }',
    'const {',
    '#!/usr/bin/env node\n<A b={process.env.C}>{d}</A>',
    'let \\u0061 = 1, ünï = `x${process.env.Y}z`; /[/]/u.test(a!) satisfies B;',
    '\u0000\u2028 import x, { type y } from "z"; export * as w from "v";',
  ])
    for (const path of ['a.ts', 'a.tsx', 'a.js', 'a.mjs'])
      expect(one!({ path, text }, () => false)).toEqual(other!({ path, text }, () => false));
});
