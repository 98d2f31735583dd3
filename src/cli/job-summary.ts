/** The page GitHub Actions shows for a step: whatever Markdown is appended to the file it names in the environment. */
import { appendFileSync, statSync } from 'node:fs';
import type { Report } from '../engine/report.ts';
import { escapeText, formats, type ReportContext } from '../report/index.ts';
import type { Streams } from './streams.ts';

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions: a longer summary is thrown away as a whole. */
const MOST_BYTES = 1024 * 1024;

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Never fails the run: what goes wrong is a warning. Nothing happens outside GitHub Actions. */
export async function appendJobSummary(
  report: Report,
  context: ReportContext,
  streams: Streams,
  known: typeof formats = formats,
): Promise<void> {
  const file = streams.env.GITHUB_STEP_SUMMARY;
  const markdown = known.get('markdown');
  if (file === undefined || file === '' || markdown === undefined) return;
  const warn = (why: string) => streams.err(`swarm-lint: warning: no job summary was written: ${why}.\n`);
  try {
    const text = (await markdown.load())(report, { ...context, colour: false });
    if (sizeOf(file) + Buffer.byteLength(text) > MOST_BYTES) warn('it would be larger than the 1 MiB GitHub takes');
    else appendFileSync(file, text);
  } catch (error) {
    warn(escapeText(error instanceof Error && 'code' in error ? String(error.code) : String(error)));
  }
}
