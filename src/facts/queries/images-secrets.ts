/** Secrets that end up in the layers or the history of an image, where everybody who can pull it finds them. */
import { contains, isUnder, type Located, literally, type Span, span } from '../../source/index.ts';
import { isDevelopmentDockerfile } from '../assemble/recipes.ts';
import type { Dockerfile, Instruction, RunInstruction, Stage } from '../dockerfile.ts';
import type { Facts, Image, Service } from '../model.ts';
import { type SecretFile, secretFiles } from './configuration-committed.ts';
import { dockerfileOf, keptOut, stagesBehind } from './image-context.ts';
import { copyOf } from './images-copied.ts';
import { memoise } from './memoise.ts';
import { isProviderToken, isSecretName, isSecretText, looksRandom, passwordIn } from './secrets.ts';
import { judgedServices } from './services.ts';

export type Baked =
  /** ENV or ARG with the value written behind it. */
  | 'value'
  /** ARG that the build is handed a secret in. */
  | 'argument'
  /** A token inside a RUN command. */
  | 'command'
  /** COPY of a file that holds one. */
  | 'file';

/** One secret in one image; without `how`, an image in which none was found. */
export interface ImageSecret extends Located {
  readonly dockerfile: string;
  readonly how?: Baked;
  /** Variable or file. */
  readonly name: string;
  /** Services that run the image; empty when no judged one does. */
  readonly services: readonly Service[];
  /** In the image itself; otherwise only in the cache and the records of the build. */
  readonly shipped: boolean;
  readonly seen: readonly { readonly at: Span; readonly what: string }[];
}

interface Build {
  readonly image: Image;
  readonly services: readonly Service[];
  readonly dockerfile: Dockerfile;
}

/** Several targets of one Dockerfile share its lines: what one line gives away is one secret. */
export const imageSecrets = memoise((facts: Facts): readonly ImageSecret[] => {
  const found = new Map<string, ImageSecret>();
  for (const one of inBuilds(facts)) {
    // People hand over ten keys in ten lines: one finding names them.
    const key =
      one.how === 'argument' ? `${one.dockerfile} ${one.shipped}` : `${one.at.file}:${one.at.start}:${one.how}`;
    const known = found.get(key);
    const names = one.how === 'argument' ? (known?.name.split(', ') ?? []) : [];
    found.set(key, {
      ...one,
      at: known?.at ?? one.at,
      name: [...new Set([...names, one.name])].join(', '),
      seen: known && one.how === 'argument' ? [...known.seen, { at: one.at, what: one.name }] : one.seen,
      services: [...new Set([...(known?.services ?? []), ...one.services])],
      shipped: one.shipped || (known?.shipped ?? false),
    });
  }
  return [...found.values()];
});

const inBuilds = (facts: Facts): readonly ImageSecret[] =>
  buildsOf(facts).flatMap((build) => {
    const found = stagesBehind(build.image, build.dockerfile).flatMap((stage) =>
      stage.instructions.flatMap((one) => ofInstruction(one, stage, build, facts)),
    );
    const all = [...found, ...ofFiles(build, facts)];
    const { image, services } = build;
    if (all.length > 0) return all;
    return [{ at: image.at, dockerfile: image.dockerfile, name: image.dockerfile, services, shipped: false, seen: [] }];
  });

function buildsOf(facts: Facts): readonly Build[] {
  const linked = new Map<string, { image: Image; services: Service[] }>();
  for (const service of judgedServices(facts)) {
    if (!service.built) continue;
    const { image } = service.built;
    const key = `${image.dockerfile}\n${image.at.start}`;
    const known = linked.get(key) ?? { image, services: [] };
    known.services.push(service);
    linked.set(key, known);
  }
  const paths = new Set([...linked.values()].map(({ image }) => image.dockerfile));
  const others = facts.images.filter(
    ({ dockerfile }) => !paths.has(dockerfile) && !isDevelopmentDockerfile(dockerfile),
  );
  return [...linked.values(), ...others.map((image) => ({ image, services: [] }))].flatMap(({ image, services }) => {
    const dockerfile = dockerfileOf(image, facts);
    return dockerfile ? [{ image, services, dockerfile }] : [];
  });
}

const isOwn = ({ instructions }: Image, one: Instruction): boolean => instructions.includes(one);

function ofInstruction(one: Instruction, stage: Stage, build: Build, facts: Facts): readonly ImageSecret[] {
  const { image, services } = build;
  const base = { at: one.at, dockerfile: image.dockerfile, services, shipped: isOwn(image, one) };
  if (one.kind === 'run') return tokenIn(one).map((at) => ({ ...base, at, how: 'command', name: 'RUN', seen: [] }));
  if (one.kind !== 'env' && one.kind !== 'arg') return [];
  const { name, value } = one;
  const text = value?.value;
  if (value && !value.raw.includes('$') && text !== undefined && text !== '') {
    const exposed = isBakedValue(one, text, base.shipped, services);
    return exposed ? [{ ...base, services: exposed, how: 'value', name, seen: [] }] : [];
  }
  if (one.kind !== 'arg' || !isSecretName(name) || (text !== undefined && text !== '')) return [];
  const uses = stage.instructions.filter(
    (other) =>
      other.at.start > one.at.start &&
      ((other.kind === 'run' && mentions(other.script, name)) ||
        (other.kind === 'env' && mentions(other.value?.raw ?? '', name))),
  );
  const kept = uses.find(({ kind }) => kind === 'env');
  const handed = handedIn(name, services, facts);
  if (uses.length === 0 && handed.length === 0) return [];
  const seen = [
    ...handed,
    ...uses.slice(0, 1).flatMap(({ at, kind }) => (kind === 'run' ? [{ at, what: 'used here' }] : [])),
  ];
  return [{ ...base, at: (kept ?? one).at, how: 'argument', name, seen }];
}

