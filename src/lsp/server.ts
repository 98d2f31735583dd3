/** The language server: messages of the editor in, diagnostics and answers out. What goes wrong here is told to the editor and ends nothing. */
import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { maskText } from '../report/mask.ts';
import { type Abilities, abilitiesOf } from './abilities.ts';
import { fileOf } from './addresses.ts';
import { FIX_ALL } from './kinds.ts';
import { type Options, optionsFrom, usual } from './options.ts';
import type { Session, Surroundings } from './session.ts';

export interface About {
  readonly version: string;
}

/** Loads all the rest, and begins. */
export type Load = (around: Omit<Surroundings, 'disk'>) => Promise<Session>;

export function serve(connection: Connection, load: Load, { version }: About): void {
  const documents = new TextDocuments(TextDocument);
  let abilities: Abilities = abilitiesOf({});
  let given: unknown;
  let options: Options = usual;
  let start: (() => void) | undefined;
  const complain = (message: string) => connection.console.error(`swarm-lint: ${maskText(message)}`);
  const session = new Promise<Session>((resolve) => {
    start = () =>
      resolve(load({ connection, documents: () => documents.all(), abilities, options: () => options, complain }));
  });
  session.catch((error) => complain(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  /** Those who tell something wait in the order they came. */
  const tell = (act: (session: Session) => void): void => void session.then(act, () => {});

  const set = (configured: unknown): void => {
    options = optionsFrom([given, configured], (message) => connection.console.warn(`swarm-lint: ${message}`));
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    abilities = abilitiesOf(params.capabilities);
    given = params.initializationOptions;
    set(undefined);
    tell(({ open }) => {
      for (const folder of foldersOf(params)) open(folder);
    });
    // The answer goes out first.
    setImmediate(() => start?.());
    return {
      serverInfo: { name: 'swarm-lint', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
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
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        tell(({ open, close }) => {
          for (const folder of filesOf(removed)) close(folder);
          for (const folder of filesOf(added)) open(folder);
        }),
      );
  });

  /** Asks the editor for its configuration, where it can be asked. */
  const configure = async (sent?: unknown): Promise<void> => {
    const before = JSON.stringify(options);
    try {
      set(abilities.configuration ? await connection.workspace.getConfiguration('swarm-lint') : sent);
    } catch (error) {
      complain(String(error));
    }
    if (JSON.stringify(options) !== before) tell(({ again }) => again());
  };
  connection.onDidChangeConfiguration(({ settings }) => void configure(settings?.['swarm-lint']));

  documents.onDidOpen(({ document: { uri } }) => tell(({ opened }) => opened(uri)));
  documents.onDidChangeContent(({ document: { uri } }) => tell(({ typed }) => typed(uri)));
  documents.onDidClose(({ document: { uri } }) => tell(({ closed }) => closed(uri)));
  documents.onDidSave(({ document: { uri } }) => tell(({ saved }) => saved(uri)));
  connection.onDidChangeWatchedFiles(({ changes }) => tell(({ watched }) => watched(changes)));

  connection.onHover(async (asked) => (await session).hover(asked));
  connection.onCodeLens(async ({ textDocument }) => (await session).lenses(textDocument.uri));
  connection.onCodeAction(async (asked) => (await session).actions(asked));
  connection.onShutdown(() => tell(({ closeAll }) => closeAll()));

  documents.listen(connection);
  connection.listen();
}

const filesOf = (folders: readonly { readonly uri: string }[]): readonly string[] =>
  folders.map(({ uri }) => fileOf(uri)).filter((folder) => folder !== undefined);

function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly string[] {
  if (!workspaceFolders && !rootUri) return rootPath ? [rootPath] : [];
  return filesOf(workspaceFolders ?? [{ uri: rootUri! }]);
}
