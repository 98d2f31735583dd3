/** Images that are deployed, beside those the repository is seen to build. */
import { fileNameOf, type Located } from '../../source/index.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Facts, Service } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { isThirdParty, referenceOf } from './images-references.ts';
import { memoise } from './memoise.ts';
import { hasRole, swarmServices } from './services.ts';

export interface DeployedName extends Located {
  readonly service: Service;
  /** Without registry and tag. */
  readonly repository: string;
  /** What the repository builds under the same owner and deploys nowhere. */
  readonly instead?: BuiltName;
}

export interface BuiltName extends Located {
  readonly repository: string;
  readonly path: string;
}

/** Services whose image is named in full and belongs to an owner for whom this repository builds images. */
export const deployedNames = memoise((facts: Facts): readonly DeployedName[] => {
  const builds = builtNames(facts);
  if (builds === undefined || builds.length === 0) return [];
  const made = new Set([...builds.map(({ repository }) => repository), ...composed(facts)]);
  const services = swarmServices(facts).filter(
    (service) => !isThirdParty(service) && !hasRole(service, 'datastore', 'tool') && !service.build,
  );
  const deployed = new Set(facts.services.flatMap((service) => referenceOf(service)?.repository ?? []));
  const unused = builds.filter(({ repository }) => !deployed.has(repository));
  const unmade = (namespace: string): number =>
    new Set(
      services
        .map(referenceOf)
        .filter((one) => one?.namespace === namespace && !made.has(one.repository))
        .map((one) => one?.repository),
    ).size;
  return services.flatMap((service): readonly DeployedName[] => {
    const reference = referenceOf(service);
    if (!reference?.namespace || !service.image || nameIsVariable(service)) return [];
    const { repository, namespace } = reference;
    const relatives = builds.filter((build) => parseImageReference(build.repository)?.namespace === namespace);
    if (relatives.length === 0) return [];
    // With two candidates nobody can say which of them was meant.
    const candidates = new Map(
      unused.filter((build) => relatives.includes(build)).map((build) => [build.repository, build]),
    );
    // Several that nothing here makes come from somewhere else: a plugin of the build, another repository.
    const mistaken = !made.has(repository) && candidates.size === 1 && unmade(namespace) === 1;
    const instead = mistaken ? [...candidates.values()][0] : undefined;
    return [{ at: service.image.at, service, repository, instead }];
  });
});

function nameIsVariable({ image }: Service): boolean {
  const name = image?.raw.replace(/:.*$/s, '') ?? '';
  return (
    image?.parts.some((part, index) => typeof part !== 'string' && index === 0) === true ||
    (name.includes('$') && name.includes('/'))
  );
}

/** Names that builds with `docker build`, buildx and actions write; `undefined` when one of them cannot be told. */
function builtNames({ invocations }: Facts): readonly BuiltName[] | undefined {
  const found: BuiltName[] = [];
  for (const invocation of invocations) {
    if (invocation.where === 'documentation' || !makesImages(invocation)) continue;
    const names = namesOf(invocation);
    if (names === undefined) return undefined;
    found.push(...names);
  }
  return found;
}

const makesImages = ({ command }: Invocation): boolean =>
  command[0] !== 'compose' && ['build', 'bake', 'tag', 'commit', 'import', 'load'].includes(command.at(-1) ?? '');

function namesOf({ command, flags, operands, path, at }: Invocation): readonly BuiltName[] | undefined {
  if (command.at(-1) === 'tag')
    return operands.slice(1).every(({ value }) => value !== undefined)
      ? operands.slice(1).flatMap(({ value, at }) => named(value, at, path) ?? [])
      : undefined;
  if (command.at(-1) !== 'build') return undefined;
  const tags = flags.filter(({ name }) => name === 'tag' || name === 't' || name === 'tags');
  const names = tags.map(({ value }) => named(value?.value ?? value?.raw, value?.at ?? at, path));
  return names.some((name) => name === undefined) ? undefined : names.flatMap((name) => name ?? []);
}

/** A tag may be a variable; a variable in the name hides it. */
function named(text: string | undefined, at: Located['at'], path: string): BuiltName | undefined {
  if (text === undefined) return undefined;
  const plain = text.replace(/\$\{\{[^{}]*\}\}/g, '$x');
  const repository = parseImageReference(plain)?.repository;
  const last = fileNameOf(plain.replace(/^[^/]*:\d+\//, '')).split(':')[0] ?? '';
  return repository === undefined || last.includes('$') || plain.startsWith('$') ? undefined : { at, repository, path };
}

/** Names that compose files build. */
const composed = ({ services }: Facts): readonly string[] =>
  services.flatMap((service) => (service.build ? (referenceOf(service)?.repository ?? []) : []));
