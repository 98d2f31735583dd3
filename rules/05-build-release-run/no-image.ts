import { type DeployedImage, defineCheck, deployedImages } from '../../src/kit/index.ts';

export default defineCheck<DeployedImage>({
  id: 'build-release-run/no-image',
  title: 'Service can only be built, not deployed',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  reach: 'stack',
  obligation: 'image',
  since: '0.1.0',
  rationale:
    'Swarm never builds. `docker stack deploy` ignores the build section, finds no image and refuses the whole file with `invalid image reference for service …: no image specified`.',
  evidence: 'Services for Swarm with `build:` and no `image:`, in all files of one deploy together.',
  needs: ['swarm'],
  traps: [
    'A second file of the deploy that names the image.',
    'Files that nobody is seen to deploy, beside one that is.',
    'A deploy whose files a variable names.',
  ],
  remedy:
    'Name the image beside the build section, `image: registry.example/api:${RELEASE:?}`, and let the pipeline build and push it: `docker compose build --push` takes both from the same file.',
  references: ['https://docs.docker.com/engine/swarm/stack-deploy/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    build: ./api
    deploy:
      replicas: 2
`,
      'api/Dockerfile': 'FROM nginx:1.29\nCOPY site /usr/share/nginx/html\n',
      'api/site/index.html': '<h1>Shop</h1>\n',
    },
    good: {
      'docker-stack.yml': `services:
  api:
    build: ./api
    image: registry.example/api:\${RELEASE:?}
    deploy:
      replicas: 2
`,
      'api/Dockerfile': 'FROM nginx:1.29\nCOPY site /usr/share/nginx/html\n',
      'api/site/index.html': '<h1>Shop</h1>\n',
    },
  },

  each: deployedImages,
  // What the deploy really reads may name an image after all.
  fails: ({ missing, rewritten }) =>
    missing ? { subject: 'image', ...(rewritten ? { confidence: 'low' } : {}) } : false,
  message: ({ service }) =>
    `Service "${service.name}" has a build section and no image: docker stack deploy builds nothing and refuses the file.`,
});
