/** Amounts: memory, processors, processes, restarts, replicas. */
import { isScalar } from 'yaml';
import { type Slot, valueAt } from '../draft.ts';
import { mapping, ownList, ownPath, scalar, textOf } from '../edit.ts';
import { defaultOf, hasPath, hasVariable, putAt, type Row, type Scope, takeOut, tellIn } from './scope.ts';

/** Text, also where a number stood. */
const asText: Row['value'] = (node) => {
  const text = textOf(node);
  if (text === undefined || !isScalar(node)) return undefined;
  const made = scalar(text);
  if (/^[\d.]+$/.test(text)) made.type = 'QUOTE_DOUBLE';
  made.comment = node.comment;
  return made;
};

/** `512m`, and bytes in the largest unit that holds them. */
const asSize: Row['value'] = (node, scope) => {
  const bytes = /^\d{4,15}$/.test(textOf(node) ?? '') ? Number(textOf(node)) : undefined;
  const [unit, size] =
    (
      [
        ['G', 2 ** 30],
        ['M', 2 ** 20],
        ['K', 2 ** 10],
      ] as const
    ).find(([, one]) => bytes && bytes % one === 0) ?? [];
  return bytes && size ? scalar(`${bytes / size}${unit}`) : asText(node, scope);
};

const asCount: Row['value'] = (node) => {
  const text = defaultOf(node);
  return text !== undefined && /^\d{1,9}$/.test(text) ? scalar(Number(text)) : undefined;
};

/** `replicas` may be a variable; limits of processes may not. */
const asReplicas: Row['value'] = (node, scope) => (hasVariable(node) ? asText(node, scope) : asCount(node, scope));

export const resourceRows: readonly Row[] = [
  { key: 'mem_limit', to: 'deploy.resources.limits.memory', why: 'Swarm reads limits below deploy', value: asSize },
  {
    key: 'mem_reservation',
    to: 'deploy.resources.reservations.memory',
    why: 'Swarm reads reservations below deploy, and places tasks by them',
    value: asSize,
  },
  { key: 'cpus', to: 'deploy.resources.limits.cpus', why: 'Swarm reads limits below deploy, as text', value: asText },
  { key: 'pids_limit', to: 'deploy.resources.limits.pids', why: 'Swarm reads limits below deploy', value: asCount },
  { key: 'scale', to: 'deploy.replicas', why: 'Swarm calls it replicas', value: asReplicas },
  {
    key: 'cpu_quota',
    to: 'deploy.resources.limits.cpus',
    why: 'a share of processors is a limit in Swarm',
    work: ofQuota,
  },
  {
    key: 'restart',
    to: 'deploy.restart_policy',
    why: 'Swarm restarts tasks by deploy.restart_policy',
    work: ofRestart,
  },
  { key: 'platform', to: 'deploy.placement.constraints', why: 'Swarm chooses the node', work: ofPlatform },
];

function ofQuota(scope: Scope, { pair, value }: Slot): void {
  const period = textOf(valueAt(scope.job.draft, scope.map, 'cpu_period')) ?? 100_000;
  const share = Number(textOf(value)) / Number(period);
  const to = 'deploy.resources.limits.cpus';
  const good = Number.isFinite(share) && share >= 0.001;
  if (good && !hasPath(scope, to)) {
    const cpus = scalar(String(Math.round(share * 1000) / 1000));
    cpus.type = 'QUOTE_DOUBLE';
    putAt(scope, to, cpus);
    tellIn(scope, {
      kind: 'moved',
      key: 'cpu_quota',
      to,
      reason: 'a quota per period is a number of processors',
      node: pair.key,
    });
    takeOut(scope, 'cpu_period');
  } else
    tellIn(scope, {
      kind: 'dropped',
      key: 'cpu_quota',
      reason: 'write deploy.resources.limits.cpus',
      loss: 'light',
      node: pair.key,
    });
  takeOut(scope, 'cpu_quota');
}

const conditions: Readonly<Record<string, string>> = {
  no: 'none',
  false: 'none',
  always: 'any',
  'unless-stopped': 'any',
  'on-failure': 'on-failure',
};

function ofRestart(scope: Scope, { pair, value }: Slot) {
  const to = 'deploy.restart_policy';
  const [word = '', attempts] = (defaultOf(value) ?? '').split(':', 2);
  const condition = conditions[word];
  takeOut(scope, 'restart');
  const tell = (kind: 'moved' | 'dropped', reason: string, loss?: 'light') =>
    tellIn(scope, {
      kind,
      key: 'restart',
      reason,
      node: pair.key,
      ...(loss && { loss }),
      ...(kind === 'moved' && { to }),
    });
  if (hasPath(scope, to)) return tell('dropped', 'deploy.restart_policy says it already');
  if (condition === undefined)
    return tell('dropped', 'a variable cannot choose the policy in Swarm, which restarts tasks always', 'light');
  const limit = /^\d{1,6}$/.test(attempts ?? '') && Number(attempts) > 0 ? Number(attempts) : undefined;
  const written = scalar(condition);
  if (isScalar(value)) written.comment = value.comment;
  putAt(scope, to, mapping({ condition: written, ...(limit && { max_attempts: limit }) }));
  tell(
    'moved',
    hasVariable(value)
      ? `its default, ${word}: a variable cannot choose the policy in Swarm`
      : word === 'unless-stopped' || word === 'always'
        ? `${word} is any in Swarm: a task that ends is replaced`
        : word === condition
          ? 'Swarm restarts tasks by deploy.restart_policy'
          : `${word} is ${condition} in Swarm`,
  );
}

/** Names of architectures as nodes report them. */
const architectures: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64', 'arm64/v8': 'aarch64' };

function ofPlatform(scope: Scope, { pair, value }: Slot) {
  const platform = defaultOf(value) ?? '';
  const [system, ...rest] = platform.split('/');
  const architecture = architectures[rest.join('/')];
  takeOut(scope, 'platform');
  if (architecture === undefined || !['linux', 'windows'].includes(system!))
    return tellIn(scope, {
      kind: 'dropped',
      key: 'platform',
      reason: 'Swarm chooses nodes by what the image was built for; put a label on nodes where that is not enough',
      loss: 'light',
      node: pair.key,
    });
  const list = ownList(scope.job.draft, ownPath(scope.job.draft, scope.map, ['deploy', 'placement']), 'constraints');
  const text = `node.platform.arch == ${architecture}`;
  if (!list.items.some((item) => /node\.platform\.arch/.test(textOf(item) ?? ''))) list.items.push(scalar(text));
  tellIn(scope, {
    kind: 'moved',
    key: 'platform',
    to: 'deploy.placement.constraints',
    reason: `Swarm chooses the node: only those of ${architecture} are left`,
    node: pair.key,
  });
}