const mentions = (script: string, name: string): boolean => new RegExp(`\\$\\{?${literally(name)}\\b`).test(script);

/** Where the builder is given a value for an argument. */
function handedIn(name: string, services: readonly Service[], facts: Facts): ImageSecret['seen'] {
  const sections = services
    .flatMap(({ build }) => build?.arguments ?? [])
    // A literal in the stack file is a finding of its own.
    .filter((one) => one.name === name && !one.value?.parts.every((part) => typeof part === 'string'));
  const flags = facts.invocations
    .filter(({ command, where }) => command.at(-1) === 'build' && where !== 'documentation')
    .flatMap((invocation) => invocation.flags)
    .filter(
      (flag) =>
        flag.name === 'build-arg' && new RegExp(`^["']?${literally(name)}(=|["']?$)`).test(flag.value?.raw ?? ''),
    );
  return [...sections, ...flags].slice(0, 2).map(({ at }) => ({ at, what: 'handed to the build here' }));
}

/** What people write to get a build through. */
const forTheBuild =
  /dummy|placeholder|build|fake|not[-_ ]?(used|needed|set|a[-_ ])|temp|example|insecure|precompile|change|^(x+|0+|1+)$/i;
const onThisMachine = /@(localhost|127\.0\.0\.1)\b/;

/** The services the value counts for; nothing when it is no secret, or each of them sets another one. */
function isBakedValue(
  { kind, name }: { readonly kind: string; readonly name: string },
  text: string,
  shipped: boolean,
  services: readonly Service[],
): readonly Service[] | undefined {
  if (isProviderToken(text)) return services;
  const password = passwordIn(text);
  const secret = password ?? (isSecretName(name) ? text : undefined);
  if (secret === undefined) return undefined;
  if (looksRandom(secret)) return services;
  if (kind !== 'env' || !shipped || forTheBuild.test(text) || onThisMachine.test(text)) return undefined;
  if (password === undefined && !isSecretText(name, text)) return undefined;
  const left = services.filter(
    ({ environment }) => !environment.some((one) => one.name === name || one.name === `${name}_FILE`),
  );
  return left.length > 0 ? left : undefined;
}

const inAddress = /https?:\/\/(?:[^\s:/@"'$<>{}]*:([^\s/@"'$<>{}]{4,})|([A-Za-z0-9_-]{20,}))@(?!localhost|127\.)/g;
const authToken = /_authToken[= ]["']?([A-Za-z0-9_-]{20,})/g;

/** Places of tokens written into a script. */
function tokenIn({ script, scriptAt, at }: RunInstruction): readonly Span[] {
  // The command runs in every build: a password in it works, however plain it is.
  const addresses = [...script.matchAll(inAddress)].filter(([, password, token]) =>
    password === undefined ? looksRandom(token ?? '') : !forTheBuild.test(password),
  );
  const matches = [...addresses, ...[...script.matchAll(authToken)].filter(([, token]) => looksRandom(token ?? ''))];
  const word = matches.length === 0 ? script.split(/[\s"'=:@/]+/).find(isProviderToken) : undefined;
  const index = matches[0]?.index ?? (word === undefined ? undefined : script.indexOf(word));
  if (index === undefined) return [];
  const place = scriptAt && span(scriptAt.file, scriptAt.start + index, scriptAt.start + index + 1);
  return [place && contains(at, place) ? place : at];
}

/** One finding for each COPY, however many files with secrets it takes along. */
function ofFiles(build: Build, facts: Facts): readonly ImageSecret[] {
  const { image, services } = build;
  const copies = new Map<number, ImageSecret>();
  for (const file of secretFiles(facts)) {
    if (image.context === undefined || !isUnder(file.path, image.context)) continue;
    if (!image.ships.some((path) => isUnder(file.path, path)) || keptOut(file.path, image, facts)) continue;
    const at = copyOf(file.path, image, build.dockerfile);
    if (!at) continue;
    const known = copies.get(at.start);
    copies.set(at.start, {
      ...{ at, dockerfile: image.dockerfile, how: 'file', services, shipped: true },
      name: known ? `${known.name}, ${file.path}` : file.path,
      seen: [...(known?.seen ?? []), { at: file.at, what: contentOf(file) }],
    });
  }
  return [...copies.values()];
}

const contentOf = ({ what, names }: SecretFile): string =>
  what === 'variables' ? `it holds ${names.slice(0, 3).join(', ')}` : `it holds a ${what}`;
