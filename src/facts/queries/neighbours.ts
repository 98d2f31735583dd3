/** Other lines of the stack that belong to a finding about code: what would hold the state, how long a task may take to stop, what multiplies it. */
import type { Located, Span } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { numberOf, secondsOf } from '../units.ts';
import { workerCounts } from './process-workers.ts';
import { stackOf } from './services.ts';

export interface Remark extends Located {
  readonly message: string;
}

const stores = /^(?:redis|valkey|keydb|dragonfly|postgres|mysql|mariadb|mongo(?:db)?|memcached|pgvector|timescaledb)$/;
const brokers = /^(?:redis|valkey|rabbitmq|kafka|redpanda|nats|mosquitto|emqx|activemq|pulsar|beanstalkd)$/;
const collectors = /^(?:fluentd|fluent-bit|vector|promtail|logstash|loki|graylog|seq|filebeat|otel)/;

const neighbourOf = (service: Service, facts: Facts, family: RegExp): Service | undefined =>
  stackOf(service, facts)?.services.find((other) => other !== service && family.test(other.family?.family ?? ''));

const remark = (other: Service | undefined, message: (name: string) => string): readonly Remark[] =>
  other ? [{ at: other.at, message: message(other.name) }] : [];

/** A store of the same stack that all replicas reach. */
export const storeBeside = (service: Service, facts: Facts): readonly Remark[] =>
  remark(neighbourOf(service, facts, stores), (name) => `"${name}" of this stack could hold it for all replicas`);

/** A broker of the same stack that keeps work until somebody has done it. */
export const brokerBeside = (service: Service, facts: Facts): readonly Remark[] =>
  remark(
    neighbourOf(service, facts, brokers),
    (name) => `"${name}" of this stack could keep the work until it is done`,
  );

/** The broker a consumer most likely talks to. */
export const brokerOf = (service: Service, facts: Facts, from: string, message: string): readonly Remark[] => {
  const family = {
    mqtt: /^(?:mosquitto|emqx|nanomq|hivemq)/,
    redis: /^(?:redis|valkey|keydb|dragonfly)/,
    celery: /^(?:redis|valkey|rabbitmq)/,
    postgres: /^(?:postgres|pgvector|timescale)/,
    mongodb: /^mongo/,
  }[from];
  // Of two that would do, the one that is nothing but a broker.
  const found =
    (from === 'celery' ? neighbourOf(service, facts, /^rabbitmq/) : undefined) ??
    neighbourOf(service, facts, family ?? new RegExp(`^${from}`));
  return remark(found, (name) => `"${name}": ${message}`);
};

/** A collector of logs in the same stack, or the logging driver of the service itself. */
export const logsBeside = (service: Service, facts: Facts): readonly Remark[] => [
  ...(service.logging
    ? [{ at: service.logging.at, message: 'the logging driver of the service takes whatever it prints' }]
    : []),
  ...remark(
    neighbourOf(service, facts, collectors),
    (name) => `"${name}" of this stack could collect what containers print`,
  ),
];

export const defaultGraceSeconds = 10;

/** How long a task has between SIGTERM and SIGKILL: absent when a variable decides. */
export const graceOf = ({ stopGracePeriod }: Service): number | undefined =>
  stopGracePeriod ? secondsOf(stopGracePeriod) : defaultGraceSeconds;

/** Where the time to stop is written, or that it is not. */
export function graceRemark(service: Service): Remark {
  const seconds = graceOf(service);
  if (service.stopGracePeriod)
    return {
      at: service.stopGracePeriod.at,
      message: `a task has ${seconds ?? 'so many'} seconds between SIGTERM and SIGKILL`,
    };
  return {
    at: service.at,
    message: `without stop_grace_period a task has ${defaultGraceSeconds} seconds between SIGTERM and SIGKILL`,
  };
}

/** What makes Swarm stop tasks side by side: the line of the replicas. */
export const scaleRemark = (service: Service, message: string): readonly Remark[] => {
  const { at, text } = service.scale;
  return at && text ? [{ at, message: `${service.name}: ${text}: ${message}` }] : [];
};

/** Several processes in one container have each their own memory: `gunicorn --workers 4`. */
export function copiesInside(service: Service, facts: Facts): { readonly at: Span; readonly text: string } | undefined {
  const found = workerCounts(facts).find(
    (count) => count.service === service && (count.perCore || Number(/(?<!\d)(\d+)$/.exec(count.text)?.[1] ?? 1) > 1),
  );
  return found && { at: found.at, text: found.text };
}

/** Seconds a failing probe is forgiven before Swarm kills the task; absent when it cannot be known. */
export function patienceOf({ healthcheck, built }: Service): number | undefined {
  const flags = healthcheck?.test ? [] : (built?.image.healthcheck?.flags ?? []);
  const flag = (name: string): string | undefined =>
    flags.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
  const interval = healthcheck?.interval
    ? secondsOf(healthcheck.interval)
    : Number.parseInt(flag('interval') ?? '30', 10);
  const retries = healthcheck?.retries ? numberOf(healthcheck.retries) : Number(flag('retries') ?? 3);
  return interval === undefined || retries === undefined ? undefined : interval * Math.max(1, retries);
}
