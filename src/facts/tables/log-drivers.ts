/** Logging drivers of the Docker engine. https://docs.docker.com/engine/logging/configure/ */
export interface LogDriver {
  readonly name: string;
  /** Option that holds the address it sends to. */
  readonly address?: string;
  /** A container does not start while the address does not answer. */
  readonly waits?: true;
  /** Options that take that waiting away. */
  readonly async?: readonly string[];
}

/** Month in which the rows were last compared with the documentation. */
export const logDriversVerified = '2026-08';

/** All that an engine brings along; any other name is a plugin that each node must have installed. */
export const logDrivers: readonly LogDriver[] = [
  { name: 'none' },
  { name: 'local' },
  { name: 'json-file' },
  { name: 'journald' },
  { name: 'syslog', address: 'syslog-address' },
  { name: 'gelf', address: 'gelf-address' },
  { name: 'fluentd', address: 'fluentd-address', waits: true, async: ['fluentd-async', 'fluentd-async-connect'] },
  { name: 'awslogs', address: 'awslogs-endpoint' },
  { name: 'splunk', address: 'splunk-url' },
  { name: 'etwlogs' },
  { name: 'gcplogs' },
  { name: 'logentries' },
];

/** Addresses of plugins that are in wide use. */
export const pluginAddresses: readonly string[] = ['loki-url'];
