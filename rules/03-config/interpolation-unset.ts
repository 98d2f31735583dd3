import { defineCheck, type Evidence, type Interpolation, interpolations, type Loss } from '../../src/kit/index.ts';

interface Words extends Pick<Evidence, 'severity' | 'confidence' | 'effect'> {
  readonly says: (name: string) => string;
  readonly note?: string;
}

const words: Readonly<Record<Loss, Words>> = {
  'literal-cut': {
    confidence: 'high',
    says: () =>
      'Parts of this text begin with $ and are taken for variables: the service gets what is left of it. Write every $ as $$.',
  },
  nested: {
    confidence: 'high',
    says: (name) =>
      `The default of ${name} holds another variable; Swarm uses it as literal text instead of looking it up.`,
  },
  swallowed: {
    confidence: 'high',
    says: (name) => `$${name} has no braces: Swarm takes what follows for its default and drops it. Write \${${name}}.`,
  },
  'message-becomes-value': {
    confidence: 'high',
    says: (name) =>
      `The message of ${name} holds a hyphen: Swarm uses what stands behind it as the value, whether ${name} is set or not. Write the message without hyphens.`,
  },
  'expanded-too-early': {
    says: (name) =>
      `$${name} is replaced when the stack is deployed, on the machine that deploys it, and not in the container, where it is set. Write $$${name}.`,
  },
  'env-file-not-read': {
    severity: 'warning',
    effect: 'degrade',
    says: (name) => `${name} is set in .env only, which docker stack deploy does not read: it silently becomes empty.`,
    note: 'set here, for Compose',
  },
  'not-exported': {
    severity: 'info',
    effect: 'none',
    says: (name) =>
      `Nothing here sets ${name} before the stack is deployed; when it is missing it silently becomes empty.`,
    note: 'deployed here',
  },
};

export default defineCheck<Interpolation>({
  id: 'config/interpolation-unset',
  title: 'Variable of the stack file silently becomes empty',
  severity: 'error',
  confidence: 'medium',
  effect: 'break',
  obligation: 'configuration',
  since: '0.1.0',
  rationale:
    'Swarm replaces variables from the environment of whoever runs `docker stack deploy`. A name that is not set becomes the empty string without a word, `.env` is not read, and every `$` in a value starts a variable.',
  remedy:
    'Write `${TAG:?TAG is required}` so that the deploy stops, export the variables first (`set -a; . ./.env; set +a`), and double every `$` that belongs to the value: `$$apr1$$…`.',
  references: ['https://docs.docker.com/reference/cli/docker/stack/deploy/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  proxy:
    image: traefik:v3.5
    deploy:
      labels:
        - traefik.http.middlewares.auth.basicauth.users=admin:$apr1$r5Fh2k9q$ymeakLqxTPtN3vXgV9sW01
`,
    },
    good: {
      'docker-stack.yml': `services:
  proxy:
    image: traefik:\${TRAEFIK_VERSION:-v3.5}
    deploy:
      labels:
        - traefik.http.middlewares.auth.basicauth.users=admin:$$apr1$$r5Fh2k9q$$ymeakLqxTPtN3vXgV9sW01
`,
    },
  },

  each: interpolations,
  fails: ({ loss, name, seen }) => {
    if (loss === undefined) return false;
    const { severity, confidence, effect, note } = words[loss];
    return {
      subject: name,
      ...(severity && { severity }),
      ...(confidence && { confidence }),
      ...(effect && { effect }),
      notes: seen && note ? [{ at: seen, message: `${name} is ${note}` }] : [],
    };
  },
  message: ({ loss, name }) => (loss ? words[loss].says(name) : name),
});
