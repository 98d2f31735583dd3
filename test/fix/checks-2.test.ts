/** What the checks of factors 7 to 12 mend, in the words of the files. */
import { expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import { fixAll } from '../../src/fix/index.ts';
import type { Safety } from '../../src/kit/index.ts';
import type { FileTree } from '../../src/source/index.ts';
import { lintTree } from '../support/lint.ts';

const later = rules.filter(({ factor }) => factor >= 7);
const fixable = later.flatMap(({ checks }) => checks.filter(({ fix }) => fix));

/** Examples that only somebody can mend who knows what the program is for. */
const leftAlone: Readonly<Record<string, string>> = {
  'concurrency/single-replica': 'with a second task the missing SIGTERM handler would be an error',
  'disposability/restart-gives-up': 'a condition that ends the service may be what its owner wants',
  'port-binding/binds-loopback': 'the default of a framework: an argument more would have to be written',
};

test.each(fixable.map((check) => [check.id, check] as const))('%s mends its own example', (id, check) => {
  const tree = check.examples.bad;
  const { texts, run } = fixAll(tree, lintTree(tree), check.fix!.safety, (changed) => lintTree(changed));
  expect(run.report.findings.some((one) => one.check === id)).toBe(id in leftAlone);
  const after = { ...tree, ...Object.fromEntries(texts) };
  expect(fixAll(after, lintTree(after), check.fix!.safety, (changed) => lintTree(changed)).texts.size).toBe(0);
});

/** Nothing but this check mends anything, so that the texts show its work alone. */
function mended(id: string, tree: FileTree, most: Safety = 'safe') {
  const alone = rules.map((rule) => ({ ...rule, checks: rule.checks.filter((check) => check.id === id) }));
  const again = (changed: FileTree) => lintTree(changed, { rules: alone });
  const first = again(tree);
  expect(first.report.findings.map(({ check }) => check)).toContain(id);
  const { texts, refused } = fixAll(tree, first, most, again);
  return { texts: Object.fromEntries(texts), refused: refused.map(({ why }) => why) };
}

const node = (start: string, rest = ''): FileTree => ({
  'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
${rest}`,
  Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
${start}
`,
  'package.json': '{ "name": "shop", "scripts": { "start": "node server.js", "pre": "next start" } }',
  'server.js': "require('node:http').createServer().listen(3000);\n",
});

/** The start as it is, and as it becomes; undefined: it stays. */
const starts: readonly (readonly [string, string | undefined, Safety?])[] = [
  ['CMD node server.js', 'CMD ["node", "server.js"]'],
  ['CMD node server.js --port=$PORT', 'CMD exec node server.js --port=$PORT'],
  ['CMD node migrate.js && node server.js', 'CMD node migrate.js && exec node server.js'],
  ['CMD node migrate.js && \\\n    node server.js', 'CMD node migrate.js && \\\n    exec node server.js'],
  ['CMD node server.js | tee log', undefined],
  ['CMD node migrate.js; node server.js', undefined],
  ['CMD NODE_ENV=production node server.js', undefined],
  ['CMD ["npm", "start"]', undefined],
  ['CMD ["npm", "start"]', 'CMD ["node", "server.js"]', 'suggested'],
  ['CMD npm start', 'CMD ["node", "server.js"]', 'suggested'],
  ['CMD ["npm", "run", "pre"]', undefined, 'suggested'],
  ['SHELL ["/bin/sh", "-lc"]\nCMD node server.js', undefined],
  ['ENTRYPOINT node server.js\nCMD ["--verbose"]', undefined],
  ['ENTRYPOINT node server.js', 'ENTRYPOINT ["node", "server.js"]'],
];

test.each(starts.map((row) => [row[0], row] as const))(
  'SIGTERM reaches the program: %s',
  (_, [start, becomes, most]) => {
    const { texts, refused } = mended('disposability/signal-not-delivered', node(start), most);
    expect(texts).toEqual(becomes === undefined ? {} : { Dockerfile: node(becomes).Dockerfile });
    expect(refused).toEqual([]);
  },
);

test('an entrypoint script ends with exec, and its comments stay', () => {
  const script = (last: string) => `#!/bin/sh
# Wait for the database.
./wait.sh   # a while

${last}
`;
  const tree = { ...node('ENTRYPOINT ["./start.sh"]\nCMD ["node", "server.js"]'), 'start.sh': script('"$@"') };
  const { texts } = mended('disposability/signal-not-delivered', tree);
  expect(texts).toEqual({ 'start.sh': script('exec "$@"') });
});

test('a function of the script cannot take the place of the shell', () => {
  const tree = {
    ...node('ENTRYPOINT ["./start.sh"]'),
    'start.sh': '#!/bin/sh\nrun() {\n  node server.js\n}\nrun\n',
  };
  const found = lintTree(tree).report.findings.filter(({ check }) => check === 'disposability/signal-not-delivered');
  expect(found.filter(({ fix }) => fix)).toEqual([]);
});

test('a shell in the stack file goes where it does nothing', () => {
  const tree = node('CMD ["node", "server.js"]', '    command: sh -c "node server.js"   # plain\n');
  const { texts } = mended('disposability/signal-not-delivered', tree);
  expect(texts['docker-stack.yml']).toContain('\n    command: node server.js   # plain\n');
  for (const [command, becomes] of [
    ['sh -c "node migrate.js && node server.js"', 'sh -c "node migrate.js && exec node server.js"'],
    ['["sh", "-c", "node migrate.js && node server.js"]', '["sh", "-c", "node migrate.js && exec node server.js"]'],
  ]) {
    const chain = node('CMD ["node", "server.js"]', `    command: ${command} # both\n`);
    expect(mended('disposability/signal-not-delivered', chain).texts['docker-stack.yml']).toContain(
      `\n    command: ${becomes} # both\n`,
    );
  }
});

const uvicorn = (stack: string, start: string): FileTree => ({
  'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:8000"]
${stack}`,
  Dockerfile: `FROM python:3.13-slim
WORKDIR /app
COPY . .
${start}
`,
});
const exec = (host: string) => `CMD ["uvicorn", "app:app", "--host", "${host}"]`;

test.each([
  [uvicorn('', exec('127.0.0.1')), uvicorn('', exec('0.0.0.0'))],
  [uvicorn('', 'CMD uvicorn app:app --host localhost'), uvicorn('', 'CMD uvicorn app:app --host 0.0.0.0')],
  [
    uvicorn('    command: uvicorn app:app --host=localhost # here\n', ''),
    uvicorn('    command: uvicorn app:app --host=0.0.0.0 # here\n', ''),
  ],
  [
    uvicorn('    command: [gunicorn, "-b", "127.0.0.1:8000", app:app]\n', ''),
    uvicorn('    command: [gunicorn, "-b", "0.0.0.0:8000", app:app]\n', ''),
  ],
])('a flag that names the loopback address', (tree, becomes) => {
  expect({ ...tree, ...mended('port-binding/binds-loopback', tree).texts }).toEqual(becomes);
});

test('a flag that is written twice, or in a form that is not known, stays', () => {
  const twice = uvicorn('', 'CMD ["uvicorn", "app:app",   "--host", "127.0.0.1"]');
  expect(mended('port-binding/binds-loopback', twice).texts).toEqual({});
});

test('an address in JavaScript, and the one that stands in for a variable', () => {
  const tree = (host: string): FileTree => ({
    ...node('CMD ["node", "server.js"]'),
    'server.js': `require('express')().listen(3000, ${host}); // all of them\n`,
  });
  for (const [host, becomes] of [
    ["'127.0.0.1'", "'0.0.0.0'"],
    ["process.env.HOST || 'localhost'", "process.env.HOST || '0.0.0.0'"],
  ] as const)
    expect(mended('port-binding/binds-loopback', tree(host)).texts).toEqual({
      'server.js': tree(becomes)['server.js'],
    });
});

