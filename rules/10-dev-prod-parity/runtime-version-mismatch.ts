import { defineCheck, listed, type RuntimeUse, runtimeLabel, runtimeUses } from '../../src/kit/index.ts';

const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    deploy:
      replicas: 2
`;
const files = (version: string) => ({
  'docker-stack.yml': stack,
  Dockerfile: `FROM node:${version}-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n`,
  '.nvmrc': '20\n',
  'package.json': '{ "name": "shop" }',
  'server.js': "import http from 'node:http';\n\nhttp.createServer().listen(3000);\n",
});

export default defineCheck<RuntimeUse>({
  id: 'dev-prod-parity/runtime-version-mismatch',
  title: 'The image runs another language version than the repository asks for',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'What developers and tests run is not what production runs: syntax, defaults and compiled packages differ between the two. Where the manifest demands a version, the install in the image refuses the other one, or the program fails at its first use of something newer.',
  evidence:
    'Language versions of the images services run or are built on, beside version files, manifests and pipelines of the same package.',
  needs: ['services', 'dockerfile'],
  traps: [
    'Versions that differ in the patch only.',
    'Tags that tell no version, and versions handed in by the build.',
    'Pipelines that test several versions.',
    'Packages outside the build context, and stages nobody deploys.',
  ],
  remedy:
    'Write the version in one place and let the others follow: `ARG NODE_VERSION` for the FROM line, `node-version-file` or `python-version-file` for the pipeline.',
  references: ['https://12factor.net/dev-prod-parity'],
  examples: { bad: files('24'), good: files('20') },

  each: runtimeUses,
  fails: ({ disagreeing, image }) => {
    if (disagreeing.length === 0) return false;
    const required = disagreeing.some(({ kind }) => kind === 'required');
    const chosen = disagreeing.some(({ kind }) => kind === 'chosen');
    return {
      subject: image.runtime,
      // What tests run on may be meant for other parts of the repository.
      ...(required ? {} : { severity: 'warning', confidence: chosen ? 'high' : 'medium' }),
      words: { others: listed([...new Set(disagreeing.map(({ source, version }) => `${source} ${version}`))]) },
      notes: disagreeing.map(({ at, source, version }) => ({ at, message: `${source}: ${version}` })),
    };
  },
  message: ({ service, image, runs }, { words }) =>
    `Service "${service.name}" ${runs ? 'runs' : 'is built'} on ${runtimeLabel(image.runtime)} ${image.version}, the repository says otherwise: ${words?.others}.`,
});
