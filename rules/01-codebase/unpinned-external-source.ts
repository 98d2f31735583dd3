import { defineCheck, type ExternalSource, externalSources } from '../../src/kit/index.ts';

const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:8080"]
`;
const dockerfile = (fetch: string) => `FROM nginx:1.29
${fetch}
EXPOSE 8080
`;

export default defineCheck<ExternalSource>({
  id: 'codebase/unpinned-external-source',
  title: 'The build fetches code that moves',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'A branch gives every build what happens to lie on it. The image rebuilt for a rollback holds other code than the one it replaces, and what somebody else pushes this afternoon is in production with the next build.',
  evidence:
    'Branches and default branches in what a deployed image is made from: `git clone`, ADD and downloads of archives in the Dockerfile, remote build contexts, and dependencies by git address.',
  needs: ['services'],
  traps: [
    'A clone that checks out a tag or a commit afterwards.',
    'Archives of a release.',
    'Stages that no deployed image is built from.',
    'A dependency on a branch whose commit the lock holds: a note.',
  ],
  remedy:
    'Name a tag or a commit: `git checkout 4be1f20`, `ADD --checksum=sha256:… https://…/v1.2.3.tar.gz`, `"github:owner/name#4be1f20"`.',
  references: ['https://docs.docker.com/reference/dockerfile/#add---checksum'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile('RUN git clone https://git.example/acme/theme.git /theme'),
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile('RUN git clone --branch v2.1.0 https://git.example/acme/theme.git /theme'),
    },
  },

  each: externalSources,
  fails: ({ moving, lock, name }) =>
    moving !== undefined && {
      subject: withoutLogin(name),
      words: {
        moving:
          moving === 'latest' ? 'the latest release' : moving === 'the default branch' ? moving : `branch ${moving}`,
      },
      // The lock holds the commit for every install that keeps to it.
      ...(lock
        ? { severity: 'info', notes: [{ at: lock.at, message: 'holds the commit until the next update' }] }
        : {}),
    },
  message: ({ what, name, service, lock }, { words }) => {
    const from = `${words?.moving} of ${withoutLogin(name)}`;
    if (what === 'context') return `Service "${service.name}" is built from ${from}: every build may be another one.`;
    if (what === 'package')
      return `${withoutLogin(name)} comes from ${words?.moving}${lock ? ': only the lock keeps it still' : ': every build may install another one'}.`;
    return `The image of service "${service.name}" takes ${from}: every build may get something else.`;
  },
});

const withoutLogin = (address: string): string => address.replace(/\/\/[^/@]+@/, '//');
