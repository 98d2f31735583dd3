/** What the checks of factors 7 to 12 mend, in the words of the files. */
import { expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import { fixAll, unifiedDiff } from '../../src/fix/index.ts';
import { lintTree } from '../support/lint.ts';

const checks = rules.flatMap(({ factor, checks: all }) => (factor >= 7 ? all.filter(({ fix }) => fix) : []));

test.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  const tree = check.examples.bad;
  const again = (t: any) => lintTree(t, { checks: undefined } as any);
  const { texts, done, refused, run } = fixAll(tree, again(tree), 'suggested', again);
  process.stderr.write(
    [
      id,
      ...done.map((d) => `+ ${d.finding.check} ${d.fix.title} ${d.fix.safety}`),
      ...refused.map((d) => `- ${d.finding.check} ${d.fix.title}: ${d.why}`),
      run.report.findings.some((f) => f.check === id) ? 'STAYS' : '',
      ...[...texts].map(([p, t]) => unifiedDiff(p, tree[p]!, t, (l) => l)),
    ].join('\n') + '\n',
  );
  expect(1).toBe(1);
});
