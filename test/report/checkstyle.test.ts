import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkstyle } from '../../src/report/checkstyle.ts';
import { expectGolden } from './golden.ts';
import { anyWords, EVIL, empty, everything, fixed, said } from './machine-sample.ts';
import { parseXml } from './xml-tree.ts';

describe('checkstyle', () => {
  test('golden', () => expectGolden('sample.checkstyle.xml', checkstyle(everything, fixed())));

  test('files from the top of the repository, with their open findings', () => {
    const { children } = parseXml(checkstyle(everything, fixed({ folder: 'shop' })));
    expect(children.map(({ attributes, children: errors }) => [attributes.name, errors.length])).toEqual([
      ['shop/src/app.ts', 1],
      ['shop/src/größe 1.ts', 1],
      ['shop/package.json', 1],
    ]);
    expect(children[0]!.children[0]!.attributes).toMatchObject({
      line: '14',
      column: '9',
      severity: 'error',
      source: 'swarm-lint.processes.local-session',
    });
  });

  test('a report about nothing is an empty list', () =>
    expect(parseXml(checkstyle(empty, fixed()))).toMatchObject({ name: 'checkstyle', children: [] }));

  test('hostile words are shown, not obeyed', () => {
    const { children } = parseXml(checkstyle(said(EVIL), fixed()));
    const { message } = children[0]!.children[0]!.attributes;
    expect(message).toContain(`a]]>b&amp;<c d="e' f>|\\u0000\\u0007\\u001B[31m`);
    expect(message).toContain('\\uD800 \\uDC00 \uFFFD \uFFFD|\\u202E');
  });

  test('random words parse', () =>
    fc.assert(fc.property(anyWords, (words) => void parseXml(checkstyle(said(words), fixed())))));
});
