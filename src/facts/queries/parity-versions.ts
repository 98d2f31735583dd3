/** Backing services of production beside the same ones of development. */
import { directoryOf, fileNameOf, isUnder, type Located } from '../../source/index.ts';
import type { Facts, Service, Stack } from '../model.ts';
import { differs, type EngineVersion, engineVersionOf } from '../tables/engine-versions.ts';
import { rootOfPipeline } from './codebase-builds.ts';
import { memoise } from './memoise.ts';

/** A backing service of production. */
export interface Backing extends Located {
  readonly service: Service;
  readonly version: EngineVersion;
}

export interface Counterpart extends Located {
  readonly version: EngineVersion;
  readonly differs: boolean;
  /** `default`: the file that Compose takes when nobody names one; `tests` and `pipeline` start from nothing and keep no data. */
  readonly where: 'development' | 'default' | 'tests' | 'pipeline';
}

/** One service of production and the same one wherever development has it. */
export interface BackingPair extends Backing {
  readonly counterparts: readonly Counterpart[];
}

export const backingPairs = memoise((facts: Facts): readonly BackingPair[] =>
  facts.stacks
    .filter(({ purpose }) => purpose.value === 'production')
    .flatMap((production) => {
      const others = developmentOf(production, facts);
      const mine = backingOf(production);
      return mine.map((one) => ({
        ...one,
        counterparts: [...others.flatMap((other) => counterpartOf(one, mine, other)), ...ofPipelines(one, facts)],
      }));
    })
    .filter(({ counterparts }) => counterparts.length > 0)
    // One image line of an anchor may serve several services.
    .filter(
      ({ at }, index, all) =>
        all.findIndex((other) => other.at.file === at.file && other.at.start === at.start) === index,
    ),
);

/** The files developers start in place of a stack of production. */
export const developmentOf = (production: Stack, { stacks }: Facts): readonly Stack[] =>
  stacks.filter((other) => isDevelopment(other) && sameApplication(production, other));

/** The default file of Compose beside a production stack is what developers start, unless it says otherwise. */
const isDevelopment = ({ purpose, id }: Stack): boolean =>
  // A script that creates services sets up a cluster, whatever it is called.
  (purpose.value === 'development' && /\.ya?ml$/.test(id)) ||
  (purpose.value === 'unknown' && /^(docker-)?compose\.ya?ml$/.test(fileNameOf(id)));

/** Files of one application lie in one line of directories, and name services alike. */
function sameApplication(one: Stack, other: Stack): boolean {
  const [a, b] = [directoryOf(one.id), directoryOf(other.id)];
  const inLine = a === '' || b === '' || a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
  const shared = one.services.filter(({ name }) => other.services.some((service) => service.name === name));
  return shared.length > 0 && (inLine || shared.length > 1);
}

/** The service of the same name, or the only one of its kind on both sides. */
function counterpartOf(
  one: Backing,
  mine: readonly Backing[],
  { id, purpose, services }: Stack,
): readonly Counterpart[] {
  const alike = ({ version }: Backing): boolean => version.engine === one.version.engine;
  const candidates = backingOf({ services }).filter(alike);
  const alone = candidates.length === 1 && mine.filter(alike).length === 1;
  const found =
    candidates.find(({ service }) => service.name === one.service.name) ?? (alone ? candidates[0] : undefined);
  if (!found) return [];
  const where = forTests.test(fileNameOf(id)) ? 'tests' : purpose.value === 'development' ? 'development' : 'default';
  return [{ at: found.at, version: found.version, differs: differs(one.version, found.version), where }];
}

const forTests = /(^|[._-])(tests?|testing|ci|e2e|integration)([._-]|$)/i;

/** What pipelines start beside their jobs, when production has one version of the engine and no pipeline tries it. */
function ofPipelines(one: Backing, facts: Facts): readonly Counterpart[] {
  const production = facts.stacks.filter(({ purpose }) => purpose.value === 'production').flatMap(backingOf);
  if (production.some(({ version }) => differs(version, one.version))) return [];
  const own = facts.pipelineImages.filter(({ path }) => isUnder(one.service.stack, rootOfPipeline(path)));
  const found = own.flatMap(({ beside, reference, at }): readonly Counterpart[] => {
    const version = beside ? engineVersionOf(reference ?? '') : undefined;
    return version?.engine === one.version.engine
      ? [{ at, version, differs: differs(one.version, version), where: 'pipeline' }]
      : [];
  });
  return found.some((other) => !other.differs) ? found.map((other) => ({ ...other, differs: false })) : found;
}

/** The image a service runs, or the one it is built from. */
const backingOf = ({ services }: Pick<Stack, 'services'>): readonly Backing[] =>
  services.flatMap((service): readonly Backing[] => {
    const base = service.built?.image.base;
    const version = engineVersionOf(base?.value ?? service.image?.value ?? '');
    return version && service.family ? [{ service, version, at: base?.at ?? service.image?.at ?? service.at }] : [];
  });
