/** Whether what a service starts is in the image it runs: files of the repository, and packages that only development installs. */
import { type Located, literally, type Span } from '../../source/index.ts';
import type { Manifest } from '../manifest.ts';
import type { Facts, Image, Service, StartCommand } from '../model.ts';
import { bareCommand, saysInOrder } from '../process/command-words.ts';
import { filesNeededBy, mayBeKept, packageOfExecutable, toolkits } from '../tables/admin-files.ts';
import { ignoredBy } from './ignore-patterns.ts';
import { nodePackagesOf } from './images-packages.ts';
import { presenceOf } from './images-replay.ts';
import { memoise } from './memoise.ts';
import { certainStarts } from './process-starts.ts';
import { judgedServices } from './services.ts';
import { mountCovering } from './storage.ts';

/** A start whose image is built here. */
interface Built {
  readonly service: Service;
  readonly image: Image;
  readonly start: StartCommand;
}

const builtStarts = memoise((facts: Facts): readonly Built[] =>
  judgedServices(facts).flatMap((service) => {
    const { built } = service;
    // A Dockerfile that was only guessed, or a context that was, says nothing about what is missing.
    if (built?.confidence !== 'high' || built.image.context === undefined) return [];
    return certainStarts(service, facts).map(({ start }) => ({ service, image: built.image, start }));
  }),
);

export interface NeededFile extends Located {
  readonly service: Service;
  readonly dockerfile: string;
  /** As people call the command: its first words. */
  readonly command: string;
  /** Path in the repository. */
  readonly file: string;
  readonly missing: boolean;
  /** The FROM line of the image, and the line of `.dockerignore` that keeps the file out. */
  readonly from: Span;
  readonly ignored?: Span;
}

export const neededFiles = memoise((facts: Facts): readonly NeededFile[] =>
  builtStarts(facts).flatMap(({ service, image, start }): readonly NeededFile[] => {
    const names = filesNeededBy(start.argv);
    const roots = [...new Set([service.code.root, image.context])].filter((root) => root !== undefined);
    const file = roots
      .flatMap((root) => names.map((name) => (root === '' ? name : `${root}/${name}`)))
      .find((path) => facts.files.has(path) || facts.files.hasDirectory(path));
    if (file === undefined || service.mounts.some(({ target }) => target === undefined)) return [];
    const inside = `${image.workingDirectory ?? ''}/${names[0] ?? ''}`;
    const mounted = mountCovering(service, inside) !== undefined;
    const missing = !mounted && presenceOf(file, image, facts) === 'absent';
    return [
      {
        at: start.at,
        service,
        dockerfile: image.dockerfile,
        command: labelOf(start.argv),
        file,
        missing,
        from: image.at,
        ignored: missing ? ignoredBy(file, image, facts) : undefined,
      },
    ];
  }),
);

export interface NeededTool extends Located {
  readonly service: Service;
  readonly program: string;
  readonly missing: boolean;
  /** Why it is not there, as half a sentence. */
  readonly why: string;
  readonly because?: Span;
  /** `npx` downloads what it does not find. */
  readonly downloaded: boolean;
}

export const neededTools = memoise((facts: Facts): readonly NeededTool[] =>
  builtStarts(facts).flatMap((one): readonly NeededTool[] => ofToolkit(one) ?? ofPackages(one, facts)),
);

function ofToolkit({ service, image, start }: Built): readonly NeededTool[] | undefined {
  const { words } = bareCommand(start.argv);
  const kit = toolkits.find((row) => saysInOrder(words, row.words));
  if (!kit || image.base.value === undefined) return undefined;
  return [
    {
      at: start.at,
      service,
      program: kit.words.join(' '),
      missing: kit.without.test(image.base.value) && !image.runs.some(({ script }) => script.includes(kit.words[0]!)),
      why: `${image.base.value} does not bring it; use ${kit.instead}`,
      because: image.at,
      downloaded: false,
    },
  ];
}

function ofPackages({ service, image, start }: Built, facts: Facts): readonly NeededTool[] {
  const program = bareCommand(start.argv).argv[0] ?? '';
  const name = packageOfExecutable(program);
  const manifest = manifestOf(service, image, facts);
  const own = manifest?.dependencies.filter((one) => one.name === name) ?? [];
  const development = own.find(({ group }) => group === 'development');
  if (!manifest || own.length === 0) return [];
  const { kind, by, npm } = nodePackagesOf(image, facts);
  const runtime = manifest.dependencies.filter(({ group }) => group === 'runtime').map((one) => one.name);
  const kept = npm && mayBeKept(name, runtime);
  const missing = development !== undefined && own.length === 1 && kind === 'runtime' && !kept && !isAdded(name, image);
  return [
    {
      at: start.at,
      service,
      program,
      missing,
      why: `${name} is a development dependency, and the image is installed without those`,
      because: by?.at,
      downloaded: missing && isNpx(start, program, facts),
    },
  ];
}

function manifestOf({ code }: Service, { context = '' }: Image, { manifests }: Facts): Manifest | undefined {
  const path = code.manifest ?? (context === '' ? 'package.json' : `${context}/package.json`);
  return manifests.find((one) => one.path === path && one.ecosystem === 'npm');
}

/** `RUN npm install -g prisma`: put there by hand. */
export const isAdded = (name: string, { runs }: Image): boolean =>
  runs.some(({ script }) =>
    script.split(/&&|\|\||[;|\n]/).some((part) => /\b(install|i|add)\b/.test(part) && part.includes(name)),
  );

/** The runner in front is unwrapped on the way to the command: look at what is written. */
function isNpx(start: StartCommand, program: string, facts: Facts): boolean {
  const calls = (text: string) => new RegExp(`\\bnpx\\b[^&|;]*\\b${literally(program)}\\b`).test(text);
  const script = facts.scripts
    .flatMap(({ commands }) => commands)
    .find(({ at }) => at.file === start.at.file && at.start === start.at.start);
  if (script) return calls(script.words.map(({ raw }) => raw).join(' '));
  const scripts = facts.manifests
    .flatMap((one) => one.scripts)
    .filter(({ at }) => at.file === start.at.file && at.start === start.at.start);
  return scripts.some(({ command }) => calls(command));
}

const labelOf = (argv: readonly string[]): string =>
  bareCommand(argv)
    .words.filter((word) => !word.startsWith('-'))
    .slice(0, 3)
    .join(' ');
