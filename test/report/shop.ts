/** A small shop with one service of every kind of verdict, and the files its findings point into. */
import { rules as allRules } from '../../rules/index.ts';
import { obligations } from '../../src/engine/obligations.ts';
import type { Finding, ObligationResult, ObligationStatus, Report, ServiceReport } from '../../src/engine/report.ts';
import type { Obligation, Rule, Service } from '../../src/kit/index.ts';
import type { FileTree } from '../../src/source/index.ts';
import { place } from './sample.ts';

const STACK = 'docker-stack.yml';

export const tree: FileTree = {
  [STACK]: `services:
  web:
    image: shop-web
    environment:
      DB_PASSWORD: hunter2
    deploy:
      replicas: 3
  worker:
    image: registry.example/worker:1.4.2
    deploy: { replicas: 2 }
  db:
    image: postgres:17.5
    volumes:
      - data:/var/lib/postgresql/data
  search:
    image: registry.example/search:2
`,
  'src/app.ts': `import session from 'express-session';

const app = express();
app.use(session({ secret: 'keyboard cat', resave: false }));
app.get('/', (request, response) => response.send(\`Hello \${request.session.name}, you have been here \${request.session.visits} times\`));
if (cluster.isPrimary) {
\tcron.schedule('0 6 * * *', () => sendInvoices());
}
const key = 'tiger-tiger';
`,
  'worker/Dockerfile': 'FROM node:22-slim\nCMD npm start\n',
};

const titles: Readonly<Record<string, string>> = {
  'build-release-run/unpullable-image': 'The image exists only where it was built',
  'config/secret-in-stack-env': 'Secret value carried by the service definition',
  'config/hardcoded-secret': 'Secret written in the code',
  'concurrency/no-resource-limits': 'Nothing bounds the memory of a task',
  'concurrency/scheduler-in-replicated-service': 'Timed jobs run once per replica',
  'backing-services/stateful-volume-unpinned': 'Data stays on one node, the task does not',
  'processes/local-session': 'Server-side sessions live in one replica',
  'disposability/signal-not-delivered': 'SIGTERM never reaches the application',
};

/** With titles of its own: the outputs kept as files change with the report, not with the words of checks. */
export const rules: readonly Rule[] = allRules.map((rule) => ({
  ...rule,
  checks: rule.checks.map((check) => ({ ...check, title: titles[check.id] ?? check.title })),
}));

const finding = (check: string, factor: number, over: Partial<Finding>): Finding => ({
  check,
  factor,
  severity: 'error',
  confidence: 'high',
  effect: 'block',
  service: `${STACK}#web`,
  message: `Message of ${check}.`,
  why: `Why ${check} matters. More about it.`,
  remedy: `Remedy of ${check}.`,
  place: place(STACK, 2, 3),
  notes: [],
  fingerprint: check,
  ...over,
});

const at = (path: string, line: number, start: number, end: number) => ({
  path,
  start: { line, column: start },
  end: { line, column: end },
});

const findings: readonly Finding[] = [
  finding('build-release-run/unpullable-image', 5, {
    effect: 'break',
    message: 'Service "web" runs shop-web, which names no registry: other nodes cannot pull it.',
    place: at(STACK, 3, 12, 20),
  }),
  finding('config/secret-in-stack-env', 3, {
    effect: 'none',
    message: 'Service "web" gets DB_PASSWORD as plain text from this file.',
    place: at(STACK, 5, 7, 18),
  }),
  finding('concurrency/no-resource-limits', 8, {
    severity: 'warning',
    effect: 'cap',
    message: 'Service "web" neither limits nor reserves memory.',
  }),
  finding('backing-services/stateful-volume-unpinned', 4, {
    service: `${STACK}#db`,
    message:
      'Service "db" keeps its data in volume data of one node, but may be started on any: elsewhere it starts empty.',
    place: at(STACK, 14, 9, 38),
  }),
  finding('processes/local-session', 6, {
    message:
      'Service "web" keeps its sessions in one replica (express-session): the others do not know who is logged in.',
    place: at('src/app.ts', 4, 9, 59),
    notes: [
      { place: at(STACK, 7, 7, 18), message: 'web: replicas: 3' },
      { place: at('src/app.ts', 1, 1, 40), message: 'imported here' },
    ],
  }),
  finding('concurrency/scheduler-in-replicated-service', 8, {
    message:
      'Every replica of "web" starts its own timer (cron.schedule): each job runs as often as there are replicas.',
    place: at('src/app.ts', 7, 2, 50),
  }),
  finding('config/hardcoded-secret', 3, {
    effect: 'none',
    message: 'The value of a secret (key) stands in the code of service "web".',
    place: at('src/app.ts', 9, 13, 26),
  }),
  finding('disposability/signal-not-delivered', 9, {
    effect: 'degrade',
    service: `${STACK}#worker`,
    message: 'Service "worker" does not get SIGTERM: npm stays in front of the program.',
    place: at('worker/Dockerfile', 2, 1, 14),
    notes: [{ place: at(STACK, 10, 15, 26), message: 'worker runs 2 replicas' }],
  }),
  finding('logs/file-logging', 11, {
    severity: 'warning',
    effect: 'none',
    message: 'Service "web" writes its log to a file.',
    place: at('src/app.ts', 3, 1, 4),
    suppressed: { by: 'comment', reason: 'read by the agent of the node' },
    fingerprint: 'accepted',
  }),
];

