import {
  defineCheck,
  type Edit,
  type Evidence,
  type FileObjects,
  fileObjectGroups,
  listed,
  sentence,
} from '../../src/kit/index.ts';

export default defineCheck<FileObjects>({
  id: 'config/immutable-config-update',
  title: 'Changing this file makes the next deploy fail',
  severity: 'warning',
  confidence: 'high',
  // The service runs until somebody edits the file: a deploy fails then, not now.
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Swarm never changes the content of a config or a secret. When the file has changed and the name has not, `docker stack deploy` stops with `only updates to Labels are allowed` before it updates any service, when networks and other secrets are made already.',
  evidence:
    '`configs:` and `secrets:` that a stack makes from files, whose `name:` holds nothing that changes with the content.',
  needs: ['swarm'],
  traps: [
    'A version, a hash or a variable in the name or in the key.',
    'A deploy that removes the stack first.',
    'Certificates of an authority, which hardly ever change.',
    'External configs and secrets, which are made elsewhere.',
  ],
  remedy:
    'Put something into the name that changes with the content, `name: nginx_conf_${NGINX_CONF_HASH:?}`, and let the deploy script export it: `export NGINX_CONF_HASH=$(sha256sum nginx.conf | cut -c1-12)`. Swarm then makes a new config and moves the services over.',
  references: ['https://docs.docker.com/engine/swarm/configs/#example-rotate-a-config'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  proxy:
    image: nginx:1.29
    configs:
      - source: nginx_conf
        target: /etc/nginx/nginx.conf
configs:
  nginx_conf:
    file: ./nginx.conf
`,
      'nginx.conf': 'events {}\n',
    },
    good: {
      'docker-stack.yml': `services:
  proxy:
    image: nginx:1.29
    configs:
      - source: nginx_conf
        target: /etc/nginx/nginx.conf
configs:
  nginx_conf:
    name: nginx_conf_\${NGINX_CONF_HASH:?}
    file: ./nginx.conf
`,
      'nginx.conf': 'events {}\n',
    },
  },

  each: fileObjectGroups,
  fails: ({ fixed, edited }): Evidence | false =>
    fixed.length > 0 && {
      subject: fixed[0]!.declaration.name,
      // A secret changes when somebody rotates it, a file that is not in the repository whenever it is made.
      ...(!edited && { severity: 'info' }),
      notes: fixed
        .slice(1, 6)
        .map(({ at, kind, declaration }) => ({ at, message: `the same holds for ${kind} "${declaration.name}"` })),
    },
  message: ({ fixed }) => {
    const names = listed(fixed.map(({ kind, declaration }) => `${kind} "${declaration.name}"`));
    return fixed.length === 1
      ? `${sentence(`${names} has the same name whatever ${fixed[0]?.file} holds`)} The deploy after its next change fails.`
      : `${sentence(`${names} have the same names whatever their files hold`)} The deploy after the next change fails.`;
  },
  fix: {
    summary: 'Puts a variable into the names, which the deploy has to set to something that changes with the content.',
    safety: 'suggested',
    propose: ({ fixed, edited }) => {
      if (!edited) return undefined;
      const edits = fixed.map(({ declaration: { at, name, givenName } }): Edit => {
        const hash = `${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_HASH`;
        return { kind: 'set', at, path: ['name'], value: `${givenName?.raw ?? name}_\${${hash}:?}` };
      });
      const [first, ...others] = edits;
      return first && { title: 'Let the name change with the content', safety: 'suggested', edits: [first, ...others] };
    },
  },
});
