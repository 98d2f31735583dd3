/** Where it can be reached, and how Swarm knows that it works. */
import type { HealthStory, ListenerStory, NetworkStory, Story } from '../../engine/story/index.ts';
import { listed } from '../../kit/index.ts';
import type { Style } from '../style.ts';
import { commandText, duration, isWritten, type Row, type Section, under } from './rows.ts';

export function network({ network: told, needs, neededBy }: Story, style: Style): Section {
  const { networks, ports, listeners, routes } = told;
  return {
    title: 'Network',
    rows: [
      ...under('networks', networks.map(networkRow)),
      ...under(
        'ports',
        ports.map((port) => portRow(port, told, style)),
      ),
      ...under(
        'listens',
        listeners.map((one) => listenerRow(one, style)),
      ),
      ...under(
        'routed',
        routes.map(({ name, value, at }) => ({ text: `${name}=${value}`, at })),
      ),
      ...under('needs', needs.map(linkRow)),
      ...under('needed by', neededBy.map(linkRow)),
    ],
  };
}

const networkRow = ({ name, external, clusterName, aliases }: NetworkStory['networks'][number]): Row => ({
  text: [
    name === 'default' && !external ? "default, the stack's own" : name,
    external ? `made outside the stack${clusterName !== null && clusterName !== name ? ` as ${clusterName}` : ''}` : '',
    aliases.length > 0 ? `also called ${listed(aliases)}` : '',
  ]
    .filter(Boolean)
    .join(', '),
});

function portRow(
  { published, target, protocol, mode, heard, at }: NetworkStory['ports'][number],
  { listeners }: NetworkStory,
  style: Style,
): Row {
  const where =
    mode === 'ingress' ? 'on every node, spread over all tasks' : 'on the nodes that run a task, past the routing mesh';
  const base = `${published ?? 'a port that Swarm picks'} → ${target ?? 'a port that a variable decides'}/${protocol}, ${where}`;
  const others = listed([...new Set(listeners.flatMap(({ port }) => (port === null ? [] : [`${port}`])))]);
  switch (heard) {
    case 'yes':
      return { text: base, at, mark: { symbol: style.symbols.good, paint: style.good } };
    case 'loopback-only':
      return {
        text: `${base}: but the program listens there on 127.0.0.1 only`,
        at,
        mark: { symbol: style.symbols.bad, paint: style.bad },
      };
    case 'not-seen':
      return {
        text: `${base}: but the program is seen listening on ${others}`,
        at,
        mark: { symbol: style.symbols.warn, paint: style.warn },
      };
    default:
      return { text: base, at };
  }
}

function listenerRow({ label, port, bind, at, confidence }: ListenerStory, style: Style): Row {
  const where =
    bind === 'all'
      ? 'on all addresses'
      : bind === 'loopback'
        ? 'on 127.0.0.1 only'
        : 'on an address that cannot be told';
  return {
    text: `${label}: ${port === null ? 'a port that cannot be told' : `port ${port}`} ${where}${confidence === 'low' ? ', perhaps' : ''}`,
    at,
    mark: bind === 'loopback' ? { symbol: style.symbols.bad, paint: style.bad } : undefined,
  };
}

const linkRow = ({ service, role, via }: Story['needs'][number]): Row => ({
  text: `${service} (${role}), by ${listed([...new Set(via.map(({ value }) => value))])}`,
  at: via[0]?.at,
});

export function health({ health: told, identity }: Story, style: Style): Section {
  return { title: 'Health check', rows: healthRows(told, identity.role.value, style) };
}

function healthRows(told: HealthStory, role: string, style: Style): readonly Row[] {
  const serves = role === 'web' || role === 'proxy';
  const without = serves
    ? 'Swarm sends requests as soon as the process runs'
    : 'Swarm takes a running process for a working one';
  const mark = { symbol: serves ? style.symbols.warn : style.symbols.none, paint: serves ? style.warn : style.dim };
  switch (told.kind) {
    case 'none':
      return [{ key: 'test', text: `none: ${without}`, mark }];
    case 'disabled':
      return [{ key: 'test', text: `switched off: ${without}`, mark, at: told.at }];
    case 'unknown':
      return [{ key: 'test', text: 'none in the stack file; whether the image has one is not known' }];
    default:
      return probeRows(told, style);
  }
}

function probeRows(
  { from, form, argv, at, interval, timeout, retries, startPeriod, needs, missing }: HealthStory,
  style: Style,
): readonly Row[] {
  const patience = interval?.value && retries?.value ? interval.value * Math.max(1, retries.value) : null;
  const timing = [interval, timeout, retries, startPeriod];
  return [
    {
      key: 'test',
      text: `${form === 'shell' ? (argv[0] ?? '') : commandText(argv)}  (${form === 'shell' ? 'by a shell, ' : ''}${from === 'stack' ? 'stack file' : 'Dockerfile'})`,
      at,
    },
    {
      key: 'timing',
      text: `every ${duration(interval?.value ?? null)}, at most ${duration(timeout?.value ?? null)} each, ${startPeriod?.value ? `failures of the first ${duration(startPeriod.value)} do not count` : 'failures count from the start'}${timing.some(isWritten) ? '' : " (Docker's defaults)"}`,
    },
    ...(patience === null
      ? []
      : [{ text: `${retries?.value} failures in a row, some ${duration(patience)}, and Swarm replaces the task` }]),
    missing === null
      ? { key: 'needs', text: `${listed([...needs])} in the image` }
      : {
          key: 'needs',
          text: `${missing}, which the image does not hold: the check always fails`,
          mark: { symbol: style.symbols.bad, paint: style.bad },
        },
  ].filter((row) => row.key !== 'needs' || needs.length > 0);
}
