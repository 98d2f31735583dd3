import { defineCheck, isByHand, type LiveChange, listed, liveChanges } from '../../src/kit/index.ts';

export default defineCheck<LiveChange>({
  id: 'build-release-run/imperative-drift',
  title: 'Live services are changed outside the stack file',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'docker service update and docker service scale change the running service and nothing else. The stack file then describes something that does not run, and the next docker stack deploy silently puts back what it says: the old image, the old variables, the old number of replicas.',
  evidence:
    '`docker service update` and `docker service scale` in scripts, pipelines and Makefiles, for services that a stack file of the repository describes.',
  needs: ['swarm', 'commands'],
  traps: [
    'Services that no file describes, or that `docker service create` makes.',
    '`--force` behind a deploy, and rollbacks.',
    'Scaling to zero and deploying again.',
    'Runbooks in documentation, and tests.',
  ],
  remedy:
    'Change the stack file, or a variable in it, and deploy that: `RELEASE=$COMMIT docker stack deploy --with-registry-auth -c docker-stack.yml shop`.',
  references: ['https://docs.docker.com/reference/cli/docker/service/update/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/acme/api:1.4.2
    deploy:
      replicas: 2
`,
      'release.sh': `#!/bin/sh
docker service update --env-add FEATURE_SEARCH=1 shop_api
`,
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/acme/api:1.4.2
    environment:
      FEATURE_SEARCH: "1"
    deploy:
      replicas: 2
`,
      'release.sh': `#!/bin/sh
docker stack deploy --with-registry-auth -c docker-stack.yml shop || docker service rollback shop_api
docker service update --force shop_api
`,
    },
  },

  each: liveChanges,
  fails: ({ flags, service, invocation, tasks, pushed, more }) => {
    // A number that somebody hands over is somebody's decision of the day.
    const byHand = isByHand(invocation) || (tasks !== undefined && !/^\d+$/.test(tasks));
    const severity = byHand ? { severity: 'info' as const } : {};
    const again = more.slice(0, 4).map((at) => ({ at, message: 'changes it as well' }));
    const scale = service.deploy?.replicas ?? service.deploy;
    const written = tasks === undefined || !scale ? service.image : scale;
    const notes = written ? [{ at: written.at, message: 'what the next deploy puts back' }] : [];
    if (pushed) {
      const forced = [{ at: pushed.at, message: 'the image that nobody asks for' }];
      return { ...severity, subject: '--force', notes: forced, words: { forced: 'yes' } };
    }
    return flags.length > 0 && { ...severity, subject: flags.join(' '), notes: [...notes, ...again] };
  },
  message: ({ flags, service, tasks, invocation: { path } }, { words }) => {
    const { name, stack } = service;
    if (words?.forced)
      return `docker service update --force in ${path} restarts "${name}" with the image it runs already: without --image nobody looks for the one that was pushed.`;
    const what =
      tasks === undefined
        ? `sets ${listed(flags)} of "${name}"`
        : `scales "${name}" to ${/^\d+$/.test(tasks) ? tasks : 'another number of tasks'}`;
    return `A command in ${path} ${what} outside ${stack}: the next docker stack deploy puts back what the file says.`;
  },
});
