/** Install commands of Dockerfiles that keep to the lock. */
import { type Facts, type Install, installs } from '../../facts/index.ts';
import { directoryOf, joinPath, span } from '../../source/index.ts';
import type { Edit, Fix, Safety } from '../fix.ts';

interface Change {
  /** Becomes this word instead of its verb. */
  readonly verb?: string;
  readonly flag?: string;
  /** Stands in front. */
  readonly assignment?: string;
  readonly safety: Safety;
}

/** By program and verb. */
const changes: Readonly<Record<string, Change>> = {
  'npm install': { verb: 'ci', safety: 'safe' },
  'npm i': { verb: 'ci', safety: 'safe' },
  'pnpm install': { flag: '--frozen-lockfile', safety: 'safe' },
  'pnpm i': { flag: '--frozen-lockfile', safety: 'safe' },
  'yarn install': { flag: '--frozen-lockfile', safety: 'safe' },
  yarn: { flag: '--frozen-lockfile', safety: 'safe' },
  'bun install': { flag: '--frozen-lockfile', safety: 'safe' },
  'bun i': { flag: '--frozen-lockfile', safety: 'safe' },
  'bundle install': { assignment: 'BUNDLE_FROZEN=true', safety: 'safe' },
  'composer update': { verb: 'install', safety: 'safe' },
  'composer upgrade': { verb: 'install', safety: 'safe' },
  'cargo build': { flag: '--locked', safety: 'safe' },
  'dotnet restore': { flag: '--locked-mode', safety: 'safe' },
  'uv sync': { flag: '--locked', safety: 'suggested' },
  'pipenv install': { flag: '--deploy', safety: 'suggested' },
};

/** Flags with which the command means something else, or which the other form does not take. */
const opposed =
  /^(?:--no-frozen-lockfile|--no-immutable|--no-lockfile|--pure-lockfile|--no-package-lock|--no-lock|--no-save|--frozen-lockfile=.*|--frozen|--fix-lockfile|--force|-f|--save.*|-S|-D|--with.*|-[wW]|--lock|--skip-lock|--update-checksums|--upgrade.*|-U|--package-lock-only|--no-cache|--system)$/;

export function installFix(install: Install, facts: Facts): Fix | undefined {
  const { label, program, words, lock, manifests, absent, stage, command } = install;
  const change = changes[label];
  // Behind a copy from another stage nobody sees whether the lock is there.
  if (!change || !program || !lock || !manifests || absent) return undefined;
  if (words.some((word) => opposed.test(word))) return undefined;
  const match = new RegExp(`^${label.replace(' ', '[ \\t]+')}(?![\\w-])`).exec(program.raw);
  if (!match) return undefined;
  const folder = directoryOf(lock.path);
  // `npm ci` begins with an empty node_modules: what another install has put there would be gone.
  const repeated = installs(facts).filter(
    (other) => other.stage === stage && other.command.manager === command.manager,
  );
  if (change.verb === 'ci' && repeated.length > 1) return undefined;
  // Members of a workspace that are copied later are missing from the lock's point of view.
  const workspace = manifests.some(({ workspaces }) => workspaces.length > 0);
  const rivals = facts.locks.filter(
    ({ path, ecosystem }) => path !== lock.path && ecosystem === lock.ecosystem && directoryOf(path) === folder,
  );
  const berry = command.manager === 'yarn' && facts.files.has(joinPath(folder, '.yarnrc.yml') ?? '');
  const flag = berry ? '--immutable' : change.flag;
  const head = match[0].length;
  const { file, start } = program.at;
  const verb = label.split(' ')[1] ?? '';
  const edit: Edit = change.verb
    ? { kind: 'text', at: span(file, start + head - verb.length, start + head), text: change.verb }
    : change.assignment
      ? { kind: 'text', at: span(file, start, start), text: `${change.assignment} ` }
      : { kind: 'text', at: span(file, start + head, start + head), text: ` ${flag}` };
  const safety = workspace || rivals.length > 0 ? 'suggested' : change.safety;
  return { title: `Keep to ${lock.path}`, safety, edits: [edit] };
}
