import { defineCheck, type Facts, judgedStacks, type Located, startOf } from '../../src/kit/index.ts';

/** Files that only a repository has: this is a copy of one. */
const tracesOfRepository = ['.gitignore', '.gitattributes', '.gitlab-ci.yml', '.hgignore'];

const isCopyOfRepository = ({ files }: Facts): boolean =>
  tracesOfRepository.some(files.has) || files.hasDirectory('.github');

export default defineCheck<Located>({
  id: 'codebase/not-version-controlled',
  title: 'Deployed files are not under version control',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'An image tag that names a commit is what makes every node run the same code and what a rollback returns to. Without a revision there is no such tag, and nobody can tell which code a running task was built from.',
  evidence:
    'Whether the folder that was given belongs to a git or Mercurial repository, when it holds a stack file or a Dockerfile.',
  needs: [],
  traps: [
    'Mercurial, Subversion and Jujutsu: they count as version control.',
    'A folder with nothing to deploy.',
    'A downloaded archive of a repository, known by its `.gitignore` or `.github`: a note, no warning.',
  ],
  remedy:
    'Run `git init`, commit everything the build needs, and tag images with the commit: `shop:$(git rev-parse --short HEAD)`.',
  references: ['https://12factor.net/codebase'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
`,
      Dockerfile: 'FROM nginx:1.29\nCOPY . /usr/share/nginx/html\n',
    },
    good: {
      '.git/HEAD': 'ref: refs/heads/main\n',
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:\${RELEASE:?set RELEASE to the commit}
`,
      Dockerfile: 'FROM nginx:1.29\nCOPY . /usr/share/nginx/html\n',
    },
  },

  each: (facts) => {
    const first = judgedStacks(facts)[0]?.id ?? facts.dockerfiles[0]?.path;
    return first === undefined || facts.repository.versionControl === 'unknown' ? [] : [{ at: startOf(first) }];
  },
  fails: (_, facts) =>
    facts.repository.versionControl === 'none' ? { severity: isCopyOfRepository(facts) ? 'info' : 'warning' } : false,
  message: (_, { severity }) =>
    severity === 'info'
      ? 'This is a copy of a repository without its history: what git knows could not be checked.'
      : 'Nothing here is under version control: no image can be traced to a revision, and there is none to roll back to.',
});
