/** A check in words, for the terminal, for pages and for other tools. */
import type { Check, Need, Rule } from '../kit/index.ts';
import { commentsFor, serviceEntryFor } from './accept.ts';
import { address, code, exampleParts, facts, heading, item, joined, lead, type Part, title, words } from './parts.ts';

export type { Part } from './parts.ts';

/** What the effect does to the verdict of a service. */
export const effects: Readonly<Record<Check['effect'], string>> = {
  break: 'the service is undeployable',
  block: 'the service cannot be scaled',
  degrade: 'the service loses requests or work',
  cap: 'the number of replicas is bounded',
  none: 'no change',
};

/** `warning; error once a second replica runs` */
export const severityWords = ({ severity, activeSeverity }: Check): string =>
  activeSeverity === undefined || activeSeverity === severity
    ? severity
    : `${severity}; ${activeSeverity} once a second replica runs`;

/** What a repository holds when the need is met. */
const needs: Readonly<Record<Need, string>> = {
  swarm: 'a service for Swarm',
  services: 'a service that is deployed',
  dockerfile: 'the Dockerfile of its image',
  manifest: 'its manifest of packages',
  code: 'its source code',
  commands: 'docker commands in scripts, pipelines or documentation',
  git: 'files that git tracks or ignores',
  cluster: 'a running Swarm or a snapshot of one',
};

/** `a service that is deployed and its source code`; `undefined`: it needs nothing in particular. */
export const needWords = ({ needs: all }: Check): string | undefined =>
  all.length === 0
    ? undefined
    : joined(all.map((need, at) => (need === 'dockerfile' && at === 0 ? 'a Dockerfile' : needs[need])));

/** Severity, confidence, effect and age, in short. */
export const factsOf = (check: Check): readonly string[] => [
  severityWords(check),
  `confidence up to ${check.confidence}`,
  check.effect === 'none' ? 'no effect on the verdict' : `${effects[check.effect]} (${check.effect})`,
  ...(check.obligation ? [`obligation ${check.obligation}`] : []),
  `since ${check.since}`,
];

/** `` `--fix` does it: … `` */
const fixWords = ({ safety, summary }: NonNullable<Check['fix']>): string =>
  `${safety === 'safe' ? '`--fix` does it where that is safe' : '`--fix-suggested` does it; look at it afterwards'}: ${summary[0]!.toLowerCase()}${summary.slice(1)}`;

const acceptedInPlace = (check: Check): readonly Part[] => [
  words('In a comment above the place, or behind it on the same line; the reason is mandatory:'),
  ...commentsFor(check).flatMap(({ text, where }) => [words(`${where}:`), code(text)]),
];

/** Nobody writes comments into a cluster. */
const acceptedInSettings = ({ id }: Check): readonly Part[] => [
  words(
    'In the configuration of the folder that swarm-lint is started in, or of `--against`; the reason is mandatory:',
  ),
  code(`ignore:\n  - checks: ${id}\n    reason: why it may stay`, '.swarm-lint.yaml'),
];

export function explain(rule: Rule, check: Check): readonly Part[] {
  const { bad, good } = check.examples;
  const needed = needWords(check);
  const entry = serviceEntryFor(check);
  return [
    title(check.id),
    lead(`${check.title}.`),
    facts([rule.factor === 0 ? rule.title : `Factor ${rule.factor}, ${rule.title}`, ...factsOf(check)].join(' · ')),
    heading('Why'),
    words(check.rationale),
    heading('What counts'),
    words(check.evidence),
    ...(needed
      ? [
          words(
            `It needs ${needed}${check.needs.includes('cluster') ? '' : ' in the repository'} and is silent otherwise.`,
          ),
        ]
      : []),
    heading('What stays quiet'),
    ...check.traps.map(item),
    heading('What to do'),
    words(check.remedy),
    ...(check.fix ? [words(fixWords(check.fix))] : []),
    heading('Goes wrong'),
    ...exampleParts(bad, good, 'bad'),
    heading('Goes well'),
    ...exampleParts(good, bad, 'good'),
    heading('Accepting it'),
    ...(check.needs.includes('cluster') ? acceptedInSettings(check) : acceptedInPlace(check)),
    ...(entry ? [words('For a whole service, in the stack file:'), code(entry, 'stack.yml')] : []),
    heading('Sources'),
    ...[rule.address, ...(check.references ?? [])].map(address),
  ];
}
