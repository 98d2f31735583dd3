/** Addresses of source code that point at a branch: tomorrow they give something else. From the hosting sites' documentation. */

const branch = '(?:main|master|trunk|develop|development|dev|HEAD|latest|nightly|edge|next|stable)';

/** Files and archives of a branch, and whatever was released last. */
const downloads: readonly RegExp[] = [
  new RegExp(`^https?://raw\\.githubusercontent\\.com/[^/]+/[^/]+/(?:refs/heads/)?(${branch})/`, 'i'),
  new RegExp(
    `^https?://(?:www\\.)?github\\.com/[^/]+/[^/]+/(?:raw|archive|tarball|zipball)/(?:refs/heads/)?(${branch})(?:[./?]|$)`,
    'i',
  ),
  new RegExp(`^https?://codeload\\.github\\.com/[^/]+/[^/]+/(?:tar\\.gz|zip)/(?:refs/heads/)?(${branch})$`, 'i'),
  new RegExp(`^https?://gitlab\\.com/.+/-/(?:raw|archive)/(${branch})/`, 'i'),
  new RegExp(`^https?://bitbucket\\.org/[^/]+/[^/]+/(?:raw|get)/(${branch})(?:[./]|$)`, 'i'),
  /^https?:\/\/(?:www\.)?github\.com\/[^/]+\/[^/]+\/releases\/(latest)\/download\//i,
];

/** The moving part of an address; `undefined` when it holds still or cannot be known. */
export const movingDownload = (address: string): string | undefined =>
  downloads.map((pattern) => pattern.exec(address)?.[1]).find((found) => found !== undefined);

const wholeBranch = new RegExp(`^(?:refs/heads/|origin/)?${branch}$`, 'i');

/** Whether a name of git means a branch. A name that says neither is taken for something fixed. */
export const isBranch = (reference: string): boolean => wholeBranch.test(reference);

/** `git+https://host/x.git@main`, `github:o/r#main`, `https://host/x.git`: the branch, or `the default branch`. */
export function movingRepository(address: string): string | undefined {
  const written = address.replace(/[?&](subdirectory|egg)=[^&#]*/g, '');
  const python = /^git\+[a-z+]+:\/\/(?:[^/@]+@)?[^@#]+?(?:@([^#]+))?(?:#(?:egg|subdirectory)=.*)?$/.exec(written);
  const node =
    /^(?:git\+[a-z]+:\/\/|git:\/\/|(?:github|gitlab|bitbucket):|https?:\/\/[^#]+\.git(?=#|$)|git@)[^#]*(?:#(.*))?$/.exec(
      written,
    ) ?? /^[\w.-]+\/[\w.-]+(?:#(.*))?$/.exec(written);
  if (!python && !node) return undefined;
  const reference =
    python?.[1] ?? (written.includes('#egg=') || written.includes('#subdirectory=') ? undefined : node?.[1]);
  if (reference === undefined || reference === '') return 'the default branch';
  return isBranch(reference.split(':')[0]!) ? reference : undefined;
}
