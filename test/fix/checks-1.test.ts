/** What the checks of factors 1 to 6 mend, in the words of the files. */
import { expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import { fixAll, unifiedDiff } from '../../src/fix/index.ts';
import { lintTree as lint } from '../support/lint.ts';

test.each(
  rules.flatMap(({ factor, checks }) =>
    checks.flatMap((check) => (check.fix && factor <= 6 ? [[check.id, check] as const] : [])),
  ),
)('%s', (id, check) => {
  const again = (tree: any) => lint(tree);
  const tree = check.examples.bad;
  const { texts, done, refused, run } = fixAll(tree, again(tree), 'suggested', again);
  console.log(
    id,
    done.map((d) => d.finding.check + ' ' + d.fix.title + ' ' + d.fix.safety),
    refused.map((d) => d.finding.check + ' ' + d.fix.title + ' ' + d.why),
    run.report.findings.some((f) => f.check === id),
    [...texts].map(([p, t]) => unifiedDiff(p, tree[p]!, t, (l) => l)).join('\n'),
  );
});
