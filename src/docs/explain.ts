/** A check in words, for the terminal and for pages. */
import type { Check, Rule } from '../kit/index.ts';

export interface Part {
  readonly kind: 'heading' | 'text' | 'code';
  readonly text: string;
}

/** What the effect does to the verdict of a service. */
export const effects: Readonly<Record<Check['effect'], string>> = {
  break: 'the service is undeployable',
  block: 'the service cannot be scaled',
  degrade: 'the service loses requests',
  cap: 'the number of replicas is bounded',
  none: 'none',
};

/** `warning; error once a second replica runs` */
export const severityWords = ({ severity, activeSeverity }: Check): string =>
  activeSeverity === undefined || activeSeverity === severity
    ? severity
    : `${severity}; ${activeSeverity} once a second replica runs`;

const heading = (text: string): Part => ({ kind: 'heading', text });
const words = (text: string): Part => ({ kind: 'text', text });
const blank = words('');

const example = (files: Check['examples']['bad']): readonly Part[] =>
  Object.entries(files).flatMap(([path, content]) => [
    blank,
    words(path),
    { kind: 'code', text: content.trimEnd() } as const,
  ]);

export function explain(rule: Rule, check: Check): readonly Part[] {
  return [
    heading(`${check.id}: ${check.title}`),
    words(
      `Factor ${rule.factor}, ${rule.title}. Severity: ${severityWords(check)}. Confidence: up to ${check.confidence}. Effect on the verdict: ${effects[check.effect]}.`,
    ),
    blank,
    heading('Why'),
    words(check.rationale),
    blank,
    heading('What to do'),
    words(check.remedy),
    blank,
    heading('Goes wrong'),
    ...example(check.examples.bad),
    blank,
    heading('Goes well'),
    ...example(check.examples.good),
    blank,
    heading('Accepting it'),
    words(`A comment above the place: # swarm-lint-ignore ${check.id} -- the reason`),
    ...[rule.address, ...(check.references ?? [])].flatMap((address, at) =>
      at === 0 ? [blank, heading('Read more'), words(address)] : [words(address)],
    ),
  ];
}
