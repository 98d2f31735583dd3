/** Which files of the repository the last stage of an image ends up with: its COPY instructions, followed through the stages. */
import { literally } from '../../source/index.ts';
import type { CopyInstruction, RunInstruction, Stage } from '../dockerfile.ts';
import type { Facts, Image } from '../model.ts';
import { ignoredBy } from './ignore-patterns.ts';
import { absolutely, type Build, belowOf, buildOf, directoriesOf, stageNamed } from './images-stages.ts';

/** `held`: in the image; `absent`: no instruction brings it; `unknown`: one might. */
export type Presence = 'held' | 'absent' | 'unknown';

/** `path`: a file or folder of the repository. */
export function presenceOf(path: string, image: Image, facts: Facts): Presence {
  const build = buildOf(image, facts);
  // An image made elsewhere may bring anything along.
  if (!build || !image.baseKnown) return 'unknown';
  const places = placesIn(build.stage, path, build, 0);
  if (places === undefined) return 'unknown';
  return places.length > 0 ? 'held' : 'absent';
}

/** Absolute paths at which the stage holds the file; `undefined` when an instruction cannot be followed. */
function placesIn(stage: Stage, path: string, build: Build, depth: number): readonly string[] | undefined {
  if (depth > 8) return undefined;
  const { dockerfile, image, facts } = build;
  const below = belowOf(stage, dockerfile);
  const inherited = below ? placesIn(below, path, build, depth + 1) : [];
  if (inherited === undefined) return undefined;
  const places = [...inherited];
  const walk = directoriesOf(stage, dockerfile);
  const ignored = ignoredBy(path, image, facts) !== undefined;
  for (const one of stage.instructions) {
    // A command that speaks of the file may move it, fetch it or make it.
    if (one.kind === 'run' && mentions(one, path)) return undefined;
    if (one.kind !== 'copy' && one.kind !== 'add') continue;
    const target = targetOf(one, walk(one));
    if (target === undefined || one.sources.some(({ value }) => value === undefined)) return undefined;
    if (one.from === undefined) {
      if (!ignored) places.push(...brought(one, `/${path}`, `/${image.context ?? ''}`, target, isFolder(path, facts)));
      continue;
    }
    const other = stageNamed(one.from, dockerfile);
    if (!other && !one.sources.every(({ value = '' }) => isProgram.test(value))) return undefined;
    if (!other) continue;
    const there = placesIn(other, path, build, depth + 1);
    if (there === undefined) return undefined;
    places.push(...there.flatMap((place) => brought(one, place, '/', target, isFolder(path, facts))));
  }
  return places;
}

/** `COPY --from=composer:2 /usr/bin/composer`: a tool, nothing of ours. */
const isProgram = /^\/(usr|bin|sbin|etc|opt|lib)\/|^\/[\w-]+$/;

const isFolder = (path: string, { files }: Facts): boolean => !files.has(path);

/** Where a file ends up when one of the sources is it, or a folder above it; a folder is brought when something in it is. */
function brought(
  one: CopyInstruction,
  place: string,
  root: string,
  target: string,
  folder: boolean,
): readonly string[] {
  const intoFolder = target.endsWith('/') || one.sources.length > 1;
  return one.sources.flatMap(({ value = '' }) => {
    if (/^[a-z]+:\/\//.test(value)) return [];
    const literal = value.split(/[*?[]/)[0]!;
    const wild = literal !== value;
    const from = absolutely(root, wild ? literal.slice(0, literal.lastIndexOf('/') + 1) : literal);
    if (from === undefined) return [];
    if (place === from && !wild)
      return [folder ? bare(target) : intoFolder ? `${bare(target)}/${nameOf(place)}` : target];
    if (from === '/' || place.startsWith(`${from}/`))
      return [`${bare(target)}/${place.slice(from === '/' ? 1 : from.length + 1)}`.replace(/\/+/g, '/')];
    // `COPY prisma/schema.prisma prisma/` brings something of `prisma`.
    return folder && from.startsWith(`${place}/`) ? [bare(target)] : [];
  });
}

const bare = (path: string): string => (path === '/' ? '' : path.replace(/(?<!\/)\/+$/, ''));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const targetOf = ({ target }: CopyInstruction, directory: string | undefined): string | undefined => {
  const { value } = target;
  if (value === undefined || (!value.startsWith('/') && directory === undefined)) return undefined;
  const joined = value.startsWith('/') ? absolutely('/', value) : absolutely(directory!, value);
  return joined === undefined
    ? undefined
    : value.endsWith('/') || /(^|\/)\.$/.test(value)
      ? `${bare(joined)}/`
      : joined;
};

function mentions({ script, flags }: RunInstruction, path: string): boolean {
  const name = nameOf(path);
  return (
    new RegExp(`(^|[^\\w-])${literally(name)}($|[^\\w-])`).test(script) ||
    /(^|[;&|]\s*)(sudo\s+)?(cp|mv|rsync|tar|unzip|git\s+clone|curl|wget)\s/.test(script) ||
    flags.some((flag) => /type=bind/.test(flag))
  );
}
