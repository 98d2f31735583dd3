/** Backing services of production beside the same ones of development. */
import { directoryOf, fileNameOf, type Located, type Span } from '../../source/index.ts';
import type { Facts, Service, Stack } from '../model.ts';
import { differs, type EngineVersion, engineVersionOf } from '../tables/engine-versions.ts';
import { memoise } from './memoise.ts';

export interface BackingPair extends Located {
  readonly service: Service;
  readonly version: EngineVersion;
  readonly development: { readonly service: Service; readonly version: EngineVersion; readonly at: Span };
  readonly differs: boolean;
  /** The other file is for development beyond doubt. */
  readonly certain: boolean;
}

interface Backing {
  readonly service: Service;
  readonly version: EngineVersion;
  readonly at: Span;
}

export const backingPairs = memoise((facts: Facts): readonly BackingPair[] =>
  facts.stacks
    .filter(({ purpose }) => purpose.value === 'production')
    .flatMap((production) =>
      facts.stacks
        .filter((other) => isDevelopment(other) && sameApplication(production, other))
        .flatMap((other) => pairsOf(production, other)),
    ),
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

function pairsOf(production: Stack, development: Stack): readonly BackingPair[] {
  const [mine, theirs] = [backingOf(production), backingOf(development)];
  return mine.flatMap((one) => {
    const candidates = theirs.filter(({ version }) => version.engine === one.version.engine);
    const alone =
      candidates.length === 1 && mine.filter(({ version }) => version.engine === one.version.engine).length === 1;
    const partner =
      candidates.find(({ service }) => service.name === one.service.name) ?? (alone ? candidates[0] : undefined);
    return partner
      ? [
          {
            at: one.at,
            service: one.service,
            version: one.version,
            development: partner,
            differs: differs(one.version, partner.version),
            certain: development.purpose.value === 'development',
          },
        ]
      : [];
  });
}

/** The image a service runs, or the one it is built from. */
const backingOf = ({ services }: Stack): readonly Backing[] =>
  services.flatMap((service): readonly Backing[] => {
    const base = service.built?.image.base;
    const version = engineVersionOf(base?.value ?? service.image?.value ?? '');
    return version && service.family ? [{ service, version, at: base?.at ?? service.image?.at ?? service.at }] : [];
  });
