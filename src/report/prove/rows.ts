/** What is told of a service beside its obligations, the same in every format. */
import { isMeasured, type ObservedService, type ProvedService, type Relation, seconds } from '../../prove/index.ts';

export interface Row {
  readonly title: string;
  readonly text: string;
}

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Facts that belong to no single obligation. */
export function factsOf({ logs, layer, scale, rollback }: ObservedService): readonly Row[] {
  return [
    ...(isMeasured(logs)
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
  [...obligations].sort((a, b) => Number(a.relation === 'open') - Number(b.relation === 'open'));

export const relationWords: Readonly<Record<Relation, string>> = {
  refuted: 'disagrees',
  confirmed: 'agrees',
  added: 'new',
  open: 'not measured',
};

export function countsOf(services: readonly ProvedService[]): readonly (readonly [Relation, number])[] {
  const all = services.flatMap(({ obligations }) => obligations);
  return order.map((relation) => [relation, all.filter((one) => one.relation === relation).length] as const);
}
