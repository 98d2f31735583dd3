/** How Swarm runs it, and what a release does. */
import type { Amounts, DeployStory, Story, UpdateStory } from '../../engine/story/index.ts';
import { plural } from '../../kit/index.ts';
import type { Style } from '../style.ts';
import { duration, isWritten, type Row, type Section, under } from './rows.ts';

export function deploy(story: Story, style: Style): Section {
  const told = story.deploy;
  return {
    title: 'Deploy',
    rows: [
      ...(told.constraints.length === 0
        ? [{ key: 'placement', text: 'any node' }]
        : under(
            'placement',
            told.constraints.map(({ value, at }) => ({ text: `where ${value}`, at })),
          )),
      ...(told.mostPerNode?.value
        ? [{ text: `at most ${told.mostPerNode.value} on one node`, at: told.mostPerNode.at }]
        : []),
      ...resourceRows(told),
      restartRow(told),
      ...updateRows(story, style),
      told.logging
        ? {
            key: 'logging',
            text:
              told.logging.value === null
                ? "the driver of each node's engine, with options"
                : `driver ${told.logging.value}`,
            at: told.logging.at,
          }
        : { key: 'logging', text: "whatever each node's engine does by default" },
    ],
  };
}

const amounts = ({ cpus, memory }: Amounts): string =>
  [memory ? `${memory.value} memory` : '', cpus ? `${cpus.value} CPU` : ''].filter(Boolean).join(', ');

function resourceRows({ limits, reservations }: DeployStory): readonly Row[] {
  const most = amounts(limits);
  const kept = amounts(reservations);
  return under('resources', [
    {
      text: most === '' ? 'no limit: a task may take all that its node has' : `at most ${most}`,
      at: limits.memory?.at ?? limits.cpus?.at,
    },
    {
      text: kept === '' ? 'nothing reserved: Swarm places it without asking what a node has left' : `${kept} reserved`,
      at: reservations.memory?.at ?? reservations.cpus?.at,
    },
  ]);
}

function restartRow({ restart, mode }: DeployStory): Row {
  const { condition, delay, maxAttempts, legacy } = restart;
  const again = `${duration(delay.value)} later${maxAttempts ? `, ${plural(maxAttempts.value, 'time')} at most` : ''}`;
  const job = mode.value?.endsWith('-job') ?? false;
  const text =
    condition.value === 'none'
      ? 'never, whatever its exit code'
      : condition.value === 'on-failure' || (job && condition.value === 'any')
        ? `only when it fails, ${again}`
        : condition.value === 'any'
          ? `whatever its exit code, ${again}`
          : `by a condition that a variable decides, ${again}`;
  return {
    key: 'restarted',
    text: `${text}${condition.at ? '' : " (Swarm's default)"}${legacy ? ' (from restart:, which Swarm reads for want of a restart_policy)' : ''}`,
    at: condition.at,
  };
}

function updateRows(story: Story, style: Style): readonly Row[] {
  const { update, rollback, replicas, mode } = story.deploy;
  if (update === null) return [{ key: 'release', text: 'a job: every deploy runs it again, changed or not' }];
  const written = Object.values(update).some(isWritten);
  const rows: Row[] = [
    {
      text: `${paceOf(update)}, ${orderOf(update)}${written ? '' : " (all Swarm's defaults)"}`,
      at: update.order.at ?? update.parallelism.at,
    },
  ];
  const serves = ['web', 'proxy'].includes(story.identity.role.value);
  if (serves && mode.value === 'replicated' && replicas?.value === 1 && update.order.value === 'stop-first')
    rows.push({
      text: 'with one replica nobody answers between the two',
      mark: { symbol: style.symbols.warn, paint: style.warn },
    });
  rows.push({ text: failureOf(update), at: update.failureAction.at ?? update.monitor.at });
  if (rollback && (update.failureAction.value === 'rollback' || Object.values(rollback).some(isWritten)))
    rows.push({
      text: `a rollback goes ${paceOf(rollback)}, ${orderOf(rollback)}`,
      at: rollback.order.at ?? rollback.parallelism.at,
    });
  return under('release', rows);
}

function paceOf({ parallelism, delay }: UpdateStory): string {
  const pause = delay.value === null || delay.value > 0 ? `, ${duration(delay.value)} apart` : '';
  if (parallelism.value === null) return `as many tasks at a time as a variable says${pause}`;
  return parallelism.value === 0 ? 'all tasks at once' : `${plural(parallelism.value, 'task')} at a time${pause}`;
}

function orderOf({ order }: UpdateStory): string {
  if (order.value === 'start-first') return 'the new one starts before the old one stops';
  return order.value === 'stop-first'
    ? 'the old one stops before the new one starts'
    : 'in an order that a variable decides';
}

function failureOf({ failureAction, monitor, maxFailureRatio }: UpdateStory): string {
  const ratio = maxFailureRatio.value
    ? `more than ${Math.round(maxFailureRatio.value * 100)} % of the tasks fail`
    : 'a task fails';
  const when = `if ${ratio} within ${duration(monitor.value)} of its start`;
  switch (failureAction.value) {
    case 'rollback':
      return `${when}, Swarm goes back to the release before`;
    case 'continue':
      return `${when}, Swarm goes on all the same`;
    case 'pause':
      return `${when}, the release stops half-way and waits for somebody`;
    default:
      return `${when}, a variable decides what happens`;
  }
}
