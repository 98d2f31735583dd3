import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { rdjson } from '../../src/report/rdjson.ts';
import { expectGolden } from './golden.ts';
import { anyWords, EVIL, empty, everything, fixed, halvesIn, said } from './machine-sample.ts';
import { finding, report } from './sample.ts';

/** The message `DiagnosticResult` without what we do not use; reviewdog refuses any field it does not know. */
const closed = (properties: object, required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const text = { type: 'string', minLength: 1 };
const position = closed({ line: { type: 'integer', minimum: 1 }, column: { type: 'integer', minimum: 1 } }, ['line']);
const validate = new Ajv({ allErrors: true }).compile(
  closed(
    {
      source: closed({ name: text, url: text }, ['name']),
      severity: { enum: ['ERROR', 'WARNING', 'INFO'] },
      diagnostics: {
        type: 'array',
        items: closed(
          {
            message: text,
            location: closed({ path: text, range: closed({ start: position, end: position }, ['start']) }, ['path']),
            severity: { enum: ['ERROR', 'WARNING', 'INFO'] },
            code: closed({ value: text, url: text }, ['value']),
          },
          ['message', 'location', 'severity', 'code'],
        ),
      },
    },
    ['source', 'diagnostics'],
  ),
);
const parsed = (...words: Parameters<typeof rdjson>) => {
  const output = JSON.parse(rdjson(...words));
  validate(output);
  expect(validate.errors).toBeNull();
  return output;
};

describe('rdjson', () => {
  test('golden', () => expectGolden('sample.rdjson', rdjson(everything, fixed())));

  test('a report about nothing has no diagnostics', () =>
    expect(parsed(empty, fixed())).toEqual({ source: { name: 'swarm-lint' }, diagnostics: [] }));

  test('accepted findings are left out', () => expect(parsed(everything, fixed()).diagnostics).toHaveLength(3));

  test('paths start where the command runs, even when they climb', () => {
    const path = (root: string) => parsed(everything, fixed({ root, folder: 'top' })).diagnostics[0].location.path;
    expect([path('.'), path('shop/api'), path('..')]).toEqual(['src/app.ts', 'shop/api/src/app.ts', '../src/app.ts']);
  });

  test('columns count bytes of UTF-8', () => {
    const place = { path: 'a.yml', start: { line: 2, column: 7 }, end: { line: 2, column: 11 } };
    const tree = { 'a.yml': 'x\nä: 👍 abcd\n' };
    const [{ location }] = parsed(report({ findings: [finding({ place })] }), fixed({ tree })).diagnostics;
    expect(location.range).toEqual({ start: { line: 2, column: 10 }, end: { line: 2, column: 14 } });
  });

  test('a point has no end', () => {
    expect(parsed(everything, fixed()).diagnostics[2].location.range).toEqual({ start: { line: 1, column: 1 } });
  });

  test('hostile and random words are text', () => {
    expect(parsed(said(EVIL), fixed()).diagnostics).toHaveLength(2);
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), anyWords, (first, words) => {
        const output = parsed(said(first + words), fixed());
        expect(output.diagnostics[0].message.split('\n')).toHaveLength(3);
        expect(halvesIn(rdjson(said(words), fixed()))).toEqual([]);
      }),
    );
  });
});