test('a variable of the image or the stack file', () => {
  const tree = (host: string): FileTree => ({
    ...node('ENV HOST=localhost PORT=3000\nCMD ["node", "server.js"]'.replace('localhost', host)),
    'server.js': "require('express')().listen(3000, process.env.HOST);\n",
  });
  expect(mended('port-binding/binds-loopback', tree('localhost')).texts).toEqual({
    Dockerfile: tree('0.0.0.0').Dockerfile,
  });
});

const web = (lines: string): FileTree => ({
  'docker-stack.yml': `services:\n  web:\n    image: registry.example/shop:1.4.2\n${lines}`,
});

/** Check, lines of a service, and what they become at that safety; undefined: they stay. */
const services: readonly (readonly [string, string, string | undefined, Safety?])[] = [
  [
    'dev-prod-parity/dev-mode-in-prod',
    '    environment: [A=1, "NODE_ENV=dev"]\n',
    '    environment: [A=1, "NODE_ENV=production"]\n',
  ],
  [
    'dev-prod-parity/dev-mode-in-prod',
    '    environment:\n      APP_DEBUG: "True"\n',
    '    environment:\n      APP_DEBUG: "False"\n',
  ],
  [
    'dev-prod-parity/dev-mode-in-prod',
    '    environment:\n      FLASK_DEBUG: 1 # loud\n',
    '    environment:\n      FLASK_DEBUG: "0" # loud\n',
  ],
  ['dev-prod-parity/dev-mode-in-prod', '    environment: { APP_ENV: development }\n', undefined, 'suggested'],
  ['dev-prod-parity/dev-mode-in-prod', '    environment: { RAILS_ENV: development }\n', undefined],
  [
    'dev-prod-parity/dev-mode-in-prod',
    '    environment: { RAILS_ENV: development }\n',
    '    environment: { RAILS_ENV: production }\n',
    'suggested',
  ],
  [
    'dev-prod-parity/dev-mode-in-prod',
    '    environment: { NODE_ENV: "${MODE:-development}" }\n',
    undefined,
    'suggested',
  ],
  [
    'logs/unbounded-driver',
    '    logging: { driver: json-file }\n',
    '    logging: { driver: json-file, options: { max-size: 10m, max-file: "3" } }\n',
    'suggested',
  ],
  [
    'logs/unbounded-driver',
    '    volumes: ["/var/lib/docker/containers:/logs:ro"]\n',
    '    volumes: ["/var/lib/docker/containers:/logs:ro"]\n    logging:\n      options:\n        max-size: 10m\n        max-file: "3"\n',
    'suggested',
  ],
  [
    'concurrency/singleton-scaled',
    '    command: celery -A shop beat\n    deploy:\n      replicas: 3 # many\n      update_config: { order: start-first }\n',
    '    command: celery -A shop beat\n    deploy:\n      replicas: 1 # many\n      update_config: { order: stop-first }\n',
  ],
  [
    'concurrency/singleton-scaled',
    '    command: celery -A shop beat\n    deploy: { mode: global }\n',
    undefined,
    'suggested',
  ],
  ['concurrency/singleton-scaled', '    command: celery -A shop worker -B\n    deploy: { replicas: 3 }\n', undefined],
  [
    'concurrency/singleton-scaled',
    '    command: celery -A shop beat\n    deploy: { replicas: "${N:-2}" }\n',
    undefined,
    'suggested',
  ],
  [
    'admin-processes/one-off-restarts-forever',
    '    command: alembic upgrade head\n',
    '    command: alembic upgrade head\n    deploy:\n      restart_policy:\n        condition: on-failure\n',
  ],
  [
    'admin-processes/one-off-restarts-forever',
    '    command: alembic upgrade head\n    deploy:\n      restart_policy: { condition: any, delay: 5s }\n',
    '    command: alembic upgrade head\n    deploy:\n      restart_policy: { condition: on-failure, delay: 5s }\n',
  ],
  [
    'disposability/healthcheck-never-fails',
    '    healthcheck:\n      test: ["CMD-SHELL", "wget -q http://localhost || true"]\n',
    '    healthcheck:\n      test: ["CMD-SHELL", "wget -q http://localhost || exit 1"]\n',
    'suggested',
  ],
  [
    'disposability/healthcheck-never-fails',
    '    healthcheck:\n      test: ["CMD", "curl -f http://localhost"]\n',
    '    healthcheck:\n      test: ["CMD-SHELL", "curl -f http://localhost"]\n',
    'suggested',
  ],
  [
    'disposability/healthcheck-never-fails',
    '    healthcheck:\n      test: ["CMD", "curl", "http://localhost"]\n',
    '    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost"]\n',
    'suggested',
  ],
  [
    'disposability/healthcheck-never-fails',
    '    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost", "||", "exit", "1"]\n',
    '    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost"]\n',
    'suggested',
  ],
  [
    'disposability/healthcheck-never-fails',
    '    healthcheck:\n      test: /check.sh || true\n',
    undefined,
    'suggested',
  ],
  [
    'port-binding/host-mode-conflict',
    '    ports: [{ target: 80, published: 80, mode: host }]\n    deploy:\n      mode: global\n      update_config: { order: start-first }\n      rollback_config: { order: start-first }\n',
    '    ports: [{ target: 80, published: 80, mode: host }]\n    deploy:\n      mode: global\n      update_config: { order: stop-first }\n      rollback_config: { order: stop-first }\n',
    'suggested',
  ],
  ['port-binding/host-ip-ignored', '    ports: ["127.0.0.1:8080:8080"]\n', undefined, 'suggested'],
];

