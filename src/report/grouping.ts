/** What the findings of a report are put together by. */
import type { Finding, ServiceReport } from '../engine/report.ts';
import { numberedTitle, type Rule, type Severity, serviceKey } from '../kit/index.ts';
import { serviceNameOf } from './summary.ts';

export const groupings = ['file', 'factor', 'service', 'check'] as const;
export type Grouping = (typeof groupings)[number];

export interface Group {
  readonly title: string;
  /** Said in fewer words behind the title. */
  readonly aside?: string;
  readonly findings: readonly Finding[];
}

export interface GroupSetting {
  readonly rules: readonly Rule[];
  readonly services: readonly ServiceReport[];
  /**
   * They are about a running Swarm, whose services have these names by their `serviceKey`: what is about none of them is about the nodes, and
   * comes first; the worst comes first in each group.
   */
  readonly running?: ReadonlyMap<string, string>;
}

interface Way {
  readonly key: (finding: Finding) => string;
  readonly title: (key: string, setting: GroupSetting) => Pick<Group, 'title' | 'aside'>;
  /** Keys in the order they are shown; those that are missing come last, as they were found. */
  readonly order: (setting: GroupSetting) => readonly string[];
}

const REPOSITORY = '';
const severe: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

const ways: Readonly<Record<Grouping, Way>> = {
  file: { key: ({ place }) => place.path, title: (path) => ({ title: path }), order: () => [] },
  factor: {
    key: ({ check }) => check.slice(0, check.indexOf('/')),
    title: (key, { rules }) => {
      const rule = rules.find(({ id }) => id === key);
      return { title: rule ? numberedTitle(rule) : key };
    },
    order: ({ rules }) => rules.map(({ id }) => id),
  },
  service: {
    key: ({ service }) => service ?? REPOSITORY,
    title: (key, { services, running }) => {
      if (key === REPOSITORY) return { title: running ? 'the cluster as a whole' : 'no service in particular' };
      const known = running?.get(key);
      if (known !== undefined) return { title: known };
      const several = new Set(services.map(({ service }) => service.stack)).size > 1;
      return { title: serviceNameOf(key), ...(several && { aside: key.slice(0, key.lastIndexOf('#')) }) };
    },
    order: ({ services, running }) => [
      ...(running ? [REPOSITORY] : []),
      ...services.map(({ service }) => serviceKey(service)),
    ],
  },
  check: {
    key: ({ check }) => check,
    title: (key, { rules }) => ({
      title: key,
      aside: rules.flatMap(({ checks }) => checks).find(({ id }) => id === key)?.title,
    }),
    order: ({ rules }) => rules.flatMap(({ checks }) => checks.map(({ id }) => id)),
  },
};

export function grouped(findings: readonly Finding[], by: Grouping, setting: GroupSetting): readonly Group[] {
  const way = ways[by];
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = way.key(finding);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [finding]);
    else known.push(finding);
  }
  const order = new Map(way.order(setting).map((key, at) => [key, at]));
  const rank = (key: string): number => order.get(key) ?? order.size;
  return [...groups]
    .sort(([one], [other]) => rank(one) - rank(other))
    .map(([key, own]) => ({
      ...way.title(key, setting),
      findings: setting.running ? own.toSorted((one, other) => severe[one.severity] - severe[other.severity]) : own,
    }));
}
