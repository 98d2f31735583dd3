/** Which modules a file imports, found without a parser, so that what is reachable never depends on one. */
import { directoryOf, joinPath } from '../../source/index.ts';

/** Node's own modules, by the names they may be imported under without `node:`. */
export const builtins: ReadonlySet<string> = new Set([
  ...['assert', 'async_hooks', 'buffer', 'child_process', 'cluster', 'console', 'constants', 'crypto', 'dgram', 'dns'],
  ...['domain', 'events', 'fs', 'http', 'http2', 'https', 'inspector', 'module', 'net', 'os', 'path', 'perf_hooks'],
  ...[
    'process',
    'punycode',
    'querystring',
    'readline',
    'repl',
    'stream',
    'string_decoder',
    'sys',
    'timers',
    'tls',
    'tty',
  ],
  ...['url', 'util', 'v8', 'vm', 'worker_threads', 'zlib'],
]);

/** One string literal behind `from`, `import`, `import(` or `require(`, but not behind `Buffer.from(`. No part can match in two ways, so time is linear. */
const specifier =
  /(?<![.\w$])(from(?=\s*["'])|import|require)\s*(?:\(\s*)?(?:"([^"\n]{1,400})"|'([^'\n]{1,400})'|`([^`$\n]{1,400})`)/g;

/** `import type … from`, `export type … from`: gone before the program runs. */
const typeOnly = /^(?:import|export)\s+type\s+(?!from\b|,)/;

function isTypeOnly(text: string, at: number): boolean {
  const back = text.slice(Math.max(0, at - 2_000), at);
  const start = Math.max(back.lastIndexOf('import'), back.lastIndexOf('export'));
  return start !== -1 && typeOnly.test(back.slice(start, start + 40).concat(' '));
}

function isComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at).trimStart();
  return line.startsWith('//') || line.startsWith('*') || line.startsWith('/*');
}

/** Module names as written, each once, in order. Comment lines and type-only imports are left out. */
export function specifiersOf(text: string): readonly string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(specifier)) {
    const name = match[2] ?? match[3] ?? match[4];
    if (name === undefined || found.has(name) || isComment(text, match.index)) continue;
    if (match[1] === 'from' && isTypeOnly(text, match.index)) continue;
    found.add(name);
  }
  return [...found];
}

/** What an `import` clause binds: `a`, `* as b`, `{ c, d as e }`; names that are marked as types are left out. */
const namesIn = (clause: string): readonly string[] =>
  clause
    .split(/[{},]/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^type\s/.test(part))
    .map((part) => part.split(/\s+/).at(-1) ?? '')
    .filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));