test.each(services.map((row) => [row[0], row[1], row] as const))(
  '%s: %j',
  (_id, _lines, [id, lines, becomes, most]) => {
    const { texts } = mended(id, web(lines), most);
    expect(texts).toEqual(becomes === undefined ? {} : web(becomes));
  },
);

test('labels move with their comments, and stay where something else reads them', () => {
  const tree = (labels: string): FileTree => ({
    'docker-stack.yml': `services:
  proxy:
    image: traefik:3.1
    command: ["--providers.swarm=true"]
    deploy: { placement: { constraints: ["node.role == manager"] } }
  web:
    image: registry.example/shop:1.4.2
${labels}`,
  });
  const own = `    labels:
      # the shop
      traefik.enable: "true"
      traefik.http.services.web.loadbalancer.server.port: 3000
`;
  expect(mended('port-binding/proxy-labels', tree(own)).texts).toEqual(
    tree(`    deploy:
      labels:
        # the shop
        traefik.enable: "true"
        traefik.http.services.web.loadbalancer.server.port: 3000
`),
  );
  const mixed = tree(`${own}      co.elastic.logs/enabled: "true"\n`);
  expect(mended('port-binding/proxy-labels', mixed, 'suggested').texts).toEqual({});
});

test('a port keeps its quotes, and what it is published as', () => {
  const tree = (ports: string): FileTree => ({
    ...node('CMD ["node", "server.js"]'),
    'docker-stack.yml': `services:\n  web:\n    image: registry.example/shop:1.4.2\n    build: .\n    ports:\n${ports}`,
    'server.js': "require('express')().listen(8080);\n",
  });
  for (const [ports, becomes] of [
    ['      - "80:3000" # the world\n', '      - "80:8080" # the world\n'],
    ['      - ${PORT:-80}:3000/tcp\n', '      - ${PORT:-80}:8080/tcp\n'],
    ['      - target: 3000\n        published: 80\n', '      - target: 8080\n        published: 80\n'],
  ] as const)
    expect(mended('port-binding/port-mismatch', tree(ports), 'suggested').texts).toEqual({
      'docker-stack.yml': tree(becomes)['docker-stack.yml'],
    });
});

test('an init without a handler for SIGTERM is only suggested', () => {
  const { 'docker-stack.yml': stack = '', ...rest } = fixable.find(({ id }) => id === 'disposability/pid1-no-reaper')!
    .examples.bad;
  const tree = { ...rest, 'docker-stack.yml': stack, 'render.js': "import p from 'puppeteer';\nawait p.launch();\n" };
  expect(mended('disposability/pid1-no-reaper', tree).texts).toEqual({});
  expect(mended('disposability/pid1-no-reaper', tree, 'suggested').texts['docker-stack.yml']).toContain('init: true');
});

test('an agent that asks managers is kept on them', () => {
  const tree = (deploy: string): FileTree => ({
    'docker-stack.yml': `services:
  proxy:
    image: traefik:3.1
    command: ["--providers.swarm=true"]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
${deploy}`,
  });
  expect(mended('port-binding/proxy-labels', tree(''), 'suggested').texts).toEqual(
    tree(`    deploy:
      placement:
        constraints:
          - node.role == manager
`),
  );
});
