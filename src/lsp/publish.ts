/** Sends diagnostics: those of all files of a project, and empty lists for files that have none any more. */
import type { Connection, Diagnostic } from 'vscode-languageserver';
import { diagnosticsOf, uriIn, type Wishes } from './diagnostics.ts';
import type { Project } from './project.ts';
import type { Snapshot } from './run.ts';

export interface Publisher {
  /** `isOwn`: whether the path is told of by this project and not by one for a folder inside of it. */
  readonly publish: (project: Project, snapshot: Snapshot, isOwn: (path: string) => boolean) => void;
  readonly clear: (project: Project) => void;
}

export function publisherOn(connection: Connection, wishes: () => Wishes): Publisher {
  /** What the editor was told last, by address. */
  const told = new Map<Project, Map<string, string>>();

  const publish: Publisher['publish'] = (project, snapshot, isOwn) => {
    const before = told.get(project) ?? new Map<string, string>();
    const now = new Map<string, string>();
    const found = diagnosticsOf(snapshot, wishes());
    // An open document is told of even when there is nothing, so that its editor knows that it was looked at.
    for (const path of new Set([...found.keys(), ...snapshot.texts.keys()])) {
      const diagnostics = found.get(path) ?? [];
      if (!isOwn(path)) continue;
      const uri = uriIn(snapshot, path);
      const version = snapshot.texts.get(path)?.document.version;
      now.set(uri, JSON.stringify(diagnostics));
      // In an open document they have moved with the text, and are put where they belong.
      if (version !== undefined || before.get(uri) !== now.get(uri)) send(uri, diagnostics, version);
    }
    for (const uri of before.keys()) if (!now.has(uri)) send(uri, []);
    told.set(project, now);
  };

  const send = (uri: string, diagnostics: readonly Diagnostic[], version?: number): void => {
    void connection.sendDiagnostics({
      uri,
      diagnostics: [...diagnostics],
      ...(version === undefined ? {} : { version }),
    });
  };

  return {
    publish,
    clear: (project) => {
      for (const uri of told.get(project)?.keys() ?? []) send(uri, []);
      told.delete(project);
    },
  };
}
