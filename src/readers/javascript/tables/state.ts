/** Words of code that keeps state in the memory of its process. */

export const makers: ReadonlySet<string> = new Set(['Map', 'Set', 'Object.create', 'Array']);

export const changing: ReadonlySet<string> = new Set([
  ...['set', 'add', 'delete', 'clear', 'push', 'pop', 'shift', 'unshift', 'splice'],
]);

/** Functions that fill a table once, before the first request. */
export const filling =
  /^_?(?:load|init|setup|register|start|bootstrap|configure|build|preload|onModuleInit|onApplicationBootstrap|define|install|use)(?:$|[A-Z_])/;

/** Decorators of classes that a framework makes once. */
export const singletons =
  /^(?:Injectable|Controller|Service|Singleton|Resolver|WebSocketGateway|injectable|singleton)\b/;

/** What is bound to the process and could not be kept elsewhere. */
export const bound: ReadonlySet<string> = new Set([
  ...['socket', 'ws', 'res', 'response', 'reply', 'client', 'connection', 'conn', 'resolve', 'reject', 'promise'],
  ...['deferred', 'timer', 'timeout', 'interval', 'controller', 'abort', 'stream', 'handler', 'callback', 'cb', 'fn'],
  ...['listener', 'emitter', 'worker', 'child', 'process', 'page', 'browser', 'instance', 'subscription', 'observable'],
  ...[
    'subject',
    'func',
    'plugin',
    'peer',
    'sock',
    'driver',
    'watcher',
    'module',
    'component',
    'constructor',
    'provider',
  ],
]);

/** Packages whose objects hold what they are given in this process alone. Sources: their documentation. */
export const inMemory =
  /^(?:p-queue|p-limit|fastq|better-queue|async|queue|denque|double-ended-queue|yallist|.*lru.*|node-cache|memory-cache|keyv|cacheable|mnemonist(?:\/.*)?|collections(?:\/.*)?|@datastructures-js\/.*|@isaacs\/ttlcache|timed-cache|ttlcache|immutable|mobx|events|node:events|eventemitter3|rxjs)$/;

/** A line that begins a table of the module, or a field with one: worth parsing the file for. Bounded: time is linear. */
export const keepsState =
  /^(?:export )?(?:const|let|var) \w{1,60}(?:: ?[^=\n]{1,120})? = (?:new (?:Map|Set)\b|\{\};?$|\[\];?$|\d+;?$|null;?$)|^ {2,4}(?:(?:private|public|protected|static|readonly) ){0,3}#?\w{1,60}(?:: ?[^=\n]{1,120})? = (?:new (?:Map|Set)\b|\{\};$|\[\];$)/m;
