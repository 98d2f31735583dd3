import { addFlag, defineCheck, type PipelineDeploy, pipelineDeploys } from '../../src/kit/index.ts';

export default defineCheck<PipelineDeploy>({
  id: 'build-release-run/fire-and-forget-deploy',
  title: 'The pipeline is green before anything runs',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'docker stack deploy ends as soon as the managers have stored the new definition. A task that cannot start, an image that cannot be pulled, an update that was paused or rolled back: the pipeline has been green for minutes by then, and nobody looks.',
  evidence:
    '`docker stack deploy` in pipelines and in scripts they start, with everything behind it that could look at the outcome.',
  needs: ['commands'],
  traps: [
    '`--detach=false`, loops over `docker service ps`, and tools that wait.',
    'A later step or job that asks the address of the service.',
    'Scripts that only people start.',
    'Deploys inside the tests of a pipeline.',
  ],
  remedy:
    'Wait for the outcome: `timeout 600 docker stack deploy --detach=false …` with a docker client of version 26 or newer; with an older one poll `docker service ls` until all replicas run, or ask the address of the service.',
  references: ['https://docs.docker.com/reference/cli/docker/stack/deploy/#detach'],
  examples: {
    bad: {
      '.gitlab-ci.yml': `deploy:
  script:
    - docker stack deploy --with-registry-auth -c docker-stack.yml shop
`,
    },
    good: {
      '.gitlab-ci.yml': `deploy:
  script:
    - timeout 600 docker stack deploy --detach=false --with-registry-auth -c docker-stack.yml shop
`,
    },
  },

  each: pipelineDeploys,
  fails: ({ watched, invocation, client }) => {
    if (watched) return false;
    const remedy = client !== undefined && client < 26 ? 'old' : 'new';
    return {
      subject: invocation.job ?? '',
      words: { remedy },
    };
  },
  message: ({ invocation: { path }, client }, { words }) =>
    `docker stack deploy in ${path} returns before a task has started, and nothing looks at what becomes of it${
      words?.remedy === 'old' ? `; Docker ${client} has no --detach=false: poll docker service ls` : ''
    }.`,
  fix: {
    summary: 'Adds `--detach=false` to the command, unless the pipeline names a docker client older than 26.',
    safety: 'safe',
    propose: ({ together, client }) => {
      // Whoever writes the flag means it.
      const meant = together.some(({ flags }) => flags.some(({ name }) => name === 'detach' || name === 'd'));
      const edits = together.flatMap((one) => addFlag(one, '--detach=false') ?? []);
      const [first, ...others] = edits;
      if ((client !== undefined && client < 26) || meant || !first || edits.length < together.length) return undefined;
      return { title: 'Wait for the outcome', safety: 'safe', edits: [first, ...others] };
    },
  },
});
