/**
 * What is put in the place of PID 1. `node app.js` answers a slow request, writes down that it was told to stop, finishes the request and
 * leaves; `node plain.js` is the same without a handler. `SH` stands for /bin/sh, which is dash, busybox or bash by turns.
 */
const app = ['node', 'app.js'];
const plain = ['node', 'plain.js'];
const sh = (script) => ['/bin/sh', '-c', script];
const scripts = (files) => ({ files });
const all = ['dash', 'busybox', 'bash'];

const row = (name, argv, more = {}) => ({ name, argv, shells: ['dash'], ...more });
const each = (name, argv, more = {}) => row(name, argv, { shells: all, ...more });
/** A package whose start script is this. */
const starting = (start, more = {}) => ({
  ...scripts({ 'package.json': JSON.stringify({ name: 'app', version: '1.0.0', scripts: { start } }) }),
  start,
  ...more,
});
/** A container with this entrypoint script and the program as its command. */
const entrypoint = (text) => ({ ...scripts({ 'entrypoint.sh': `#!/bin/sh\n${text}\n` }) });

export const cases = [
  row('program', app),
  row('program without a handler', plain, { handles: false }),
  each('shell form', sh('node app.js')),
  each('after &&', sh('true && node app.js')),
  each('after ;', sh('true; node app.js')),
  each('after cd', sh('cd . && node app.js')),
  each('with an assignment', sh('A=1 node app.js')),
  each('exec', sh('exec node app.js')),
  each('exec after &&', sh('true && exec node app.js')),
  each('pipe', sh('node app.js | cat')),
  each('or', sh('node app.js || exit 1')),
  each('with a command behind', sh('node app.js; true')),
  each('background and wait', sh('node app.js & wait')),
  each('redirected', sh('node app.js > out.log')),
  each('within if', sh('if true; then node app.js; fi')),
  each('exec within if', sh('if true; then exec node app.js; fi')),
  each('trap without wait', sh('trap "kill -TERM 0" TERM; node app.js; true')),
  each('trap and wait', sh('node app.js & child=$!; trap "kill -TERM $child; wait $child" TERM; wait $child')),

  each('script without exec', ['./entrypoint.sh', ...app], entrypoint('"$@"')),
  each('script with exec', ['./entrypoint.sh', ...app], entrypoint('true\nexec "$@"')),
  each('script that sets its arguments', ['./entrypoint.sh', 'app.js'], entrypoint('set -- node "$@"\nexec "$@"')),
  each('script that names the program', ['./entrypoint.sh'], entrypoint('true\nnode app.js')),
  each('script that names the program with exec', ['./entrypoint.sh'], entrypoint('true\nexec node app.js')),
  each('script that execs in a branch', ['./entrypoint.sh'], entrypoint('if true; then\n  exec node app.js\nfi')),
  each(
    'script that traps and waits',
    ['./entrypoint.sh', ...app],
    entrypoint('"$@" &\nchild=$!\ntrap "kill -TERM $child" TERM\nwait $child\nwait $child'),
  ),
  row('script that execs a script that execs', ['./entrypoint.sh', ...app], {
    files: { 'entrypoint.sh': '#!/bin/sh\nexec ./start.sh "$@"\n', 'start.sh': '#!/bin/sh\nexec "$@"\n' },
  }),
  row('script that execs a script that does not', ['./entrypoint.sh', ...app], {
    files: { 'entrypoint.sh': '#!/bin/sh\nexec ./start.sh "$@"\n', 'start.sh': '#!/bin/sh\n"$@"\n' },
  }),
  row('script that calls a script that execs', ['./entrypoint.sh', ...app], {
    files: { 'entrypoint.sh': '#!/bin/sh\n./start.sh "$@"\n', 'start.sh': '#!/bin/sh\nexec "$@"\n' },
  }),
  row('script that sources a script that execs', ['./entrypoint.sh', ...app], {
    files: { 'entrypoint.sh': '#!/bin/sh\n. ./start.sh\n', 'start.sh': 'exec "$@"\n' },
  }),
  row('bash script without exec', ['./entrypoint.sh', ...app], {
    files: { 'entrypoint.sh': '#!/bin/bash\n"$@"\n' },
  }),

  each('npm start', ['npm', 'start'], starting('node app.js')),
  each('npm run start', ['npm', 'run', 'start'], starting('node app.js')),
  each('npm start with exec', ['npm', 'start'], starting('exec node app.js')),
  each('npm start after &&', ['npm', 'start'], starting('true && node app.js')),
  each('npm start in shell form', sh('npm start'), starting('node app.js')),
  each('yarn start', ['yarn', 'start'], starting('node app.js')),
  each('yarn start with exec', ['yarn', 'start'], starting('exec node app.js')),
  each('pnpm start', ['pnpm', 'start'], starting('node app.js')),
  each('pnpm start with exec', ['pnpm', 'start'], starting('exec node app.js')),
  each('bun run start', ['bun', 'run', 'start'], starting('node app.js')),
  each('pnpm exec', ['pnpm', 'exec', ...app], starting('')),
  each('yarn exec', ['yarn', 'exec', '--', ...app], starting('')),
  each('npm exec', ['npm', 'exec', '--', ...app], starting('')),
  each('npx', ['npx', ...app], starting('')),
  each('bunx', ['bunx', ...app], starting('')),
  each('cross-env', ['cross-env', 'A=1', ...app]),
  each('cross-env-shell', ['cross-env-shell', 'A=1', 'node app.js']),
  each('dotenv', ['dotenv', '--', ...app]),
  each('nodemon', ['nodemon', 'app.js']),
  each('concurrently', ['concurrently', 'node app.js', 'sleep 60']),
  each('pm2-runtime', ['pm2-runtime', 'app.js']),
  each('npm start with cross-env', ['npm', 'start'], starting('cross-env A=1 node app.js')),

  row('tini', ['tini', '--', ...app]),
  row('tini without a handler', ['tini', '--', ...plain], { handles: false }),
  row('tini -g', ['tini', '-g', '--', ...app]),
  row('tini -s', ['tini', '-s', '--', ...app]),
  row('dumb-init', ['dumb-init', '--', ...app]),
  row('dumb-init without a handler', ['dumb-init', '--', ...plain], { handles: false }),
  row('dumb-init --single-child', ['dumb-init', '--single-child', '--', ...app]),
  row('catatonit', ['catatonit', '--', ...app]),
  each('tini and a shell', ['tini', '--', ...sh('true && node app.js')]),
  each('tini -g and a shell', ['tini', '-g', '--', ...sh('true && node app.js')]),
  each('dumb-init and a shell', ['dumb-init', '--', ...sh('true && node app.js')]),
  each('dumb-init and a script without exec', ['dumb-init', '--', './entrypoint.sh', ...app], entrypoint('"$@"')),
  each('tini and npm start', ['tini', '--', 'npm', 'start'], starting('node app.js')),
  each('dumb-init and npm start', ['dumb-init', '--', 'npm', 'start'], starting('node app.js')),
  each('dumb-init and yarn start', ['dumb-init', '--', 'yarn', 'start'], starting('node app.js')),

  row('gosu', ['gosu', 'nobody', ...app]),
  row('setpriv', ['setpriv', '--reuid=65534', '--clear-groups', ...app]),
  row('runuser', ['runuser', '-u', 'nobody', '--', ...app]),
  row('su', ['su', '-s', '/bin/sh', 'nobody', '-c', 'node app.js']),
  row('su with exec', ['su', '-s', '/bin/sh', 'nobody', '-c', 'exec node app.js']),
  row('env', ['env', 'A=1', ...app]),
  row('nice', ['nice', '-n', '5', ...app]),
  row('stdbuf', ['stdbuf', '-oL', ...app]),
  row('timeout', ['timeout', '100', ...app]),
  row('nohup', ['nohup', ...app]),
  row('supervisord', ['supervisord', '-n', '-c', 'supervisord.conf'], {
    files: { 'supervisord.conf': '[supervisord]\nnodaemon=true\nuser=root\n[program:app]\ncommand=node app.js\n' },
  }),

  row('gunicorn', ['gunicorn', '-b', '127.0.0.1:PORT', 'app:wsgi'], { handles: 'by itself' }),
  row('uvicorn', ['uvicorn', '--port', 'PORT', 'app:asgi'], { handles: 'by itself' }),
  each('gunicorn in shell form', sh('gunicorn -b 127.0.0.1:PORT app:wsgi'), { handles: 'by itself' }),
  row('flask run', ['flask', '--app', 'app:wsgi', 'run', '--port', 'PORT'], { handles: false }),
  row('python without a handler', ['python3', 'plain.py'], { handles: false }),
  row('java without a hook', ['java', '-Djava.net.preferIPv4Stack=true', 'Plain.java'], { handles: false }),
  row('tini and python without a handler', ['tini', '--', 'python3', 'plain.py'], { handles: false }),
];
