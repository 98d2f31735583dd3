/** What a repository knows of a service that runs: who makes its image, how its program starts, and the code that it ships. */
import { parseImageReference } from '../image-reference.ts';
import type { LiveCluster } from '../live.ts';
import type { Service, Stack } from '../model.ts';
import { namespaceOf } from '../queries/live-drift.ts';

/** The name of an image without tag and digest; tags change with every release. */
function nameOf({ image }: Service): string | undefined {
  const reference = parseImageReference(image?.value ?? image?.raw ?? '');
  return reference && `${reference.registry ?? ''}/${reference.repository}`;
}

/** The same image by name, started in the same way: then the code of the one is the code of the other. */
function isSame(running: Service, written: Service): boolean {
  const name = nameOf(running);
  return (
    name !== undefined &&
    name === nameOf(written) &&
    areSame(running.command?.argv, written.command?.argv) &&
    areSame(running.entrypoint?.argv, written.entrypoint?.argv)
  );
}

/** Secrets among what runs are hidden, as variables whose value nobody knows. */
const areSame = (running: readonly string[] = [], written: readonly string[] = []): boolean =>
  running.length === written.length && running.every((word, at) => word === written[at] || word.includes('${hidden}'));

/** `stacks`: of a cluster; `against`: of the repository it is held against. Services that both have in common are told what the repository knows. */
export function withKnownCode(
  stacks: readonly Stack[],
  against: readonly Stack[],
  cluster: LiveCluster,
): readonly Stack[] {
  const known = new Map(
    against.flatMap((stack) => {
      const namespace = namespaceOf(stack, cluster);
      return namespace === undefined
        ? []
        : stack.services.map((service) => [`${namespace}\0${service.name}`, service] as const);
    }),
  );
  return stacks.map((stack) => ({
    ...stack,
    services: stack.services.map((service) => {
      const written = stack.running ? known.get(`${stack.id}\0${service.name}`) : undefined;
      if (!written?.built || !isSame(service, written)) return service;
      const { built, process, code, role, family, probe } = written;
      return { ...service, built, process, code, role, family, probe: service.probe ?? probe };
    }),
  }));
}
