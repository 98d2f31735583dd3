/** Variables that a bundler writes into the files for the browser: what the stack sets for them afterwards changes nothing. */
import { fileNameOf, isUnder, type Located, literally, type Span } from '../../source/index.ts';
import type { CodeFile } from '../code.ts';
import type { NamedValue } from '../compose.ts';
import type { Stage } from '../dockerfile.ts';
import type { Manifest } from '../manifest.ts';
import type { Facts, Image, Service } from '../model.ts';
import type { ShellScript } from '../shell.ts';
import { type Bundler, bundlerOf, isRuntimeInjector } from '../tables/bundlers.ts';
import { entryScripts } from './configuration-supply.ts';
import { dockerfileOf, isCopy, keptOut, stagesBehind } from './image-context.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

/** One such variable of one service. */
export interface InlinedVariable {
  readonly name: string;
  readonly at: Span;
  /** Where the build gets another value than the stack sets. */
  readonly builtAt?: Span;
  /** Nothing can hand the build yet another value. */
  readonly sure?: boolean;
}

/** The variables of a service that come too late. The place is the first of them. */
export interface InlinedVariables extends Located {
  readonly service: Service;
  readonly bundler: string;
  /** Empty when the program gets them to the browser at run time, or the build has the same values. */
  readonly late: readonly InlinedVariable[];
}

export const inlinedVariables = memoise((facts: Facts): readonly InlinedVariables[] =>
  judgedServices(facts).flatMap((service) => ofService(service, facts)),
);

function ofService(service: Service, facts: Facts): readonly InlinedVariables[] {
  const image = service.built?.image;
  if (!image) return [];
  const own = facts.manifests.filter(({ path }) => image.ships.some((from) => isUnder(path, from)));
  const found = service.environment.flatMap((variable) => {
    const bundler = bundlerOf(variable.name);
    return bundler && own.some((manifest) => dependsOn(manifest, bundler.packages)) ? [{ variable, bundler }] : [];
  });
  const [first] = found;
  if (!first || !isBuiltInImage(image, facts)) return [];
  const atRunTime = isInjected(service, image, own, facts);
  const inBrowser = namesInBrowser(image, first.bundler, facts);
  const late = atRunTime
    ? []
    : found
        .filter(({ variable }) => inBrowser === 'unknown' || inBrowser.has(variable.name))
        .flatMap(({ variable }) => tooLate(variable, service, image, facts));
  return [{ at: late[0]?.at ?? first.variable.at, service, bundler: first.bundler.name, late }];
}

const dependsOn = ({ dependencies }: Manifest, packages: readonly string[]): boolean =>
  dependencies.some(({ name }) => packages.includes(name));

/**
 * Variables that the code for the browser names. Next.js leaves a variable that the build does not have to the server, which does find
 * it: there only what reaches the browser counts. Single-file components are not read.
 */
function namesInBrowser(image: Image, { server }: Bundler, facts: Facts): ReadonlySet<string> | 'unknown' {
  const shipped = (path: string) => image.ships.some((from) => isUnder(path, from));
  if (facts.files.paths.some((path) => /\.(vue|svelte|astro)$/.test(path) && shipped(path))) return 'unknown';
  const code = new Map(facts.code.filter(({ path }) => shipped(path)).map((file) => [file.path, file]));
  const queue = [...code.values()].filter(
    ({ path, client }) => !server || client || /(^|\/)pages\/(?!api\/)/.test(path),
  );
  const seen = new Set<CodeFile>();
  for (let file = queue.pop(); file; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    queue.push(...file.imports.flatMap((path) => code.get(path) ?? []));
  }
  return new Set([...seen].flatMap(({ inlined = [] }) => inlined));
}

function tooLate(variable: NamedValue, service: Service, image: Image, facts: Facts): readonly InlinedVariable[] {
  const { name, at, value } = variable;
  const built = buildValues(name, service, image, facts);
  const [first] = built;
  if (!first) return [{ name, at }];
  const known = value?.value !== undefined && built.every((one) => one.value !== undefined);
  // Somebody gives the build a value, which may well be the same.
  return known && built.every((one) => one.value !== value.value)
    ? [{ name, at, builtAt: first.at, sure: !first.open }]
    : [];
}

interface BuildValue extends Located {
  readonly value?: string;
  /** A default that the build may be handed another value for. */
  readonly open?: boolean;
}

