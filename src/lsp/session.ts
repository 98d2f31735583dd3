/** All that it takes checks and readers for: loaded once `initialize` is answered, so that no editor waits for it. */
import {
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  CodeLensRefreshRequest,
  type Connection,
  FileChangeType,
  type FileEvent,
  type Hover,
  type HoverParams,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Abilities } from './abilities.ts';
import { actionsFor } from './actions.ts';
import { fileOf } from './addresses.ts';
import type { Disk } from './disk.ts';
import { hoverAt } from './hover.ts';
import { lensesOf } from './lenses.ts';
import type { Options } from './options.ts';
import { progressFor } from './progress.ts';
import type { Project } from './project.ts';
import { projectsOf } from './projects.ts';
import { publisherOn } from './publish.ts';
import type { Snapshot } from './run.ts';

/** Milliseconds without a change before a run begins. */
const TYPING = 200;
const WATCHED = 300;

/** Folders whose files are never looked at: installing packages must not start a run for each of them. */
const NOISE = /\/(?:\.git|node_modules|\.venv|__pycache__)\//;

export interface Surroundings {
  readonly connection: Connection;
  readonly disk: Disk;
  readonly documents: () => readonly TextDocument[];
  readonly abilities: Abilities;
  readonly options: () => Options;
  readonly complain: (message: string) => void;
}

/** What the editor says and asks; addresses are those of the protocol. */
export interface Session {
  readonly open: (folder: string) => void;
  readonly close: (folder: string) => void;
  readonly closeAll: () => void;
  /** The options are others now. */
  readonly again: () => void;
  readonly opened: (uri: string) => void;
  readonly typed: (uri: string) => void;
  readonly saved: (uri: string) => void;
  readonly closed: (uri: string) => void;
  readonly watched: (changes: readonly FileEvent[]) => void;
  readonly hover: (asked: HoverParams) => Promise<Hover | null>;
  readonly lenses: (uri: string) => Promise<CodeLens[]>;
  readonly actions: (asked: CodeActionParams) => Promise<CodeAction[]>;
}

export function begin({ connection, disk, documents, abilities, options, complain }: Surroundings): Session {
  const publisher = publisherOn(connection, () => ({ related: abilities.related, gaps: options().gaps }));
  const projects = projectsOf({
    disk,
    options,
    documents,
    complain,
    progress: progressFor(connection, abilities.progress),
    show: (project, snapshot) => {
      publisher.publish(project, snapshot, (path) => projects.isOwnerOf(project, snapshot, path));
      if (abilities.refreshLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
      for (const { what, error } of snapshot.judged?.report.faults ?? []) complain(`${what}: ${error}`);
    },
    closed: (project) => publisher.clear(project),
  });

  /** What holds for a document once all that was typed has been looked at. */
  const settled = async (uri: string): Promise<{ snapshot: Snapshot; path: string } | undefined> => {
    const file = fileOf(uri);
    const snapshot = file === undefined ? undefined : await projects.of(file)?.settled();
    const path = file === undefined ? undefined : snapshot?.addresses.pathOf(file);
    return snapshot && path !== undefined ? { snapshot, path } : undefined;
  };

  const justOpened = new Set<string>();
  return {
    open: projects.open,
    close: projects.close,
    closeAll: projects.closeAll,
    again: () => projects.touchAll(0),
    opened: (uri) => {
      justOpened.add(uri);
      withFile(uri, projects.opened);
    },
    typed: (uri) => withFile(uri, (file) => projects.of(file)?.touch(justOpened.delete(uri) ? 0 : TYPING)),
    closed: (uri) => withFile(uri, projects.closed),
    saved: (uri) =>
      withFile(uri, (file) => {
        const project = projects.of(file);
        project?.changed(file, kindOf(project, file));
        project?.touch(TYPING);
      }),
    watched: (changes) => {
      const touched = new Set<Project>();
      for (const { uri, type } of changes) {
        const file = fileOf(uri);
        const project = file === undefined || NOISE.test(uri) ? undefined : projects.of(file);
        if (!project) continue;
        const rules = /\/\.gitignore$/.test(uri);
        project.changed(file!, type === FileChangeType.Changed && !rules ? 'content' : 'existence');
        touched.add(project);
      }
      for (const project of touched) project.touch(WATCHED);
    },
    hover: async ({ textDocument, position }) => {
      const now = await settled(textDocument.uri);
      return (now && hoverAt(now.snapshot, now.path, position, abilities)) ?? null;
    },
    lenses: async (uri) => {
      const now = options().codeLens ? await settled(uri) : undefined;
      return now ? [...lensesOf(now.snapshot, now.path)] : [];
    },
    actions: async ({ textDocument, range, context }) => {
      const now = await settled(textDocument.uri);
      return now
        ? [...(await actionsFor(now.snapshot, now.path, range, context.only, abilities, disk.addedComment))]
        : [];
    },
  };
}

/** A file that is saved for the first time is a new one. */
const kindOf = (project: Project, file: string): 'content' | 'existence' => {
  const path = project.latest()?.addresses.pathOf(file);
  return path !== undefined && Object.hasOwn(project.latest()?.judged?.tree ?? {}, path) ? 'content' : 'existence';
};

function withFile(uri: string, act: (file: string) => void): void {
  const file = fileOf(uri);
  if (file !== undefined) act(file);
}
