import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { rules } from '../../rules/index.ts';
import { sarif } from '../../src/report/sarif.ts';
import { lintTree, readTree } from '../support/lint.ts';
import { expectGolden } from './golden.ts';
import { anyWords, EVIL, empty, everything, fixed, halvesIn, said } from './machine-sample.ts';
import { context, finding, place, report } from './sample.ts';

/** Written for draft 4; nothing in it means anything else in draft 7 but the name of its own address. */
const {
  $schema: _draft,
  id: _address,
  ...schema
} = JSON.parse(readFileSync('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', 'utf8'));
/** RFC 3986: only what may stand in a URI, and every percent sign with two digits. */
const URI = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;
const isRelative = (uri: string): boolean => URI.test(uri) && !/^[^/?#]*:/.test(uri) && !uri.startsWith('/');
const validate = new Ajv({
  strict: false,
  allErrors: true,
  // One pattern of the schema has a bracket too many.
  unicodeRegExp: false,
  formats: { uri: (uri: string) => URI.test(uri) && uri.includes(':'), 'uri-reference': URI, 'date-time': true },
}).compile(schema);

const parsed = (...words: Parameters<typeof sarif>) => JSON.parse(sarif(...words));
const run = (...words: Parameters<typeof sarif>) => parsed(...words).runs[0];

function expectValid(output: unknown): void {
  validate(output);
  expect(validate.errors).toBeNull();
}

describe('sarif', () => {
  test('golden', () => expectGolden('sample.sarif', sarif(everything, fixed())));

  test.each([
    ['one of everything', everything],
    ['nothing', empty],
    ['hostile words', said(EVIL)],
  ])('%s validates against the official schema', (_name, words) => {
    expectValid(parsed(words, fixed()));
    expectValid(parsed(words, context()));
  });

  test('the schema can refuse', () => {
    const output = parsed(everything, fixed());
    output.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0;
    expect(validate(output)).toBe(false);
  });

  test('random words validate, and every path is a relative address', () =>
    fc.assert(
      fc.property(anyWords, (words) => {
        // No path of a repository starts with a slash.
        const output = parsed(said(`a${words}`), fixed());
        expectValid(output);
        const { uri } = output.runs[0].results[0].locations[0].physicalLocation.artifactLocation;
        expect([uri, isRelative(uri)]).toEqual([uri, true]);
        expect(halvesIn(sarif(said(words), fixed()))).toEqual([]);
      }),
      { numRuns: 60 },
    ));

  test('a whole repository validates', () => {
    const tree = readTree('fixtures/projects/lift-and-shift-shop');
    const { report: found, facts } = lintTree(tree);
    const output = parsed(found, context({ tree, facts }));
    expectValid(output);
    for (const { ruleId, ruleIndex } of output.runs[0].results)
      expect(output.runs[0].tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  test('every rule has what GitHub requires, within its limits', () => {
    const { rules: written } = run(empty, context()).tool.driver;
    expect(written).toHaveLength(rules.flatMap(({ checks }) => checks).length);
    for (const rule of written) {
      for (const text of [rule.id, rule.shortDescription.text, rule.help.text, rule.help.markdown])
        expect(text).not.toBe('');
      expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
      expect(rule.fullDescription.text.length).toBeLessThanOrEqual(1024);
      expect(rule.properties.tags.length).toBeLessThanOrEqual(10);
      expect(['high', 'medium', 'low']).toContain(rule.properties.precision);
      expect(['error', 'warning', 'recommendation']).toContain(rule.properties['problem.severity']);
    }
  });

  test('paths are encoded, start at the top of the repository, and never climb', () => {
    const uris = (folder: string | undefined, root: string) => {
      const findings = [finding({ place: place('a b/c:d#e?f%g/größe.ts', 1, 1), notes: [] })];
      return run(report({ findings }), fixed({ folder, root })).results[0].locations[0].physicalLocation
        .artifactLocation;
    };
    expect(uris('', '.')).toEqual({ uri: 'a%20b/c%3Ad%23e%3Ff%25g/gr%C3%B6%C3%9Fe.ts', uriBaseId: '%SRCROOT%' });
    expect(uris('services/a', '.').uri).toMatch(/^services\/a\/a%20b/);
    expect(uris(undefined, '../x').uri).toMatch(/^x\/a%20b/);
    expect(uris(undefined, '..').uri).toMatch(/^a%20b/);
    expect(run(empty, fixed()).originalUriBaseIds).toHaveProperty('%SRCROOT%');
  });

  test('other places are linked from the message, and no link comes from the repository', () => {
    const notes = [{ place: place('a[1].yml', 9, 7), message: 'see [here](https://evil.example)' }];
    const [result] = run(report({ findings: [finding({ message: 'a [b](2) c', notes })] }), fixed()).results;
    expect(result.message.text).toBe('a [b] (2) c\n[a\\[1\\].yml:9](1) see [here] (https://evil.example)');
    expect(result.relatedLocations).toHaveLength(1);
    expect(result.relatedLocations[0].id).toBe(1);
  });

  test('accepted findings are suppressed, open ones are not', () => {
    const { results } = run(everything, fixed());
    expect(results.map(({ suppressions }: { suppressions?: unknown }) => suppressions)).toEqual([
      undefined,
      undefined,
      undefined,
      [{ kind: 'inSource', status: 'accepted', justification: 'one replica by design' }],
      [{ kind: 'external', status: 'accepted', justification: 'sticky sessions' }],
    ]);
    expect(results[0].partialFingerprints).toEqual({ 'swarmLint/v1': 'f1' });
  });

  test('gaps and stacks passed over are notifications; a fault means the run failed', () => {
    const [quiet] = run(report(), fixed()).invocations;
    expect(quiet.executionSuccessful).toBe(true);
    const said = quiet.toolExecutionNotifications.map(
      ({ level, message, descriptor }: { level: string; message: { text: string }; descriptor: { id: string } }) =>
        `${level} ${descriptor.id}: ${message.text}`,
    );
    expect(said).toEqual(['note gap: templated YAML', 'note passed-over: a development file']);
    const [failed] = run(report({ faults: [{ what: 'a check', error: 'broke' }] }), fixed()).invocations;
    expect(failed.executionSuccessful).toBe(false);
    expect(failed.toolExecutionNotifications[0]).toMatchObject({ level: 'error', message: { text: 'a check: broke' } });
  });

  test('verdicts are properties of the run', () => {
    const { services, score } = run(everything, fixed({ folder: 'x' })).properties;
    expect(score).toBe(61.23);
    expect(services[0]).toMatchObject({ name: 'api', stack: 'x/docker-stack.yml', verdict: 'blocked', score: 39 });
    expect(services.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
      'blocked',
      'ready',
      'unknown',
      'singleton',
    ]);
  });
});
