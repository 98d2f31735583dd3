import { defineCheck, fixOf, type PythonProgram, pythonPrograms } from '../../src/kit/index.ts';

const stack = `services:
  bot:
    image: registry.example/bot:1.4.2
    build: .
`;
const program = `import time

while True:
    print("still here")
    time.sleep(60)
`;

export default defineCheck<PythonProgram>({
  id: 'logs/buffered-stdout',
  title: 'Output waits in a buffer',
  severity: 'warning',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Standard output of a container is no terminal, so Python collects eight kilobytes before it writes a line. `docker service logs` stays empty for hours, and what waits in the buffer when Swarm kills the task is lost: the last lines, which would have told why.',
  evidence:
    'Python programs that a service runs directly and that print, with the flags and variables that decide about buffering.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    '`python -u` and `PYTHONUNBUFFERED`, in stack or image.',
    '`logging`, standard error and `flush=True`, which do not wait.',
    'Servers such as gunicorn with handlers of their own.',
    'Programs that print nothing of their own.',
  ],
  remedy:
    'Set `ENV PYTHONUNBUFFERED=1` in the Dockerfile, start `python -u`, or use `logging`, which writes each line.',
  references: ['https://docs.python.org/3/using/cmdline.html#envvar-PYTHONUNBUFFERED'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: `FROM python:3.13-slim
WORKDIR /app
COPY . .
CMD ["python", "bot.py"]
`,
      'bot.py': program,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: `FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1
WORKDIR /app
COPY . .
CMD ["python", "bot.py"]
`,
      'bot.py': program,
    },
  },

  each: pythonPrograms,
  fails: ({ output }) => output !== undefined && { at: output.at, subject: 'PYTHONUNBUFFERED' },
  message: ({ service, output }) =>
    `Service "${service.name}" writes with ${output?.label} into a buffer: its lines come late, and the last ones are lost when it is killed.`,
  fix: {
    summary: 'Sets `ENV PYTHONUNBUFFERED=1` at the start of the stage.',
    safety: 'safe',
    propose: ({ service: { built } }) =>
      built &&
      fixOf('Set PYTHONUNBUFFERED', built.confidence === 'high' ? 'safe' : 'suggested', [
        { kind: 'line', at: built.image.at, where: 'after', text: 'ENV PYTHONUNBUFFERED=1' },
      ]),
  },
});
