import { changedOrSet, defineCheck, fixOf, type Note, type Stopped, stoppedServices } from '../../src/kit/index.ts';

/** Who says which signal, the service, and what starts the program when the finding stands elsewhere. */
function notesOf(
  { name, at, image, process: { main } }: Stopped['service'],
  signal: Stopped['signal'],
  program: string,
): readonly Note[] {
  const runs = { at: image?.at ?? at, message: `service ${name} runs this image` };
  if (signal.from === 'stack') return [...(main ? [{ at: main.at, message: `starts ${program}` }] : []), runs];
  return [...(signal.at ? [{ at: signal.at, message: `stops with ${signal.name}` }] : []), runs];
}

export default defineCheck<Stopped>({
  id: 'disposability/wrong-stop-signal',
  title: 'Stop signal means something else to this program',
  severity: 'error',
  confidence: 'high',
  effect: 'degrade',
  obligation: 'signals',
  joins: true,
  since: '0.1.0',
  rationale:
    'An image inherits the stop signal of its base: Apache images are stopped with SIGWINCH, nginx and PHP-FPM images with SIGQUIT. Another program in such an image does not know that signal, runs on until it is killed at the end of the grace period, and loses what it was doing at every update. The other way round, SIGTERM cuts off the requests that nginx or PHP-FPM would have finished on their own signal.',
  evidence:
    'The signal Swarm sends, by `stop_signal`, STOPSIGNAL and the base image, beside what the program of the service makes of it.',
  needs: ['services'],
  traps: [
    'The program the base is made for.',
    'Code that listens for that very signal.',
    'Bases that are not known, and signals that a variable decides.',
  ],
  remedy:
    'Set `stop_signal` on the service, or STOPSIGNAL in the stage, to the signal on which this program finishes its work.',
  references: ['https://docs.docker.com/reference/dockerfile/#stopsignal'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  worker:
    image: registry.example/shop:1.4.2
    build: .
    command: ["php", "artisan", "horizon"]
`,
      Dockerfile: `FROM php:8.3-apache
WORKDIR /var/www/html
COPY . .
`,
    },
    good: {
      'docker-stack.yml': `services:
  worker:
    image: registry.example/shop:1.4.2
    build: .
    command: ["php", "artisan", "horizon"]
    stop_signal: SIGTERM
`,
      Dockerfile: `FROM php:8.3-apache
WORKDIR /var/www/html
COPY . .
`,
    },
  },

  each: stoppedServices,
  fails: ({ service, program, signal, instead, right }) =>
    instead !== undefined && {
      at: signal.from === 'stack' ? signal.at : undefined,
      severity: instead.costs === 'requests' ? 'warning' : 'error',
      confidence: signal.from === 'base' || signal.from === 'default' ? (service.built?.confidence ?? 'high') : 'high',
      subject: signal.name,
      notes: notesOf(service, signal, program),
      words: { instead: instead.what, right },
    },
  message: ({ service, program, signal }, { words }) =>
    `Service "${service.name}" is stopped with ${signal.name}, but runs ${program}: ${words?.instead}. Set ${words?.right}.`,
  fix: {
    summary: 'Sets `stop_signal` to the signal on which the program finishes its work.',
    safety: 'safe',
    propose: ({ service, signal, right }) => {
      // Some programs want a flag instead.
      if (!/^SIG[A-Z0-9]+$/.test(right)) return undefined;
      const sure = signal.from !== 'base' || service.built?.confidence !== 'low';
      return fixOf(`Stop it with ${right}`, sure ? 'safe' : 'suggested', [
        changedOrSet(service, service.stopSignal, ['stop_signal'], right),
      ]);
    },
  },
});
