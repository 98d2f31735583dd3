/** Which project a file belongs to: that of the nearest folder of the editor, or one of its own for files outside of all folders. */
import { basename, dirname } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { readers } from '../readers/index.ts';
import { below, fileOf } from './addresses.ts';
import { type Project, projectOf, type Surroundings } from './project.ts';
import type { Snapshot } from './run.ts';

export interface Around extends Omit<Surroundings, 'documents'> {
  readonly documents: () => readonly TextDocument[];
  readonly closed: (project: Project) => void;
}

export interface Projects {
  /** A folder of the editor. */
  readonly open: (folder: string) => void;
  readonly close: (folder: string) => void;
  readonly closeAll: () => void;
  /** Makes a project for a file outside of all folders, when it could be one of ours. */
  readonly opened: (file: string) => void;
  readonly closed: (file: string) => void;
  readonly of: (file: string) => Project | undefined;
  readonly isOwnerOf: (project: Project, snapshot: Snapshot, path: string) => boolean;
  readonly touchAll: (delay: number) => void;
}

export function projectsOf(around: Around): Projects {
  const folders = new Map<string, Project>();
  /** By folder, or by file where it stands alone. */
  const loose = new Map<string, Project>();

  const holds = ({ folder, file }: Project, at: string): boolean =>
    file === undefined ? below(folder, at) !== undefined : at === `${folder}/${file}`;
  const nearest = (projects: Iterable<Project>, at: string): Project | undefined =>
    [...projects].filter((one) => holds(one, at)).sort((one, other) => other.folder.length - one.folder.length)[0];
  const of = (file: string): Project | undefined => nearest(folders.values(), file) ?? nearest(loose.values(), file);

  const documents: Surroundings['documents'] = (project) =>
    new Map(
      around.documents().flatMap((document) => {
        const file = fileOf(document.uri);
        return file !== undefined && of(file) === project ? [[file, document] as const] : [];
      }),
    );
  const surroundings: Surroundings = { ...around, documents };

  const end = (map: Map<string, Project>, key: string): void => {
    const project = map.get(key);
    if (!project) return;
    map.delete(key);
    project.close();
    around.closed(project);
  };

  const open = (folder: string): void => {
    if (folders.has(folder)) return;
    folders.set(folder, projectOf(folder, undefined, surroundings));
    // What was read by itself, or as a part of a folder around it, is told of by the new project.
    for (const [key, project] of loose) if (below(folder, `${project.folder}/`) !== undefined) end(loose, key);
    touchAll(0);
  };

  const touchAll = (delay: number): void => {
    for (const project of [...folders.values(), ...loose.values()]) project.touch(delay);
  };

  return {
    open,
    close: (folder) => {
      end(folders, folder);
      touchAll(0);
    },
    closeAll: () => {
      for (const project of [...folders.values(), ...loose.values()]) project.close();
    },
    opened: (file) => {
      if (of(file) !== undefined || !readers.some((reader) => reader.byName !== true && reader.claims(basename(file))))
        return;
      const top = around.disk.topOf(file);
      const [key, alone] = top === undefined ? [file, basename(file)] : [top, undefined];
      loose.set(key, projectOf(top ?? dirname(file), alone, surroundings));
    },
    closed: (file) => {
      of(file)?.touch(0);
      for (const [key, project] of loose) if (documents(project).size === 0) end(loose, key);
    },
    of,
    isOwnerOf: (project, snapshot, path) => {
      const file = fileOf(snapshot.addresses.uriOf(path));
      const inner = file === undefined ? undefined : nearest(folders.values(), file);
      return inner === undefined || inner === project || !folders.has(project.folder);
    },
    touchAll,
  };
}
