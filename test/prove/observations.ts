/** A service that did everything well, to take something away from. */
import type { Observed, ObservedService } from '../../src/prove/index.ts';

export const flawless: ObservedService = {
  name: 'web',
  image: 'shop/web:1',
  mode: 'replicated',
  start: { wanted: 2, running: 2, seconds: 3.2, secondsToHealthy: 1.4, healthcheck: 'passed', failures: [] },
  scale: { to: 3, running: 3, seconds: 2, nodes: 2, failures: [], back: 1.5 },
  answers: { port: 3000, protocol: 'http', path: '/', replicas: 3, answering: 3, refusals: [], status: 'HTTP 200' },
  stop: {
    tasks: [{ seconds: 0.4, exitCode: 0 }],
    grace: 10,
    inFlight: { kind: 'half-sent', completed: 1, dropped: 0 },
  },
  layer: { containers: 1, lasting: [], passing: 0 },
  volumes: { volumes: [] },
  logs: { stdout: 4, stderr: 0 },
  update: {
    replicas: 3,
    order: 'start-first',
    seconds: 12,
    state: 'completed',
    requests: { sent: 200, failed: 0, reasons: [] },
  },
  rollback: {
    state: 'rollback_completed',
    seconds: 6,
    kept: 3,
    replicas: 3,
    requests: { sent: 90, failed: 0, reasons: [] },
  },
};

export const runOf = (...services: readonly ObservedService[]): Observed => ({
  stack: 'swarm-lint-prove-abc123',
  files: ['stack.yml'],
  swarm: { asked: 'node1', engine: '28.2.2', nodes: 3 },
  deploy: { accepted: true, seconds: 1, said: '' },
  services,
  remarks: [],
  left: [],
  interrupted: false,
});
