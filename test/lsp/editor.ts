/** An editor without a screen: starts the server that is shipped, and remembers what it is told. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CodeAction,
  createMessageConnection,
  type Diagnostic,
  type InitializeResult,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

const capabilities = {
  textDocument: { publishDiagnostics: { relatedInformation: true }, hover: { contentFormat: ['markdown'] } },
  workspace: {
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
};

export class Editor {
  readonly folder: string;
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  readonly logged: string[] = [];
  readonly registered: string[] = [];
  readonly #told = new Map<string, PublishDiagnosticsParams>();
  readonly #open = new Map<string, TextDocument>();
  #waiting: (() => void)[] = [];

  constructor(cli: string, folder: string) {
    this.folder = folder;
    this.process = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdin, stdout } = this.process;
    this.connection = createMessageConnection(new StreamMessageReader(stdout!), new StreamMessageWriter(stdin!));
    this.connection.onNotification('textDocument/publishDiagnostics', (told: PublishDiagnosticsParams) => {
      this.#told.set(told.uri, told);
      for (const wake of this.#waiting) wake();
    });
    this.connection.onNotification('window/logMessage', ({ message }) => {
      this.logged.push(message);
    });
    this.connection.onRequest('client/registerCapability', ({ registrations }) => {
      for (const { method } of registrations) this.registered.push(method);
      return null;
    });
    this.connection.listen();
  }

  async start(
    initializationOptions: object = {},
    folders: readonly string[] = [this.folder],
    able: object = capabilities,
  ): Promise<InitializeResult> {
    const result = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: able,
      initializationOptions,
      workspaceFolders:
        folders.length === 0 ? null : folders.map((folder) => ({ uri: pathToFileURL(folder).href, name: 'x' })),
    });
    this.connection.sendNotification('initialized', {});
    return result;
  }

  uri = (path: string): string => pathToFileURL(join(this.folder, path)).href;

  open(path: string, text = readFileSync(join(this.folder, path), 'utf8')): void {
    const uri = this.uri(path);
    this.#open.set(uri, TextDocument.create(uri, 'yaml', 1, text));
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  }

  close(path: string): void {
    this.#open.delete(this.uri(path));
    this.notify('textDocument/didClose', { textDocument: { uri: this.uri(path) } });
  }

  text = (path: string): string => this.#open.get(this.uri(path))!.getText();

  /** Replaces the first `part`; returns the version of the document. */
  change(path: string, part: string, by: string): number {
    const document = this.#open.get(this.uri(path))!;
    const at = document.getText().indexOf(part);
    if (at === -1) throw new Error(`no ${JSON.stringify(part)} in ${path}`);
    const range = { start: document.positionAt(at), end: document.positionAt(at + part.length) };
    return this.edit(path, [{ range, newText: by }]);
  }

  edit(path: string, edits: readonly TextEdit[]): number {
    const uri = this.uri(path);
    const document = this.#open.get(uri)!;
    const after = TextDocument.applyEdits(document, [...edits]);
    const version = document.version + 1;
    this.#open.set(uri, TextDocument.create(uri, 'yaml', version, after));
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text: after }] });
    return version;
  }

  /** Applies an action to open documents; files it makes are opened. */
  apply({ edit }: CodeAction, path: (uri: string) => string): void {
    for (const change of edit!.documentChanges!) {
      if ('kind' in change) {
        if (change.kind === 'create') this.open(path(change.uri), '');
      } else this.edit(path((change as TextDocumentEdit).textDocument.uri), change.edits as TextEdit[]);
    }
  }

  notify(method: string, parameters: object): void {
    void this.connection.sendNotification(method, parameters);
  }

  ask = <T>(method: string, path: string, more: object = {}): Promise<T> =>
    this.connection.sendRequest<T>(method, { textDocument: { uri: this.uri(path) }, ...more });

  /** Diagnostics of a file, once they are as wanted. */
  async diagnostics(
    path: string,
    wanted: (told: PublishDiagnosticsParams) => boolean = () => true,
  ): Promise<readonly Diagnostic[]> {
    const until = Date.now() + 40_000;
    for (;;) {
      const told = this.#told.get(this.uri(path));
      if (told && wanted(told)) return told.diagnostics;
      if (this.process.exitCode !== null) throw new Error(`the server ended with ${this.process.exitCode}`);
      if (Date.now() > until) throw new Error(`no such diagnostics of ${path}: ${JSON.stringify(told)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
      this.#waiting = [];
    }
  }

  /** Shuts the server down; its exit code. */
  async end(politely = true): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.process.once('exit', resolve));
    if (politely) await this.connection.sendRequest('shutdown');
    this.notify('exit', {});
    const code = await ended;
    this.connection.dispose();
    return code;
  }
}
