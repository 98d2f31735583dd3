/** Services that run the same image repository at different revisions. */
import { type Located, literally } from '../../source/index.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Facts, Service, Stack } from '../model.ts';
import { isThirdParty } from './images-references.ts';
import { memoise } from './memoise.ts';
import { judgedStacks } from './services.ts';

/** One service's revision of an image. `other` is a service of the stack that runs the same image at another revision. */
export interface Revision extends Located {
  readonly service: Service;
  readonly repository: string;
  /** As written, or the names of the variables that decide. */
  readonly tag: string;
  /** `fixed`: a version or a commit is written; `variable`: variables decide. */
  readonly kind: 'fixed' | 'variable';
  /** The version in the tag, or in its default. */
  readonly version?: string;
  readonly other?: Revision;
}

/** A commit, or a number with whatever follows it. Other tags may name a component: `shop:web` beside `shop:worker`. */
const fixedTag = /^(?:sha-|git-)?([0-9a-f]{7,40})$|^v?(\d+(?:\.\d+)*)/;

/** Two revisions side by side on purpose. */
const sideBySide =
  /(^|[-_.])(canary|blue|green|beta|alpha|preview|next|experiment(al)?|legacy|old|new|shadow|staging|stable|v\d+)([-_.]|$)/i;

export const revisions = memoise((facts: Facts): readonly Revision[] => judgedStacks(facts).flatMap(ofStack));

function ofStack({ services }: Stack): readonly Revision[] {
  const groups = new Map<string, Revision[]>();
  for (const one of services.flatMap(revisionOf))
    groups.set(one.repository, [...(groups.get(one.repository) ?? []), one]);
  return [...groups.values()].filter((group) => group.length > 1 && !isCollection(group)).flatMap(compared);
}

/** Many versions of one product side by side, as for tests on all of them, are no accident. */
const isCollection = (group: readonly Revision[]): boolean => new Set(group.map(({ tag }) => tag)).size > 3;

/** The revision that most services run is meant; of a tie, the one that is named first. */
function compared(group: readonly Revision[]): readonly Revision[] {
  const count = (tag: string): number => group.filter((one) => one.tag === tag).length;
  const meant = [...group].sort((one, other) => count(other.tag) - count(one.tag))[0]!;
  return group.map((one) => (differ(one, meant) ? { ...one, other: meant } : one));
}

/** `1` may be `1.4.2`: only what both say can differ. */
function differ(one: Revision, other: Revision): boolean {
  if (one.kind === 'variable' && other.kind === 'variable') return one.tag !== other.tag;
  if (one.version === undefined || other.version === undefined) return one.kind !== other.kind;
  const [mine, theirs] = [one.version.split('.'), other.version.split('.')];
  return mine.some((part, index) => theirs[index] !== undefined && theirs[index] !== part);
}

function revisionOf(service: Service): readonly Revision[] {
  const { image, name } = service;
  if (!image || isThirdParty(service) || sideBySide.test(name)) return [];
  const reference = parseImageReference(image.raw);
  if (!reference) return [];
  const base = {
    at: image.at,
    service,
    repository: [reference.registry, reference.repository].filter(Boolean).join('/'),
  };
  const written = image.raw.slice(image.raw.lastIndexOf('/') + 1).replace(/^[^:]*:?/, '');
  const inTag = image.parts.flatMap((part) =>
    typeof part !== 'string' && new RegExp(`\\$\\{?${literally(part.name)}\\b`).test(written) ? [part.name] : [],
  );
  const version = versionOf(parseImageReference(image.value ?? '')?.tag);
  if (inTag.length > 0)
    return [{ ...base, tag: inTag.map((variable) => `\${${variable}}`).join('-'), kind: 'variable', version }];
  return version === undefined || sideBySide.test(written) || isNamedAfter(name, version)
    ? []
    : [{ ...base, tag: reference.tag!, kind: 'fixed', version }];
}

/** `browser-98` with the tag `98.0`: the version is the point of the service. */
const isNamedAfter = (name: string, version: string): boolean =>
  name.split(/\D+/).some((number) => number !== '' && number === version.split('.')[0]);

function versionOf(tag: string | undefined): string | undefined {
  const match = fixedTag.exec(tag ?? '');
  return match?.[1] ?? match?.[2];
}
