/** Words below `deploy` that Compose lets pass and the daemon refuses. */
import { isMap, isScalar } from 'yaml';
import { type Slot, valueAt } from '../draft.ts';
import { removePair, retext, textOf } from '../edit.ts';
import { type Row, type Scope, tellIn } from './scope.ts';

export const deployRows: readonly Row[] = [{ key: 'deploy', why: 'the daemon knows fewer words', work: ofDeploy }];

const conditions: Readonly<Record<string, string>> = { always: 'any', 'unless-stopped': 'any', no: 'none' };

function ofDeploy(scope: Scope, { value }: Slot): void {
  const { draft } = scope.job;
  const condition = valueAt(draft, valueAt(draft, value, 'restart_policy'), 'condition');
  const better = conditions[textOf(condition) ?? ''];
  if (isScalar(condition) && better) {
    tellIn(scope, {
      kind: 'rewritten',
      key: 'deploy.restart_policy.condition',
      reason: `Swarm calls ${textOf(condition)} ${better}`,
      node: condition,
    });
    retext(condition, better);
  }
  const mode = textOf(valueAt(draft, value, 'mode'));
  if (!mode?.startsWith('global')) return;
  for (const [path, holder] of [
    ['replicas', value],
    ['placement.max_replicas_per_node', valueAt(draft, value, 'placement')],
  ] as const) {
    const key = path.split('.').at(-1)!;
    const node = valueAt(draft, holder, key);
    if (!isMap(holder) || !node) continue;
    tellIn(scope, {
      kind: 'dropped',
      key: `deploy.${path}`,
      reason: `with mode: ${mode} every node gets one task`,
      node,
    });
    removePair(holder, key);
  }
}
