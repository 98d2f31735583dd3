/** A report with one of everything, for the formats. */
import { rules } from '../../rules/index.ts';
import type { Finding, ObligationResult, Place, Report, Scoring, ServiceReport } from '../../src/engine/report.ts';
import type { Service } from '../../src/kit/index.ts';
import { lint } from '../../src/lint.ts';
import type { ReportContext } from '../../src/report/index.ts';

/** Of an empty repository. */
const { facts } = lint({});

export const place = (path: string, line: number, column: number): Place => ({
  path,
  start: { line, column },
  end: { line, column: column + 5 },
});

export const finding = (over: Partial<Finding> = {}): Finding => ({
  check: 'processes/local-session',
  factor: 6,
  severity: 'error',
  confidence: 'high',
  effect: 'block',
  service: 'docker-stack.yml#api',
  message:
    'Service "api" keeps its sessions in one replica (express-session): the others do not know who is logged in.',
  why: 'Swarm spreads connections over the replicas.',
  remedy: 'Keep sessions in Redis or a database, or in a signed cookie.',
  place: place('src/app.ts', 14, 9),
  notes: [{ place: place('docker-stack.yml', 9, 7), message: 'replicas: 3' }],
  fingerprint: 'f1',
  ...over,
});

const obligation = (over: Partial<ObligationResult>): ObligationResult => ({
  id: 'sessions',
  title: 'sessions',
  status: 'met',
  text: 'none found in 12 files',
  findings: [],
  ...over,
});

/** Only what the formats look at. */
const service = (name: string, over: object = {}): Service =>
  ({
    name,
    stack: 'docker-stack.yml',
    role: { value: 'web', confidence: 'high', why: 'publishes a port' },
    scale: { replicas: 3, global: false, startFirst: false, active: true },
    code: { status: 'read', root: 'services/api' },
    built: { image: { dockerfile: 'services/api/Dockerfile' } },
    ...over,
  }) as unknown as Service;

const scoring = (counted: number, over: Partial<Scoring> = {}): Scoring => ({
  factors: [
    {
      factor: 6,
      weight: 20,
      asked: [
        { check: 'processes/local-session', weight: 10 },
        { check: 'processes/local-upload', weight: 10 },
      ],
      total: 20,
      failed: [{ check: 'processes/local-session', weight: 10, confidence: 'high', lost: 10 }],
      lost: 10,
      uncapped: 50,
      cap: 49,
      score: 49,
    },
  ],
  mean: 49,
  counted,
  ...over,
});

export const serviceReport = (over: Partial<ServiceReport> = {}): ServiceReport => ({
  service: service('api'),
  place: place('docker-stack.yml', 4, 3),
  verdict: 'blocked',
  maxSafeReplicas: 1,
  bounds: [
    {
      by: 'verdict',
      replicas: 1,
      text: '1: a second one gives wrong results or loses data',
      place: place('src/app.ts', 14, 9),
    },
  ],
  score: 39,
  scoring: scoring(39, { cap: { verdict: 'blocked', most: 39 } }),
  coverage: 0.93,
  reasons: ['f1'],
  obligations: [
    obligation({ id: 'image', title: 'image', text: 'made by services/api/Dockerfile' }),
    obligation({
      status: 'failed',
      text: 'express-session without store',
      place: place('src/app.ts', 14, 9),
      findings: ['f1'],
    }),
    obligation({ id: 'signals', title: 'signals', status: 'not-evaluated', text: 'the base image is not known' }),
  ],
  wayOut: {
    conditional: ['f1'],
    ready: ['f1'],
    open: [
      obligation({ id: 'signals', title: 'signals', status: 'not-evaluated', text: 'the base image is not known' }),
    ],
  },
  ...over,
});

export const database = serviceReport({
  service: service('db', {
    role: { value: 'datastore' },
    scale: { replicas: 1 },
    built: undefined,
    image: { raw: 'postgres:16', value: 'postgres:16' },
    code: { status: 'third-party' },
  }),
  verdict: 'singleton',
  singleton: 'ok',
  bounds: [
    {
      by: 'verdict',
      replicas: 1,
      text: '1: meant to be alone (postgres image)',
      place: place('docker-stack.yml', 20, 3),
    },
  ],
  score: undefined,
  scoring: { factors: [] },
  coverage: 1,
  reasons: [],
  obligations: [],
  wayOut: undefined,
});

export const report = (over: Partial<Report> = {}): Report => ({
  findings: [finding()],
  services: [serviceReport(), database],
  factors: [
    { factor: 6, id: 'processes', title: 'Processes', asked: 9, failed: 1, score: 49 },
    { factor: 11, id: 'logs', title: 'Logs', asked: 0, failed: 0 },
  ],
  score: 39,
  scoring: {
    terms: [{ service: 'docker-stack.yml#api', weight: 3, counted: 39, scales: true }],
    repository: { factors: [] },
    worst: 39,
    mean: 39,
    score: 39,
  },
  coverage: 0.93,
  scalable: { ready: 0, of: 2 },
  gaps: [{ place: place('deploy.yml.j2', 1, 1), why: 'templated YAML' }],
  faults: [],
  asked: 9,
  files: 12,
  passedOver: [{ path: 'docker-compose.dev.yml', why: 'a development file' }],
  ...over,
});

export const context = (over: Partial<ReportContext> = {}): ReportContext => ({
  tree: {},
  facts,
  rules,
  version: '0.1.0',
  root: '.',
  durationMs: 312,
  width: 100,
  colour: false,
  unicode: true,
  quiet: false,
  verbose: false,
  ...over,
});
