/** Functions that write files, and the names of files that hold state. */
export interface Writer {
  readonly module: string;
  readonly callee: readonly string[];
  readonly label: string;
}

export const writers: readonly Writer[] = [
  { module: 'node:fs', callee: ['writeFile', 'promises.writeFile'], label: 'fs.writeFile' },
  { module: 'node:fs', callee: ['writeFileSync'], label: 'fs.writeFileSync' },
  { module: 'node:fs', callee: ['appendFile', 'promises.appendFile'], label: 'fs.appendFile' },
  { module: 'node:fs', callee: ['appendFileSync'], label: 'fs.appendFileSync' },
  { module: 'node:fs', callee: ['createWriteStream'], label: 'fs.createWriteStream' },
  { module: 'node:fs/promises', callee: ['writeFile'], label: 'fs.writeFile' },
  { module: 'node:fs/promises', callee: ['appendFile'], label: 'fs.appendFile' },
  {
    module: 'fs-extra',
    callee: ['writeFile', 'outputFile', 'writeJson', 'outputJson', 'writeJSON', 'outputJSON'],
    label: 'fs-extra write',
  },
  {
    module: 'fs-extra',
    callee: ['writeFileSync', 'outputFileSync', 'writeJsonSync', 'outputJsonSync', 'writeJSONSync'],
    label: 'fs-extra write',
  },
  { module: 'global', callee: ['Bun.write'], label: 'Bun.write' },
  { module: 'global', callee: ['Deno.writeFile', 'Deno.writeTextFile'], label: 'Deno.writeFile' },
];

/** Names people give to files that a program writes and reads again. */
export const stateFile =
  /(?:^|\/)(?:state|db|database|data|cache|counters?|last-?run|cursor|offset|queue|users|sessions|storage|store|votes|orders|settings)\.(?:json|txt|csv|db|ndjson)$/i;

/** Paths that are streams of the process, or logs, told elsewhere. */
export const logFile = /\.log$|(?:^|\/)logs?\//;

/** Names of the first parameters of a request handler. */
export const requestNames: ReadonlySet<string> = new Set(['req', 'request', 'ctx', 'context']);
export const replyNames: ReadonlySet<string> = new Set(['res', 'response', 'reply', 'next', '_res']);
