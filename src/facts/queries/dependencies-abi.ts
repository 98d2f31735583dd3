/** What a stage copies from another one that was made for another C library or another language version. */
import { directoryOf, fileNameOf, isUnder, type Located } from '../../source/index.ts';
import type { CopyInstruction, Dockerfile, Stage } from '../dockerfile.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Dependency, Ecosystem } from '../manifest.ts';
import type { Facts, Image, Service } from '../model.ts';
import { baseImageOf } from '../tables/base-images.ts';
import { isBoundToNode, isNative } from '../tables/native-packages.ts';
import { runtimeImageOf } from '../tables/runtime-images.ts';
import { overlap } from '../versions.ts';
import { runCommands } from './image-commands.ts';
import { belowOf, dockerfileOf, isCopy, stageCopiedFrom } from './image-context.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

type Library = 'glibc' | 'musl' | 'none';

/** One `COPY --from` of a stage into the image of a service. */
export interface StageCopy extends Located {
  readonly service: Service;
  /** What is copied: `node_modules`, a virtual environment, a program. */
  readonly what?: string;
  /** Base images of the two stages, as written. */
  readonly from: string;
  readonly to: string;
  /** Why it does not run there; absent when it does or cannot be told. */
  readonly problem?: string;
}

export const stageCopies = memoise((facts: Facts): readonly StageCopy[] => {
  const found = new Map<string, StageCopy>();
  for (const service of judgedServices(facts)) {
    const image = service.built?.image;
    const dockerfile = image && dockerfileOf(image, facts);
    if (!image || !dockerfile) continue;
    for (const copy of image.instructions.filter(isCopy)) {
      const stage = stageCopiedFrom(copy, dockerfile);
      const key = `${copy.at.file}:${copy.at.start}`;
      if (!stage || copy.onBuild || found.has(key)) continue;
      const base = bottomOf(stage, dockerfile).from.value ?? '';
      const pair = { at: copy.at, service, from: base, to: image.base.value ?? '' };
      found.set(key, { ...pair, ...judged(copy, stage, dockerfile, image, service, facts) });
    }
  }
  return [...found.values()];
});

function bottomOf(stage: Stage, dockerfile: Dockerfile): Stage {
  const below = belowOf(stage, dockerfile);
  return below ? bottomOf(below, dockerfile) : stage;
}

