/** What the editor understands, as far as answers depend on it. */
import type { ClientCapabilities } from 'vscode-languageserver';

export interface Abilities {
  /** It watches files for us. */
  readonly watch: boolean;
  readonly configuration: boolean;
  readonly folders: boolean;
  /** Shows how far long work has come. */
  readonly progress: boolean;
  /** Related places of a diagnostic. */
  readonly related: boolean;
  /** Renders Markdown. */
  readonly markdown: boolean;
  /** Edits name the version of the document they are for. */
  readonly versions: boolean;
  /** Edits may make files. */
  readonly create: boolean;
  readonly refreshLenses: boolean;
}

export const abilitiesOf = ({ workspace, textDocument, window }: ClientCapabilities): Abilities => ({
  watch: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
  configuration: workspace?.configuration === true,
  folders: workspace?.workspaceFolders === true,
  progress: window?.workDoneProgress === true,
  related: textDocument?.publishDiagnostics?.relatedInformation === true,
  markdown: textDocument?.hover?.contentFormat?.includes('markdown') === true,
  versions: workspace?.workspaceEdit?.documentChanges === true,
  create:
    workspace?.workspaceEdit?.documentChanges === true &&
    workspace.workspaceEdit.resourceOperations?.includes('create') === true,
  refreshLenses: workspace?.codeLens?.refreshSupport === true,
});
