import { defineCheck, type ToldPort, toldPorts } from '../../src/kit/index.ts';

const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    environment:
      PORT: "8080"
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;
const manifest = '{ "name": "shop", "dependencies": { "express": "5.1.0" } }';

export default defineCheck<ToldPort>({
  id: 'port-binding/ignores-port-env',
  title: 'The port is fixed in the code although the deploy sets it',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'listening',
  since: '0.1.0',
  rationale:
    'Whoever deploys sets the port and believes it: they publish it, probe it and route to it. A number in the code wins without a word, and nothing answers where everybody looks.',
  evidence:
    'Variables such as `PORT` that the stack or the image sets, beside a number in the code that the program listens on instead.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'The same number in both places.',
    'Servers and frameworks that read the variable themselves.',
    'A port that others expect: port-binding/port-mismatch says so with all who do.',
  ],
  remedy: "Listen on what the environment says: `app.listen(Number(process.env.PORT ?? 3000), '0.0.0.0')`.",
  references: ['https://12factor.net/port-binding'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': `import express from 'express';

express().listen(3000);
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': `import express from 'express';

express().listen(Number(process.env.PORT ?? 3000));
`,
    },
  },

  each: toldPorts,
  fails: ({ name, told, toldAt, fixed, expected, confidence }) => {
    // Where others ask on the port that the variable names, port-mismatch says so, with all who do.
    if (fixed === undefined || expected === 'told') return false;
    const notes = [{ at: toldAt, message: `${name} is ${told} here` }];
    const harmless = { severity: 'info', effect: 'none' } as const;
    return { ...(expected === 'fixed' ? harmless : {}), confidence, subject: name, notes };
  },
  message: ({ service, name, told, fixed }) =>
    `Service "${service.name}" listens on ${fixed?.port} whatever ${name} says (${fixed?.label}), and the deploy sets it to ${told}.`,
});
