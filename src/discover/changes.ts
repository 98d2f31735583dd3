/**
 * What a change touches, as git tells it. `since`: all that differs from the point where the history of HEAD left the revision (as in a pull
 * request), committed or not. `staged`: the files that are staged, with all their lines that differ from HEAD. Untracked files count as new
 * for `since`, and are not staged.
 */
import type { Change } from '../source/index.ts';
import { askGit, type GitAnswer } from './git-command.ts';
import { parsePatch } from './patch.ts';

export type ChangeOf = { readonly since: string } | 'staged';

/** The change cannot be told; the message says what to do. */
export class ChangeError extends Error {
  override name = 'ChangeError';
}

export function changeOf(directory: string, what: ChangeOf): Change {
  const git = asking(directory);
  if (git(['rev-parse', '--is-inside-work-tree']).output.trim() !== 'true')
    throw new ChangeError('changes are told by git, and this is no work tree of git');
  if (what === 'staged') return stagedChange(git);
  const base = baseOf(what.since, git);
  return new Map([...patchOf(git, [base]), ...untracked(git)]);
}

type Ask = (words: readonly string[]) => GitAnswer;

function asking(directory: string): Ask {
  const overruled: [string, string][] = [];
  const ask: Ask = (words) => {
    const answer = askGit(directory, words, overruled);
    if (typeof answer === 'string') throw new ChangeError(`the change cannot be told: ${answer}`);
    return answer;
  };
  // To compare a file git runs the `clean` filter that the repository names for it; an empty name is none. What the filter would have
  // changed (large files kept elsewhere, mostly) is nothing we read.
  for (const name of ask(['config', '--list', '-z', '--name-only']).output.split('\0'))
    if (/^filter\..+\.(?:clean|smudge|process|required)$/s.test(name))
      overruled.push([name, name.endsWith('.required') ? 'false' : '']);
  return ask;
}

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

function patchOf(git: Ask, revisions: readonly string[]): Change {
  const { code, output, complaints } = git([...DIFF, ...revisions, '--']);
  if (code !== 0) throw new ChangeError(`git cannot tell the change: ${complaints[0] ?? `it stopped with ${code}`}`);
  const change = new Map(parsePatch(output));
  // What git takes for binary, by its content or because the repository says so, has no lines.
  if (/^Binary files /m.test(output))
    for (const path of binaries(git([...DIFF, '--numstat', '-z', ...revisions, '--']).output)) change.set(path, 'all');
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

function untracked(git: Ask): Change {
  const { output } = git(['ls-files', '-z', '--others', '--exclude-standard']);
  return new Map(
    output
      .split('\0')
      .filter(Boolean)
      .map((path) => [path, 'all']),
  );
}

function stagedChange(git: Ask): Change {
  const staged = patchOf(git, ['--cached']);
  if (commitOf('HEAD', git) === undefined) return staged;
  const now = patchOf(git, ['HEAD']);
  return new Map([...staged].flatMap(([path]) => (now.has(path) ? [[path, now.get(path)!] as const] : [])));
}

function commitOf(revision: string, git: Ask): string | undefined {
  const { code, output } = git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  return code === 0 ? output.trim() : undefined;
}

/** The commit where HEAD left the revision. */
function baseOf(revision: string, git: Ask): string {
  // git would take it for an option.
  if (revision === '' || revision.startsWith('-')) throw new ChangeError(`"${revision}" is no name of a revision`);
  const shallow = git(['rev-parse', '--is-shallow-repository']).output.trim() === 'true';
  const remote = revision.startsWith('origin/') ? revision.slice('origin/'.length) : revision;
  const commit = commitOf(revision, git);
  if (commit === undefined) {
    if (commitOf(`refs/remotes/origin/${remote}`, git) !== undefined)
      throw new ChangeError(`there is no revision "${revision}" here. Did you mean "origin/${remote}"?`);
    throw new ChangeError(
      `there is no revision "${revision}" here. ${
        shallow
          ? `This clone is shallow: run "git fetch --depth=100 origin ${remote}:refs/remotes/origin/${remote}" and say --since origin/${remote}, or clone with more history (actions/checkout: fetch-depth: 0).`
          : `"git fetch origin ${remote}" may bring it.`
      }`,
    );
  }
  if (commitOf('HEAD', git) === undefined) throw new ChangeError('there is no commit yet; --staged needs none');
  const { code, output } = git(['merge-base', commit, 'HEAD']);
  if (code === 0) return output.trim();
  throw new ChangeError(
    `no commit is known that "${revision}" and HEAD have in common. ${
      shallow
        ? `This clone is shallow: run "git fetch --deepen=100 origin ${remote}" and "git fetch --deepen=100" until there is one, or clone with the whole history (actions/checkout: fetch-depth: 0).`
        : 'They have different beginnings.'
    }`,
  );
}
