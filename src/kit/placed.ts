/** What the place of a file makes of the defect that it is written at all. */
import { isSingleton, type Place, type Service } from '../facts/index.ts';
import type { Evidence, Severity } from './check.ts';
import { escalated } from './escalate.ts';

/** `lost`: what it costs where every task has a disk of its own, whether or not a second one runs. False where no harm is done. */
export function placed({ kind, mount }: Place, service: Service, lost: Severity): false | Evidence {
  const where = mount?.source ? `in ${mount.source}` : 'on its own disk';
  const shown = mount ? [{ at: mount.at, message: `${mount.target ?? mount.raw} is mounted here` }] : [];
  const { severity, notes = [] } = escalated(service);
  switch (kind) {
    case 'memory':
      return false;
    case 'shared':
      return {
        severity: 'info',
        effect: 'none',
        conditional: true,
        words: { where, cost: 'it works as long as all nodes see the same storage' },
      };
    case 'one-node':
      return {
        severity: 'info',
        effect: 'none',
        conditional: true,
        words: { where, cost: 'it works as long as all replicas stay on one node' },
      };
    case 'each-task':
      return isSingleton(service)
        ? escalated(service)
        : {
            severity: severity === 'error' ? 'error' : lost,
            notes,
            words: { where: 'inside the container', cost: 'they are gone with the next update' },
          };
    case 'node-local':
      return {
        severity,
        notes: [...notes, ...shown],
        words: { where, cost: 'every node has a folder of its own' },
      };
    default:
      return escalated(service);
  }
}
