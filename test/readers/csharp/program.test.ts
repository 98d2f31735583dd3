/** How C# is read: which files, which namespaces, and input that is none. */
import { describe, expect, test } from '@jest/globals';
import { csharp } from '../../../src/readers/csharp/index.ts';
import { claimsPath } from '../../../src/readers/csharp/paths.ts';
import { readSource } from '../code/said.ts';

test.each([
  ['src/Program.cs', true],
  ['src/obj/Debug/net8.0/Shop.AssemblyInfo.cs', false],
  ['src/bin/x.cs', false],
  ['src/Form1.Designer.cs', false],
  ['src/Protos/Cart.g.cs', false],
  ['src/Views/Index.cshtml', false],
])('%s', (path, claimed) => expect(claimsPath(path)).toBe(claimed));

test('namespaces are packages, whichever way they are used', () => {
  const text = `global using System.Text;
using static System.Math;
using Redis = StackExchange.Redis.ConnectionMultiplexer;
using Hangfire;
using (var a = b) { }
using var c = d;
`;
  expect(csharp.importsOf({ path: 'a.cs', text }, () => false)).toEqual({
    imports: [],
    packages: ['System.Text', 'System.Math', 'StackExchange.Redis', 'Hangfire'],
  });
});

const deep = (open: string, close: string): string => `var x = ${open.repeat(2000)}1${close.repeat(2000)};`;

describe('awkward input', () => {
  test.each([
    '',
    'class {',
    'File.WriteAllText(',
    deep('(', ')'),
    deep('f(', ')'),
    `${'if (a) {'.repeat(2000)}${'}'.repeat(2000)}`,
    'var a = b; var b = a; a.Run(); File.WriteAllText(a, b);',
    'class A { string a = b; string b = a; void M() { File.WriteAllText(a, b); } }',
    '#if DEBUG\nFile.Create("a");',
    '\uFEFFusing System;\r\nFile.WriteAllText("a", "b");\r\n',
  ])('%#', (text) => {
    let facts: ReturnType<typeof readSource>['facts'] = [];
    try {
      facts = readSource('csharp', 'a.cs', text).facts;
    } catch (error) {
      expect(String(error)).toContain('was not read');
    }
    for (const { at } of facts) {
      expect(at.start).toBeGreaterThanOrEqual(0);
      expect(at.end).toBeLessThanOrEqual(text.length);
    }
  });
});
