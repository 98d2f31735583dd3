/** How Swarm runs the service: how many, where, with how much, and what it does when a task ends or a release comes. */
import {
  numberOf,
  type ResourceAmounts,
  restartsOf,
  type Scalar,
  secondsOf,
  type UpdateConfig,
} from '../../kit/index.ts';
import type { Amounts, DeployStory, UpdateStory } from './shape.ts';
import type { Teller } from './teller.ts';

const textOf = ({ value }: Scalar): string | undefined => value;

export function deployStory(teller: Teller): DeployStory {
  const { service, spot, maybe, said } = teller;
  const { deploy, scale, logging } = service;
  const restarts = restartsOf(service);
  const policy = deploy?.restartPolicy;
  const isJob = deploy?.mode?.value?.endsWith('-job') ?? false;
  // The number of the file, and a command beside it that changes it.
  const beside = scale.text?.startsWith('docker service') ? scale.text : undefined;
  return {
    mode: said(deploy?.mode, textOf, 'replicated'),
    replicas: scale.global ? null : said(deploy?.replicas, numberOf, 1),
    scaledBy: beside === undefined ? null : { value: beside, at: maybe(scale.at) },
    constraints: (deploy?.constraints ?? []).map(({ value, raw, at }) => ({ value: value ?? raw, at: spot(at) })),
    mostPerNode: deploy?.maxReplicasPerNode ? said(deploy.maxReplicasPerNode, numberOf, 0) : null,
    limits: amountsOf(deploy?.limits, teller),
    reservations: amountsOf(deploy?.reservations, teller),
    restart: {
      condition: { value: restarts.condition ?? null, at: maybe(restarts.conditionAt) },
      delay: said(policy?.delay, secondsOf, 5),
      maxAttempts:
        restarts.maxAttempts === undefined ? null : { value: restarts.maxAttempts, at: maybe(restarts.maxAttemptsAt) },
      legacy: restarts.legacy,
    },
    update: isJob ? null : updateOf(deploy?.updateConfig, teller),
    rollback: isJob ? null : updateOf(deploy?.rollbackConfig, teller),
    logging: logging ? { value: logging.driver?.value ?? logging.driver?.raw ?? null, at: spot(logging.at) } : null,
  };
}

/** Swarm's own defaults: one task at a time, the old one first, watched for five seconds, no failure tolerated, then a pause. */
const updateOf = (config: UpdateConfig | undefined, { said }: Teller): UpdateStory => ({
  parallelism: said(config?.parallelism, numberOf, 1),
  delay: said(config?.delay, secondsOf, 0),
  order: said(config?.order, textOf, 'stop-first'),
  failureAction: said(config?.failureAction, textOf, 'pause'),
  monitor: said(config?.monitor, secondsOf, 5),
  maxFailureRatio: said(config?.maxFailureRatio, numberOf, 0),
});

function amountsOf(amounts: ResourceAmounts | undefined, { spot }: Teller): Amounts {
  const told = (scalar: Scalar | undefined) =>
    scalar ? { value: scalar.value ?? scalar.raw, at: spot(scalar.at) } : null;
  return { cpus: told(amounts?.cpus), memory: told(amounts?.memory) };
}
