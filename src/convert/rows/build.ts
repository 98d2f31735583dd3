/** Image and build: Swarm never builds. */
import { isMap, type YAMLMap } from 'yaml';
import { directoryOf, joinPath } from '../../source/index.ts';
import { isMergeKey, keyOf, type Slot, slotOf, slotsOf, valueAt } from '../draft.ts';
import { commentBehind, pair as entry, removePair, scalar, textOf } from '../edit.ts';
import type { Job } from '../job.ts';
import { type Row, type Scope, takeOut, tellIn } from './scope.ts';

export const buildRows: readonly Row[] = [
  { key: 'build', to: 'image', why: 'Swarm never builds: the image comes from a registry', work: ofBuild },
  { key: 'dockerfile', why: 'Swarm never builds: the image comes from a registry', loss: 'none' },
];

const registry = 'registry.example.com';

/** Services that build the same get the same image. */
const imagesOf = new WeakMap<Job, Map<string, string>>();

function ofBuild(scope: Scope, { pair, value }: Slot): void {
  const { job, map } = scope;
  const { draft, request } = job;
  const { recipe, context } = recipeOf(scope, value);
  const directory = joinPath(directoryOf(draft.path), context.replace(/^\.\/+/, ''));
  if (directory !== undefined && !/^[a-z]+:\/\/|^git@/.test(context)) scope.contexts.push(directory);
  const known = imagesOf.get(job) ?? new Map<string, string>();
  imagesOf.set(job, known);
  const image = slotOf(draft, map, 'image');
  const written = textOf(image?.value);
  const same = known.get(recipe);
  const name = written ?? same ?? `${registry}/${request.project}-${slug(scope.name)}:1`;
  known.set(recipe, name);
  takeOut(scope, 'build');
  if (!written) {
    const node = scalar(name);
    commentBehind(node, 'TODO: your registry, and a new tag for every release');
    removePair(map, 'image');
    const merges = map.items.findLastIndex(isMergeKey) === 0 ? 1 : 0;
    map.items.splice(merges, 0, entry('image', node));
    tellIn(scope, {
      kind: 'added',
      key: 'image',
      reason: 'Swarm never builds, every node pulls: name your registry, and a tag for every release',
      todo: true,
    });
  } else if (!namesRegistry(written) && image?.holder === map && image.value) {
    commentBehind(image.value, 'TODO: push it to a registry that every node reaches');
    tellIn(scope, {
      kind: 'note',
      key: 'image',
      reason: 'it was built here and names no registry: no other node can pull it',
      todo: true,
      node: image.pair.key,
    });
  }
  const quoted = /\$|\s/.test(name) ? `"${name}"` : name;
  tellIn(scope, {
    kind: 'dropped',
    key: 'build',
    to: 'image',
    reason: same
      ? `Swarm never builds; another service builds the same image`
      : `Swarm never builds. Before the deploy: docker build -t ${quoted}${recipe} && docker push ${quoted}`,
    node: pair.key,
  });
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'app';

/** The first part of the name is a host, or a variable that may be one. */
const namesRegistry = (image: string): boolean => {
  const [first = '', ...rest] = image.split('/');
  return image.includes('$') || (rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')) || rest.length > 0;
};

function recipeOf({ job: { draft } }: Scope, build: unknown): { readonly recipe: string; readonly context: string } {
  if (!isMap(build)) {
    const context = textOf(build) ?? '.';
    return { recipe: ` ${word(context)}`, context };
  }
  const text = (key: string) => textOf(valueAt(draft, build, key));
  const context = text('context') ?? '.';
  const dockerfile = text('dockerfile');
  const target = text('target');
  const inContext =
    dockerfile && !/^\/|^[a-z]+:\/\//.test(dockerfile)
      ? `${context.replace(/\/$/, '')}/${dockerfile.replace(/^\.\//, '')}`
      : dockerfile;
  const options = [
    ...(inContext ? [` -f ${word(inContext)}`] : []),
    ...(target ? [` --target ${word(target)}`] : []),
    ...argumentNames(draft, build).map((name) => ` --build-arg ${word(name)}`),
  ];
  return { recipe: `${options.join('')} ${word(context)}`, context };
}

/** Names only: values may be secrets. */
function argumentNames(draft: Job['draft'], build: YAMLMap): readonly string[] {
  const args = valueAt(draft, build, 'args');
  if (isMap(args)) return slotsOf(draft, args).map(({ pair }) => keyOf(pair));
  return ((args as { items?: unknown[] } | undefined)?.items ?? []).map(
    (item) => (textOf(item) ?? '').split('=', 1)[0]!,
  );
}

const word = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
