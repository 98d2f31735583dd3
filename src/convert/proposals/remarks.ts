/** Comments about what only a person knows: how to ask a program whether it answers, and how much memory it needs. */
import type { Node, YAMLMap } from 'yaml';
import { keyOf, slotOf, valueAt } from '../draft.ts';
import { commentBefore, commented } from '../edit.ts';
import type { Job } from '../job.ts';
import { knownImage } from '../known-images.ts';
import { defaultOf } from '../rows/scope.ts';
import { type Named, runsOnce } from './service.ts';

const health = 'healthcheck';
const memory = 'deploy.resources.limits.memory';

export function proposeRemarks({ draft, tell }: Job, [service, map]: Named): void {
  const checked = slotOf(draft, map, health) || runsOnce(draft, map) || isRemarked(map, health);
  const limits = valueAt(draft, valueAt(draft, valueAt(draft, map, 'deploy'), 'resources'), 'limits');
  const limited = valueAt(draft, limits, 'memory') || isRemarked(map, memory);
  const known = checked ? undefined : knownImage(defaultOf(valueAt(draft, map, 'image')));
  const words = [
    ...(checked || known ? [] : [`${health} (unless the image has one)`]),
    ...(limited ? [] : [`${memory} (see docker stats)`]),
  ];
  if (known) remark(map, `TODO: ${health}: { test: '${known.test}', interval: 10s, start_period: 30s }`);
  if (words.length > 0) remark(map, `TODO: ${words.join(', ')}`);
  const base = { kind: 'proposed', todo: true } as const;
  if (!checked)
    tell({
      ...base,
      path: `services.${service}.${health}`,
      reason: 'without one, here or in the image, Swarm sends requests to tasks that are not ready yet',
    });
  if (!limited)
    tell({
      ...base,
      path: `services.${service}.${memory}`,
      reason: 'without one a task can take all the memory of its node',
    });
}

/** Remarks about a service stand above its `deploy`, or what it has instead. */
const keyForRemarks = (map: YAMLMap): Node | undefined =>
  (map.items.find((one) => keyOf(one) === 'deploy') ?? map.items.at(-1))?.key as Node | undefined;

const isRemark = (comment: string | null | undefined, about: string): boolean =>
  comment?.split('\n').some((line) => line.startsWith(' TODO: ') && line.includes(about)) === true;

const isRemarked = (map: YAMLMap, about: string): boolean =>
  [map, ...map.items.map(({ key }) => key as Node)].some(
    ({ commentBefore, comment }) => isRemark(commentBefore, about) || isRemark(comment, about),
  );

function remark(map: YAMLMap, text: string): void {
  const key = keyForRemarks(map);
  if (key && !commented(map, text)) commentBefore(key, text);
}
