/** A check as data, for JSON. */
import type { Check, Rule } from '../kit/index.ts';

export const checkData = (check: Check) => ({
  id: check.id,
  title: check.title,
  severity: check.severity,
  activeSeverity: check.activeSeverity ?? check.severity,
  confidence: check.confidence,
  effect: check.effect,
  obligation: check.obligation ?? null,
  since: check.since,
  rationale: check.rationale,
  evidence: check.evidence,
  needs: check.needs,
  traps: check.traps,
  remedy: check.remedy,
  references: check.references ?? [],
});

export const ruleData = ({ factor, id, title, principle, swarm, address }: Rule) => ({
  factor,
  id,
  title,
  principle,
  swarm,
  address,
});
