/** The verdict of the files beside what was measured. */
import type { ObligationResult, ServiceReport, Verdict } from '../engine/report.ts';
import { type Measured, measuredOf } from './measured.ts';
import { isMeasured, type Observed, type ObservedService } from './observed.ts';
import { failureText, seconds } from './words.ts';

/**
 * `confirmed`: both say the same; `refuted`: they contradict each other; `added`: the files did not tell, the measurement does; `open`: it
 * was not measured, or what was measured decides nothing.
 */
export type Relation = 'confirmed' | 'refuted' | 'added' | 'open';

export interface ProvedObligation {
  readonly id: string;
  readonly title: string;
  readonly predicted: Pick<ObligationResult, 'status' | 'text'>;
  readonly measured: Measured;
  readonly relation: Relation;
}

export interface ProvedService {
  readonly name: string;
  readonly verdict?: Verdict;
  readonly observed: ObservedService;
  /** Those that apply to it. Without a verdict from the files: all that were measured. */
  readonly obligations: readonly ProvedObligation[];
}

export interface Proof {
  readonly observed: Observed;
  readonly services: readonly ProvedService[];
  /** One sentence for each contradiction. */
  readonly disagreements: readonly string[];
}

const bad = (status: string): boolean => status === 'failed' || status === 'weak';

/**
 * Where a good measurement disproves a bad prediction. Elsewhere it does not: a health check that passes may still look at nothing, and an
 * image that runs here may still be pulled by a tag that moves.
 */
const disproved: ReadonlySet<string> = new Set(['deploys', 'listening', 'signals', 'updates']);

/**
 * What a bad measurement may come of besides its own obligation: requests are lost in an update for want of a health check or of an
 * orderly stop. Where the files say that of the service, they have told of the loss.
 */
const foretold: Readonly<Record<string, readonly string[]>> = { updates: ['healthcheck', 'signals'] };

export function relationOf(id: string, predicted: ObligationResult['status'], measured: Measured['status']): Relation {
  if (measured === 'not-measured') return 'open';
  if (predicted === 'not-evaluated' || predicted === 'not-applicable') return 'added';
  if (bad(predicted) === bad(measured)) return 'confirmed';
  return bad(measured) || disproved.has(id) ? 'refuted' : 'open';
}

/** Whether Swarm takes it and its tasks run, beside what the verdict says of it. */
function deploys(
  report: ServiceReport | undefined,
  { deploy }: Observed,
  { start, scale }: ObservedService,
  refused: boolean,
): ProvedObligation {
  const predicted = predictionOf(report, refused);
  const measured = deployed(deploy, start);
  return {
    id: 'deploys',
    title: 'deploys',
    predicted,
    measured: withScale(measured, scale),
    relation: relationOf('deploys', predicted.status, measured.status),
  };
}

/** `refused`: Swarm refused the stack as a whole, and the files say so of one of its services. */
function predictionOf(report: ServiceReport | undefined, refused: boolean): ProvedObligation['predicted'] {
  if (refused) return { status: 'failed', text: 'a service of the stack is undeployable' };
  if (report === undefined) return { status: 'not-evaluated', text: 'the files do not tell' };
  const { verdict, singleton } = report;
  if (verdict === 'undeployable') return { status: 'failed', text: 'the verdict is undeployable' };
  // Not safe as the one copy it is meant to be: for want of a health check, or because nothing of it starts.
  if (verdict === 'unknown' || singleton === 'broken')
    return {
      status: 'not-evaluated',
      text: `the verdict is ${singleton === 'broken' ? 'singleton, broken' : verdict}`,
    };
  return { status: 'met', text: `the verdict is ${verdict}` };
}

function deployed(deploy: Observed['deploy'], start: ObservedService['start']): Measured {
  if (!deploy.accepted) return { status: 'failed', text: deploy.said };
  if (!isMeasured(start)) return { status: 'not-measured', text: start.missing };
  if (start.seconds !== undefined)
    return {
      status: 'met',
      text: `${start.wanted === 1 ? 'its task' : `${start.wanted} tasks`} ran ${seconds(start.seconds)} after the deploy`,
    };
  const [worst] = start.failures;
  // What this Swarm lacks says nothing of the files.
  if (start.pending !== undefined && !worst) return { status: 'not-measured', text: start.pending };
  const why = start.pending ?? (worst ? failureText(worst) : 'they did not come up in time');
  return { status: 'failed', text: `${start.running} of ${start.wanted} tasks ran: ${why}` };
}

function withScale(measured: Measured, scale: ObservedService['scale']): Measured {
  if (measured.status !== 'met' || !isMeasured(scale)) return measured;
  const { to, running, nodes } = scale;
  const where = nodes > 1 ? ` on ${nodes} nodes` : '';
  return running === to
    ? { ...measured, text: `${measured.text}; scaled to ${to}${where} in ${seconds(scale.seconds)}` }
    : {
        ...measured,
        text: `${measured.text}; of ${to} replicas ${running} ran${scale.pending === undefined ? '' : `: ${scale.pending}`}`,
      };
}

export function compare(observed: Observed, reports: readonly ServiceReport[]): Proof {
  const refused = !observed.deploy.accepted && reports.some(({ verdict }) => verdict === 'undeployable');
  const services = observed.services.map((service): ProvedService => {
    const report = reports.find((one) => one.service.name === service.name);
    const obligations = (report?.obligations ?? []).flatMap((predicted): readonly ProvedObligation[] => {
      const measured = measuredOf(predicted.id, service);
      if (predicted.status === 'not-applicable') return [];
      const { id, title, status, text } = predicted;
      const relation = relationOf(id, status, measured.status);
      const told =
        relation === 'refuted' &&
        measured.status === 'weak' &&
        report?.obligations.some((one) => foretold[id]?.includes(one.id) && bad(one.status));
      return [{ id, title, predicted: { status, text }, measured, relation: told ? 'open' : relation }];
    });
    return {
      name: service.name,
      ...(report ? { verdict: report.verdict } : {}),
      observed: service,
      obligations: [deploys(report, observed, service, refused), ...obligations],
    };
  });
  return {
    observed,
    services,
    disagreements: services.flatMap(({ name, obligations }) =>
      obligations
        .filter(({ relation }) => relation === 'refuted')
        .map(
          ({ title, predicted, measured }) =>
            `${name}, ${title}: predicted ${predicted.status} (${predicted.text}), measured ${measured.status} (${measured.text})`,
        ),
    ),
  };
}
