import { type DeployInput, defineCheck, deployInputs } from '../../src/kit/index.ts';

const stack = `services:
  proxy:
    image: registry.example/shop-proxy:1.4.2
    build: .
    ports: ["80:80"]
`;
const files = (folder: string) => ({
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.gitignore': 'config/\n',
  'docker-stack.yml': stack,
  Dockerfile: `FROM nginx:1.29\nCOPY ${folder}/nginx.conf /etc/nginx/nginx.conf\n`,
});

const named = {
  copied: 'The image copies',
  config: 'The stack makes a config of',
  dockerfile: 'The image is built with',
  stack: 'Production is deployed with',
};

export default defineCheck<DeployInput>({
  id: 'codebase/untracked-deploy-input',
  title: 'The deploy needs a file that is not under version control',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'image',
  since: '0.1.0',
  rationale:
    'The build works on the one disk that has the file. Everywhere else, on the machine of a colleague, in the pipeline or on the day of a rollback, the same revision does not build, or builds with another content that nobody can look up.',
  evidence:
    'What COPY, `configs:`, `build:` and deploy commands name, held against the index of git and the rules of `.gitignore`.',
  needs: ['services', 'git'],
  traps: [
    'Secrets: they do not belong into the repository.',
    'Files that an earlier build, a stage or a script of the repository writes.',
    'A file with an example beside it, which tells everybody how to make it.',
    'COPY of a whole folder, which is there in any case.',
  ],
  remedy:
    'Add the file to the repository, or make it in a stage of the Dockerfile; take its folder off the ignore list.',
  references: ['https://git-scm.com/docs/gitignore'],
  examples: {
    bad: files('config'),
    good: { ...files('deploy'), 'deploy/nginx.conf': 'events {}\n' },
  },

  each: deployInputs,
  fails: ({ state, by, path, pipeline }) => {
    // A new file that has not been added yet is the everyday case.
    if (state === 'untracked') return { subject: path, severity: 'warning', effect: 'none' };
    if (state !== 'ignored' || !by) return false;
    const notes = [{ at: by.at, message: 'git leaves it out' }];
    // An earlier step of the pipeline may write it.
    return pipeline
      ? { subject: path, notes, severity: 'warning', confidence: 'medium', effect: 'none' }
      : { subject: path, notes };
  },
  message: ({ kind, path, state, by }) =>
    state === 'untracked'
      ? `${named[kind]} ${path}, which git does not know: only this disk has it.`
      : `${named[kind]} ${path}, which ${by?.at.file} keeps out of the repository: another checkout does not have it.`,
});
