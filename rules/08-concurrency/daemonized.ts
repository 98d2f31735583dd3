import { defineCheck, type LastCommand, lastCommands } from '../../src/kit/index.ts';

export default defineCheck<LastCommand>({
  id: 'concurrency/daemonized',
  title: 'Main process goes to the background',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  since: '0.1.0',
  rationale:
    'A container lives as long as its first process. A program that goes to the background leaves that process with nothing to do: it ends, the container ends with it, and Swarm starts the next task, which ends in the same way, for ever.',
  evidence:
    'The last command of a start, its flags and the settings it names: programs that go to the background and leave the first process with nothing to do.',
  needs: ['services'],
  traps: [
    '`wait` behind a background program, and flags for the foreground.',
    'The nginx image, which says `daemon off` itself.',
    'Settings files that cannot be seen.',
    'Daemons that start before the program, and jobs.',
  ],
  remedy:
    'Let the program stay in the foreground: `gunicorn` without `--daemon`, `nginx -g "daemon off;"`, `php-fpm -F`, `apache2ctl -D FOREGROUND`, `pm2-runtime` instead of `pm2 start`.',
  references: ['https://docs.docker.com/engine/containers/multi-service_container/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    command: ["gunicorn", "--daemon", "-b", "0.0.0.0:8000", "shop:app"]
    ports: ["80:8000"]
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    command: ["gunicorn", "-b", "0.0.0.0:8000", "shop:app"]
    ports: ["80:8000"]
`,
    },
  },

  each: lastCommands,
  fails: ({ leaves, service }) =>
    leaves !== undefined && {
      confidence: service.process.origin === 'stack' ? 'high' : service.built?.confidence,
      subject: leaves.what,
      words: { what: leaves.what, instead: leaves.instead },
    },
  message: ({ service }, { words }) =>
    `Service "${service.name}" ends as soon as it has started, because its program goes to the background (${words?.what}): start ${words?.instead}.`,
});
