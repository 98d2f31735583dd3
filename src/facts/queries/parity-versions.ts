/** Backing services of production beside the same ones of development. */
import { directoryOf, fileNameOf, type Located } from '../../source/index.ts';
import type { Facts, Service, Stack } from '../model.ts';
import { differs, type EngineVersion, engineVersionOf } from '../tables/engine-versions.ts';
import { memoise } from './memoise.ts';

/** A backing service of production. */
export interface Backing extends Located {
  readonly service: Service;
  readonly version: EngineVersion;
}

export interface Counterpart extends Backing {
  readonly differs: boolean;
  /** Its file is for development beyond doubt. */
  readonly certain: boolean;
}

/** One service of production and the same one wherever development has it. */
export interface BackingPair extends Backing {
  readonly counterparts: readonly Counterpart[];
}

export const backingPairs = memoise((facts: Facts): readonly BackingPair[] =>
  facts.stacks
    .filter(({ purpose }) => purpose.value === 'production')
    .flatMap((production) => {
      const others = facts.stacks.filter((other) => isDevelopment(other) && sameApplication(production, other));
      const mine = backingOf(production);
      return mine.map((one) => ({ ...one, counterparts: others.flatMap((other) => counterpartOf(one, mine, other)) }));
    })
    .filter(({ counterparts }) => counterparts.length > 0),
);

/** The default file of Compose beside a production stack is what developers start, unless it says otherwise. */
const isDevelopment = ({ purpose, id }: Stack): boolean =>
  purpose.value === 'development' || (purpose.value === 'unknown' && /^(docker-)?compose\.ya?ml$/.test(fileNameOf(id)));

/** Files of one application lie in one line of directories, and name services alike. */
function sameApplication(one: Stack, other: Stack): boolean {
  const [a, b] = [directoryOf(one.id), directoryOf(other.id)];
  const inLine = a === '' || b === '' || a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
  const shared = one.services.filter(({ name }) => other.services.some((service) => service.name === name));
  return shared.length > 0 && (inLine || shared.length > 1);
}

/** The service of the same name, or the only one of its kind on both sides. */
function counterpartOf(one: Backing, mine: readonly Backing[], { purpose, services }: Stack): readonly Counterpart[] {
  const alike = ({ version }: Backing): boolean => version.engine === one.version.engine;
  const candidates = backingOf({ services }).filter(alike);
  const alone = candidates.length === 1 && mine.filter(alike).length === 1;
  const found =
    candidates.find(({ service }) => service.name === one.service.name) ?? (alone ? candidates[0] : undefined);
  return found
    ? [{ ...found, differs: differs(one.version, found.version), certain: purpose.value === 'development' }]
    : [];
}

/** The image a service runs, or the one it is built from. */
const backingOf = ({ services }: Pick<Stack, 'services'>): readonly Backing[] =>
  services.flatMap((service): readonly Backing[] => {
    const base = service.built?.image.base;
    const version = engineVersionOf(base?.value ?? service.image?.value ?? '');
    return version && service.family ? [{ service, version, at: base?.at ?? service.image?.at ?? service.at }] : [];
  });
