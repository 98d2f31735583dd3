/** How comments are written, by the name of the file. Where that tells, a document or a string that only shows such a comment is none. */

export interface CommentSyntax {
  /** What opens a comment: a regular expression without groups. */
  readonly opens: string;
  /** A line that is nothing but a comment, without the space around it. */
  readonly line: RegExp;
  /** What ends a comment that does not end with its line. */
  readonly closers: readonly string[];
  /** What is written around the words of a comment of one line. Absent: nobody knows. */
  readonly writes?: readonly [before: string, after: string];
  /** `--` may not stand inside a comment: a colon leads to the reason, too. */
  readonly colon?: true;
}

const hash: CommentSyntax = { opens: '#', line: /^#/, closers: [], writes: ['# ', ''] };
const slash: CommentSyntax = { opens: '//|/\\*|\\*', line: /^(?:\/\/|\/\*|\*)/, closers: ['*/'], writes: ['// ', ''] };
const markup: CommentSyntax = {
  opens: '<!--',
  line: /^<!--/,
  closers: ['-->'],
  colon: true,
  writes: ['<!-- ', ' -->'],
};
const slashAndMarkup: CommentSyntax = {
  opens: '<!--|//|/\\*|\\*',
  line: /^(?:<!--|\/\/|\/\*|\*)/,
  closers: ['-->', '*/'],
  colon: true,
  // Findings are about the script in it.
  writes: ['// ', ''],
};
// `#[` opens an attribute, not a comment.
const slashAndHash: CommentSyntax = {
  opens: '#(?!\\[)|//|/\\*|\\*',
  line: /^(?:#(?!\[)|\/\/|\/\*|\*)/,
  closers: ['*/'],
  writes: ['// ', ''],
};
const hashAndSemicolon: CommentSyntax = { opens: '[#;!]', line: /^[#;!]/, closers: [], writes: ['# ', ''] };
const semicolon: CommentSyntax = { ...hashAndSemicolon, writes: ['; ', ''] };
const dashes: CommentSyntax = { opens: '--|/\\*|#', line: /^(?:--|\/\*|#)/, closers: ['*/'], writes: ['-- ', ''] };
const any: CommentSyntax = {
  opens: '#|//|/\\*|<!--|--|;|%|\\*',
  line: /^(?:#|\/\/|\/\*|<!--|--|;|%)/,
  closers: ['*/', '-->', '%>', '*@'],
};

const byName: readonly (readonly [names: RegExp, syntax: CommentSyntax])[] = [
  [/\.(?:vue|svelte|astro)$/i, slashAndMarkup],
  [/\.(?:md|mdx|markdown|html?|xml|[a-z]{1,3}proj|props|targets|config|xhtml)$/i, markup],
  [
    /\.(?:[cm]?[jt]sx?|go|java|kts?|rs|cs|scala|swift|prisma|groovy|gradle|json5|jsonc|gohtml)$|(?:^|\/)(?:Jenkinsfile|go\.mod$)/i,
    slash,
  ],
  [/\.(?:php|tf|hcl)$/i, slashAndHash],
  [/\.ini$/i, semicolon],
  [/\.(?:cfg|cnf|properties)$/i, hashAndSemicolon],
  [/\.sql$/i, dashes],
  [
    /\.(?:ya?ml|toml|py|rb|rake|ru|sh|bash|zsh|exs?|env|conf|mk|dockerfile)$|(?:^|\/)(?:\.env|Dockerfile|Containerfile|Makefile|Gemfile|Rakefile|Procfile|\.dockerignore|\.gitignore)[^/]*$|(?:^|\/)requirements[^/]*\.txt$/i,
    hash,
  ],
];

export const commentSyntaxOf = (path: string): CommentSyntax => byName.find(([names]) => names.test(path))?.[1] ?? any;
