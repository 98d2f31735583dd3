import {
  defineCheck,
  type EnvFileReading,
  type EnvFileTrouble,
  type Evidence,
  envFileFix,
  envFileReadings,
  listed,
  serviceKey,
} from '../../src/kit/index.ts';

const says: Readonly<Record<EnvFileTrouble, (names: string) => string>> = {
  export: (names) => `"export" becomes part of the name of ${names}, and Swarm refuses names with a blank in them.`,
  'blank-in-name': (names) => `There is a blank in the name in front of "=" (${names}): Swarm refuses the file.`,
  colon: (names) => `${names} is written with a colon instead of "=": Swarm refuses the file.`,
  'no-name': () => 'A line begins with "=": Swarm refuses the file.',
  lines: (names) =>
    `The value of ${names} goes over several lines; Swarm ends it at the first line and reads the others as names.`,
  quotes: (names) => `Swarm keeps the quotes as part of the value: ${names}.`,
  comment: (names) => `Swarm takes the comment behind the value as part of it: ${names}.`,
  blanks: (names) => `Swarm keeps the blanks around the value: ${names}.`,
  variable: (names) => `Swarm expands no variables in this file: the service gets the text with the $ in ${names}.`,
};

export default defineCheck<EnvFileReading>({
  id: 'config/env-file-dialect',
  title: 'Swarm reads the env_file otherwise than it is meant',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'configuration',
  since: '0.1.0',
  rationale:
    '`docker stack deploy` reads an `env_file` line by line: the name ends at the first `=` and everything behind it is the value, with quotes, comments, blanks and `${…}` as they stand. Compose and dotenv libraries remove and expand these, so the same file works on a laptop and gives other values on Swarm. A blank in a name stops the deploy.',
  evidence:
    "Lines of every `env_file` that Swarm reads for a service or `docker service create --env-file`, as Swarm's own reader understands them.",
  needs: ['swarm'],
  traps: [
    'Line ends of Windows and a byte order mark: Swarm copes with both.',
    'A `$` that is part of the value, as in a password hash.',
    'Files that only Compose reads, and files written by `docker compose config`.',
    'A path that a variable decides.',
  ],
  remedy:
    'Write plain `NAME=value` lines: no quotes, no `export`, no blanks around the value, comments on lines of their own, one line per value. Put variables that need expanding under `environment:`, and values of several lines into a secret or a config.',
  references: ['https://docs.docker.com/reference/cli/docker/container/run/#env'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    env_file: production.env
`,
      'production.env': 'API_URL="https://api.example.com"   # production\n',
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    env_file: production.env
`,
      'production.env': '# production\nAPI_URL=https://api.example.com\n',
    },
  },

  each: envFileReadings,
  fails: ({ trouble, path, refused, breaks, services, usedAt }): Evidence | false => {
    if (!trouble) return false;
    const [service] = services;
    return {
      subject: `${path} ${trouble}`,
      service: service && serviceKey(service),
      // Some programs expand variables themselves, and what a quote does depends on who reads the value.
      ...(trouble === 'variable' && { severity: 'warning', confidence: 'medium' }),
      ...(trouble === 'blanks' && !breaks && { severity: 'warning' }),
      effect: refused || breaks ? 'break' : 'degrade',
      notes: [{ at: usedAt, message: 'handed to Swarm here' }],
    };
  },
  message: ({ trouble, names }) => (trouble ? says[trouble](listed(names)) : names.join()),
  fix: {
    summary: 'Takes off quotes and blanks, and puts comments on lines of their own.',
    safety: 'safe',
    propose: envFileFix,
  },
});
