import { defineCheck, listed, type ServicePrograms, servicePrograms } from '../../src/kit/index.ts';

/** A web server and the interpreter it hands requests to are one service in two programs. */
const pair = (names: readonly string[]): boolean =>
  names.length === 2 &&
  names.some((name) => /nginx|apache|httpd|caddy/i.test(name)) &&
  names.some((name) => /fpm/i.test(name));

export default defineCheck<ServicePrograms>({
  id: 'concurrency/multi-process-container',
  title: 'Several kinds of process share one container',
  severity: 'warning',
  confidence: 'high',
  effect: 'cap',
  since: '0.1.0',
  rationale:
    'Replicas are copies of the whole container: whoever scales the web server scales the worker and the timer with it. Swarm watches one process per task; when another one dies, or is never told to stop, nobody notices.',
  evidence:
    'What the start of a container runs side by side: programs of supervisord, s6, a Procfile, `concurrently`, scripts with `&`.',
  needs: ['services'],
  traps: [
    'The same program several times.',
    'Helpers in the background, and an init in front of one program.',
    'One line of a Procfile, and programs behind a condition nobody knows.',
    'A web server with its interpreter: a note.',
  ],
  remedy:
    'Make each program a service of its own, from the same image with a `command` of its own, and scale them apart.',
  references: [
    'https://12factor.net/concurrency',
    'https://docs.docker.com/engine/containers/multi-service_container/',
  ],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    command: sh -c "celery -A shop worker & exec gunicorn -b 0.0.0.0:8000 shop:app"
    ports: ["80:8000"]
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    command: gunicorn -b 0.0.0.0:8000 shop:app
    ports: ["80:8000"]
  worker:
    image: registry.example/shop:1.4.2
    command: celery -A shop worker
`,
    },
  },

  each: servicePrograms,
  fails: ({ service, programs, runner, endsTogether }) => {
    if (programs.length < 2) return false;
    const names = programs.map(({ name }) => name);
    return {
      severity: pair(names) ? 'info' : 'warning',
      effect: pair(names) ? 'none' : 'cap',
      confidence: service.process.origin === 'stack' ? 'high' : service.built?.confidence,
      notes: programs
        .filter(({ at }) => at.file !== service.process.main?.at.file)
        .map(({ at, name }) => ({ at, message: name })),
      words: {
        names: listed(names),
        runner,
        so: endsTogether
          ? 'they can only be scaled together'
          : 'they can only be scaled together, and Swarm does not notice when one of them dies',
      },
    };
  },
  message: ({ service }, { words }) =>
    `Service "${service.name}" runs ${words?.names} in one container (${words?.runner} starts them): ${words?.so}.`,
});
