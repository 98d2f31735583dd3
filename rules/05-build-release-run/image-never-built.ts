import { type DeployedName, defineCheck, deployedNames } from '../../src/kit/index.ts';

export default defineCheck<DeployedName>({
  id: 'build-release-run/image-never-built',
  title: 'Nothing in this repository produces the deployed image',
  severity: 'warning',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'The pipeline pushes one name, the stack file asks for another. Swarm deploys whatever was pushed last under the name that it is given: an image of long ago that no commit changes any more, or none at all.',
  evidence:
    'Images of services that are named in full under an owner this repository builds and pushes for, held against all names it builds.',
  needs: ['swarm', 'commands'],
  traps: [
    'Images of owners this repository pushes nothing for.',
    'Names that come from a metadata action or `docker tag`.',
    'Two or more images that could be meant.',
    'Images that `build:` of the stack file makes.',
  ],
  remedy: 'Use one name in both places: what the pipeline pushes is what the stack file runs.',
  references: ['https://12factor.net/build-release-run'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/acme/api:\${RELEASE:?}
    deploy:
      replicas: 2
`,
      'release.sh': `#!/bin/sh
docker build -t registry.example/acme/backend:$RELEASE .
docker push registry.example/acme/backend:$RELEASE
`,
      Dockerfile: 'FROM nginx:1.29\n',
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/acme/api:\${RELEASE:?}
    deploy:
      replicas: 2
`,
      'release.sh': `#!/bin/sh
docker build -t registry.example/acme/api:$RELEASE .
docker push registry.example/acme/api:$RELEASE
`,
      Dockerfile: 'FROM nginx:1.29\n',
    },
  },

  each: deployedNames,
  fails: ({ repository, instead }) =>
    instead
      ? {
          subject: repository,
          words: { built: instead.repository, path: instead.path },
          notes: [{ at: instead.at, message: `builds ${instead.repository}, which no stack file runs` }],
        }
      : false,
  message: ({ service, repository }, { words }) =>
    `Service "${service.name}" runs ${repository}, which nothing here builds; ${words?.path} builds ${words?.built}.`,
});
