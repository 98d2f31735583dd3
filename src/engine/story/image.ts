/** Which image a service runs, who makes it, and from what. */
import {
  belowOf,
  dockerfileOf,
  hasOpenFlags,
  type ImageReference,
  type Invocation,
  isCopy,
  isMeant,
  movingTag,
  parseImageReference,
  referenceOf,
  stageCopiedFrom,
  stagesBehind,
  writtenText,
} from '../../kit/index.ts';
import type { ImageStory, Stage } from './shape.ts';
import type { Teller } from './teller.ts';

export function imageStory(teller: Teller): ImageStory {
  const { service, spot } = teller;
  const { image, built, family } = service;
  const reference = referenceOf(service);
  const moving = movingTag(service);
  return {
    reference: image ? { value: image.value ?? image.raw, at: spot(image.at) } : null,
    tag: reference?.tag ?? moving ?? null,
    digest: reference?.digest ?? null,
    moving: moving !== undefined,
    variables: (image?.parts ?? []).flatMap((part) =>
      typeof part === 'string'
        ? []
        : [
            {
              name: part.name,
              fallback: part.operator?.endsWith('-') ?? false,
              required: part.operator?.endsWith('?') ?? false,
            },
          ],
    ),
    family: family?.family ?? null,
    build: built ? buildStory(teller) : null,
    makers: reference ? makersOf(reference, teller) : [],
  };
}

function buildStory({ service: { built }, spot, maybe, facts }: Teller): ImageStory['build'] {
  if (!built) return null;
  const { image, confidence, why, at } = built;
  const user = image.user;
  return {
    dockerfile: image.dockerfile,
    at: spot(image.at),
    target: image.target ?? null,
    context: image.context ?? null,
    confidence,
    why,
    whyAt: maybe(at),
    base: { value: image.base.value ?? image.base.raw, at: spot(image.base.at) },
    stages: stagesOf({ image, spot, facts }),
    user: user
      ? { value: user.value ?? user.raw, at: spot(user.at) }
      : image.baseKnown?.user
        ? { value: image.baseKnown.user, at: null }
        : null,
    workingDirectory: image.workingDirectory ?? null,
    exposed: image.exposed.map(({ port, at: where }) => ({ value: port, at: spot(where) })),
    volumes: image.volumes.map(({ path, at: where }) => ({ value: path, at: spot(where) })),
  };
}

function stagesOf({
  image,
  spot,
  facts,
}: Pick<Teller, 'spot' | 'facts'> & {
  readonly image: NonNullable<Teller['service']['built']>['image'];
}): readonly Stage[] {
  const dockerfile = dockerfileOf(image, facts);
  if (!dockerfile) return [];
  const behind = stagesBehind(image, dockerfile);
  const final = behind[0];
  const lineage = new Set<unknown>();
  for (let below = final && belowOf(final, dockerfile); below; below = belowOf(below, dockerfile)) lineage.add(below);
  const copied = new Set<unknown>(
    behind.flatMap(({ instructions }) =>
      instructions.flatMap((one) => (isCopy(one) ? (stageCopiedFrom(one, dockerfile) ?? []) : [])),
    ),
  );
  return dockerfile.stages.map((stage) => ({
    index: stage.index,
    name: stage.name ?? null,
    from: stage.from.value ?? stage.from.raw,
    use:
      stage === final
        ? 'final'
        : lineage.has(stage)
          ? 'below'
          : copied.has(stage) || behind.includes(stage)
            ? 'copied'
            : 'unused',
    at: spot(stage.at),
  }));
}

/** Commands that name the image in full; where variables stand in for parts of the name, it is not compared. */
function makersOf(own: ImageReference, { facts, spot }: Teller): ImageStory['makers'] {
  return facts.invocations.filter(isMeant).flatMap((invocation) => {
    const does = doesTo(own, invocation);
    if (!does) return [];
    const platform = invocation.flags.find(({ name }) => name === 'platform')?.value;
    return [
      {
        does,
        where: invocation.where,
        job: invocation.job ?? null,
        platform: platform && platform.value !== undefined && !platform.value.includes('$') ? platform.value : null,
        at: spot(invocation.at),
      },
    ];
  });
}

function doesTo(own: ImageReference, invocation: Invocation): ImageStory['makers'][number]['does'] | undefined {
  const { command, flags, operands } = invocation;
  const last = command.at(-1);
  if (command[0] === 'compose') return undefined;
  const named = (text: string) => isSame(own, parseImageReference(text.replace(/\$\{\{[^{}]*\}\}/g, '$$x')));
  if (last === 'push' && !hasOpenFlags(invocation))
    return operands.some((word) => named(writtenText(word))) ? 'pushes' : undefined;
  if (last !== 'build') return undefined;
  const tags = flags.filter(({ name }) => ['t', 'tag', 'tags'].includes(name));
  if (
    !tags.some(
      ({ value }) =>
        value &&
        writtenText(value)
          .split(/[\s,]+/)
          .some(named),
    )
  )
    return undefined;
  const push = flags.find(({ name }) => name === 'push');
  return push && push.value?.value !== 'false' ? 'builds and pushes' : 'builds';
}

const isSame = (own: ImageReference, other: ImageReference | undefined): boolean =>
  other !== undefined &&
  own.repository === other.repository &&
  (own.registry === other.registry || own.registry?.includes('$') === true || other.registry?.includes('$') === true);
