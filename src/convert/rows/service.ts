/** Every key of a service that means something else to Swarm. What no row speaks of, the tables of the loader decide (`sweep.ts`). */
import { isMap, isScalar, isSeq } from 'yaml';
import { respellings } from '../../facts/swarm/known-values.ts';
import { booleanOf } from '../../facts/units.ts';
import { keyOf, resolve, type Slot, slotsOf, valueAt } from '../draft.ts';
import { ownMap, put, removePair, retext, sequence, textOf } from '../edit.ts';
import { scalarOf } from '../view.ts';
import { buildRows } from './build.ts';
import { deployRows } from './deploy.ts';
import { labelRows } from './labels.ts';
import { memoryRows } from './memory.ts';
import { mountRows } from './mounts.ts';
import { networkRows } from './networks.ts';
import { portRows } from './ports.ts';
import { resourceRows } from './resources.ts';
import { hasPath, pathIn, putAt, type Row, type Scope, takeOut, tellIn } from './scope.ts';

/** In the order in which they are done. */
export const serviceRows: readonly Row[] = [
  ...buildRows,
  ...resourceRows,
  ...deployRows,
  ...networkRows,
  ...portRows,
  ...mountRows,
  ...memoryRows,
  ...labelRows,
  { key: 'depends_on', why: 'Swarm wants a list, and starts services in any order', work: ofDependencies },
  { key: 'environment', why: 'Swarm wants text, and quotes keep the text as written', work: ofEnvironment },
  { key: 'env_file', why: 'Swarm wants paths, and reads the files in its own way', work: ofEnvFile },
  { key: 'healthcheck', why: 'Swarm refuses a test that is disabled', work: ofHealthcheck },
  { key: 'log_driver', to: 'logging.driver', why: 'Swarm reads it below logging' },
  { key: 'log_opt', to: 'logging.options', why: 'Swarm reads it below logging' },
];

export function translate(scope: Scope): void {
  for (const row of serviceRows) {
    const slot = slotsOf(scope.job.draft, scope.map).find(({ key }) => key === row.key);
    if (!slot) continue;
    if (row.work) row.work(scope, slot);
    else move(scope, row, slot);
  }
}

function move(scope: Scope, { key, to, why, value: translated, loss }: Row, { pair, value }: Slot) {
  takeOut(scope, key);
  if (to === undefined) return tellIn(scope, { kind: 'dropped', key, reason: why, loss, node: pair.key });
  if (hasPath(scope, to))
    return tellIn(scope, { kind: 'dropped', key, reason: `${to} says it already`, node: pair.key });
  const made = value && (translated ? translated(value, scope) : value);
  if (!made)
    return tellIn(scope, {
      kind: 'dropped',
      key,
      reason: textOf(value) === undefined && !isMap(value) ? 'nothing stands there' : `${to} takes no such value`,
      loss: 'light',
      node: pair.key,
    });
  putAt(scope, to, made);
  tellIn(scope, { kind: 'moved', key, to, reason: why, node: pair.key });
}

function ofDependencies(scope: Scope, { pair, value }: Slot): void {
  const { draft } = scope.job;
  if (!isMap(value)) return;
  const waits = slotsOf(draft, value).map((slot) => ({
    name: slot.key,
    condition: textOf(valueAt(draft, slot.value, 'condition')) ?? 'service_started',
  }));
  put(scope.map, 'depends_on', sequence(waits.map(({ name }) => name)));
  const done = waits.filter(({ condition }) => condition === 'service_completed_successfully').map(({ name }) => name);
  tellIn(scope, {
    kind: 'rewritten',
    key: 'depends_on',
    reason:
      done.length > 0
        ? `Swarm starts services in any order, and waits for none: run ${done.join(', ')} before the deploy, or in the start of the image`
        : 'Swarm takes a list, and starts services in any order all the same: the program must try again until the others answer',
    loss: done.length > 0 ? 'heavy' : 'light',
    ...(done.length > 0 && { todo: true }),
    node: pair.key,
  });
  if (done.length === 0) return;
  const written = scope.map.items.find((one) => keyOf(one) === 'depends_on');
  if (written && isScalar(written.key))
    written.key.commentBefore = [
      written.key.commentBefore,
      ` TODO: Swarm does not wait for ${done.join(', ')}: run it before the deploy, or in the start of the image`,
    ]
      .filter(Boolean)
      .join('\n');
}

function ofHealthcheck(scope: Scope, { value }: Slot): void {
  const { draft } = scope.job;
  const test = valueAt(draft, value, 'test');
  if (!test || booleanOf(scalarOf(valueAt(draft, value, 'disable'), 0)) !== true) return;
  removePair(ownMap(draft, scope.map, 'healthcheck'), 'test');
  tellIn(scope, { kind: 'dropped', key: 'healthcheck.test', reason: 'it is disabled: Swarm refuses both', node: test });
}

/** Booleans get quotes from the loader's own table; numbers that come out in another spelling get them here. */
function ofEnvironment(scope: Scope, { value }: Slot): void {
  if (!isMap(value)) return;
  for (const { key, pair, value: node } of slotsOf(scope.job.draft, value)) {
    const { type, raw, value: text } = scalarOf(node, 0);
    if (!isScalar(node) || type !== 'number' || text === undefined) continue;
    const spelling = scalarSpelling(raw);
    if (spelling === undefined) continue;
    retext(node, raw, true);
    scope.job.tell({
      kind: 'rewritten',
      path: pathIn(scope, `environment.${key}`),
      reason: `${spelling}; quotes keep it as written`,
      node: pair.key,
    });
  }
}

const scalarSpelling = (raw: string): string | undefined =>
  /^[+-]?0[\dxob_]|[eE]|^\d{4}-\d|^\d+\.\d*0$|_/.test(raw)
    ? (respellings.find(({ pattern }) => pattern?.test(raw))?.message ?? 'it is a number to YAML')
    : undefined;

function ofEnvFile(scope: Scope, { pair, value }: Slot): void {
  const { draft } = scope.job;
  if (!isSeq(value) || !value.items.some((item) => isMap(resolve(draft, item)))) return;
  const paths = value.items.flatMap((item) => {
    const file = resolve(draft, item);
    return isMap(file) ? (valueAt(draft, file, 'path')?.clone() ?? []) : ((file as never) ?? []);
  });
  put(scope.map, 'env_file', sequence(paths as never));
  tellIn(scope, {
    kind: 'rewritten',
    key: 'env_file',
    reason: 'Swarm wants paths only, and every file must be there when it deploys',
    loss: 'light',
    node: pair.key,
  });
}