/** Called, made, extended, decorated with: a use that is left when the types are gone. */
function isUsed(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    const before = text.slice(Math.max(0, at - 9), at);
    const after = text.slice(at + name.length, at + name.length + 60);
    if (/[\w$.]$/.test(before) || /^[\w$]/.test(after)) continue;
    if (/(?:\bnew |\bextends |@)$/.test(before) || /^(?:\.\w{1,50})?[(`]/.test(after)) return true;
  }
  return false;
}

/** The compiler drops an import whose names are only used as types; what is asked for late or inside a block may be on trial. */
export function certainlyLoaded(path: string, text: string): ReadonlySet<string> {
  const typed = /\.[cm]?tsx?$/.test(path);
  const found = new Set<string>();
  for (const match of text.matchAll(specifier)) {
    const name = match[2] ?? match[3] ?? match[4];
    if (name === undefined || found.has(name) || /^[.~#/]|^@\//.test(name) || isComment(text, match.index)) continue;
    if (match[1] === 'require') {
      const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
      if (!/^\s/.test(line) && line !== '') found.add(name);
      continue;
    }
    if (match[1] === 'import') {
      if (!match[0].includes('(')) found.add(name);
      continue;
    }
    if (isTypeOnly(text, match.index)) continue;
    const back = text.slice(Math.max(0, match.index - 2_000), match.index);
    const start = Math.max(back.lastIndexOf('import'), back.lastIndexOf('export'));
    const clause = start === -1 ? '' : back.slice(start);
    if (!typed || clause.startsWith('export')) found.add(name);
    else if (namesIn(clause.replace(/^import/, '')).some((one) => isUsed(text, one))) found.add(name);
  }
  return found;
}

const extensions = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts', '.json'];
const indexes = ['/index.ts', '/index.tsx', '/index.js', '/index.jsx', '/index.mjs', '/index.cjs'];

/** TypeScript sources are imported under the name of the file they become. */
const written = new Map([
  ['.js', ['.ts', '.tsx', '.jsx']],
  ['.jsx', ['.tsx']],
  ['.mjs', ['.mts']],
  ['.cjs', ['.cts']],
]);

function fileAt(path: string, exists: (path: string) => boolean): string | undefined {
  const dot = path.lastIndexOf('.');
  const extension = dot > path.lastIndexOf('/') ? path.slice(dot) : '';
  if ((extensions.includes(extension) || extension === '.vue') && exists(path)) return path;
  for (const other of written.get(extension) ?? []) {
    const source = path.slice(0, dot) + other;
    if (exists(source)) return source;
  }
  for (const ending of extensions) if (exists(path + ending)) return path + ending;
  for (const ending of indexes) {
    const inside = path === '' ? ending.slice(1) : path + ending;
    if (exists(inside)) return inside;
  }
  return undefined;
}

/**
 * Names of modules that look like path aliases of `tsconfig.json`: `@/x`, `~/x`, `@server/x`, `src/x`.
 * A guess about names, but the file it leads to exists or nothing is reported.
 */
function aliasTargets(name: string): readonly string[] {
  if (name.startsWith('@/') || name.startsWith('~/')) {
    const rest = name.slice(2);
    return [`src/${rest}`, rest, `app/${rest}`];
  }
  if (name.startsWith('src/')) return [name];
  if (/^[@~#][\w-]+\//.test(name)) return [`src/${name.slice(1)}`, name.slice(1)];
  if (/^[@~#][\w-]+$/.test(name)) return [`src/${name.slice(1)}`, name.slice(1)];
  return [];
}

/** The few endings aliases are worth trying with: they are tried in every folder above. */
const aliased = ['.ts', '.tsx', '.js', '/index.ts', '/index.tsx', '/index.js', '.jsx', '.mjs', '/index.jsx'];

function aliasedFile(path: string, exists: (path: string) => boolean): string | undefined {
  if (/\.\w+$/.test(path)) return fileAt(path, exists);
  for (const ending of aliased) if (exists(path + ending)) return path + ending;
  return undefined;
}

function ancestorsOf(path: string): readonly string[] {
  const found: string[] = [];
  for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
    found.push(directory);
    if (directory === '') return found;
  }
}

function resolve(name: string, from: string, exists: (path: string) => boolean): string | undefined {
  if (name === '.' || name === '..' || name.startsWith('./') || name.startsWith('../')) {
    const path = joinPath(directoryOf(from), name.replace(/\?.*$/s, ''));
    return path === undefined ? undefined : fileAt(path, exists);
  }
  const targets = aliasTargets(name);
  if (targets.length === 0 || name.includes('..') || name.includes('/./')) return undefined;
  for (const directory of ancestorsOf(from))
    for (const target of targets) {
      const file = aliasedFile(directory === '' ? target : `${directory}/${target}`, exists);
      if (file !== undefined) return file;
    }
  return undefined;
}

/** `@scope/name/sub` → `@scope/name`; undefined for what is no package: paths, addresses, Node's own modules. */
export function packageOf(name: string): string | undefined {
  const parts = name.split('/');
  const first = parts[0] ?? '';
  if (first === '' || first.startsWith('.') || first === '~' || first === '@' || first.startsWith('#'))
    return undefined;
  if (first.includes(':') || (builtins.has(first) && !name.endsWith('/'))) return undefined;
  if (!first.startsWith('@')) return /^[\w.-]+$/.test(first) ? first : undefined;
  return parts[1] === undefined || parts[1] === '' ? undefined : `${first}/${parts[1]}`;
}

export interface Modules {
  readonly imports: readonly string[];
  readonly packages: readonly string[];
  readonly perhaps?: readonly string[];
}

/** The repository files and the packages a file imports. */
export function modulesOf(path: string, text: string, exists: (path: string) => boolean): Modules {
  const imports = new Set<string>();
  const packages = new Set<string>();
  for (const name of specifiersOf(text)) {
    const file = resolve(name, path, exists);
    if (file !== undefined) imports.add(file);
    else {
      const found = packageOf(name);
      if (found !== undefined) packages.add(found);
    }
  }
  const certain = new Set([...certainlyLoaded(path, text)].flatMap((name) => packageOf(name) ?? []));
  const perhaps = [...packages].filter((name) => !certain.has(name));
  return { imports: [...imports], packages: [...packages], ...(perhaps.length > 0 ? { perhaps } : {}) };
}
