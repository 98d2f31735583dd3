/** Files of the repository that images and stacks are made of, and whether another checkout would have them. */
import { directoryOf, fileNameOf, isUnder, joinPath, type Located, type Text } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { gitIgnoredBy } from '../path-patterns.ts';
import { dockerfileOf, isCopy, keptOut, stagesBehind } from './image-context.ts';
import { memoise } from './memoise.ts';
import { isProduction, judgedServices, judgedStacks } from './services.ts';

/** One path that a deploy reads. The place is where it is named. */
export interface DeployInput extends Located {
  readonly service?: Service;
  readonly kind: 'copied' | 'config' | 'dockerfile' | 'stack';
  readonly path: string;
  /**
   * `there`: every checkout has it, or it cannot be told; `untracked`: only this disk has it; `ignored`: git is told to leave it out;
   * `kept-out`: the ignore file of the build leaves it out; `missing`: nothing here has the name.
   */
  readonly state: 'there' | 'untracked' | 'ignored' | 'kept-out' | 'missing';
  /** The line of an ignore file that leaves it out. */
  readonly by?: Text;
  /** A pipeline builds the image: an earlier step may make the file. */
  readonly pipeline: boolean;
}

/** Made by a build that runs before the image's, wherever that is. */
const madeByBuilds =
  /(^|\/)(dist|build|out|output|target|bin|obj|publish|published|release|releases|artifacts?|_build|_rel|\.next|\.nuxt|\.output|\.svelte-kit|node_modules|vendor|staticfiles|generated|__generated__|gen|coverage|pkg|lib|libs|tmp|temp|cache|data|downloads?|public|www|wwwroot|assets)(\/|$)|\.(jar|war|ear|whl|egg|tgz|tar|gz|xz|bz2|zip|deb|rpm|apk|exe|so|dll|wasm|bin|min\.js|pb\.go|map|db|sqlite3?)$/i;
export const isMadeByBuild = (path: string): boolean => madeByBuilds.test(path);

/** Kept out of repositories on purpose. */
const secret =
  /(^|\/)\.env|secret|credential|password|service-?account|\.npmrc$|\.netrc$|\.pypirc$|\.(pem|key|crt|cer|p12|pfx|jks|keystore|token|license|lic)$|(^|\/)(certs?|ssl|keys?|id_rsa)(\/|$)/i;
/** What people write by hand: nothing else is missed with any confidence. */
const written =
  /\.(conf|cfg|cnf|ini|ya?ml|json|toml|xml|properties|sh|bash|sql|py|rb|php|go|rs|java|kt|cs|csproj|fsproj|sln|ts|tsx|js|jsx|mjs|cjs|html|css|txt|lua|vcl|tmpl|template|tpl|gradle|kts|proto|graphql|prisma)$|^(Gemfile|Procfile|Makefile|Caddyfile|Pipfile|Rakefile|nginx\.conf|requirements[\w.-]*\.txt|crontab)$/i;

export const deployInputs = memoise((facts: Facts): readonly DeployInput[] => {
  const found = new Map<string, DeployInput>();
  for (const one of [
    ...ofStacks(facts),
    ...judgedServices(facts)
      .filter(isProduction)
      .flatMap((service) => ofService(service, facts)),
  ]) {
    const key = `${one.at.file}:${one.at.start}:${one.path}`;
    if (!found.has(key)) found.set(key, one);
  }
  const all = [...found.values()];
  // Where the Dockerfile itself was never added, its files have not been either.
  const loose = new Set(
    all.filter(({ kind, state }) => kind === 'dockerfile' && state === 'untracked').map(({ path }) => path),
  );
  return all.filter(({ kind, state, at }) => kind !== 'copied' || state !== 'untracked' || !loose.has(at.file));
});

function ofStacks(facts: Facts): readonly DeployInput[] {
  return judgedStacks(facts)
    .filter(({ purpose }) => purpose.value === 'production')
    .flatMap((stack) => {
      const directory = directoryOf(stack.id);
      const files = stack.files.map((path) => ({
        at: stack.at,
        kind: 'stack' as const,
        path,
        ...fateOf(path, facts),
        pipeline: false,
      }));
      const configs = stack.declarations.flatMap(({ kind, external, file }): readonly DeployInput[] => {
        const path = kind === 'config' && !external && file?.value ? joinPath(directory, file.value) : undefined;
        if (path === undefined || !file) return [];
        return [{ at: file.at, kind: 'config', path, ...fateOf(path, facts), pipeline: false }];
      });
      return [...files, ...configs];
    });
}

