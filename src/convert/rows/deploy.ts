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
  if (isMap(value) && mode?.startsWith('global') && valueAt(draft, value, 'replicas')) {
    tellIn(scope, {
      kind: 'dropped',
      key: 'deploy.replicas',
      reason: `with mode: ${mode} every node gets one task`,
      node: valueAt(draft, value, 'replicas'),
    });
    removePair(value, 'replicas');
  }
}
