/** Reads `Gemfile` and `gems.rb` line by line: they are programs, yet people write one gem on a line. https://bundler.io/man/gemfile.5.html */
import type { Dependency, Manifest } from '../../facts/manifest.ts';
import type { Reader } from '../../facts/reading.ts';
import { fileNameOf, type Source, span, type Text } from '../../source/index.ts';
import { emptyManifest } from './empty.ts';

export const gemfileReader: Reader = {
  name: 'Gemfile',
  claims: (path) => /^(?:Gemfile|gems\.rb)$/.test(fileNameOf(path)),
  read: (source) => ({ manifests: [readGemfile(source)] }),
};

const gem = /^gem[ \t(]+["']([A-Za-z0-9_.-]+)["'](.*)$/;
const versions = /^[ \t]*,[ \t]*["']([^"'\n]*)["']/;
const developmentGroup = /^(?:development|test|lint|ci|doc|docs|debug|profile)$/;

type Group = Dependency['group'];

function readGemfile({ path, text }: Source): Manifest {
  const dependencies: Dependency[] = [];
  const includes: string[] = [];
  /** What each `do` that is still open says of the gems in it. */
  const open: Block[] = [];
  let runtime: Text | undefined;
  let library = false;
  let start = 0;
  for (const line of text.split('\n')) {
    const bare = line.trim();
    const at = start + line.indexOf(bare);
    start += line.length + 1;
    if (bare === '' || bare.startsWith('#')) continue;
    const found = gem.exec(bare);
    if (found) {
      const around = open.findLast(({ group }) => group !== undefined)?.group;
      const conditional = open.some((block) => block.conditional) || /[ \t](?:if|unless)[ \t]/.test(code(found[2]!));
      dependencies.push({
        ...dependency(found[1]!, found[2]!, around),
        ...(conditional ? { conditional } : {}),
        at: span(path, at, at + bare.length),
      });
      continue;
    }
    const version = /^ruby[ \t(]+["']([^"']+)["']/.exec(bare);
    if (version) {
      const from = at + bare.indexOf(version[1]!);
      runtime = { at: span(path, from, from + version[1]!.length), raw: version[1]!, value: version[1]! };
    }
    const included = /^eval_gemfile[ \t(]+["']([^"']+)["']/.exec(bare)?.[1];
    if (included) includes.push(included);
    // The gems are those of a gem that lies beside it.
    if (/^gemspec\b/.test(bare)) library = true;
    if (/^end\b/.test(bare)) open.pop();
    else if (/\bdo(?:[ \t]*\|[^|]*\|)?$|^(?:if|unless|case|begin)\b/.test(code(bare))) open.push(blockOf(bare));
  }
  return {
    ...emptyManifest(path, 'ruby'),
    dependencies,
    library,
    ...(runtime ? { runtime } : {}),
    ...(includes.length > 0 ? { includes } : {}),
  };
}

interface Block {
  /** Absent for those that are no groups. */
  readonly group?: Group;
  /** Whether the gems in it may not be asked for. Groups, sources and platforms are, wherever it is installed. */
  readonly conditional: boolean;
}

const blockOf = (line: string): Block => ({
  group: groupOf(line),
  conditional: !/^(?:group|source|platforms?|path|git|github|begin)\b/.test(line),
});

/** A line without the comment at its end. */
const code = (line: string): string => line.replace(/[ \t]#[^"']*$/, '').trimEnd();

/** `group :development, :test do`: in production none of them is installed, unless one of the names is another. */
function groupOf(line: string): Group | undefined {
  if (!line.startsWith('group')) return undefined;
  return groupNamed([...line.matchAll(/[:"'](\w+)/g)].map(([, name]) => name!));
}

const groupNamed = (names: readonly string[]): Group | undefined =>
  names.length === 0 ? undefined : names.every((name) => developmentGroup.test(name)) ? 'development' : 'runtime';

function dependency(name: string, rest: string, around: Group | undefined): Omit<Dependency, 'at'> {
  const written: string[] = [];
  let options = rest;
  for (let found = versions.exec(options); found; found = versions.exec(options)) {
    written.push(found[1]!);
    options = options.slice(found[0].length);
  }
  const named = /\bgroups?(?::|"?[ \t]*=>)[ \t]*(\[[^\]]{0,500}\]|[:"'][\w"']+)/.exec(options)?.[1];
  const own = named === undefined ? undefined : groupNamed([...named.matchAll(/\w+/g)].map(([word]) => word));
  const version = written.join(', ');
  const pinned = /^=?[ \t]*\d[\w.]*$/.test(version) || /\b(?:ref|tag)(?::|[ \t]*=>)/.test(options);
  return { name, version, group: own ?? around ?? 'runtime', pinned };
}
