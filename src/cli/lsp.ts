/** `swarm-lint lsp`: a language server on standard input and output. Nothing else may be written there. */
import { createConnection } from 'vscode-languageserver/node';
import { type Load, serve } from '../lsp/server.ts';
import { maskText } from '../report/mask.ts';
import { version } from './version.ts';

/** Ends with the process: the editor says when. */
export function runLsp(): Promise<never> {
  const connection = createConnection(process.stdin, process.stdout);
  const complain = (error: unknown) =>
    connection.console.error(
      `swarm-lint: ${maskText(error instanceof Error ? (error.stack ?? error.message) : String(error))}`,
    );
  // A server lives on.
  process.removeAllListeners('uncaughtException');
  process.removeAllListeners('unhandledRejection');
  process.on('uncaughtException', complain);
  process.on('unhandledRejection', complain);
  const load: Load = async (around) => {
    const [{ begin }, { disk }] = await Promise.all([import('../lsp/session.ts'), import('./lsp-disk.ts')]);
    return begin({ ...around, disk });
  };
  serve(connection, load, { version });
  return new Promise(() => {});
}
