/**
 * Words about ignores that do nothing, or not what their author thinks. They are findings like any other (explained, accepted, counted), but
 * of no factor: they say nothing about the program, so no verdict and no score knows them. What finds them is `findings.ts`.
 */
import { type CheckSpec, defineCheck, defineRule, type Subject } from '../../kit/index.ts';

type Words = Pick<CheckSpec<Subject>, 'id' | 'title' | 'severity' | 'rationale' | 'evidence' | 'traps' | 'remedy'>;

const service = (lines: string): { readonly 'docker-stack.yml': string } => ({
  'docker-stack.yml': `services:\n  web:\n${lines}    image: registry.example.com/web:latest\n`,
});
const tag = 'build-release-run/mutable-image-tag';
const good = service(`    # swarm-lint-ignore ${tag} -- built every night (until 2099-12-31)\n`);

const check = (words: Words, bad: string) =>
  defineCheck<Subject>({
    ...words,
    confidence: 'high',
    effect: 'none',
    since: '0.1.0',
    needs: [],
    examples: { bad: service(bad), good },
    // Asked of findings, not of facts, and after all other checks.
    each: () => [],
    fails: () => false,
    message: () => words.title,
  });

export const suppressionRule = defineRule({
  factor: 0,
  id: 'suppression',
  title: 'Accepted findings',
  principle: 'What is accepted is accepted on purpose: by name, with a reason, and no longer than needed.',
  swarm: 'A finding that nobody sees is found by the next rescheduled task.',
  address: 'https://12factor.net/',
  checks: [
    check(
      {
        id: 'suppression/malformed',
        title: 'An ignore that cannot be followed',
        severity: 'warning',
        rationale:
          'Whoever comes later cannot tell whether the reason still holds when there is none. So nothing is ignored without one.',
        evidence:
          'An ignore without a check, without a reason or with a date that is none; `swarm-lint-ignore-file` below the head of its file; a word after `swarm-lint-ignore-` that means nothing.',
        traps: ['A date in words, such as `(until we move)`, is a part of the reason.'],
        remedy: 'Write `swarm-lint-ignore CHECK -- reason`, or `… -- reason (until 2027-03-31)`.',
      },
      `    # swarm-lint-ignore ${tag}\n`,
    ),
    check(
      {
        id: 'suppression/unknown-check',
        title: 'An ignore names a check that does not exist',
        severity: 'error',
        rationale: 'A misspelt name silences nothing, and whoever wrote it believes that it does.',
        evidence:
          'The names in `swarm-lint-ignore` comments and in `x-swarm-lint: { ignore: … }` of services, held against the list of checks.',
        traps: [
          'Documents that show such a comment in an example are not read: only comments of their own language are.',
        ],
        remedy: 'Write the whole name; `swarm-lint rules` lists all of them.',
      },
      '    # swarm-lint-ignore build-release-run/latest-tag -- built every night\n',
    ),
    check(
      {
        id: 'suppression/expired',
        title: 'An ignore has ended',
        severity: 'warning',
        rationale: 'Somebody wanted to be asked again on this day. The finding is back until there is a new answer.',
        evidence:
          'An ignore whose `(until …)`, or an entry of the configuration whose `until`, lies before today (in UTC) and that would still silence a finding.',
        traps: ['On the day itself it still holds.'],
        remedy: 'Settle the finding and take the ignore out, or give it a new date.',
      },
      `    # swarm-lint-ignore ${tag} -- until the registry moves (until 2020-01-31)\n`,
    ),
    check(
      {
        id: 'suppression/unused',
        title: 'An ignore silences nothing',
        severity: 'info',
        rationale:
          'What it was written for is gone or elsewhere. Left in place it hides the next finding of this kind without anybody knowing.',
        evidence:
          'An ignore with a reason and a known check, or an entry under `ignore` in the configuration, and no finding of that check in what it covers.',
        traps: [
          'Files of stacks that are passed over, such as those for development, are not judged, so nothing is said about their ignores.',
        ],
        remedy: 'Take it out; if the finding moved, move the ignore with it.',
      },
      `    # swarm-lint-ignore disposability/grace-too-short -- stops at once\n`,
    ),
  ],
});
