/** Source code that a build fetches from elsewhere while it runs. */
import type { Located } from '../../source/index.ts';
import type { Lock } from '../manifest.ts';
import type { Facts, Service } from '../model.ts';
import { isBranch, movingDownload, movingRepository } from '../tables/moving-sources.ts';
import { packages } from './dependencies-locks.ts';
import { type RunCommand, runCommands } from './image-commands.ts';
import { dockerfileOf, isCopy, stagesBehind } from './image-context.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

/** One fetch. `moving`: the branch it takes, when it takes whatever lies there. */
export interface ExternalSource extends Located {
  readonly service: Service;
  readonly what: 'clone' | 'download' | 'package' | 'context';
  /** The address, or the name of the dependency. */
  readonly name: string;
  readonly moving?: string;
  /** Holds the commit, as long as the install keeps to it. */
  readonly lock?: Lock;
}

export const externalSources = memoise((facts: Facts): readonly ExternalSource[] => {
  const found = new Map<string, ExternalSource>();
  const all = [
    ...judgedServices(facts).flatMap((service) => [...ofContext(service), ...ofImage(service, facts)]),
    ...ofPackages(facts),
  ];
  for (const one of all) {
    const key = `${one.at.file}:${one.at.start}:${one.name}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
});

function ofContext(service: Service): readonly ExternalSource[] {
  const context = service.build?.context;
  if (!context?.value || !/^(https?:\/\/|git@|git:\/\/|ssh:\/\/|github\.com\/)/.test(context.value)) return [];
  const name = context.value.replace(/^(?=github\.com\/)/, 'https://').replace(/^(ssh:\/\/)/, 'git+$1');
  const [address, fragment] = name.split('#');
  const isRepository =
    /\.git$/.test(address ?? '') || /^git/.test(name) || /^https:\/\/github\.com\/[^/]+\/[^/]+$/.test(address ?? '');
  const reference = fragment?.split(':')[0] ?? '';
  const moving = isRepository
    ? reference === ''
      ? 'the default branch'
      : isBranch(reference)
        ? reference
        : undefined
    : movingDownload(name);
  return [{ at: context.at, service, what: 'context', name: context.value, moving }];
}

function ofImage(service: Service, facts: Facts): readonly ExternalSource[] {
  const image = service.built?.image;
  const dockerfile = image && dockerfileOf(image, facts);
  if (!image || !dockerfile) return [];
  return stagesBehind(image, dockerfile).flatMap(({ instructions }): readonly ExternalSource[] => {
    const runs = instructions.flatMap((one) => (one.kind === 'run' && !one.onBuild ? [runCommands(one)] : []));
    const later = runs.flat();
    return [
      ...instructions.filter(isCopy).flatMap((copy) => {
        if (copy.kind !== 'add' || copy.from !== undefined || copy.flags.some((flag) => flag.startsWith('--checksum')))
          return [];
        return copy.sources.flatMap(({ at, value = '' }): readonly ExternalSource[] => {
          if (!/^(https?|git|ssh):\/\/|^git@/.test(value)) return [];
          const isRepository = /\.git(#|$)|^git/.test(value);
          return [
            {
              at,
              service,
              what: isRepository ? 'clone' : 'download',
              name: value,
              moving: isRepository ? movingRepository(value) : movingDownload(value),
            },
          ];
        });
      }),
      ...runs.flatMap((commands) => commands.flatMap((command) => ofCommand(command, service, commands, later))),
    ];
  });
}

const checks = /^(sha(1|224|256|384|512)sum|shasum|md5sum|b2sum|gpg|gpgv|cosign|minisign)$/;
const installers = /^(pip[\d.]*|uv|pipx|npm|yarn|pnpm|poetry)$/;

function ofCommand(
  { words, at }: RunCommand,
  service: Service,
  together: readonly RunCommand[],
  later: readonly RunCommand[],
): readonly ExternalSource[] {
  const program = (words[0] ?? '').replace(/^.*\//, '');
  const source = (what: ExternalSource['what'], name: string, moving: string | undefined): ExternalSource => ({
    at,
    service,
    what,
    name,
    moving,
  });
  if (program === 'git' && words[1] === 'clone') {
    const [name, moving] = clone(words, later.slice(later.findIndex((other) => other.at === at) + 1));
    return name === undefined ? [] : [source('clone', name, moving)];
  }
  if (program === 'curl' || program === 'wget') {
    const checked = together.some((other) => checks.test(other.words[0] ?? ''));
    return words
      .filter((word) => /^https?:\/\//.test(word))
      .map((word) => source('download', word, checked ? undefined : movingDownload(word)));
  }
  const go = program === 'go' && ['get', 'install'].includes(words[1] ?? '');
  if (go)
    return words
      .filter((word) => /.@./.test(word))
      .map((word) => source('package', word, isGoBranch(word) ? word.split('@')[1] : undefined));
  if (!installers.test(program) && !/^python[\d.]*$/.test(program)) return [];
  return words
    .filter((word) => /^(git\+|git:\/\/|github:)/.test(word))
    .map((word) => source('package', word, word.includes('$') ? undefined : movingRepository(word)));
}

const isGoBranch = (word: string): boolean => /@(main|master|develop|HEAD)$/.test(word);

const valued = [
  '-b',
  '--branch',
  '--depth',
  '-o',
  '--origin',
  '-c',
  '--config',
  '--reference',
  '-j',
  '--jobs',
  '--filter',
];

/** Address of a `git clone`, and the branch it stays on when nothing checks out something else. */
function clone(
  words: readonly string[],
  later: readonly RunCommand[],
): readonly [address: string | undefined, moving?: string] {
  const rest = words.slice(2);
  const address = rest.find((word, index) => !word.startsWith('-') && !valued.includes(rest[index - 1] ?? ''));
  if (address === undefined || !/[/:]/.test(address) || address.startsWith('/')) return [undefined];
  const at = rest.findIndex((word) => word === '-b' || word === '--branch');
  const branch = at === -1 ? rest.find((word) => word.startsWith('--branch='))?.slice(9) : rest[at + 1];
  const fixed = later.some((other) => /^git$/.test(other.words[0] ?? '') && fixes(other.words));
  if (fixed) return [address];
  if (branch === undefined) return [address, 'the default branch'];
  return [address, isBranch(branch) ? branch : undefined];
}

/** `git checkout X`, `git -C dir reset --hard X`, `git fetch origin X`: a commit, a tag, or what cannot be known. */
function fixes(words: readonly string[]): boolean {
  const verb = words.findIndex((word) => ['checkout', 'switch', 'reset', 'fetch', 'submodule'].includes(word));
  const last = words.at(-1) ?? '';
  return (
    verb !== -1 &&
    words.length > verb + 1 &&
    !last.startsWith('-') &&
    !isBranch(last) &&
    last !== 'origin' &&
    last !== '.'
  );
}

/** `dev-main` and `dev-main as 1.0`; a commit may follow (`dev-main#4be1f20`). */
const branchOfComposer = (version: string): string | undefined => /^dev-([^#\s]+)(?:\s|$)/.exec(version)?.[1];

/** Dependencies of manifests that name a branch. */
const ofPackages = (facts: Facts): readonly ExternalSource[] =>
  packages(facts).flatMap(({ service, manifests, locks }) =>
    manifests.flatMap(({ dependencies }) =>
      dependencies
        .filter(
          ({ group, version }) =>
            group === 'runtime' &&
            /[/:]|^dev-/.test(version) &&
            !/^(file|link|workspace|portal|npm|catalog|patch):/.test(version),
        )
        .map(({ at, name, version }): ExternalSource => {
          const moving = branchOfComposer(version) ?? movingDownload(version) ?? movingRepository(version);
          return { at, service, what: 'package', name, moving, lock: locks[0] };
        }),
    ),
  );
