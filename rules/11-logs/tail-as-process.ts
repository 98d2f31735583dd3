import { defineCheck, isPublished, type LastCommand, lastCommands, listed } from '../../src/kit/index.ts';

export default defineCheck<LastCommand>({
  id: 'logs/tail-as-process',
  title: 'Container is kept alive by a command that does nothing',
  severity: 'error',
  confidence: 'high',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'With `tail -f` or `sleep infinity` as its main process a container looks alive whatever becomes of the program behind it: Swarm never replaces a task whose program has crashed, SIGTERM goes to `tail`, and only what `tail` happens to read reaches the log.',
  evidence:
    'The last command of a start that only keeps the container alive (`tail -f`, `sleep infinity`), and what was started before it.',
  needs: ['services'],
  traps: [
    'Containers to look around in, which publish nothing.',
    'Loops that work, such as a backup every night.',
    '`tail` that ends with its program (`--pid`), or runs before it.',
    'Starts behind a condition nobody knows.',
  ],
  remedy: 'Start the program itself in the foreground, last and with exec, and let it write to standard output.',
  references: ['https://docs.docker.com/engine/containers/multi-service_container/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:80"]
`,
      Dockerfile: `FROM debian:12
RUN apt-get update && apt-get install -y nginx
CMD service nginx start && tail -f /var/log/nginx/access.log
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:80"]
    stop_signal: SIGQUIT
`,
      Dockerfile: `FROM debian:12
RUN apt-get update && apt-get install -y nginx
CMD ["nginx", "-g", "daemon off;"]
`,
    },
  },

  each: lastCommands,
  fails: ({ keeps, service }) => {
    if (!keeps) return false;
    const { what, started } = keeps;
    // A container to look around in does nothing on purpose; one that others call does not.
    if (started.length === 0 && !isPublished(service)) return false;
    const names = [...new Set(started.map(({ argv }) => argv.slice(0, 3).join(' ')))];
    return {
      subject: what,
      notes: started
        .filter(({ at }) => at.file !== service.process.main?.at.file)
        .map(({ at, argv }) => ({ at, message: `starts ${argv[0]}` })),
      words: {
        what,
        so: names.length > 0 ? `whether or not ${listed(names, 3)} still runs` : 'and nothing answers on its ports',
      },
    };
  },
  message: ({ service }, { words }) =>
    `Service "${service.name}" stays up because of \`${words?.what}\`, ${words?.so}.`,
});
