/** What a configuration of nginx says. http://nginx.org/en/docs/ngx_core_module.html, …/http/ngx_http_core_module.html#listen */
import type { ServerFile, ServerListen, ServerLog, ServerUpstream } from '../../facts/server-file.ts';
import { type Source, span, startOf } from '../../source/index.ts';
import { hostOf, isNoFile, isOutput, listenOf, secondsIn } from './addresses.ts';
import { type Directive, parseBlocks, type Word } from './nginx-blocks.ts';

const passes = /^(proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass$/;
/** Directives of an upstream that bind a visitor to one of its servers. */
const binds = (words: readonly string[]): boolean =>
  words[0] === 'ip_hash' ||
  words[0] === 'sticky' ||
  (words[0] === 'hash' &&
    /\$(binary_)?remote_addr|\$http_x_forwarded_for|\$cookie_|\$http_cookie|session/i.test(words[1] ?? ''));

/** `undefined`: it cannot be read. */
export function readNginx({ path, text }: Source): ServerFile | undefined {
  const root = parseBlocks(text);
  if (!root) return undefined;
  const listens: ServerListen[] = [];
  const logs: ServerLog[] = [];
  const upstreams: ServerUpstream[] = [];
  const upstreamNames: string[] = [];
  const includes: string[] = [];
  let drain: ServerFile['drain'];
  let workers: ServerFile['workers'];
  let main = false;
  const place = (word: Word) => span(path, word.start, word.end);
  const whole = ({ words }: Directive) => span(path, words[0]!.start, words.at(-1)!.end);

  const inServer = (server: Directive): void => {
    const own = (server.block ?? []).filter(({ words }) => words[0]!.text === 'listen' && words[1]);
    for (const { words } of own) {
      const listen = words.some((word) => /^(quic|udp)$/.test(word.text)) ? undefined : listenOf(words[1]!.text, 80);
      if (listen) listens.push({ at: place(words[1]!), ...listen });
    }
    // http://nginx.org/en/docs/http/ngx_http_core_module.html#listen: `*:80`, for a master that is root.
    if (own.length === 0) listens.push({ at: place(server.words[0]!), port: 80, bind: 'all' });
  };
  const inUpstream = ({ words, block = [] }: Directive): void => {
    const name = words[1]?.text ?? '';
    upstreamNames.push(name);
    const bound = block.find((one) => binds(one.words.map((word) => word.text)));
    const sticky = bound && {
      at: whole(bound),
      name: bound.words
        .slice(0, 2)
        .map((word) => word.text)
        .join(' '),
    };
    for (const one of block) {
      const address = one.words[0]!.text === 'server' ? one.words[1] : undefined;
      const host = address && hostOf(address.text);
      if (host && !one.words.some((word) => word.text === 'down'))
        upstreams.push({
          at: place(address),
          directive: `upstream ${name}`,
          port: 80,
          ...host,
          ...(sticky ? { sticky } : {}),
          ...(one.words.some((word) => word.text === 'resolve') ? { late: true as const } : {}),
        });
    }
  };
  const visit = (directives: readonly Directive[]): void => {
    for (const directive of directives) {
      const { words, block } = directive;
      const name = words[0]!.text;
      const value = words[1];
      if (block && (name === 'http' || name === 'stream')) main = true;
      if (block && name === 'server') inServer(directive);
      if (block && name === 'upstream') inUpstream(directive);
      else if (block) visit(block);
      else if (!value) continue;
      else if (name === 'include') includes.push(value.text);
      else if (name === 'access_log' || name === 'error_log') {
        // In a template of envsubst, and in nginx itself, a variable decides which file it is.
        if (!isNoFile(value.text) && !value.text.includes('$'))
          logs.push({ at: whole(directive), directive: name, path: value.text, output: isOutput(value.text) });
      } else if (name === 'worker_shutdown_timeout') {
        const seconds = secondsIn(value.text);
        if (seconds) drain = { at: whole(directive), name, seconds };
      } else if (name === 'worker_processes' && /^\d+$/.test(value.text))
        workers = { at: whole(directive), count: Number(value.text) };
      else if (passes.test(name)) {
        const host = hostOf(value.text);
        if (host) upstreams.push({ at: place(value), directive: name, ...host });
      }
    }
  };
  visit(root);
  const named = new Set(upstreamNames);
  return {
    at: startOf(path),
    path,
    program: 'nginx',
    main,
    listens,
    logs,
    programs: [],
    ...(workers ? { workers } : {}),
    ...(drain ? { drain } : {}),
    upstreams: upstreams.filter(({ directive, host }) => directive.startsWith('upstream ') || !named.has(host)),
    upstreamNames,
    includes,
  };
}
