import { defineCheck, type StartedTool, startedTools } from '../../src/kit/index.ts';

const stack = `services:
  worker:
    image: registry.example/video-worker:1.4.2
    build: .
`;
const source = `import { spawn } from 'node:child_process';
export const convert = (file) => spawn('ffmpeg', ['-i', file, 'out.mp4']);
`;

export default defineCheck<StartedTool>({
  id: 'dependencies/host-tool-assumed',
  title: 'The code starts a program its image does not hold',
  severity: 'error',
  confidence: 'medium',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'The program is on the laptop and on the build machine, and a slim image has next to nothing. The task starts and looks healthy; what needs the program fails with ENOENT, on every replica.',
  evidence:
    "Programs that the code of a service starts (`spawn('ffmpeg')`, `subprocess.run`) or that a library of it is known to need, held against the packages of the final stage and the known contents of its base.",
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Programs that are installed in the final stage, or copied from another image.',
    'Libraries that bring the program as a package (`ffmpeg-static`).',
    'Images made elsewhere: what is in them is not known.',
    'Program names that a variable decides, and scripts of developers.',
  ],
  remedy: 'Install it in the final stage, or use a package of the language that brings its own copy.',
  references: ['https://12factor.net/dependencies'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "worker.js"]
`,
      'worker.js': source,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: `FROM node:22-slim
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
CMD ["node", "worker.js"]
`,
      'worker.js': source,
    },
  },

  each: startedTools,
  fails: ({ missing, service, fact, confidence }) => {
    const base = service.built?.image.base;
    return missing && base !== undefined
      ? {
          subject: fact.program,
          confidence,
          notes: [{ at: base.at, message: `${base.value ?? base.raw} has no ${fact.program}` }],
        }
      : false;
  },
  message: ({ service, fact, from }) =>
    `Service "${service.name}" starts ${fact.program} (${fact.label}), which its image does not hold; the package is called ${from}.`,
});
