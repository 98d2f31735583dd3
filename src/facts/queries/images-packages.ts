/** Which Node packages the last stage of an image ends up with. */
import { isUnder } from '../../source/index.ts';
import type { Dockerfile, RunInstruction, Stage } from '../dockerfile.ts';
import type { Facts, Image } from '../model.ts';
import { type Build, belowOf, buildOf, stageNamed, workingDirectory } from './images-stages.ts';

/** `all`: with what only development needs; `runtime`: without it; `unknown`: cannot be told. */
export type Packages = 'all' | 'runtime' | 'unknown';

const npmInstall =
  /\b(?:npm\s+(?:ci|install|i|clean-install)|yarn(?:\s+install)?|pnpm\s+(?:install|i)|bun\s+install)\b(?!\s+(?:-g|--global)\b)([^&|;\n]*)/g;
const leavesOut =
  /--omit[= ]dev\b|--only[= ]prod(?:uction)?\b|--production(?![=]false)\b|--prod\b|(?:^|\s)-P\b|--no-dev\b|--without[= ]dev/;
const prune =
  /\b(?:npm\s+prune|pnpm\s+prune|yarn\s+workspaces\s+focus|pnpm\s+(?:--filter\S*\s+\S+\s+)?deploy)\b[^&|;\n]{0,500}(?:--omit[= ]dev|--production|--prod\b|-P\b)/;

export interface NodePackages {
  readonly kind: Packages;
  /** The instruction that decided it. */
  readonly by?: RunInstruction;
  /** npm keeps a development dependency that a runtime one names as an optional peer; the others do not. */
  readonly npm: boolean;
}

/** Node packages of the stage that is deployed. */
export function nodePackagesOf(image: Image, facts: Facts): NodePackages {
  const build = buildOf(image, facts);
  return build ? packagesIn(build.stage, build, 0) : { kind: 'unknown', npm: false };
}

function packagesIn(stage: Stage, build: Build, depth: number): NodePackages {
  if (depth > 8) return { kind: 'unknown', npm: false };
  const below = belowOf(stage, build.dockerfile);
  let state: NodePackages = below ? packagesIn(below, build, depth + 1) : { kind: 'unknown', npm: false };
  let production = inProduction(stage, build.dockerfile);
  for (const one of stage.instructions) {
    if (one.kind === 'env' && one.name === 'NODE_ENV') production = one.value?.value === 'production';
    if (one.kind === 'run') state = installedBy(one, production) ?? state;
    if ((one.kind !== 'copy' && one.kind !== 'add') || one.from === undefined) continue;
    const other = stageNamed(one.from, build.dockerfile);
    const bringsPackages = ({ value = '' }: { readonly value?: string }) =>
      /node_modules\/?$/.test(value) ||
      isUnder(workingDirectory(other!, build.dockerfile) ?? '\u0000', value.replace(/\/\.?$/, ''));
    if (other && one.sources.some(bringsPackages)) state = packagesIn(other, build, depth + 1);
  }
  return state;
}

/** The last install of the instruction decides, and a prune behind it. */
function installedBy(one: RunInstruction, production: boolean): NodePackages | undefined {
  let state: NodePackages | undefined;
  for (const [text, rest = ''] of one.script.matchAll(npmInstall)) {
    const npm = text.startsWith('npm');
    const inline = /NODE_ENV=(\w+)/.exec(one.script)?.[1];
    const byEnvironment = inline === undefined ? production : inline === 'production';
    const slim = leavesOut.test(rest) || (byEnvironment && !takesAll.test(rest));
    // A command that names packages adds to what is there.
    state = { kind: namesPackages(text, rest) ? 'unknown' : slim ? 'runtime' : 'all', by: one, npm };
  }
  const pruned = prune.exec(one.script)?.[0];
  return pruned === undefined ? state : { kind: 'runtime', by: one, npm: pruned.startsWith('npm') };
}

const takesAll = /--include[= ]dev|--production[= ]false|--prod[= ]false|(?:^|\s)-D\b/;

/** `npm install left-pad`. */
const namesPackages = (text: string, rest: string): boolean =>
  !/^yarn\b/.test(text) &&
  rest
    .trim()
    .split(/\s+/)
    .some((word, index, words) => word !== '' && !word.startsWith('-') && !(words[index - 1] ?? '').startsWith('--'));

function inProduction(stage: Stage, dockerfile: Dockerfile): boolean {
  for (let below = belowOf(stage, dockerfile); below; below = belowOf(below, dockerfile)) {
    const set = below.instructions.findLast((one) => one.kind === 'env' && one.name === 'NODE_ENV');
    if (set?.kind === 'env') return set.value?.value === 'production';
  }
  return false;
}
