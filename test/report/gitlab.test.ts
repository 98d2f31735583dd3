import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../../src/engine/report.ts';
import { gitlab, gitlabSeverity } from '../../src/report/gitlab.ts';
import { expectGolden } from './golden.ts';
import { anyWords, EVIL, empty, everything, fixed, halvesIn, said } from './machine-sample.ts';
import { finding, report } from './sample.ts';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}
const issues = (...words: Parameters<typeof gitlab>): readonly Issue[] => JSON.parse(gitlab(...words));

describe('gitlab', () => {
  test('golden', () => expectGolden('sample.gitlab.json', gitlab(everything, fixed())));

  test('a report about nothing is an empty list', () => expect(gitlab(empty, fixed())).toBe('[]\n'));

  test('accepted findings are left out, and what two stacks share is said once', () => {
    expect(issues(everything, fixed()).map(({ fingerprint }) => fingerprint)).toEqual(['f1', 'f2', 'f3']);
    const findings = [finding(), finding({ service: 'other.yml#api', fingerprint: 'f2' })];
    expect(issues(report({ findings }), fixed())).toHaveLength(1);
  });

  test.each<[Finding['severity'], Finding['effect'], string]>([
    ['error', 'break', 'blocker'],
    ['error', 'block', 'critical'],
    ['error', 'none', 'major'],
    ['warning', 'block', 'major'],
    ['warning', 'degrade', 'minor'],
    ['info', 'none', 'info'],
  ])('%s that does %s is %s', (severity, effect, expected) =>
    expect(gitlabSeverity({ severity, effect })).toBe(expected),
  );

  test('fingerprints differ between folders, because GitLab puts all reports together', () => {
    const at = (folder: string) => issues(everything, fixed({ folder }))[0]!;
    expect(at('a').fingerprint).not.toBe(at('b').fingerprint);
    expect(at('a').fingerprint).toBe(at('a').fingerprint);
    expect(at('a').location).toEqual({ path: 'a/src/app.ts', lines: { begin: 14 } });
  });

  test('hostile and random words are text without anything hidden; paths stay what they are', () => {
    expect(issues(said('a\u202eb\u0000'), fixed())[0]).toMatchObject({
      description: 'a\\u202Eb\\u0000 Fix: a\\u202Eb\\u0000',
      location: { path: 'a\u202eb\u0000' },
    });
    expect(issues(said(EVIL), fixed())).toHaveLength(2);
    fc.assert(
      fc.property(anyWords, (words) => {
        const output = gitlab(said(words), fixed());
        expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
        expect(halvesIn(output)).toEqual([]);
        expect(JSON.parse(output)).toHaveLength(2);
      }),
    );
  });
});
