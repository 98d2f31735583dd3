import { defineCheck, type Evidence, type WrittenCommand, writtenCommands } from '../../src/kit/index.ts';

export default defineCheck<WrittenCommand>({
  id: 'build-release-run/command-not-shell',
  title: 'Command that no shell reads as it was meant',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'image',
  since: '0.1.0',
  rationale:
    'The loader splits a command at blanks, takes the quotes away and starts the first word. No shell reads the rest: `&&`, `|`, `>` and whatever follows become arguments of the first program, which ignores them or fails. A shell that is written out takes one word as its script: of `sh -c npm start` it runs `npm`.',
  evidence:
    '`command` and `entrypoint` of services for Swarm in string or list form, when no shell is going to read them.',
  needs: ['services'],
  traps: [
    '`sh -c "…"` with its script as one word.',
    'An image whose entrypoint is a shell.',
    'Operators inside a quoted argument, and backticks of a routing rule.',
    'A variable that is an argument on its own.',
  ],
  remedy:
    'Write the shell out: `command: ["sh", "-c", "first && exec second"]`. Better: give the first step a service or a job of its own, and start the program alone.',
  references: ['https://docs.docker.com/reference/compose-file/services/#command'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    command: python manage.py migrate && gunicorn shop.wsgi
    deploy:
      replicas: 2
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    command: ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
    deploy:
      replicas: 2
`,
    },
  },

  each: writtenCommands,
  fails: ({ key, shellWord, lost }): Evidence | false => {
    if (lost) return { subject: key, words: { script: lost.script, lost: lost.words.join(' ') } };
    return shellWord === undefined ? false : { subject: key, words: { word: shellWord } };
  },
  message: ({ service, key }, { words }) =>
    words?.script
      ? `The ${key} of service "${service.name}" gives the shell \`${words.script}\` to run and nothing else: \`${words.lost}\` is not part of the script.`
      : `The ${key} of service "${service.name}" holds \`${words?.word}\`, which no shell will read: it becomes an argument of the program.`,
});