/** What the build finds under this name: arguments it is handed, or else ENV, defaults, and `.env` files of the production build. */
function buildValues(name: string, service: Service, image: Image, facts: Facts): readonly BuildValue[] {
  const sections = (service.build?.arguments ?? []).filter((one) => one.name === name);
  const flags = facts.invocations
    .filter(({ command, where }) => command.at(-1) === 'build' && where !== 'documentation')
    .flatMap((invocation) => invocation.flags)
    .filter(
      (flag) =>
        flag.name === 'build-arg' && new RegExp(`^["']?${literally(name)}(=|["']?$)`).test(flag.value?.raw ?? ''),
    );
  const handed = [
    ...sections.map(({ at, value }) => ({ at, value: value?.value })),
    ...flags.map(({ at, value }) => ({ at, value: value?.value?.split('=').slice(1).join('=') })),
  ];
  if (handed.length > 0) return handed;
  const instructions = stagesIn(image, facts).flatMap((stage) => stage.instructions);
  const lines = facts.envFiles
    .filter(
      ({ path }) =>
        /^\.env(\.production)?$/.test(fileNameOf(path)) &&
        image.ships.some((from) => isUnder(path, from)) &&
        !keptOut(path, image, facts),
    )
    .flatMap((file) => file.lines.filter((line) => line.name === name));
  return [
    ...instructions.flatMap((one) =>
      (one.kind === 'env' || one.kind === 'arg') && one.name === name
        ? [{ at: one.at, value: one.value?.value || undefined, open: one.kind === 'arg' }]
        : [],
    ),
    ...lines.map(({ at, raw }) => ({ at, value: raw.trim().replace(/^(["'])(.*)\1$/, '$2') })),
  ];
}

function stagesIn(image: Image, facts: Facts): readonly Stage[] {
  const dockerfile = dockerfileOf(image, facts);
  return dockerfile ? stagesBehind(image, dockerfile) : [];
}

const buildCommand =
  /\b(?:npm|pnpm|yarn|bun|npx|turbo|nx|next|vite|vue-cli-service|react-scripts|craco|gatsby|expo|ng)\b[^\n;&|]{0,500}\b(?:build|export|generate)\b/;

const isBuiltInImage = (image: Image, facts: Facts): boolean =>
  stagesIn(image, facts).some(({ instructions }) =>
    instructions.some((one) => one.kind === 'run' && buildCommand.test(one.script)),
  );

/** Built again at each start, or put into a file that the page loads: then the stack decides after all. */
function isInjected(service: Service, image: Image, own: readonly Manifest[], facts: Facts): boolean {
  const shipped = (path: string) => image.ships.some((from) => isUnder(path, from));
  const words = [
    ...(service.process.argv ?? []),
    ...service.process.starts.flatMap(({ argv }) => argv),
    ...(image.entrypoint?.argv ?? []),
    ...(image.command?.argv ?? []),
  ].join(' ');
  return (
    service.process.argv === undefined ||
    /\b(?:build|dev|develop|sed|envsubst|env\.sh)\b|import-meta-env|runtime-env/.test(words) ||
    own.some(({ dependencies }) => dependencies.some(({ name }) => isRuntimeInjector(name))) ||
    facts.files.paths.some((path) => shipped(path) && runtimeFile.test(path)) ||
    [...facts.scripts.filter(({ path }) => shipped(path)), ...entryScripts(service, facts)].some(writesValues) ||
    image.instructions.some(
      (one) =>
        (isCopy(one) && /\/etc\/nginx\/templates|docker-entrypoint\.d/.test(one.target.raw)) ||
        (one.kind === 'run' && /docker-entrypoint\.d/.test(one.script)),
    )
  );
}

/** Files by the names people give to what the page loads before the program. */
const runtimeFile =
  /(^|\/)(public|static|assets|nginx|docker)\/(?:.*\/)?(?:__)?(?:env|env-config|config|runtime-config|runtime-env|settings|app-config)(?:\.template|\.tmpl)?\.(?:js|json|sh)(?:\.(?:template|tmpl|tpl))?$/i;

const writesValues = ({ commands }: ShellScript): boolean =>
  commands.some(({ words }) => {
    const program = fileNameOf(words[0]?.value ?? '');
    return (
      ['sed', 'envsubst', 'perl', 'jq', 'awk', 'node', 'printenv', 'env'].includes(program) ||
      words.some(({ raw }) => /window\.|NEXT_PUBLIC_|VITE_|REACT_APP_|VUE_APP_|\bbuild\b/.test(raw))
    );
  });
