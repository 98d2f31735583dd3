/** What a build gets to see: files that COPY brings, and those that `.dockerignore` keeps out. */
import type { CopyInstruction, Facts, ImageSecret, Install } from '../../facts/index.ts';
import { directoryOf, fileNameOf, isUnder, joinPath, type Span, span } from '../../source/index.ts';
import type { Edit, Fix } from '../fix.ts';

/** The lock goes where the manifest goes, in the same COPY. */
export function lockFix({ absent, service, stage, at, manifests = [] }: Install): Fix | undefined {
  const context = service.built?.image.context;
  if (!absent || context === undefined || !isUnder(absent.lock.path, context)) return undefined;
  const { lock, keptOut } = absent;
  const title = `Let ${lock.path} into the build`;
  const inContext = context === '' ? lock.path : lock.path.slice(context.length + 1);
  if (keptOut) {
    const only = keptOut.raw.replace(/^(?:\*\*\/|\/)/, '') === inContext;
    return only
      ? { title, safety: 'safe', edits: [{ kind: 'line', at: keptOut.at, where: 'instead', text: '' }] }
      : { title, safety: 'safe', edits: [{ kind: 'line', at: keptOut.at, where: 'after', text: `!${inContext}` }] };
  }
  const manifest = manifests.find(({ path }) => directoryOf(path) === directoryOf(lock.path));
  if (!manifest) return undefined;
  const name = fileNameOf(manifest.path);
  for (const copy of stage.instructions) {
    if (copy.kind !== 'copy' || copy.from !== undefined || copy.at.start > at.start || !takesSeveral(copy)) continue;
    const source = copy.sources.find(
      ({ raw }) => namesFile(fileNameOf(raw), name) && joinPath('', directoryOf(raw)) === directoryOf(inContext),
    );
    if (!source) continue;
    const prefix = source.raw.slice(0, source.raw.length - fileNameOf(source.raw).length);
    const place = span(source.at.file, source.at.end, source.at.end);
    return { title, safety: 'safe', edits: [{ kind: 'text', at: place, text: ` ${prefix}${fileNameOf(lock.path)}` }] };
  }
  return undefined;
}

/** Several files can be copied into a folder only, and a folder is known by its slash. */
const takesSeveral = ({ target, sources }: CopyInstruction): boolean =>
  sources.length > 1 || /^\.{1,2}$|\/$/.test(target.raw);

/** `package*.json` names `package.json`; a folder names nothing in it. */
function namesFile(pattern: string, name: string): boolean {
  const [before = '', after, ...more] = pattern.split('*');
  if (after === undefined) return pattern === name;
  return (
    more.length === 0 &&
    before !== '' &&
    name.startsWith(before) &&
    name.endsWith(after) &&
    name.length >= before.length + after.length
  );
}

/** Lines for files with secrets that come along with a folder. A file that COPY names is wanted. */
export function keepOutFix(
  { how, at, seen, services, dockerfile }: ImageSecret & { readonly dockerfile?: string },
  facts: Facts,
): Fix | undefined {
  const path = dockerfile ?? at.file;
  const context = services[0]?.built?.image.context ?? directoryOf(path);
  const files = [...new Set(seen.map((one) => one.at.file))].filter((file) => isUnder(file, context));
  const copy = facts.dockerfiles
    .find((one) => one.path === at.file)
    ?.stages.flatMap(({ instructions }) => instructions)
    .find((one): one is CopyInstruction => (one.kind === 'copy' || one.kind === 'add') && one.at.start === at.start);
  if (how !== 'file' || !copy || files.length === 0) return undefined;
  if (copy.sources.some(({ raw }) => files.some((file) => namesFile(fileNameOf(raw), fileNameOf(file)))))
    return undefined;
  const docker = facts.ignoreFiles.filter(({ kind }) => kind === 'docker');
  const ignore =
    docker.find((one) => one.path === `${path}.dockerignore`) ??
    docker.find((one) => one.path === joinPath(context, '.dockerignore'));
  const last = lastOf(ignore?.patterns.map((one) => one.at) ?? []);
  if (!last) return undefined;
  const lines = files.map((file) => (context === '' ? file : file.slice(context.length + 1)));
  const edits: [Edit] = [{ kind: 'line', at: last, where: 'after', text: lines.join('\n') }];
  return { title: 'Keep the file out of the build', safety: 'suggested', edits };
}

const lastOf = (places: readonly Span[]): Span | undefined =>
  places.reduce<Span | undefined>((last, one) => (last && last.start > one.start ? last : one), undefined);
