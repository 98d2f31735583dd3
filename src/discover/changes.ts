/**
 * What a change touches, as git tells it. `since`: all that differs from the point where the history of HEAD left the revision (as in a pull
 * request), committed or not. `staged`: the files that are staged, with all their lines that differ from HEAD. Untracked files count as new
 * for `since`, and are not staged.
 */
import type { Change } from '../source/index.ts';
import { askGitAhead, type GitAnswer } from './git-command.ts';
import { parsePatch } from './patch.ts';

export type ChangeOf = { readonly since: string } | 'staged';

/** The change cannot be told; the message says what to do. */
export class ChangeError extends Error {
  override name = 'ChangeError';
}

/** Asks git while something else is done. Rejects with `ChangeError`. */
export async function changeOf(directory: string, what: ChangeOf): Promise<Change> {
  const plain: Ask = (words) => answerTo(directory, words, []);
  const inside = plain(['rev-parse', '--is-inside-work-tree']);
  const names = plain(['config', '--list', '-z', '--name-only']);
  const head = commitOf('HEAD', plain);
  // What is asked ahead may fail while something else has failed already.
  for (const later of [names, head]) later.catch(() => undefined);
  if ((await inside).output.trim() !== 'true')
    throw new ChangeError('changes are told by git, and this is no work tree of git');
  const overruled = filtersIn((await names).output);
  const git: Ask = (words) => answerTo(directory, words, overruled);
  if (what === 'staged') return stagedChange(git, (await head) !== undefined);
  const rest = untracked(git);
  rest.catch(() => undefined);
  const base = await baseOf(what.since, git, (await head) !== undefined);
  return new Map([...(await patchOf(git, [base])), ...(await rest)]);
}

type Ask = (words: readonly string[]) => Promise<GitAnswer>;
type Overruled = readonly (readonly [name: string, value: string])[];

async function answerTo(directory: string, words: readonly string[], overruled: Overruled): Promise<GitAnswer> {
  const answer = await askGitAhead(directory, words, overruled)();
  if (typeof answer === 'string') throw new ChangeError(`the change cannot be told: ${answer}`);
  return answer;
}

/**
 * To compare a file git runs the `clean` filter that the repository names for it; an empty name is none. What the filter would have changed
 * (large files kept elsewhere, mostly) is nothing we read.
 */
const filtersIn = (names: string): Overruled =>
  names
    .split('\0')
    .filter((name) => /^filter\..+\.(?:clean|smudge|process|required)$/s.test(name))
    .map((name) => [name, name.endsWith('.required') ? 'false' : '']);

/** Options that settings of the repository would otherwise decide, or that would start programs of its choice. */
const DIFF = [
  'diff',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=all',
  '--no-color',
  '--unified=0',
  '--inter-hunk-context=0',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--find-renames',
  '--ignore-cr-at-eol',
  '--relative',
];

async function patchOf(git: Ask, revisions: readonly string[]): Promise<Change> {
  const { code, output, complaints } = await git([...DIFF, ...revisions, '--']);
  if (code !== 0) throw new ChangeError(`git cannot tell the change: ${complaints[0] ?? `it stopped with ${code}`}`);
  const change = new Map(parsePatch(output));
  // What git takes for binary, by its content or because the repository says so, has no lines.
  if (/^Binary files /m.test(output))
    for (const path of binaries((await git([...DIFF, '--numstat', '-z', ...revisions, '--'])).output))
      change.set(path, 'all');
  return change;
}

/** `-<TAB>-<TAB>path`, or with an empty path and both names behind it for what was renamed. */
function binaries(output: string): readonly string[] {
  const paths: string[] = [];
  const parts = output.split('\0');
  for (let at = 0; at < parts.length; at++) {
    const [added, , ...rest] = parts[at]!.split('\t');
    const name = rest.join('\t');
    const renamed = rest.length > 0 && name === '';
    if (renamed) at += 2;
    const path = renamed ? parts[at] : name;
    if (added === '-' && path) paths.push(path);
  }
  return paths;
}

async function untracked(git: Ask): Promise<Change> {
  const { output } = await git(['ls-files', '-z', '--others', '--exclude-standard']);
  return new Map(
    output
      .split('\0')
      .filter(Boolean)
      .map((path) => [path, 'all']),
  );
}

async function stagedChange(git: Ask, hasCommit: boolean): Promise<Change> {
  const patches = [patchOf(git, ['--cached']), ...(hasCommit ? [patchOf(git, ['HEAD'])] : [])];
  const [staged, now] = await Promise.all(patches);
  if (now === undefined) return staged!;
  return new Map([...staged!].flatMap(([path]) => (now.has(path) ? [[path, now.get(path)!] as const] : [])));
}

async function commitOf(revision: string, git: Ask): Promise<string | undefined> {
  const { code, output } = await git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  return code === 0 ? output.trim() : undefined;
}

/** The commit where HEAD left the revision. */
async function baseOf(revision: string, git: Ask, hasCommit: boolean): Promise<string> {
  // git would take it for an option.
  if (revision === '' || revision.startsWith('-')) throw new ChangeError(`"${revision}" is no name of a revision`);
  const shallow = (await git(['rev-parse', '--is-shallow-repository'])).output.trim() === 'true';
  const remote = revision.startsWith('origin/') ? revision.slice('origin/'.length) : revision;
  const commit = await commitOf(revision, git);
  if (commit === undefined) {
    if ((await commitOf(`refs/remotes/origin/${remote}`, git)) !== undefined)
      throw new ChangeError(`there is no revision "${revision}" here. Did you mean "origin/${remote}"?`);
    throw new ChangeError(
      `there is no revision "${revision}" here. ${
        shallow
          ? `This clone is shallow: run "git fetch --depth=100 origin ${remote}:refs/remotes/origin/${remote}" and say --since origin/${remote}, or clone with more history (actions/checkout: fetch-depth: 0).`
          : `"git fetch origin ${remote}" may bring it.`
      }`,
    );
  }
  if (!hasCommit) throw new ChangeError('there is no commit yet; --staged needs none');
  const { code, output } = await git(['merge-base', commit, 'HEAD']);
  if (code === 0) return output.trim();
  throw new ChangeError(
    `no commit is known that "${revision}" and HEAD have in common. ${
      shallow
        ? `This clone is shallow: run "git fetch --deepen=100 origin ${remote}" and "git fetch --deepen=100" until there is one, or clone with the whole history (actions/checkout: fetch-depth: 0).`
        : 'They have different beginnings.'
    }`,
  );
}
