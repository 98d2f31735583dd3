/** The report in every format that was asked for. */
import type { Report } from '../engine/report.ts';
import { formats, type ReportContext } from '../report/index.ts';
import type { Output } from './choices.ts';
import { type AttemptLater, tellBareFindings } from './faults.ts';
import type { Streams } from './streams.ts';
import { writeOutput } from './write-output.ts';

/** A format that fails takes no other down. */
export async function writeReport(
  outputs: readonly Output[],
  report: Report,
  context: ReportContext,
  streams: Streams,
  attempt: AttemptLater,
): Promise<void> {
  const texts: (string | undefined)[] = [];
  for (const { format, file } of outputs)
    texts.push(
      await attempt(
        `the format ${format}`,
        async () => {
          const print = await formats.get(format)!.load();
          return print(report, file === undefined ? context : { ...context, colour: false });
        },
        undefined,
      ),
    );
  for (const [at, { file }] of outputs.entries()) {
    const text = texts[at];
    if (text === undefined) continue;
    if (file === undefined) streams.out(text);
    else writeOutput(file, text, streams);
  }
  if (texts.every((text) => text === undefined)) tellBareFindings(report, streams);
}
