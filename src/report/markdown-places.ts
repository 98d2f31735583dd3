/** Comments stand beside the whole repository: their places start at its top, whichever folder was linted. */
import type { Place, Report } from '../engine/report.ts';
import type { ReportContext } from './context.ts';
import { folderOf, fromTop } from './locate.ts';

export function atTop(report: Report, context: ReportContext): Report {
  if (folderOf(context) === '') return report;
  const pathOf = (path: string): string => fromTop(path, context);
  const moved = (place: Place): Place => ({ ...place, path: pathOf(place.path) });
  return {
    ...report,
    findings: report.findings.map((one) => ({
      ...one,
      place: moved(one.place),
      notes: one.notes.map((note) => ({ ...note, place: moved(note.place) })),
    })),
    services: report.services.map((one) => ({
      ...one,
      service: { ...one.service, stack: pathOf(one.service.stack) },
      place: moved(one.place),
      obligations: one.obligations.map((result) => ({
        ...result,
        place: result.place === undefined ? undefined : moved(result.place),
      })),
    })),
    gaps: report.gaps.map((gap) => ({ ...gap, place: moved(gap.place) })),
  };
}
