/** Mounts that put the program of a service where the image's own should be. */
import { directoryOf, fileNameOf, isUnder, joinPath, type Located, type Span } from '../../source/index.ts';
import type { Mount } from '../compose.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Facts, Service } from '../model.ts';
import { documentRootOf } from '../tables/document-roots.ts';
import { belongsToNode, configurationMounts } from './configuration-mounts.ts';
import { copiedInto } from './images-contents.ts';
import { memoise } from './memoise.ts';
import { hasRole, swarmServices } from './services.ts';
import { storageOf } from './storage.ts';

/**
 * `files`: the folder of the repository that is mounted holds programs; `directory`: the mount covers the directory the program lives in;
 * `volume`: a volume of one node covers what the image brings along.
 */
export type ProgramMountKind = 'files' | 'directory' | 'volume';

export interface ProgramMount extends Located {
  readonly service: Service;
  readonly mount: Mount;
  /** Absent: the mount brings no program. */
  readonly kind?: ProgramMountKind;
  /** What makes the directory the program's. */
  readonly because?: { readonly at?: Span; readonly text: string };
  readonly from?: 'repository' | 'node';
}

const program = /\.(?:[cm]?[jt]sx?|py|rb|php|go|java|kt|cs|rs|exs?|html?|css|vue|svelte|jar|war|dll)$/i;
/** Of a folder that also holds programs: what people keep, not what they write. */
const kept =
  /(^|\/)(data|uploads?|media|storage|static|backups?|logs?|volumes?|node_modules|initdb\.d|certs?|secrets?)(\/|$)/i;

export const programMounts = memoise((facts: Facts): readonly ProgramMount[] => {
  const configured = new Set(configurationMounts(facts).map(({ mount }) => mount));
  return swarmServices(facts)
    .filter((service) => !hasRole(service, 'job', 'datastore', 'tool'))
    .flatMap((service) =>
      service.mounts
        .filter((mount) => !configured.has(mount) && storageOf(mount, service, facts) !== 'networked')
        .map((mount) => ({ at: mount.at, service, mount, ...judged(mount, service, facts) })),
    );
});

/** What it holds is the program, not what the service writes. */
export const bringsProgram = (mount: Mount, facts: Facts): boolean =>
  programMounts(facts).some((one) => one.mount === mount && one.kind !== undefined);

type Judgement = Pick<ProgramMount, 'kind' | 'because' | 'from'>;

function judged(mount: Mount, service: Service, facts: Facts): Judgement {
  const { type, source, target } = mount;
  if (target === undefined || source?.includes('$')) return {};
  if (type === 'volume') return source === undefined ? {} : coveredByVolume(mount, target, service, facts);
  if (type !== 'bind' || source === undefined || belongsToNode.test(source)) return {};
  const from = /^[/~]/.test(source) ? 'node' : 'repository';
  const directory = programDirectory(target, service);
  if (directory) return { kind: 'directory', because: directory, from };
  const path = from === 'node' ? undefined : joinPath(directoryOf(mount.at.file), source);
  return path !== undefined && !kept.test(`${source}/`) && !kept.test(`${target}/`) && holdsProgram(path, facts)
    ? { kind: 'files', from }
    : {};
}

/** A file of a programming language, or a folder with one right below it or in its `src`, `app` and the like. */
function holdsProgram(path: string, { files }: Facts): boolean {
  if (files.has(path)) return program.test(fileNameOf(path));
  if (!files.hasDirectory(path)) return false;
  const inside = files.paths.filter(
    (one) => isUnder(one, path) && program.test(one) && !/(^|\/)(tests?|docs?)\//.test(one),
  );
  return inside.length > 0;
}

/** The mount lies at or above the directory in which the program of the image works, or from which its server hands out pages. */
function programDirectory(target: string, service: Service): { readonly at?: Span; readonly text: string } | undefined {
  const image = service.built?.image;
  const working = image?.workingDirectory;
  if (working !== undefined && working !== '/' && covers(target, working))
    return { at: image?.at, text: `the image works in ${working}` };
  const base = image?.base.value ?? service.image?.value ?? service.image?.raw ?? '';
  const root = documentRootOf(parseImageReference(base));
  return root !== undefined && covers(target, root) ? { text: `the image serves ${root}` } : undefined;
}

/** Filled once, from whichever image came first on that node: later images never get to show their files. */
function coveredByVolume(mount: Mount, target: string, service: Service, facts: Facts): Judgement {
  const image = service.built?.image;
  // Images of ready-made applications copy their files into the volume themselves, each time they start.
  if (!image?.baseKnown?.language || mount.readOnly || storageOf(mount, service, facts) !== 'node-local') return {};
  if (image.workingDirectory === undefined || !covers(target, image.workingDirectory)) return {};
  const brought = copiedInto(image).some(
    ({ target: into }) => into === target || isUnder(into.slice(1), target.slice(1)),
  );
  return brought ? { kind: 'volume', because: { at: image.at, text: `the image brings its files to ${target}` } } : {};
}

const covers = (target: string, directory: string): boolean => {
  const bare = target.replace(/(?<!\/)\/+$/, '');
  return bare !== '' && (directory === bare || directory.startsWith(`${bare}/`));
};
