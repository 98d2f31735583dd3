/** Writes a repository of about `count` files, as a large team would have it: mostly source, some manifests, few stacks. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const writer = (root) => (path, text) => {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

/** Only stack files, each of an application of its own. */
export function generateStacks(root, count) {
  const write = writer(root);
  for (let index = 0; index < count; index++)
    write(
      `application-${index}/docker-stack.yml`,
      `services:\n  web:\n    image: registry.example.com/acme/web-${index}:1.0.0\n    ports: ['${8000 + index}:80']\n    deploy:\n      replicas: 2\n`,
    );
}

export function generate(root, count) {
  const write = writer(root);
  const services = Math.max(1, Math.floor(count / 200));
  write(
    'docker-stack.yml',
    'services:\n' +
      Array.from(
        { length: services },
        (_, index) =>
          `  service-${index}:\n    image: registry.example.com/acme/service-${index}:1.0.0\n    deploy:\n      replicas: 2\n`,
      ).join(''),
  );
  let written = 1;
  for (let index = 0; index < services; index++) {
    const base = `services/service-${index}`;
    write(`${base}/Dockerfile`, 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "src/main.js"]\n');
    write(
      `${base}/package.json`,
      `{ "name": "service-${index}", "version": "1.0.0", "dependencies": { "express": "5.1.0" } }\n`,
    );
    write(`${base}/package-lock.json`, '{ "lockfileVersion": 3, "packages": {} }\n');
    write(
      `${base}/src/main.js`,
      "import express from 'express';\nimport { answer0 } from './module-0.js';\nconst app = express();\napp.get('/health', (_q, r) => r.send(answer0()));\nconst server = app.listen(process.env.PORT ?? 3000);\nprocess.once('SIGTERM', () => server.close(() => process.exit(0)));\n",
    );
    written += 4;
    for (let part = 0; written < (count * (index + 1)) / services; part++, written++) {
      const next = part % 7 === 6 ? '' : `import { answer${part + 1} } from './module-${part + 1}.js';\n`;
      const body = Array.from({ length: 40 }, (_, line) => `  total += values[${line}] ?? ${line};\n`).join('');
      write(
        `${base}/src/module-${part}.js`,
        `${next}export function answer${part}(values = []) {\n  let total = 0;\n${body}  return total;\n}\n`,
      );
    }
  }
}
