/** What a second copy does to a defect: latent with one replica, active with several, intended for a singleton. */
import { isSingleton, type Service } from '../facts/index.ts';
import type { Evidence } from './check.ts';

/** Severity and note for a finding about state: a warning while one replica runs, an error once more do. */
export function escalated(service: Service): Pick<Evidence, 'severity' | 'notes'> {
  if (isSingleton(service)) return { severity: 'info' };
  const { active, at, text } = service.scale;
  if (!active) return { severity: 'warning' };
  return { severity: 'error', notes: at && text ? [{ at, message: `${service.name}: ${text}` }] : [] };
}
