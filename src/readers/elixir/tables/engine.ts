/** What the walk over a tree has to know beside the rows: where certain calls count, and which settings are a library's own. */

/** Applications of libraries whose settings the rows name; those of the program itself are known by their keys. */
export const libraryApps: ReadonlySet<string> = new Set([
  ...['logger', 'waffle', 'arc', 'hammer', 'libcluster', 'phoenix', 'swoosh', 'bamboo', 'ex_aws', 'exq', 'redix'],
  ...['mnesia', 'kernel', 'joken', 'sentry', 'tzdata', 'quantum', 'ueberauth', 'ex_rated', 'con_cache', 'remote_ip'],
]);

/** Work beside an answer: elsewhere these calls are part of what a program is made of. */
export const onlyInRequests: ReadonlySet<string> = new Set([
  ...[
    'Task.start',
    'Task.start_link',
    'Task.Supervisor.start_child',
    'Task.Supervisor.async_nolink',
    'spawn',
    'spawn_link',
  ],
]);

/** Functions that `use Phoenix.Channel` brings: of the same name as functions people write themselves. */
export const channelCalls: ReadonlySet<string> = new Set([
  'broadcast',
  'broadcast!',
  'broadcast_from',
  'broadcast_from!',
]);

/** Timers, and where their pause stands. */
export const timers: ReadonlyMap<string, number> = new Map([
  ['Process.send_after', 2],
  [':timer.send_after', 0],
  [':timer.apply_interval', 0],
  [':timer.send_interval', 0],
]);

/** What a job of a timer does that must not be done twice: it writes, sends or asks others. */
export const touches =
  /\b(?:Repo\.(?:insert|update|delete|transact)|\w*Mailer\.deliver|HTTPoison\.|Req\.(?:post|put|delete|patch)|Finch\.request|Tesla\.(?:post|put|delete)|Oban\.insert|Swoosh\.|Bamboo\.)/;
