/** What a process keeps in its own memory: whether others would miss it, by its name and by who changes it. */
import type { StateFact } from '../../facts/code.ts';
import type { StateSite } from './program.ts';

/** Words for what people share with each other, or with themselves in the next request. */
const telling = new Set([
  ...['session', 'cart', 'basket', 'token', 'otp', 'blacklist', 'blocklist', 'denylist', 'revoked', 'online', 'user'],
  ...['room', 'job', 'lock', 'pending', 'idempotency', 'idempotent', 'attempt', 'counter', 'queue', 'game', 'lobby'],
  ...['webhook', 'order', 'vote', 'player', 'challenge', 'nonce', 'presence', 'verification', 'invite', 'login'],
  ...['code', 'todo', 'task', 'message', 'post', 'booking', 'reservation', 'ticket', 'score', 'visit', 'quota'],
]);

/** Words for what every process may well have for itself: made from code or configuration, or bound to the process. */
const harmless = new Set([
  ...[
    'cache',
    'cached',
    'memo',
    'memoized',
    'registry',
    'handler',
    'plugin',
    'loader',
    'compiled',
    'template',
    'schema',
  ],
  ...['regex', 'pattern', 'metric', 'gauge', 'histogram', 'pool', 'client', 'connection', 'conn', 'socket', 'instance'],
  ...['config', 'setting', 'option', 'module', 'type', 'mapping', 'lookup', 'translation', 'locale', 'logger'],
  ...['listener', 'hook', 'middleware', 'route', 'router', 'provider', 'adapter', 'driver', 'factory', 'strategy'],
  ...['model', 'serializer', 'validator', 'formatter', 'timer', 'timeout', 'promise', 'inflight', 'resolver'],
  ...[
    'callback',
    'warned',
    'engine',
    'container',
    'singleton',
    'stub',
    'mock',
    'stats',
    'statistics',
    'buffer',
    'class',
  ],
  // Tables of codes that somebody else made up.
  ...['status', 'error', 'country', 'language', 'currency', 'exit', 'http', 'key', 'zip'],
  // How often it tried to reach something.
  ...['reconnect', 'reconnection', 'reconnecting', 'connecting', 'backoff', 'consecutive'],
  // Numbers of its own connections.
  ...['ws', 'websocket', 'rpc'],
  // Locks and messages that this process holds for itself.
  ...['held', 'own', 'local', 'acquired'],
  // For the time that the store of all replicas is away.
  'fallback',
  ...['command', 'definition', 'constant', 'enum', 'migration', 'transport', 'worker', 'thread', 'process', 'parser'],
]);

/** Words of a name in any spelling, in the singular: `pendingOtps` → `pending`, `otp`. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((word) => (word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/(?<=\w[a-rt-z])s$/, '')));

/** `retryCount`, `retries`: how often this process tried. `retryQueue` holds what others wait for. */
const isOfRetries = (words: readonly string[]): boolean =>
  words.includes('retry') &&
  words.every((word) => /^(?:retry|max|attempt|count|counter|current|number|num|total|left)$/.test(word));

/** A name that says what it holds is believed where the program reads it back; any other only where requests are seen to change it. */
export function factsOfState({ at, name, readBack, requests, guard, entryOnly }: StateSite): readonly StateFact[] {
  const words = wordsOf(name);
  if (!readBack || words.some((word) => harmless.has(word)) || isOfRetries(words)) return [];
  const told = words.some((word) => telling.has(word));
  if (!told && !requests) return [];
  return [
    {
      kind: 'module-state',
      at,
      module: 'runtime',
      label: name,
      scope: 'local',
      confidence: told ? 'medium' : 'low',
      guard,
      ...(entryOnly ? { entryOnly } : {}),
      ...(requests ? { requests: true as const } : {}),
    },
  ];
}
