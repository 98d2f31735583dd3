/** The verdict above each service of a file. */
import type { CodeLens } from 'vscode-languageserver';
import type { Snapshot } from './run.ts';
import { inShort } from './service-card.ts';

export const lensesOf = ({ judged }: Snapshot, path: string): readonly CodeLens[] =>
  (judged?.report.services ?? [])
    .filter(({ place }) => place.path === path)
    .map((one) => ({
      range: judged!.ranges.of(one.place),
      // A title alone is no code lens; the empty command does nothing.
      command: { title: inShort(one), command: '' },
    }));
