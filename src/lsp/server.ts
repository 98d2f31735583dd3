/** The language server: messages of the editor in, diagnostics and answers out. What goes wrong here is told to the editor and ends nothing. */
import {
  CodeActionKind,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Abilities, abilitiesOf } from './abilities.ts';
import { actionsFor } from './actions.ts';
import { fileOf } from './addresses.ts';
import type { Disk } from './disk.ts';
import { hoverAt } from './hover.ts';
import { lensesOf } from './lenses.ts';
import { type Options, optionsFrom, usual } from './options.ts';
import { progressFor } from './progress.ts';
import type { Project } from './project.ts';
import { type Projects, projectsOf } from './projects.ts';
import { publisherOn } from './publish.ts';
import type { Snapshot } from './run.ts';

/** Milliseconds without a change before a run begins. */
const TYPING = 200;
const WATCHED = 300;

/** Folders whose files are never looked at: installing packages must not start a run for each of them. */
const NOISE = /\/(?:\.git|node_modules|\.venv|__pycache__)\//;

export interface About {
  readonly version: string;
}

export function serve(connection: Connection, disk: Disk, { version }: About): void {
  const documents = new TextDocuments(TextDocument);
  let abilities: Abilities = abilitiesOf({});
  let given: unknown;
  let options: Options = usual;
  let projects: Projects | undefined;
  const complain = (message: string) => connection.console.error(`swarm-lint: ${message}`);
  const publisher = publisherOn(connection, () => ({ related: abilities.related, gaps: options.gaps }));

  const set = (configured: unknown): void => {
    options = optionsFrom([given, configured], (message) => connection.console.warn(`swarm-lint: ${message}`));
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    abilities = abilitiesOf(params.capabilities);
    given = params.initializationOptions;
    set(undefined);
    projects = projectsOf({
      disk,
      options: () => options,
      documents: () => documents.all(),
      complain,
      progress: progressFor(connection, abilities.progress),
      show: (project, snapshot) => {
        publisher.publish(project, snapshot, (path) => projects!.isOwnerOf(project, snapshot, path));
        if (abilities.refreshLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
        for (const { what, error } of snapshot.judged?.report.faults ?? []) complain(`${what}: ${error}`);
      },
      closed: (project) => publisher.clear(project),
    });
    for (const folder of foldersOf(params)) projects.open(folder);
    return {
      serverInfo: { name: 'swarm-lint', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        codeLensProvider: { resolveProvider: false },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() => {
    if (abilities.watch)
      connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] })
        .catch((error) => complain(String(error)));
    void configure();
    if (abilities.folders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) withFile(uri, (folder) => projects?.close(folder));
        for (const { uri } of added) withFile(uri, (folder) => projects?.open(folder));
      });
    projects?.touchAll(0);
  });

  /** Asks the editor for its configuration, where it can be asked. */
  const configure = async (sent?: unknown): Promise<void> => {
    const before = JSON.stringify(options);
    try {
      set(abilities.configuration ? await connection.workspace.getConfiguration('swarm-lint') : sent);
    } catch (error) {
      complain(String(error));
    }
    if (JSON.stringify(options) !== before) projects?.touchAll(0);
  };
  connection.onDidChangeConfiguration(({ settings }) => void configure(settings?.['swarm-lint']));

  const justOpened = new Set<string>();
  documents.onDidOpen(({ document }) => {
    justOpened.add(document.uri);
    withFile(document.uri, (file) => projects?.opened(file));
  });
  documents.onDidChangeContent(({ document }) =>
    withFile(document.uri, (file) => projects?.of(file)?.touch(justOpened.delete(document.uri) ? 0 : TYPING)),
  );
  documents.onDidClose(({ document }) => withFile(document.uri, (file) => projects?.closed(file)));
  documents.onDidSave(({ document }) =>
    withFile(document.uri, (file) => {
      const project = projects?.of(file);
      project?.changed(file, kindOf(project, file));
      project?.touch(TYPING);
    }),
  );

  connection.onDidChangeWatchedFiles(({ changes }) => {
    const touched = new Set<Project>();
    for (const { uri, type } of changes) {
      const file = fileOf(uri);
      const project = file === undefined || NOISE.test(uri) ? undefined : projects?.of(file);
      if (!project) continue;
      const rules = /\/\.gitignore$/.test(uri);
      project.changed(file!, type === FileChangeType.Changed && !rules ? 'content' : 'existence');
      touched.add(project);
    }
    for (const project of touched) project.touch(WATCHED);
  });

  /** What holds for a document once all that was typed has been looked at. */
  const settled = async (uri: string): Promise<{ snapshot: Snapshot; path: string } | undefined> => {
    const file = fileOf(uri);
    const snapshot = file === undefined ? undefined : await projects?.of(file)?.settled();
    const path = file === undefined ? undefined : snapshot?.addresses.pathOf(file);
    return snapshot && path !== undefined ? { snapshot, path } : undefined;
  };

  connection.onHover(async ({ textDocument, position }) => {
    const now = await settled(textDocument.uri);
    return (now && hoverAt(now.snapshot, now.path, position)) ?? null;
  });
  connection.onCodeLens(async ({ textDocument }) => {
    const now = options.codeLens ? await settled(textDocument.uri) : undefined;
    return now ? [...lensesOf(now.snapshot, now.path)] : [];
  });
  connection.onCodeAction(async ({ textDocument, range, context }) => {
    const wanted =
      context.only?.some((kind) => kind === CodeActionKind.QuickFix || kind === CodeActionKind.Empty) ?? true;
    const now = wanted ? await settled(textDocument.uri) : undefined;
    return now ? [...actionsFor(now.snapshot, now.path, range, abilities)] : [];
  });
  connection.onShutdown(() => projects?.closeAll());

  documents.listen(connection);
  connection.listen();
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

function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly string[] {
  if (!workspaceFolders && !rootUri) return rootPath ? [rootPath] : [];
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? [rootUri!];
  return uris.map(fileOf).filter((folder) => folder !== undefined);
}
