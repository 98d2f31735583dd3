import type { Check } from './check.ts';

/** One of the twelve factors with its checks, in the order people should read them. */
export interface Rule {
  readonly factor: number;
  /** First half of the id of every check: `processes`. */
  readonly id: string;
  readonly title: string;
  /** The factor in one sentence. */
  readonly principle: string;
  /** What Docker Swarm makes of it. */
  readonly swarm: string;
  /** Page of the factor. */
  readonly address: string;
  readonly checks: readonly Check[];
}

/** `6. Processes`; what is no factor (0) has no number. */
export const numberedTitle = ({ factor, title }: Pick<Rule, 'factor' | 'title'>): string =>
  factor === 0 ? title : `${factor}. ${title}`;

export const defineRule = (rule: Rule): Rule => rule;
