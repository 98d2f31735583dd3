/** What the repository holds of the things a start command names: scripts, packages, shell text. */
import { directoryOf, fileNameOf, joinPath, type Span } from '../../source/index.ts';
import type { Manifest } from '../manifest.ts';
import type { Image } from '../model.ts';
import type { ParseShell, ShellCommand, ShellScript } from '../shell.ts';

export interface ProcessWorld {
  readonly manifests: readonly Manifest[];
  readonly scripts: readonly ShellScript[];
  readonly parseShell?: ParseShell;
}

/** Where a search begins: the repository, and the image that tells which part of it is meant. */
interface Place {
  readonly world: ProcessWorld;
  readonly image: Image | undefined;
}

export function parseText({ world }: Place, text: string, at: Span): readonly ShellCommand[] | undefined {
  if (world.parseShell) return world.parseShell(text, at.file, at.start);
  // Without the grammar only a plain line of words can be read.
  if (/[^\w\-./:=@,+% ]/.test(text)) return undefined;
  return [plainCommand(text.trim().split(/ +/), at)];
}

/** Words that nothing has to read first. */
export function plainCommand(argv: readonly string[], at: Span): ShellCommand {
  // `CGO_ENABLED=0 go build`
  const first = argv.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  const assigned = argv.slice(0, Math.max(first, 0)).map((word) => {
    const cut = word.indexOf('=');
    return { at, name: word.slice(0, cut), value: word.slice(cut + 1) };
  });
  return {
    at,
    assignments: assigned,
    words: argv.slice(assigned.length).map((word) => ({ at, raw: word, value: word })),
    before: 'start',
    after: 'end',
    conditional: false,
    redirections: [],
  };
}

/** `COPY docker/start.sh /usr/local/bin/start`: the script that has the name in the image. The last copy counts. */
function copiedAs({ world, image }: Place, name: string): ShellScript | undefined {
  const copy = image?.instructions.findLast(
    (one) => one.kind === 'copy' && one.from === undefined && fileNameOf(one.target.value ?? '') === name,
  );
  const [source, ...more] = copy?.kind === 'copy' ? copy.sources : [];
  if (source?.value === undefined || more.length > 0) return undefined;
  const path = joinPath(image?.context ?? '', source.value.replace(/^\/+/, ''));
  return world.scripts.find((script) => script.path === path);
}

/** A script of the repository with the name the container calls: as it is copied, then by file name, preferring what the image ships. */
export function scriptOf({ world, image }: Place, path: string): ShellScript | undefined {
  const name = fileNameOf(path);
  const copied = copiedAs({ world, image }, name);
  if (copied) return copied;
  const named = world.scripts.filter((script) => fileNameOf(script.path) === name);
  const shipped = named.filter((script) =>
    image?.ships.some((from) => from === '' || script.path === from || script.path.startsWith(`${from}/`)),
  );
  const found = shipped.length > 0 ? shipped : image ? [] : named;
  if (found.length <= 1) return found[0];
  const exact = found.filter(
    (script) =>
      path.endsWith(`/${script.path}`) || joinPath(image?.context ?? '', path.replace(/^\/+/, '')) === script.path,
  );
  if (exact.length === 1) return exact[0];
  // `ADD docker/ /app/` says more about where a script comes from than `COPY . .` does.
  const closeness = ({ path: own }: ShellScript): number =>
    Math.max(
      0,
      ...(image?.ships ?? []).filter((from) => own === from || own.startsWith(`${from}/`)).map(({ length }) => length),
    );
  const closest = Math.max(...found.map(closeness));
  const close = found.filter((script) => closeness(script) === closest);
  return close.length === 1 ? close[0] : found.find((script) => directoryOf(script.path) === (image?.context ?? ''));
}

/** What a package of Node is copied as, once it is built. */
const builtAs: ReadonlySet<string> = new Set(['package.json', 'dist', 'build', 'out', '.next', '.output']);

/** `/repo/apps/bot/dist` → `/repo/apps/bot` */
function packageBehind(source: string): string | undefined {
  const path = source.replace(/\/$/, '').replace(/\/standalone$/, '');
  return builtAs.has(fileNameOf(path)) ? directoryOf(path) : undefined;
}

/** `COPY --from=build /repo/apps/bot/dist ./dist`: the package of a workspace that is all there is where the program starts. */
export function copiedPackage(image: Image, manifests: readonly Manifest[]): string | undefined {
  const roots = manifests.filter(({ ecosystem }) => ecosystem === 'npm').map(({ path }) => directoryOf(path));
  const top = image.workingDirectory ?? '/';
  const found = new Set<string>();
  for (const one of image.instructions) {
    if (one.kind !== 'copy' || one.from === undefined) continue;
    const target = (one.target.value ?? '').replace(/(?<!\/)\/+$/, '');
    const place = target.startsWith(`${top}/`) ? target.slice(top.length + 1) : target === top ? '' : target;
    // Below it lie the packages that the program takes along.
    if (place.replace(/^\.\/?/, '').includes('/')) continue;
    for (const { raw } of one.sources) {
      const folder = packageBehind(raw);
      const [nearest] = roots
        .filter((root) => root !== '' && folder !== undefined && `/${folder}`.endsWith(`/${root}`))
        .sort((a, b) => b.length - a.length);
      if (nearest !== undefined) found.add(nearest);
    }
  }
  return found.size === 1 ? [...found][0] : undefined;
}

/** Directory of the package the image works in: its build context, or the only package that it ships. */
export function packageRoot({ world, image }: Place): string {
  const copied = image && copiedPackage(image, world.manifests);
  if (copied !== undefined) return copied;
  const context = image?.context ?? '';
  const roots = world.manifests.filter(({ ecosystem }) => ecosystem === 'npm').map(({ path }) => directoryOf(path));
  const working = image?.workingDirectory?.split('/').filter(Boolean).slice(1).join('/');
  const inside = working ? [context, working].filter(Boolean).join('/') : undefined;
  if (inside !== undefined && roots.includes(inside)) return inside;
  // Of several packages the one that the Dockerfile lies in.
  const own = image?.ships.find((path) => roots.includes(path) && path === directoryOf(image.dockerfile));
  const shipped = own ?? image?.ships.find((path) => roots.includes(path));
  return shipped !== undefined && !roots.includes(context) ? shipped : context;
}