function results(
  status: ObligationStatus,
  over: Readonly<Partial<Record<Obligation, Partial<ObligationResult>>>>,
): readonly ObligationResult[] {
  return obligations.map(({ id, title }) => ({ id, title, status, text: `${title} shown`, findings: [], ...over[id] }));
}

const failed = (...fingerprints: string[]): Partial<ObligationResult> => ({ status: 'failed', findings: fingerprints });

const service = (name: string, line: number, over: object, report: Partial<ServiceReport>): ServiceReport => ({
  service: {
    name,
    stack: STACK,
    role: { value: 'web' },
    scale: { replicas: 3, global: false },
    code: { status: 'read', root: '' },
    image: { raw: `registry.example/${name}:2`, value: `registry.example/${name}:2` },
    ...over,
  } as unknown as Service,
  place: place(STACK, line, 3),
  verdict: 'ready',
  bounds: [],
  scoring: { factors: [] },
  coverage: 1,
  reasons: [],
  obligations: results('met', {}),
  ...report,
});

const unknown: Partial<ObligationResult> = {
  status: 'not-evaluated',
  text: 'no Dockerfile in this repository is known to build registry.example/search:2',
};
const searching = results('not-evaluated', {
  image: { status: 'met' },
  mounts: { status: 'met' },
  listening: { text: 'where it listens cannot be told' },
  ...Object.fromEntries(['sessions', 'uploads', 'schedulers', 'queues', 'keys'].map((id) => [id, unknown])),
});

export const shop = (over: Partial<Report> = {}): Report => ({
  findings,
  services: [
    service(
      'web',
      2,
      { built: { image: { dockerfile: 'Dockerfile' } } },
      {
        verdict: 'undeployable',
        maxSafeReplicas: 0,
        obligations: results('met', {
          image: failed('build-release-run/unpullable-image'),
          sessions: failed('processes/local-session'),
          schedulers: failed('concurrency/scheduler-in-replicated-service'),
          realtime: {
            status: 'not-evaluated',
            text: 'the adapter is chosen at run time',
            place: place('src/app.ts', 3, 7),
          },
        }),
        wayOut: {
          conditional: [
            'build-release-run/unpullable-image',
            'processes/local-session',
            'concurrency/scheduler-in-replicated-service',
          ],
          ready: [
            'build-release-run/unpullable-image',
            'processes/local-session',
            'concurrency/scheduler-in-replicated-service',
          ],
          open: results('met', {
            realtime: {
              status: 'not-evaluated',
              text: 'the adapter is chosen at run time',
              place: place('src/app.ts', 3, 7),
            },
          }).filter(({ status }) => status !== 'met'),
        },
      },
    ),
    service(
      'worker',
      8,
      { role: { value: 'worker' }, scale: { replicas: 2 }, built: { image: { dockerfile: 'worker/Dockerfile' } } },
      {
        verdict: 'conditional',
        obligations: results('met', {
          sessions: { status: 'not-applicable' },
          signals: { status: 'weak', findings: ['disposability/signal-not-delivered'] },
        }),
        wayOut: { ready: ['disposability/signal-not-delivered'], open: [] },
      },
    ),
    service(
      'db',
      11,
      { role: { value: 'datastore' }, scale: { replicas: 1 } },
      {
        verdict: 'singleton',
        singleton: 'broken',
        maxSafeReplicas: 1,
        obligations: results('not-applicable', {
          image: { status: 'met' },
          mounts: failed('backing-services/stateful-volume-unpinned'),
          updates: { status: 'met' },
        }),
        wayOut: { ready: ['backing-services/stateful-volume-unpinned'], open: [] },
      },
    ),
    service(
      'search',
      15,
      { scale: { replicas: 1 } },
      {
        verdict: 'unknown',
        coverage: 0.13,
        obligations: searching,
        wayOut: {
          conditional: [],
          ready: [],
          open: searching.filter(({ status }) => status === 'not-evaluated'),
          unknown: true,
        },
      },
    ),
  ],
  factors: [],
  score: 21,
  scoring: { terms: [], repository: { factors: [] }, score: 21 },
  coverage: 0.78,
  scalable: { ready: 0, of: 3 },
  gaps: [{ place: place('deploy.yml.j2', 1, 1), why: 'templated YAML' }],
  faults: [],
  asked: 9,
  files: 12,
  passedOver: [{ path: 'docker-compose.dev.yml', why: 'a development file' }],
  ...over,
});
