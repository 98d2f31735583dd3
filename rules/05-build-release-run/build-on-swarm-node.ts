import { type DeployedBuild, defineCheck, deployedBuilds } from '../../src/kit/index.ts';

export default defineCheck<DeployedBuild>({
  id: 'build-release-run/build-on-swarm-node',
  title: 'Releases are made on a node of the Swarm',
  severity: 'warning',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'A build takes memory, disk and processor from the tasks of its node, needs the source and its secrets there, and leaves the image on that node alone unless it is pushed. What runs is then whatever that directory held at that minute, and cannot be made again.',
  evidence:
    'Scripts and pipelines that pull source or build images in the same remote session or on the same machine that then deploys the stack.',
  needs: ['commands'],
  traps: [
    'Builds in the pipeline that push to a registry.',
    'A machine of its own that builds and pushes before another one deploys.',
    "Scripts for somebody's own machine, and installers.",
    '`docker compose up --build` on a server without Swarm.',
  ],
  remedy:
    'Build and push in the pipeline, tagged with the commit; let the node only deploy: `RELEASE=$COMMIT docker stack deploy --with-registry-auth -c docker-stack.yml shop`.',
  references: ['https://docs.docker.com/engine/swarm/stack-deploy/'],
  examples: {
    bad: {
      'deploy.sh': `#!/bin/sh
ssh deploy@manager 'cd shop && git pull && docker build -t shop/web . && docker stack deploy -c docker-stack.yml shop'
`,
    },
    good: {
      'deploy.sh': `#!/bin/sh
docker build -t registry.example/shop/web:$COMMIT .
docker push registry.example/shop/web:$COMMIT
ssh deploy@manager "RELEASE=$COMMIT docker stack deploy --with-registry-auth -c docker-stack.yml shop"
`,
    },
  },

  each: deployedBuilds,
  fails: ({ onNode, invocation }) =>
    onNode ? { subject: invocation.command.join(' '), notes: [{ at: onNode.deploy.at, message: onNode.why }] } : false,
  message: ({ invocation: { path, command }, onNode }) =>
    `docker ${command.join(' ')} in ${path} runs on a node of the Swarm (${onNode?.why}): the build competes with the tasks, and what it made cannot be made again.`,
});
