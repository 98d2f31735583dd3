import {
  type Blank,
  defineCheck,
  type Evidence,
  type Interpolation,
  interpolationFix,
  interpolations,
  type Loss,
  listed,
  type Seen,
} from '../../src/kit/index.ts';

interface Words extends Pick<Evidence, 'severity' | 'confidence' | 'effect'> {
  readonly says: (name: string) => string;
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
  'not-exported': { says: (name) => `${name} is set for the shell alone and not exported, so docker does not see it` },
  'only-sourced': {
    says: (name) => `${name} comes from a file that is read without exporting it, so docker does not see it`,
  },
  nowhere: {
    severity: 'warning',
    effect: 'degrade',
    says: (name) => `Nothing sets ${name} where the stack is deployed`,
  },
  'env-file-not-read': {
    severity: 'warning',
    effect: 'degrade',
    says: (name) => `${name} is set in .env only, which docker stack deploy does not read`,
  },
  'left-to-the-caller': {
    severity: 'info',
    effect: 'none',
    says: (name) => `Nothing here sets ${name} before the stack is deployed`,
  },
};

/** What the place comes to; what merely gets shorter is lost requests at most. */
function ending({ consequence, key, left }: Blank): string {
  const remains = left ? `becomes "${left}"` : 'is empty';
  switch (consequence) {
    case 'refused':
      return `${key} ${remains}, and the stack is refused`;
    case 'host-path':
      return `${key} ${remains}, another directory of the node`;
    case 'random-port':
      return `${key} ${remains}, and Swarm picks the published port at random`;
    case 'other-image':
      return `${key} ${remains}, another image`;
    default:
      return `${key} silently holds nothing in its place`;
  }
}

const seenAs: Readonly<Record<Seen['what'], string>> = {
  'env-line': 'is set here, for Compose',
  deploy: 'is missing where the stack is deployed',
  assignment: 'is set here, without export',
  sourcing: 'is read here, without export',
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
    'Swarm replaces variables from the environment of whoever runs `docker stack deploy`. A name that is not set becomes the empty string without a word, `.env` is not read, a variable of the shell that is not exported is not seen, and every `$` in a value starts a variable.',
  evidence:
    'Every `$` in a stack file that Swarm interpolates, with the `.env` beside it and the environment of the scripts and pipelines that deploy it.',
  needs: ['swarm'],
  traps: [
    'A `$$`, which Swarm hands on as one.',
    '`${X:-default}` and `${X:?message}`.',
    'Variables that the deploying script exports or sources, a step of the workflow sets, or `envsubst`, `sed` or `docker compose config` fills in.',
    'Variables that `cluster: environment` in `.swarm-lint.yaml` names.',
    'Files that nothing here is seen to deploy, unless a `.env` lies beside them or a value is cut by its own `$`.',
  ],
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
  fails: ({ loss, name, seen, blank }) => {
    if (loss === undefined) return false;
    const { severity, confidence, effect } = words[loss];
    const unseen = loss === 'env-file-not-read' && !seen.some(({ what }) => what === 'deploy');
    const mild = (loss === 'not-exported' || loss === 'only-sourced') && blank?.consequence === 'empty';
    return {
      subject: name,
      ...(severity && { severity: unseen ? 'info' : severity }),
      ...(mild && { severity: 'warning', effect: 'degrade' }),
      ...(confidence && { confidence }),
      ...(effect && { effect: unseen ? 'none' : effect }),
      notes: seen.map(({ at, what }) => ({ at, message: `${name} ${seenAs[what]}` })),
    };
  },
  message: ({ loss, name, others, blank }) => {
    if (loss === undefined) return name;
    const what = words[loss].says(name);
    if (blank === undefined) return what;
    const more = others.length === 0 ? '' : ` The same holds for ${listed(others)}.`;
    return `${what}. Without it ${ending(blank)}.${more}`;
  },
  fix: {
    summary:
      'Doubles the dollar signs of a password hash; suggests `${X:?X is required}` for a variable that nothing sets.',
    safety: 'safe',
    propose: interpolationFix,
  },
});
