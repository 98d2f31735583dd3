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

/** What the index knows, and the rest, which takes longer. Asked in one, git tells the rest first. */
const KNOWN = ['-s', '-c', '-d'];
const REST = ['-o', '--exclude-standard'];
const question = (...what: readonly string[]): readonly string[] => ['ls-files', '-z', '-t', ...what];

type Later = () => Promise<GitAnswer | string>;
let ahead: { readonly directory: string; readonly known: Later; readonly all: Later } | undefined;

const checked = (answer: GitAnswer | string): GitAnswer | string =>
  typeof answer === 'string' || answer.code === 0
    ? answer
    : (answer.complaints[0] ?? `git stopped with ${answer.code}`);

/** Has git look while something else is done. Of several questions the last one counts. */
export function askForFilesAhead(directory: string): void {
  const rest = askGitAhead(directory, question(...REST));
  const known = askGitAhead(directory, question(...KNOWN));
  const all = async (): Promise<GitAnswer | string> => {
    const one = checked(await rest());
    const other = checked(await known());
    if (typeof one === 'string') return one;
    if (typeof other === 'string') return other;
    const complaints = [...new Set([...one.complaints, ...other.complaints])];
    return { code: 0, output: one.output + other.output, complaints };
  };
  ahead = { directory, known, all };
}

/** Somebody has just asked, and whoever asks next need not. */
export function answeredAhead(directory: string, answer: GitAnswer): void {
  ahead = { directory, known: async () => answer, all: async () => answer };
}

/** What the index knows, as soon as git has told it, and while it looks for the rest, deleted files among it; absent: nobody asked ahead. */
export async function knownAhead(directory: string): Promise<readonly string[] | undefined> {
  const answer = ahead?.directory === directory ? checked(await ahead.known()) : undefined;
  if (typeof answer !== 'object') return undefined;
  const records = answer.output.split('\0');
  return records.flatMap((record) => (record[0] === 'H' ? record.slice(record.indexOf('\t') + 1) : []));
}

/** `directory` is absolute. A text is the reason git could not answer. */
export async function askForFiles(directory: string): Promise<GitAnswer | string> {
  const asked = ahead?.directory === directory ? ahead : undefined;
  ahead = undefined;
  return asked ? asked.all() : checked(askGit(directory, question(...KNOWN, ...REST)));
}

/** Paths come back relative to the directory that was asked about, with `/`. */
export function listingOf(answer: GitAnswer): GitListing {
  return { ...parse(answer.output), complaints: answer.complaints };
}
