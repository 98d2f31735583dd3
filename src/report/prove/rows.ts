/** What is told of a service beside its obligations, the same in every format. */
import { isMeasured, type ObservedService, type ProvedService, type Relation, seconds } from '../../prove/index.ts';

export interface Row {
  readonly title: string;
  readonly text: string;
}

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Facts that belong to no single obligation. */
export function factsOf({ logs, layer, scale, rollback, update }: ObservedService): readonly Row[] {
  return [
    ...(isMeasured(logs) && (isMeasured(update) || logs.stdout + logs.stderr > 0)
      ? [
          {
            title: 'logs',
            text:
              logs.stdout + logs.stderr === 0
                ? 'nothing was printed: what it logs goes elsewhere, or it logs nothing'
                : `${plural(logs.stdout, 'line')} on standard output, ${plural(logs.stderr, 'line')} on standard error`,
          },
        ]
      : []),
    ...(isMeasured(layer) && layer.passing > 0
      ? [
          {
            title: 'scratch',
            text: `${plural(layer.passing, 'file')} of caches, process ids and the like in the container`,
          },
        ]
      : []),
    ...(isMeasured(scale) && scale.back !== undefined
      ? [{ title: 'back to 1', text: `${seconds(scale.back)} until the others were gone` }]
      : []),
    ...(isMeasured(rollback) && isMeasured(rollback.requests)
      ? [
          {
            title: 'broken image',
            text: `${rollback.kept} of ${plural(rollback.replicas, 'replica')} went on running; ${rollback.requests.failed} of ${plural(rollback.requests.sent, 'request')} failed`,
          },
        ]
      : []),
  ];
}

/** Those that were measured first; among them contradictions first. */
const order: readonly Relation[] = ['refuted', 'confirmed', 'added', 'open'];
export const sorted = ({ obligations }: ProvedService): ProvedService['obligations'] =>
  [...obligations].sort(
    (a, b) => Number(a.measured.status === 'not-measured') - Number(b.measured.status === 'not-measured'),
  );

/** Those worth a line of their own, and the titles of those that nobody here can show. */
export function parted(service: ProvedService): {
  readonly told: ProvedService['obligations'];
  readonly beyond: readonly string[];
} {
  const rows = sorted(service);
  return {
    told: rows.filter(({ measured }) => !measured.beyond),
    beyond: rows.filter(({ measured }) => measured.beyond).map(({ title }) => title),
  };
}

export const relationWords: Readonly<Record<Relation, string>> = {
  refuted: 'disagrees',
  confirmed: 'agrees',
  added: 'new',
  open: 'undecided',
};

export function countsOf(services: readonly ProvedService[]): readonly (readonly [Relation, number])[] {
  const all = services.flatMap(({ obligations }) => obligations);
  return order.map((relation) => [relation, all.filter((one) => one.relation === relation).length] as const);
}
