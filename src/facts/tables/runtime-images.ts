/** Images that are named after the language runtime they hold, and how their tags number it. From the images' pages on Docker Hub. */
import { parseImageReference } from '../image-reference.ts';
import type { Runtime } from '../runtime.ts';
import { type RangeDialect, rangesOf, seriesOf, type VersionRange } from '../versions.ts';

interface Row {
  readonly runtime: Runtime;
  /** Repositories without registry. */
  readonly images: readonly string[];
  /** Numbers of a version that make a release series: Python 3.12 and 3.13 differ like other runtimes' majors. */
  readonly parts: 1 | 2;
  /** How manifests write what they require. */
  readonly dialect: RangeDialect;
  readonly label: string;
}

const rows: readonly Row[] = [
  {
    runtime: 'node',
    images: ['node', 'cimg/node', 'circleci/node', 'bitnami/node'],
    parts: 1,
    dialect: 'npm',
    label: 'Node.js',
  },
  {
    runtime: 'python',
    images: ['python', 'cimg/python', 'circleci/python', 'bitnami/python'],
    parts: 2,
    dialect: 'python',
    label: 'Python',
  },
  {
    runtime: 'ruby',
    images: ['ruby', 'cimg/ruby', 'circleci/ruby', 'bitnami/ruby'],
    parts: 2,
    dialect: 'ruby',
    label: 'Ruby',
  },
  { runtime: 'go', images: ['golang', 'cimg/go', 'circleci/golang'], parts: 2, dialect: 'least', label: 'Go' },
  { runtime: 'php', images: ['php', 'cimg/php', 'circleci/php'], parts: 2, dialect: 'composer', label: 'PHP' },
  {
    runtime: 'java',
    images: ['eclipse-temurin', 'openjdk', 'amazoncorretto', 'cimg/openjdk'],
    parts: 1,
    dialect: 'least',
    label: 'Java',
  },
  {
    runtime: 'dotnet',
    images: ['dotnet/sdk', 'dotnet/aspnet', 'dotnet/runtime'],
    parts: 1,
    dialect: 'least',
    label: '.NET',
  },
  { runtime: 'rust', images: ['rust'], parts: 2, dialect: 'least', label: 'Rust' },
  { runtime: 'elixir', images: ['elixir', 'hexpm/elixir'], parts: 2, dialect: 'least', label: 'Elixir' },
];

const rowOf = (runtime: Runtime): Row => rows.find((row) => row.runtime === runtime)!;

export const runtimeLabel = (runtime: Runtime): string => rowOf(runtime).label;

export interface RuntimeImage {
  readonly runtime: Runtime;
  /** As the tag writes it: `22`, `3.12.4`. */
  readonly version: string;
  readonly range: VersionRange;
}

/** `undefined`: another kind of image, or a tag that does not tell the version (`latest`, a variable, a digest). */
export function runtimeImageOf(reference: string): RuntimeImage | undefined {
  const image = parseImageReference(reference);
  const distroless = /^distroless\/nodejs(\d+)/.exec(image?.repository ?? '');
  const runtime = distroless ? 'node' : rows.find(({ images }) => images.includes(image?.repository ?? ''))?.runtime;
  // `21.0.4_7-jre`: what follows the underscore counts builds.
  const written = distroless?.[1] ?? image?.tag?.replace(/_.*$/s, '');
  const range = written === undefined ? undefined : seriesOf(written);
  const version = /^v?([\d.]+)/.exec(written ?? '')?.[1];
  return runtime && range && version ? { runtime, version, range } : undefined;
}

/** Code names of Node.js releases with long-term support (https://nodejs.org/en/about/previous-releases). */
const nodeNames: ReadonlyMap<string, string> = new Map(
  'argon 4 boron 6 carbon 8 dubnium 10 erbium 12 fermium 14 gallium 16 hydrogen 18 iron 20 jod 22 krypton 24'
    .split(/ (?=[a-z])/)
    .map((pair) => pair.split(' ') as [string, string]),
);

/** What a developer or a pipeline installs, cut down to the release series: a patch more or less makes no difference. */
export function chosenRanges(runtime: Runtime, version: string): readonly VersionRange[] | undefined {
  const named = nodeNames.get(version.replace(/^lts\//, '').toLowerCase()) ?? version;
  const old = runtime === 'java' ? named.replace(/^1\.(?=\d)/, '') : named;
  const digits = /^v?(\d+(?:\.\d+)*)(?:[-+].*)?$/.exec(old)?.[1];
  const series =
    digits === undefined ? undefined : seriesOf(digits.split('.').slice(0, rowOf(runtime).parts).join('.'));
  return series ? [series] : rangesOf(old, 'npm');
}

/** What a manifest demands. */
export function requiredRanges(runtime: Runtime, version: string): readonly VersionRange[] | undefined {
  // Bundler alone insists on the patch version; the others name one without meaning it.
  const exact = runtime !== 'ruby' && /^[=v]*\d+(\.\d+)*$/.test(version) && rowOf(runtime).dialect !== 'least';
  return exact ? chosenRanges(runtime, version.replace(/^=+/, '')) : rangesOf(version, rowOf(runtime).dialect);
}
