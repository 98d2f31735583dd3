/** Settings that give a service a name or number of its own among its copies. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { flagValue } from '../process/servers.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

export interface Identity extends Located {
  readonly service: Service;
  /** Variable, flag or key. */
  readonly name: string;
  /** The same for every task. */
  readonly constant: boolean;
  /** Another service has another value for it: one service per member, on purpose. */
  readonly member: boolean;
}

/** Numbers and names that systems compare to tell their members apart: brokers, identifier generators, Erlang nodes. */
const variables =
  /(^|_)(WORKER|NODE|MACHINE|BROKER|INSTANCE|REPLICA|SNOWFLAKE|SHARD)_?ID$|^(RABBITMQ_NODENAME|RELEASE_NODE|MYSQL_SERVER_ID|KAFKA_CFG_NODE_ID)$/i;
const flags = ['--node-id', '--server-id', '--worker-id', '--machine-id', '--broker-id'];
/** A small number, or a name with one: identifiers of accounts and installations are longer. */
const memberNumber = /^\d{1,4}$|^[a-z][a-z-]{0,15}[-_]?\d{1,3}(@[\w.-]+)?$|^\w+@[\w.-]+$/i;

export const identities = memoise((facts: Facts): readonly Identity[] => {
  const all = judgedServices(facts).flatMap((service) =>
    [...ofEnvironment(service), ...ofCommand(service)].map((one) => ({ ...one, service })),
  );
  return all.map(({ at, service, name, value }) => ({
    at,
    service,
    name,
    constant: value !== undefined && memberNumber.test(value),
    member: all.some(
      (other) =>
        other.service !== service &&
        other.service.stack === service.stack &&
        other.name === name &&
        other.value !== value,
    ),
  }));
});

const ofEnvironment = (service: Service) =>
  service.effectiveEnvironment.flatMap(({ name, value, at }) =>
    variables.test(name) && value?.parts.every((part) => typeof part === 'string')
      ? [{ at, name, value: value.value }]
      : [],
  );

const ofCommand = ({ command }: Service) =>
  command
    ? flags.flatMap((flag) => {
        const value = flagValue(command.argv, [flag]);
        return value === undefined ? [] : [{ at: command.at, name: flag, value }];
      })
    : [];
