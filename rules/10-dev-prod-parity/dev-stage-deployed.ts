import {
  changed,
  changedOrSet,
  type DeployedStage,
  defineCheck,
  deployedStages,
  fixOf,
  type Service,
} from '../../src/kit/index.ts';

const dockerfile = `FROM node:22-slim AS runtime
WORKDIR /app
COPY . .
CMD ["node", "server.js"]

FROM runtime AS dev
CMD ["npx", "nodemon", "server.js"]
`;
const stack = (build: string) => `services:
  web:
    image: registry.example/shop:1.4.2
    build: ${build}
    deploy:
      replicas: 2
`;

/** `build: .` becomes a mapping. A build that is written down elsewhere, in a pipeline, is left alone. */
function withTarget(service: Service, target: string) {
  const { build } = service;
  const entry = service.body.entries.find(({ key, merged }) => key === 'build' && !merged);
  if (!build || !entry) return undefined;
  return entry.value.kind === 'scalar'
    ? changed(build.context, { context: build.context.raw, target })
    : changedOrSet(service, build.target, ['build', 'target'], target);
}

const forProduction = /^(?:prod|production|release|runtime|runner|final)$/i;

export default defineCheck<DeployedStage>({
  id: 'dev-prod-parity/dev-stage-deployed',
  title: 'The deployed image is built from a development stage',
  severity: 'error',
  confidence: 'high',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'A development stage brings watchers, debuggers and test data, starts another command and is larger to pull with every reschedule. Without a target Docker builds the last stage of the file, whatever that one is for.',
  evidence:
    'The Dockerfile and target that production services and pipelines build, by the names of stages and files and by whether later stages go on from the one that is built.',
  needs: ['services', 'dockerfile'],
  traps: [
    'A stage called `builder` that is the last one.',
    'Targets that a variable decides.',
    'Debug images under a tag of their own, and stacks for staging.',
  ],
  remedy: 'Name the production stage as `target`, and put it last in the Dockerfile.',
  references: ['https://docs.docker.com/build/building/multi-stage/'],
  examples: {
    bad: { 'docker-stack.yml': stack('.'), Dockerfile: dockerfile },
    good: { 'docker-stack.yml': stack('{ context: ., target: runtime }'), Dockerfile: dockerfile },
  },

  each: deployedStages,
  fails: ({ problem, image, stage }) =>
    problem !== undefined && {
      subject: image.target ?? image.dockerfile,
      // A stage that others start from may still hold all that the program needs.
      ...(problem === 'unfinished' ? { severity: 'warning', confidence: 'medium' } : {}),
      notes: [{ at: stage, message: problem === 'file' ? 'what is built' : 'the stage that is built' }],
    },
  message: ({ service, problem, image }) => {
    const { name } = service;
    if (problem === 'file')
      return `Service "${name}" is built with ${image.dockerfile}, which is meant for development.`;
    return problem === 'stage'
      ? `Service "${name}" is built from stage "${image.target}" of ${image.dockerfile}, which is meant for development.`
      : `Service "${name}" is built from stage "${image.target}" of ${image.dockerfile}, which later stages go on from.`;
  },
  fix: {
    summary: 'Names the only stage for production as target.',
    safety: 'suggested',
    propose: ({ service, image, problem }, _, { dockerfiles }) => {
      const stages = dockerfiles.find(({ path }) => path === image.dockerfile)?.stages ?? [];
      const meant = stages.flatMap(({ name }) => (name !== undefined && forProduction.test(name) ? [name] : []));
      return meant.length === 1 && problem !== 'file'
        ? fixOf(`Build ${meant[0]}`, 'suggested', [withTarget(service, meant[0]!)])
        : undefined;
    },
  },
});
