/** The language versions images are built on beside those that the rest of the repository asks for. */
import { directoryOf, isUnder, type Located } from '../../source/index.ts';
import type { Stage } from '../dockerfile.ts';
import type { Facts, Service } from '../model.ts';
import type { Runtime, RuntimeWish } from '../runtime.ts';
import { chosenRanges, type RuntimeImage, requiredRanges, runtimeImageOf } from '../tables/runtime-images.ts';
import { overlap } from '../versions.ts';
import { dockerfileOf, stagesBehind } from './image-context.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

export { runtimeLabel } from '../tables/runtime-images.ts';

/** One FROM line that brings a language runtime, with the words on it that disagree. */
export interface RuntimeUse extends Located {
  readonly service: Service;
  readonly image: RuntimeImage;
  /** The program runs on it; otherwise it is built on it. */
  readonly runs: boolean;
  readonly disagreeing: readonly RuntimeWish[];
}

const ecosystems: Readonly<Record<Runtime, string>> = {
  node: 'npm',
  python: 'python',
  ruby: 'ruby',
  go: 'go',
  php: 'php',
  java: 'jvm',
  dotnet: 'dotnet',
  rust: 'rust',
  elixir: 'elixir',
};

/** Each version of a runtime counts once in a Dockerfile: where the program runs on it, or else where it is first built on it. */
export const runtimeUses = memoise((facts: Facts): readonly RuntimeUse[] => {
  const found = new Map<string, RuntimeUse>();
  for (const service of judgedServices(facts)) {
    const image = service.built?.image;
    const dockerfile = image && dockerfileOf(image, facts);
    if (!image || !dockerfile) continue;
    for (const stage of stagesBehind(image, dockerfile)) {
      const { at } = stage.from;
      const known =
        stage.fromStage === undefined && !isOverridden(stage, service, facts)
          ? runtimeImageOf(stage.from.value ?? '')
          : undefined;
      const key = `${at.file} ${known?.runtime} ${known?.version}`;
      if (!known || found.has(key)) continue;
      const runs = stage.from.at.start === image.base.at.start;
      found.set(key, { at, service, image: known, runs, disagreeing: disagreeing(known, service, facts) });
    }
  }
  return [...found.values()];
});

/** `FROM node:${NODE_VERSION}`, and a build that sets the argument: its default says nothing. */
function isOverridden({ from }: Stage, { build }: Service, { invocations, services }: Facts): boolean {
  const names = [...from.raw.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name!);
  if (names.length === 0) return false;
  const given = [
    ...(build?.arguments ?? []).map(({ name }) => name),
    ...services.flatMap((service) => (service.build?.arguments ?? []).map(({ name }) => name)),
    ...invocations.flatMap(({ flags }) =>
      flags.flatMap(({ name, value }) => (name === 'build-arg' ? [value?.raw.split('=')[0] ?? ''] : [])),
    ),
  ];
  return names.some((name) => given.includes(name));
}

function disagreeing(image: RuntimeImage, service: Service, facts: Facts): readonly RuntimeWish[] {
  const wishes = facts.runtimeWishes.filter(({ runtime }) => runtime === image.runtime);
  const root = rootOf(image.runtime, service, facts);
  const nearest = (kind: RuntimeWish['kind'], within = ''): readonly RuntimeWish[] => {
    const above = wishes.filter(
      (wish) =>
        wish.kind === kind && isUnder(wish.path, within) && root !== undefined && isUnder(root, directoryOf(wish.path)),
    );
    const deepest = Math.max(...above.map(({ path }) => directoryOf(path).length));
    return above.filter(({ path }) => directoryOf(path).length === deepest);
  };
  // A manifest outside the build context is not installed from.
  const required = nearest('required', service.built?.image.context).filter(
    ({ version }) => agrees(requiredRanges(image.runtime, version), image) === false,
  );
  const chosen = unlessOneAgrees(nearest('chosen'), image);
  // What tests run on is about this image when there is one package of the language, and the image ships it.
  const folders = new Set(
    facts.manifests
      .filter(({ ecosystem }) => ecosystem === ecosystems[image.runtime])
      .map(({ path }) => directoryOf(path)),
  );
  const alone = folders.size === 1 && folders.has(root ?? '?');
  const pipeline = alone
    ? unlessOneAgrees(
        wishes.filter(({ kind }) => kind === 'pipeline'),
        image,
      )
    : [];
  return [...required, ...chosen, ...pipeline];
}

/** Several versions are tried side by side: one of them may be the image's. */
function unlessOneAgrees(wishes: readonly RuntimeWish[], image: RuntimeImage): readonly RuntimeWish[] {
  const answers = wishes.map(({ version }) => agrees(chosenRanges(image.runtime, version), image));
  return answers.every((answer) => answer === false) ? wishes : [];
}

const agrees = (ranges: ReturnType<typeof requiredRanges>, { range }: RuntimeImage): boolean | undefined =>
  ranges?.some((one) => overlap(one, range));

/** The package that the runtime is for: the service's own, or the only one of its language that the image ships. */
function rootOf(runtime: Runtime, { code, built }: Service, { manifests }: Facts): string | undefined {
  const ecosystem = ecosystems[runtime];
  const shipped = manifests.filter(
    (one) => one.ecosystem === ecosystem && built?.image.ships.some((from) => isUnder(one.path, from)),
  );
  const roots = new Set(shipped.map(({ path }) => directoryOf(path)));
  if (code.root !== undefined && roots.has(code.root)) return code.root;
  if (roots.size === 1) return [...roots][0];
  return roots.size === 0 ? built?.image.context : undefined;
}
