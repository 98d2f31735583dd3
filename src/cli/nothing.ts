/** What is said when no service could be judged: what was looked for, what was there instead, and what can be done about it. */
import { plural } from '../kit/index.ts';
import { escapeText } from '../report/index.ts';
import type { Examined } from './examine.ts';

const MOST = 8;

export interface Asked {
  /** The root as people would type it. */
  readonly root: string;
  /** What compose files are for was said on the command line. */
  readonly targeted: boolean;
  /** The report on standard output has listed what was passed over. */
  readonly listed: boolean;
}

/** Fit to be typed after a command. */
const asArgument = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;

export function nothingToCheck({ report, discovery }: Examined, { root, targeted, listed }: Asked): string {
  const { passedOver, gaps, asked } = report;
  const { length } = passedOver;
  const found =
    length > 0
      ? `found ${length === 1 ? 'one that is' : `${length} that are`} passed over`
      : `found none among ${plural(discovery.listing.length, 'file')}`;
  const shown = listed ? [] : passedOver.slice(0, MOST).map(({ path, why }) => `  ${path}: ${why}`);
  const more = listed || length <= MOST ? [] : [`  and ${length - MOST} more`];
  const lines = [
    `swarm-lint: nothing to check in ${root}: looked for stack and compose files meant for production (a "services:" map in YAML), ${found}${shown.length > 0 ? ':' : '.'}`,
    ...shown,
    ...more,
    ...(asked > 0 ? ['What lies beside them was checked, but no service can be judged.'] : []),
    ...(gaps.length > 0 ? [`${plural(gaps.length, 'place')} could not be read.`] : []),
    ...(length > 0 && !targeted
      ? [
          `If they are deployed on Swarm all the same: swarm-lint --target swarm ${asArgument(root)}`.replace(
            / \.$/,
            '',
          ),
        ]
      : []),
    // None of them stands alone, or is meant to.
    ...(length > 0 && targeted
      ? ['Files that are deployed together are named under `deploys` in .swarm-lint.yaml.']
      : []),
  ];
  return `${lines.map(escapeText).join('\n')}\n`;
}
