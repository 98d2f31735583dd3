import { describe, expect, test } from '@jest/globals';
import { serverFileReader } from '../../../src/readers/server-files/index.ts';

const context = { parsers: {}, exists: () => false };
const readingOf = (path: string, text: string) =>
  serverFileReader.claims(path) ? serverFileReader.read({ path, text }, context) : {};
const fileOf = (path: string, text: string) => readingOf(path, text).serverFiles?.[0];

describe('nginx', () => {
  test.each([
    ['listen 8080 default_server;', ['8080 all']],
    ['listen 443 ssl; listen [::]:443 ssl; listen 443 quic;', ['443 all', '443 all']],
    ['listen 127.0.0.1:81; listen localhost;', ['81 loopback', '80 loopback']],
    ['listen unix:/run/nginx.sock;', []],
    ['listen ${PORT};', ['$PORT all']],
    ['listen 0.0.0.0:${NGINX_PORT};', ['$NGINX_PORT all']],
    ['listen 10.1.2.3:80;', ['80 unknown']],
    ['# listen 9000;\n', ['80 all']],
    ['listen {{ port }};', undefined],
  ])('%s', (directives, expected) => {
    const text = `server {\n  ${directives}\n  root /srv;\n}\n`;
    const file = fileOf('docker/nginx.conf', text);
    expect(file?.listens.map(({ port, portVariable, bind }) => `${port ?? `$${portVariable}`} ${bind}`)).toEqual(
      expected,
    );
    if (!file) expect(readingOf('docker/nginx.conf', text).gaps).toHaveLength(1);
  });

  test('upstreams, logs and the rest of a whole file', () => {
    const text = `worker_processes 2; worker_shutdown_timeout 1m;
events { }
http {
  include mime.types; include /etc/nginx/conf.d/*.conf;
  log_format main '$remote_addr; "{$request}" }';
  access_log syslog:server=logs:514; error_log stderr; access_log "/var/log/nginx/a b.log" main;
  upstream web { sticky cookie srv; server web1:3000 weight=2; server web2; server gone:1 down; server unix:/a.sock; }
  init_by_lua_block { local a = { b = "x;" } }
  server {
    location ~ \\.php$ { fastcgi_pass php:9000; }
    location / { proxy_pass http://web; }
    location /api { proxy_pass https://api/v1/; }
    location /any { proxy_pass http://$host:80; }
    if ($http_user_agent ~ "x{2}") { return 403; }
  }
}
`;
    const file = fileOf('nginx/nginx.conf', text)!;
    expect(file).toMatchObject({ program: 'nginx', main: true, workers: { count: 2 }, drain: { seconds: 60 } });
    expect(file.includes).toEqual(['mime.types', '/etc/nginx/conf.d/*.conf']);
    expect(file.logs.map(({ path, output }) => `${path} ${output}`)).toEqual([
      'stderr true',
      '/var/log/nginx/a b.log false',
    ]);
    expect(file.upstreams.map(({ directive, host, port, sticky }) => [directive, host, port, sticky?.name])).toEqual([
      ['upstream web', 'web1', 3000, 'sticky cookie'],
      ['upstream web', 'web2', 80, 'sticky cookie'],
      ['fastcgi_pass', 'php', 9000, undefined],
      ['proxy_pass', 'api', 443, undefined],
    ]);
    const { at } = file.upstreams[0]!;
    expect(text.slice(at.start, at.end)).toBe('web1:3000');
  });

  test.each([
    'server {',
    'server { listen 80 }',
    'server { } }',
    'server { add_header X "open; }',
    `${'location {'.repeat(20_000)}`,
    `server { return 200 \${${'a'.repeat(20_000)}`,
  ])('what cannot be read is a gap (%#)', (text) => {
    const { serverFiles, gaps } = readingOf('nginx.conf', text);
    expect(serverFiles).toBeUndefined();
    expect(gaps).toHaveLength(1);
  });

  test('files of other programs are none of ours', () => {
    expect(readingOf('application.conf', 'akka { http { server { port = 1 } } }\n')).toEqual({});
    expect(readingOf('postgresql.conf', "listen_addresses = '*'\n")).toEqual({});
    expect(readingOf('src/nginx.ts', 'server { }')).toEqual({});
  });
});

test('supervisord', () => {
  const text = `[supervisord]
nodaemon=true
[program:web]
command=gunicorn shop:app ; the web server
stdout_logfile=/var/log/%(program_name)s.log
[program:worker]
command = celery
 -A shop
stdout_logfile = /dev/fd/1
[program:events]
command=x
stdout_events_enabled=true
[program:plain]
command=y
[include]
files = conf.d/*.conf /etc/more/*.ini
`;
  const file = fileOf('supervisord.conf', text)!;
  expect(file.programs.map(({ name, command }) => `${name}: ${command}`)).toEqual([
    'web: gunicorn shop:app',
    'worker: celery',
    'events: x',
    'plain: y',
  ]);
  expect(file.logs.map(({ directive, output }) => `${directive} ${output}`)).toEqual([
    'stdout_logfile of web false',
    'stdout_logfile of worker true',
    'stdout_logfile=AUTO of plain false',
  ]);
  expect(file.includes).toEqual(['conf.d/*.conf', '/etc/more/*.ini']);
});

test('php-fpm', () => {
  const file = fileOf(
    'docker/www.conf',
    '[www]\nlisten = 127.0.0.1:9000\n;listen = /a.sock\npm.max_children = 30\nprocess_control_timeout = 2m\nerror_log = syslog\naccess.log = /dev/stderr\n',
  );
  expect(file).toMatchObject({
    program: 'php-fpm',
    listens: [{ port: 9000, bind: 'loopback' }],
    workers: { count: 30 },
    drain: { seconds: 120 },
    logs: [{ directive: 'access.log', output: true }],
  });
});

test('uwsgi', () => {
  const file = fileOf(
    'uwsgi.ini',
    '[uwsgi]\nhttp_socket = :$(PORT)\nsocket = /tmp/app.sock\nhttp = 0.0.0.0:8000\nworkers = 4\ndie-on-term = true\nlogto = /var/log/uwsgi.log\n',
  );
  expect(file).toMatchObject({ program: 'uwsgi', workers: { count: 4 }, endsOnTerm: true });
  expect(file?.listens.map(({ port, portVariable }) => port ?? portVariable)).toEqual(['PORT', 8000]);
  expect(file?.logs.map(({ path }) => path)).toEqual(['/var/log/uwsgi.log']);
});
