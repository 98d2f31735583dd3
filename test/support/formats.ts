/** What is fuzzed: formats by the names of their files, and where the words their readers look for stand. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ts } from 'ts-morph';

export interface FuzzedFormat {
  readonly name: string;
  readonly files: RegExp;
  /** Folders and files of sources whose texts are the words. */
  readonly words: readonly string[];
  /** They say how the others are judged. */
  readonly configures?: true;
}

const common = ['src/readers/code'];

export const fuzzedFormats: readonly FuzzedFormat[] = [
  {
    name: 'compose',
    files: /(?:compose|stack)[^/]*\.ya?ml$/,
    words: ['src/readers/compose', 'src/facts/swarm', 'src/facts/tables/image-families.ts'],
  },
  {
    name: 'dockerfile',
    files: /Dockerfile[^/]*$/,
    words: ['src/readers/dockerfile', 'src/facts/tables/base-images.ts', 'src/facts/tables/install-commands.ts'],
  },
  { name: 'shell', files: /\.sh$|entrypoint[^/.]*$/, words: ['src/readers/shell', 'src/facts/tables/commands.ts'] },
  {
    name: 'pipeline',
    files: /\.(?:github|gitlab-ci|circleci)|Jenkinsfile|bitbucket|azure-pipelines/,
    words: ['src/readers/pipeline'],
  },
  {
    name: 'manifest',
    files:
      /(?:^|\/)(?:package|composer|tsconfig[^/]*)\.json$|\.toml$|\.lock$|\.mod$|\.csproj$|Gemfile|pom\.xml$|requirements[^/]*\.txt$|\.gradle(?:\.kts)?$/,
    words: ['src/readers/manifests', 'src/readers/path-aliases.ts'],
  },
  {
    name: 'environment',
    files: /(?:^|\/)\.env[^/]*$|\.properties$|\.ini$|\.npmrc$|Procfile/,
    words: ['src/readers/dotenv.ts', 'src/readers/credentials.ts', 'src/readers/process-lists.ts'],
  },
  {
    name: 'server',
    files: /\.conf$|Caddyfile|supervisord/,
    words: ['src/readers/server-files', 'src/readers/runtime-files.ts'],
  },
  { name: 'javascript', files: /\.[cm]?[jt]sx?$/, words: ['src/readers/javascript'] },
  { name: 'python', files: /\.py$/, words: ['src/readers/python', ...common] },
  { name: 'go', files: /\.go$/, words: ['src/readers/go', ...common] },
  { name: 'ruby', files: /\.rb$|\.ru$|Rakefile/, words: ['src/readers/ruby', ...common] },
  { name: 'php', files: /\.php$/, words: ['src/readers/php', ...common] },
  {
    name: 'java',
    files: /\.java$|application[^/]*\.ya?ml$/,
    words: ['src/readers/java', 'src/readers/jvm', ...common],
  },
  { name: 'kotlin', files: /\.kts?$/, words: ['src/readers/kotlin', 'src/readers/jvm', ...common] },
  { name: 'csharp', files: /\.cs$|appsettings[^/]*\.json$/, words: ['src/readers/csharp', ...common] },
  { name: 'rust', files: /\.rs$/, words: ['src/readers/rust', ...common] },
  { name: 'elixir', files: /\.exs?$/, words: ['src/readers/elixir', ...common] },
  { name: 'configuration', files: /(?:^|\/)\.swarm-lint\.yaml$/, words: ['src/config'], configures: true },
  { name: 'ignore', files: /\.dockerignore$|\.gitignore$/, words: ['src/readers/ignore-file.ts'] },
];

const typescriptIn = (path: string): readonly string[] =>
  path.endsWith('.ts')
    ? [path]
    : readdirSync(path, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .sort()
        .map((name) => join(path, name));

/** Every text of these sources that is no import, no template and no longer than a line. */
export function wordsOf({ words }: FuzzedFormat): readonly string[] {
  const found = new Set<string>();
  for (const file of words.flatMap(typescriptIn)) {
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
      if ((ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) && node.text.length < 80)
        found.add(node.text);
      if (ts.isIdentifier(node) && ts.isPropertyAssignment(node.parent) && node.parent.name === node)
        found.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  }
  return [...found];
}