/** The C library of a base image; `undefined` when it is not known, or when the image is given the other one as well. */
function libraryOf(reference: string): Library | undefined {
  const repository = parseImageReference(reference)?.repository;
  if (repository === 'scratch' || /^distroless\/static/.test(repository ?? '')) return 'none';
  if (/^distroless\//.test(repository ?? '')) return 'glibc';
  const base = baseImageOf(reference);
  if (!base || repository === 'busybox') return undefined;
  return base.shell === 'busybox' ? 'musl' : base.shell === 'dash' || base.shell === 'bash' ? 'glibc' : undefined;
}

const bothLibraries = /\b(gcompat|libc6-compat|glibc|musl-dev|musl-tools|libc6)\b/;

function judged(
  copy: CopyInstruction,
  stage: Stage,
  dockerfile: Dockerfile,
  image: Image,
  service: Service,
  facts: Facts,
): Pick<StageCopy, 'what' | 'problem'> {
  const from = bottomOf(stage, dockerfile).from.value ?? '';
  const to = image.base.value ?? '';
  const [made, runs] = [libraryOf(from), libraryOf(to)];
  const compatible = image.runs.some(({ script }) => bothLibraries.test(script));
  const otherLibrary = made !== undefined && runs !== undefined && made !== runs && !compatible;
  const sources = copy.sources.map(({ value = '' }) => value.replace(/(?<!\/)\/+$/, ''));
  const [before, after] = [runtimeImageOf(from), runtimeImageOf(to)];
  const otherVersion = before && after && before.runtime === after.runtime && !overlap(before.range, after.range);
  const libraries = `it was built for ${made}, and this image has ${runs === 'none' ? 'no C library' : runs}`;

  if (sources.some((source) => /(^|\/)node_modules$/.test(source))) {
    const native = dependenciesOf('npm', service, facts).find(({ name }) => isNative('npm', name));
    const bound = dependenciesOf('npm', service, facts).find(({ name }) => isBoundToNode(name));
    if (otherLibrary && native) return { what: native.name, problem: libraries };
    if (otherVersion && bound)
      return {
        what: bound.name,
        problem: `it was built for Node.js ${before.version}, and this image has ${after.version}`,
      };
    return { what: 'node_modules' };
  }
  if (
    sources.some(
      (source) =>
        /(^|\/)(\.?venv|virtualenv|site-packages|dist-packages|\.local)$/.test(source) || source === '/usr/local/lib',
    )
  ) {
    if (otherVersion && before.runtime === 'python' && minor(before.version) !== minor(after.version))
      return {
        what: 'its Python packages',
        problem: `they lie where Python ${before.version} looks, and this image has ${after.version}`,
      };
    const native = dependenciesOf('python', service, facts).find(({ name }) => isNative('python', name));
    return otherLibrary && native ? { what: native.name, problem: libraries } : { what: 'Python packages' };
  }
  const program = compiledIn(stage, dockerfile);
  if (!program || !sources.some((source) => program.isOutput(source))) return {};
  if (otherLibrary && program.needs === made) return { what: `the ${program.language} program`, problem: libraries };
  return { what: `the ${program.language} program` };
}

const minor = (version: string): string | undefined => /^\d+\.\d+/.exec(version)?.[0];

function dependenciesOf(ecosystem: Ecosystem, { code, built }: Service, { manifests }: Facts): readonly Dependency[] {
  const own = manifests.filter(
    (one) => one.ecosystem === ecosystem && built?.image.ships.some((from) => isUnder(one.path, from)),
  );
  const near = code.root === undefined ? own : own.filter(({ path }) => directoryOf(path) === code.root);
  return near.flatMap(({ dependencies }) => dependencies.filter(({ group }) => group === 'runtime'));
}

interface Compiled {
  readonly language: string;
  /** The C library it is bound to. */
  readonly needs?: Library;
  readonly isOutput: (path: string) => boolean;
}

/** A program that a stage compiles. */
function compiledIn(stage: Stage, dockerfile: Dockerfile): Compiled | undefined {
  const stages: Stage[] = [];
  for (let one: Stage | undefined = stage; one; one = belowOf(one, dockerfile)) stages.push(one);
  const reference = stages.at(-1)!.from.value ?? '';
  const runs = stages.flatMap(({ instructions }) => instructions.flatMap((one) => (one.kind === 'run' ? [one] : [])));
  const variables = stages.flatMap(({ instructions }) =>
    instructions.flatMap((one) =>
      one.kind === 'env' || one.kind === 'arg' ? [`${one.name}=${one.value?.value ?? '?'}`] : [],
    ),
  );
  const text = [...variables, ...runs.map(({ script }) => script)].join('\n');
  const builds = (program: string, verbs: readonly string[]): boolean =>
    runs.some((run) => runCommands(run).some(({ words }) => words[0] === program && verbs.includes(words[1] ?? '')));
  const repository = parseImageReference(reference)?.repository;
  const made = libraryOf(reference);
  if (repository === 'golang' && builds('go', ['build', 'install'])) {
    // Without a C compiler, as on Alpine, Go links nothing; a build for another processor does not either.
    const links = made === 'musl' ? /CGO_ENABLED=["']?1/.test(text) : !/CGO_ENABLED|GOARCH|GOOS=[^l]/.test(text);
    const whole = /-static|netgo|osusergo|GOFLAGS|tonistiigi|\bxx-/.test(text);
    const outputs = [...text.matchAll(/\s-o[= ]?["']?([^\s"']+)/g)].map(([, path]) => fileNameOf(path!));
    const isOutput = (path: string): boolean => outputs.includes(fileNameOf(path)) || /^\/go\/bin\//.test(path);
    return { language: 'Go', isOutput, ...(links && !whole ? { needs: made } : {}) };
  }
  if (repository === 'rust' && builds('cargo', ['build', 'install'])) {
    const whole = /musl|crt-static|--target|CARGO_BUILD_TARGET|\bxx-|zigbuild/.test(text);
    const isOutput = (path: string): boolean => /\/target\/(release|debug)\/[^/]+$|\/cargo\/bin\/[^/]+$/.test(path);
    return { language: 'Rust', isOutput, ...(made === 'glibc' && !whole ? { needs: made } : {}) };
  }
  return undefined;
}
