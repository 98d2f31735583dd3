/** Which file of the repository a command runs: `node dist/server.js` in `/app` is `src/server.ts` of the package copied there. */
import { directoryOf, joinPath, own } from '../../source/index.ts';
import type { FileListing, Image, StartCommand } from '../model.ts';
import { pythonEntries } from './python-entry.ts';
import { programName } from './wrappers.ts';

const runtimes: Readonly<Record<string, readonly string[]>> = {
  node: ['-r', '--require', '--import', '--loader', '--experimental-loader', '-C', '--env-file', '--conditions'],
  nodejs: ['-r', '--require'],
  'ts-node': ['-r', '--require', '-P', '--project'],
  'ts-node-dev': ['-r', '--require', '-P'],
  tsx: ['--tsconfig'],
  nodemon: ['-w', '--watch', '-e', '--ext', '-x', '--exec'],
  bun: [],
  deno: [],
  ruby: ['-r', '-I', '-C', '-E'],
  'pm2-runtime': ['-i', '--name', '-n'],
};

const outputs = ['dist', 'build', 'lib', 'out', '.build', 'output', '.output', '.next'];
const extensions = ['', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx', '/index.js', '/index.ts', '/index.mjs'];

export function entryFileOf(
  main: StartCommand | undefined,
  image: Image | undefined,
  roots: readonly string[],
  files: FileListing,
): string | undefined {
  if (!main) return undefined;
  const modules = pythonEntries(main.argv);
  if (modules.length > 0) return firstOf(modules, image, roots, files);
  const path = programFile(main.argv);
  if (path === undefined) return undefined;
  for (const root of roots) {
    for (const candidate of candidates(path, image?.workingDirectory)) {
      const found = joinPath(root, candidate);
      if (found === undefined) continue;
      for (const name of sourcesOf(found)) {
        const hit = extensions.map((extension) => name + extension).find((one) => files.has(one));
        if (hit) return hit;
      }
    }
  }
  return undefined;
}

/** The first of these paths that the repository holds, below the first root that has one. */
function firstOf(
  paths: readonly string[],
  image: Image | undefined,
  roots: readonly string[],
  files: FileListing,
): string | undefined {
  for (const root of roots)
    for (const path of paths)
      for (const candidate of candidates(path, image?.workingDirectory)) {
        const found = joinPath(root, candidate);
        if (found !== undefined && files.has(found)) return found;
      }
  return undefined;
}

function programFile(argv: readonly string[]): string | undefined {
  const valueFlags = own(runtimes, programName(argv[0] ?? ''));
  if (!valueFlags) return undefined;
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '-e' || word === '--eval' || word === '-p') return undefined;
    if (valueFlags.includes(word)) at++;
    else if (!word.startsWith('-') && !['run', 'watch', 'start'].includes(word))
      return word.includes('$') ? undefined : word;
  }
  return undefined;
}

/** The path as the container knows it, without the directory the code was copied to. */
function candidates(path: string, workingDirectory: string | undefined): readonly string[] {
  if (!path.startsWith('/')) return [path];
  const inside =
    workingDirectory && path.startsWith(`${workingDirectory}/`) ? [path.slice(workingDirectory.length + 1)] : [];
  // `/usr/src/app/server.js`: try ever shorter ends of the path.
  const parts = path.split('/').filter(Boolean);
  return [...inside, ...parts.map((_, index) => parts.slice(index).join('/'))];
}

/** The file itself, or the source a compiler made it from. */
function sourcesOf(path: string): readonly string[] {
  const bare = path.replace(/\.(c|m)?js$/, '');
  const parts = path.split('/');
  const at = parts.findIndex((part) => outputs.includes(part));
  const found = [path, bare];
  if (at !== -1) {
    const before = parts.slice(0, at);
    const after = bare.split('/').slice(at + 1);
    found.push([...before, 'src', ...after].join('/'), [...before, ...after].join('/'));
    if (after[0] === 'src') found.push([...before, ...after.slice(1)].join('/'));
    if (after.length > 1) found.push([...before, 'src', ...after.slice(1)].join('/'));
  }
  return found;
}

/** Directories a relative path of the container may stand for, the most likely first. */
export function rootsOf(image: Image | undefined, manifestDirectories: readonly string[]): readonly string[] {
  if (!image) return [];
  const context = image.context ?? directoryOf(image.dockerfile);
  const shipped = image.ships.filter((path) => manifestDirectories.includes(path));
  const working = image.workingDirectory?.split('/').filter(Boolean).slice(1).join('/');
  return [
    ...new Set([
      ...(working ? [[context, working].filter(Boolean).join('/')] : []),
      context,
      ...shipped,
      ...image.ships,
    ]),
  ];
}
