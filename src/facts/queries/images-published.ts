/** What scripts and pipelines do with the image a service runs, before they deploy it. */
import type { Located, Span } from '../../source/index.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Facts, Service } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { isMovingTag, referenceOf, resolvesOnNodes } from './images-references.ts';
import { memoise } from './memoise.ts';

interface Tagged extends Located {
  readonly repository: string;
  readonly registry?: string;
  /** Absent when a variable decides it. */
  readonly tag?: string;
  readonly invocation: Invocation;
}

const automated = ({ where }: Invocation): boolean => where !== 'documentation';

/** Names that builds write, as far as they are known. */
const builds = memoise((facts: Facts): readonly Tagged[] =>
  facts.invocations
    .filter((one) => automated(one) && one.command.at(-1) === 'build' && one.command[0] !== 'compose')
    .flatMap((invocation) =>
      invocation.flags
        .filter(({ name }) => ['tag', 't', 'tags'].includes(name))
        .flatMap(({ value, at }) => taggedBy(value?.value ?? value?.raw, value?.at ?? at, invocation)),
    ),
);

function taggedBy(text: string | undefined, at: Span, invocation: Invocation): readonly Tagged[] {
  if (text === undefined) return [];
  const plain = text.replace(/^(["'])(.*)\1$/, '$2').replace(/\$\{\{[^{}]*\}\}/g, '$x');
  const reference = parseImageReference(plain);
  if (!reference) return [];
  const tag = reference.tag ?? (reference.versioned ? undefined : 'latest');
  return [{ at, repository: reference.repository, registry: reference.registry, tag, invocation }];
}

const of = (service: Service, facts: Facts): readonly Tagged[] => {
  const reference = referenceOf(service);
  return reference === undefined
    ? []
    : builds(facts).filter(
        ({ repository, registry }) => repository === reference.repository && registry === reference.registry,
      );
};

/** Something hands images to a registry, or may do so in a way that is not seen. */
const publishes = memoise((facts: Facts): boolean =>
  facts.invocations.some(
    ({ command, flags, where }) =>
      where !== 'documentation' &&
      (['push', 'bake', 'imagetools', 'save', 'load'].includes(command.at(-1) ?? '') ||
        command.includes('imagetools') ||
        flags.some(({ name }) => name === 'push' || name === 'output')),
  ),
);

/** The build of an image that the same script deploys, where nothing in the repository pushes any image. */
export function builtAndKept(service: Service, facts: Facts): Span | undefined {
  if (publishes(facts)) return undefined;
  return of(service, facts).find(({ invocation }) =>
    facts.invocations.some(
      ({ command, path, at, remote }) =>
        path === invocation.path &&
        command[0] === 'stack' &&
        command[1] === 'deploy' &&
        at.start > invocation.at.start &&
        Boolean(remote) === Boolean(invocation.remote),
    ),
  )?.at;
}

/** Several jobs build under the same name on machines of their own, and the deploy leaves it to every node to find its image. */
export function builtOnNodes(service: Service, facts: Facts): boolean {
  const jobs = new Map<string, Set<string>>();
  for (const { command, flags, remote, path, job } of facts.invocations)
    if (command.at(-1) === 'build' && command[0] !== 'compose' && remote && job !== undefined)
      for (const { name, value } of flags)
        if ((name === 'tag' || name === 't') && value)
          jobs.set(value.raw, (jobs.get(value.raw) ?? new Set()).add(`${path} ${job}`));
  return [...jobs.values()].some(({ size }) => size > 1) && resolvesOnNodes(service, facts);
}

/** The build of a pipeline that writes this image under tags that move, and under no other. */
export function onlyMovingTag(service: Service, facts: Facts): Span | undefined {
  const written = of(service, facts).filter(({ invocation }) => invocation.where === 'ci');
  return written.length > 0 && written.every(({ tag }) => tag !== undefined && isMovingTag(tag))
    ? written[0]?.at
    : undefined;
}