function ofService(service: Service, facts: Facts): readonly DeployInput[] {
  const { built } = service;
  const dockerfile = built && dockerfileOf(built.image, facts);
  if (built?.confidence !== 'high' || !dockerfile) return [];
  const { image } = built;
  const pipeline = facts.invocations.some(
    ({ where, command }) => where === 'ci' && /^(build|bake)$/.test(command.at(-1) ?? ''),
  );
  const own: DeployInput = {
    at: dockerfile.at,
    service,
    kind: 'dockerfile',
    path: dockerfile.path,
    ...fateOf(dockerfile.path, facts),
    pipeline,
  };
  const copied = stagesBehind(image, dockerfile).flatMap(({ instructions }) =>
    instructions.filter(isCopy).flatMap((copy): readonly DeployInput[] =>
      copy.from !== undefined || copy.onBuild
        ? []
        : copy.sources.flatMap(({ at, value }): readonly DeployInput[] => {
            const path =
              value === undefined || notAPath.test(value)
                ? undefined
                : joinPath(image.context ?? '', value.replace(/^\/+/, ''));
            if (path === undefined || path === '' || image.context === undefined) return [];
            const by = keptOutAltogether(path, service, facts);
            const fate = by ? { state: 'kept-out' as const, by } : fateOf(path, facts);
            return [{ at, service, kind: 'copied', path, ...fate, pipeline }];
          }),
    ),
  );
  return [own, ...copied];
}

/** Addresses, patterns, text written in place; `../` is asked about elsewhere. */
const notAPath = /^[a-z][a-z0-9+.-]*:\/\/|^git@|[*?[<\\$]|^(\.\/)*\.\.\//;

/** A folder that the ignore file names is still there when one of its files is taken back. */
function keptOutAltogether(path: string, { built }: Service, facts: Facts): Text | undefined {
  const by = built && keptOut(path, built.image, facts);
  const below = facts.files.paths.filter((one) => isUnder(one, path));
  return by && below.length > 0 && below.every((one) => keptOut(one, built.image, facts)) ? by : undefined;
}

function fateOf(path: string, facts: Facts): Pick<DeployInput, 'state' | 'by'> {
  const { files, repository } = facts;
  const below = files.has(path)
    ? [path]
    : files.hasDirectory(path)
      ? files.paths.filter((one) => isUnder(one, path))
      : [];
  const { tracked } = repository;
  if (below.length > 0)
    return { state: tracked && tracked.size > 0 && !below.some((one) => tracked.has(one)) ? 'untracked' : 'there' };
  if (hasExample(path, facts) || !written.test(fileNameOf(path)) || isMadeByBuild(path) || secret.test(path))
    return { state: 'there' };
  // Deleted here, or left out of a sparse checkout: git still has it.
  if (tracked?.has(path) || isSubmodule(path, facts) || isMentioned(fileNameOf(path), facts)) return { state: 'there' };
  const by = ignoredByGit(path, facts);
  if (by) return { state: repository.versionControl === 'git' ? 'ignored' : 'there', by };
  return { state: 'missing' };
}

/** `settings.example.yml` beside `settings.yml` says that everybody writes one for themselves. */
function hasExample(path: string, { files }: Facts): boolean {
  const directory = directoryOf(path);
  const [stem = ''] = fileNameOf(path).split('.');
  return files.paths.some(
    (one) =>
      directoryOf(one) === directory &&
      fileNameOf(one).startsWith(stem) &&
      /(^|[._-])(example|sample|dist|template|tpl|default)([._-]|$)/i.test(fileNameOf(one)),
  );
}

const isSubmodule = (path: string, { gaps }: Facts): boolean =>
  gaps.some(({ at }) => at.file !== '' && isUnder(path, at.file));

/** A script that names the file may well make it. */
const isMentioned = (name: string, { scripts, manifests }: Facts): boolean =>
  scripts.some(({ commands }) =>
    commands.some(({ words, redirections }) => [...words, ...redirections].some(({ raw }) => raw.includes(name))),
  ) || manifests.some(({ scripts: named }) => named.some(({ command }) => command.includes(name)));

/** The line of the nearest `.gitignore` that leaves a path out. */
export function ignoredByGit(path: string, { ignoreFiles }: Facts): Text | undefined {
  const above = ignoreFiles
    .filter((file) => file.kind === 'git' && isUnder(path, directoryOf(file.path)))
    .sort((one, other) => other.path.length - one.path.length);
  for (const { path: file, patterns } of above) {
    const directory = directoryOf(file);
    const by = gitIgnoredBy(directory === '' ? path : path.slice(directory.length + 1), patterns);
    if (by) return by;
  }
  return undefined;
}
