import { defineCheck, type Revision, revisions } from '../../src/kit/index.ts';

export default defineCheck<Revision>({
  id: 'codebase/mixed-revision-stack',
  title: 'Services of one codebase run different revisions',
  severity: 'warning',
  confidence: 'high',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'Services that share an image share messages, tables and sessions. When one of them is left behind at a deploy, it reads what another revision has written, and a rollback of one tag returns to a mixture that nobody has tested.',
  evidence: 'Services of one stack that run the same image repository: their tags, or the variables that choose them.',
  needs: ['services'],
  traps: [
    'Ready-made products: two databases of different versions are two databases.',
    'Tags that name a part or a variant of the product (`api-1.4`, `worker-1.4`) instead of a revision.',
    'A service that says it is a canary, by its name.',
    'One anchor or one variable for all services.',
  ],
  remedy:
    'Name the image once and use it for all services of the codebase: `x-app: &app { image: "registry.example/shop:${RELEASE:?}" }` with `<<: *app`.',
  references: ['https://12factor.net/codebase'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.9.0
    deploy:
      replicas: 2
  worker:
    image: registry.example/shop:1.8.3
    command: node worker.js
`,
    },
    good: {
      'docker-stack.yml': `x-app: &app
  image: registry.example/shop:1.9.0
services:
  web:
    <<: *app
    deploy:
      replicas: 2
  worker:
    <<: *app
    command: node worker.js
`,
    },
  },

  each: revisions,
  fails: ({ other, kind, repository }) =>
    other !== undefined && {
      subject: repository,
      confidence: kind === 'fixed' && other.kind === 'fixed' ? 'high' : 'medium',
      notes: [{ at: other.at, message: `${other.service.name}: ${other.tag}` }],
    },
  message: ({ service, tag, other }) =>
    `Service "${service.name}" runs ${tag} of an image that "${other?.service.name}" runs as ${other?.tag}: they can drift apart.`,
});
