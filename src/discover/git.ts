/** Asks git which files there are. */
import { askGit, askGitAhead, type GitAnswer } from './git-command.ts';

export interface GitListing {
  /** Tracked and untracked files that are not ignored and not deleted; sorted by nothing in particular. */
  readonly paths: readonly string[];
  readonly tracked: ReadonlySet<string>;
  /** Names of the objects that hold the tracked files: the same for the same content. */
  readonly contents: ReadonlyMap<string, string>;
  /** Places git does not look into: submodules and repositories inside the repository. */
  readonly otherRepositories: readonly string[];
  /** What git could not look at, in its own words. */
  readonly complaints: readonly string[];
}

const GITLINK = '160000';

/** Lines of `ls-files -t -s`: `H 100644 <object> 0<TAB>path` for what the index knows, `? path` for the rest. */
function parse(output: string): Omit<GitListing, 'complaints'> {
  const present = new Set<string>();
  const absent = new Set<string>();
  const tracked = new Set<string>();
  const contents = new Map<string, string>();
  const otherRepositories = new Set<string>();
  for (const record of output.split('\0')) {
    if (record === '') continue;
    const tag = record[0];
    if (tag === '?') {
      const path = record.slice(2);
      if (path.endsWith('/')) otherRepositories.add(path.slice(0, -1));
      else present.add(path);
      continue;
    }
    const path = record.slice(record.indexOf('\t') + 1);
    if (record.slice(2, 8) === GITLINK) {
      otherRepositories.add(path);
      continue;
    }
    tracked.add(path);
    contents.set(path, record.split(' ')[2] ?? '');
    // R: deleted from the work tree. S: left out by a sparse checkout.
    if (tag === 'R' || tag === 'S') absent.add(path);
    else present.add(path);
  }
  return {
    paths: [...present].filter((path) => !absent.has(path)),
    tracked,
    contents,
    otherRepositories: [...otherRepositories],
  };
}

const QUESTION = ['ls-files', '-z', '-t', '-s', '-c', '-o', '-d', '--exclude-standard'];

let ahead: { readonly directory: string; readonly answer: () => Promise<GitAnswer | string> } | undefined;

/** Has git look while something else is done. Of several questions the last one counts. */
export function askForFilesAhead(directory: string): void {
  ahead = { directory, answer: askGitAhead(directory, QUESTION) };
}

/** Somebody has just asked, and whoever asks next need not. */
export function answeredAhead(directory: string, answer: GitAnswer): void {
  ahead = { directory, answer: async () => answer };
}

/** `directory` is absolute. A text is the reason git could not answer. */
export async function askForFiles(directory: string): Promise<GitAnswer | string> {
  const asked = ahead?.directory === directory ? ahead : undefined;
  ahead = undefined;
  const answer = asked ? await asked.answer() : askGit(directory, QUESTION);
  if (typeof answer === 'string' || answer.code === 0) return answer;
  return answer.complaints[0] ?? `git stopped with ${answer.code}`;
}

/** Paths come back relative to the directory that was asked about, with `/`. */
export function listingOf(answer: GitAnswer): GitListing {
  return { ...parse(answer.output), complaints: answer.complaints };
}
