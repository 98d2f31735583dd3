import { defineCheck, type PipelineBuild, pipelineBuilds } from '../../src/kit/index.ts';

const pipeline = (staging: string, production: string) => ({
  '.gitlab-ci.yml': `build-staging:
  script:
    - ${staging}
    - docker push registry.example/acme/web:staging
build-production:
  script:
    - ${production}
    - docker push registry.example/acme/web:production
`,
});

export default defineCheck<PipelineBuild>({
  id: 'build-release-run/rebuild-per-environment',
  title: 'Production runs another build than staging',
  severity: 'warning',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'What was tried out in staging is not what runs in production when each environment gets a build of its own: base images, packages and the commit may have moved in between, and settings baked in at build time make two programs of one.',
  evidence: 'Builds of one source in pipelines that end in a registry, for staging and again for production.',
  needs: ['commands'],
  traps: [
    'An image that is built once and tagged again or promoted.',
    'Builds that are never pushed, and builds for tests.',
    'Two programs of one repository.',
    'Arguments that only describe the build, such as its date.',
  ],
  remedy:
    'Build once, tag with the commit, and deploy that image everywhere; hand over what differs as environment variables, configs and secrets. `docker buildx imagetools create` gives a tested image another tag.',
  references: ['https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/'],
  examples: {
    bad: pipeline(
      'docker build --build-arg API=https://staging.shop.example -t registry.example/acme/web:staging .',
      'docker build --build-arg API=https://shop.example -t registry.example/acme/web:production .',
    ),
    good: pipeline(
      'docker build -t registry.example/acme/web:staging .',
      'docker tag registry.example/acme/web:staging registry.example/acme/web:production',
    ),
  },

  each: pipelineBuilds,
  fails: ({ other, source }) =>
    other ? { subject: source, notes: [{ at: other.at, message: 'the build that was tried out' }] } : false,
  message: ({ invocation: { path } }) =>
    `${path} builds the image for production anew: what runs there is not the build that was tried out before.`,
});
