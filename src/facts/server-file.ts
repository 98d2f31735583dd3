/** Configuration files of servers that start beside, in front of, or around a program of ours. */
import type { Located } from '../source/index.ts';
import type { ListedProcess } from './process-list.ts';

export type ServerProgram = 'nginx' | 'supervisord' | 'php-fpm' | 'uwsgi';

/** One address a server opens. A socket file is none. */
export interface ServerListen extends Located {
  /** Absent: a variable decides it, or it cannot be read. */
  readonly port?: number;
  /** `${PORT}` of a template, `$(PORT)` of uwsgi: filled from the environment at start. */
  readonly portVariable?: string;
  readonly bind: 'all' | 'loopback' | 'unknown';
}

/** A file that lines of a log go to, as written; `output`, when it is the container's own output. */
export interface ServerLog extends Located {
  /** `access_log`, `stdout_logfile of web` */
  readonly directive: string;
  readonly path?: string;
  readonly output: boolean;
  /** Nothing is written: it is what the server does by itself. */
  readonly otherwise?: true;
}

/** A host that requests are handed to. */
export interface ServerUpstream extends Located {
  /** `proxy_pass`, `server of upstream web` */
  readonly directive: string;
  readonly host: string;
  readonly port?: number;
  /** `resolve`: it is looked up again and again, and may be unknown at start. */
  readonly late?: true;
  /** What binds a visitor to one of them: `ip_hash`, `sticky cookie`. */
  readonly sticky?: Located & { readonly name: string };
}

/** The place is the file's first character. */
export interface ServerFile extends Located {
  readonly path: string;
  readonly program: ServerProgram;
  /** nginx: it holds the `http` or `stream` block; supervisord: the section of the daemon itself. */
  readonly main: boolean;
  readonly listens: readonly ServerListen[];
  readonly logs: readonly ServerLog[];
  /** What supervisord starts; command as written. */
  readonly programs: readonly ListedProcess[];
  readonly workers?: Located & { readonly count: number };
  /** How long it lets open work run after it was told to finish. */
  readonly drain?: Located & { readonly name: string; readonly seconds: number };
  /** uwsgi: SIGTERM ends it. */
  readonly endsOnTerm?: boolean;
  readonly upstreams: readonly ServerUpstream[];
  /** Names of `upstream` blocks: no hosts. */
  readonly upstreamNames: readonly string[];
  /** Other files it takes in, as written. */
  readonly includes: readonly string[];
}
