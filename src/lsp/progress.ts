/** Tells the editor how far a long run has come; short ones say nothing. */
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Project } from './project.ts';

/** Milliseconds. */
const PATIENCE = 500;
const PACE = 100;

interface Shown {
  readonly since: number;
  last: number;
  reporter?: Promise<WorkDoneProgressServerReporter>;
}

/** For `Surroundings.progress`. */
export function progressFor(
  connection: Connection,
  able: boolean,
): (project: Project, done?: number, of?: number) => void {
  const shown = new Map<Project, Shown>();
  const begin = async (): Promise<WorkDoneProgressServerReporter> => {
    const reporter = await connection.window.createWorkDoneProgress();
    reporter.begin('swarm-lint', 0, 'reading files');
    return reporter;
  };
  return (project, done, of) => {
    if (!able) return;
    const now = performance.now();
    const run = shown.get(project) ?? { since: now, last: 0 };
    if (done === undefined || of === undefined) {
      shown.delete(project);
      run.reporter?.then((reporter) => reporter.done()).catch(() => {});
      return;
    }
    shown.set(project, run);
    if (now - run.since < PATIENCE || now - run.last < PACE) return;
    run.last = now;
    run.reporter ??= begin();
    run.reporter
      .then((reporter) => reporter.report(Math.floor((100 * done) / of), `reading files: ${done} of ${of}`))
      .catch(() => {});
  };
}
