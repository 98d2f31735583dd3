/** What observations say of obligations, and what may not be concluded from them. */
import { describe, expect, test } from '@jest/globals';
import type { Obligation } from '../../src/kit/index.ts';
import type { Answered, ObservedService } from '../../src/prove/index.ts';
import { measuredOf } from '../../src/prove/measured.ts';
import { flawless } from './observations.ts';

const say = (obligation: Obligation, change: Partial<ObservedService> = {}) => {
  const { status, text } = measuredOf(obligation, { ...flawless, ...change });
  return `${status}: ${text}`;
};

describe('stop signal', () => {
  const stop = (exitCode: number | undefined, more: object = {}): Partial<ObservedService> => ({
    stop: {
      tasks: [{ seconds: 0.4, exitCode }],
      grace: 10,
      inFlight: { missing: 'no request was in flight' },
      ...more,
    },
  });
  test('a task that ends with 0 is orderly', () => {
    expect(say('signals')).toBe('met: ended 0.4 s after SIGTERM, exit code 0; the request in flight was finished');
  });
  test('137 is a kill', () => {
    expect(say('signals', stop(137))).toMatch(/^failed: every task was killed after the grace period of 10 s/);
  });
  test('143 alone does not tell whether the work was finished: an init passes it on, a Java machine ends so after its hooks', () => {
    expect(say('signals', stop(143))).toMatch(/^not-measured: .*exit code 143/);
  });
  test('143 after a finished request is orderly', () => {
    expect(say('signals', stop(143, { inFlight: { kind: 'half-sent', completed: 1, dropped: 0 } }))).toMatch(/^met/);
  });
  test('other codes are not', () => {
    expect(say('signals', stop(1))).toMatch(/^weak/);
  });
  test('a dropped request of a slow path counts, one that was only half sent does not', () => {
    expect(say('signals', stop(0, { inFlight: { kind: 'slow', completed: 0, dropped: 1 } }))).toMatch(
      /^weak: .*dropped/,
    );
    expect(say('signals', stop(0, { inFlight: { kind: 'half-sent', completed: 0, dropped: 1 } }))).toMatch(/^met/);
  });
});

describe('storage', () => {
  const layer = (...lasting: readonly string[]) => ({ layer: { containers: 1, lasting, passing: 0 } });
  test('a database file in the container is one for each replica', () => {
    expect(say('datastore', layer('/app/data.sqlite'))).toMatch(/^failed: wrote the database \/app\/data\.sqlite/);
    expect(say('uploads', layer('/app/data.sqlite'))).toMatch(/^not-measured/);
  });
  test('other files are lost with the task', () => {
    expect(say('uploads', layer('/app/a', '/app/b', '/app/c', '/app/d'))).toBe(
      'weak: wrote /app/a, /app/b, /app/c and 1 more into the container, where it is lost with the task',
    );
  });
  test('nothing written proves nothing about uploads', () => {
    expect(say('uploads')).toMatch(/^not-measured/);
  });
  const volume = (driver: string, nodes: number, bytes?: number) => ({
    volumes: { volumes: [{ name: 'x_data', target: '/data', driver, nodes, bytes }] },
  });
  test('local volumes on several nodes differ once something was written', () => {
    expect(say('mounts', volume('local', 2, 1500))).toBe(
      'failed: 2 nodes held a /data of their own (1.5 kB on one of them)',
    );
    expect(say('mounts', volume('local', 2, 0))).toMatch(/^not-measured/);
    expect(say('mounts', volume('local', 1, 1500))).toMatch(/^not-measured/);
    expect(say('mounts', volume('nfs', 2, 1500))).toMatch(/^not-measured/);
  });
});

test('a replica that runs and refuses connections listens on another address', () => {
  const answers = { ...(flawless.answers as Answered), answering: 0, refusals: ['Connection refused'] };
  expect(say('listening', { answers })).toBe('failed: no replica answered on port 3000: Connection refused');
});

test('lost requests and a stuck update weaken, an update that never ends fails', () => {
  const update = { ...(flawless.update as object) } as never as Extract<ObservedService['update'], { state: string }>;
  const lost = { sent: 100, failed: 7, reasons: [{ reason: 'Connection refused', count: 7 }] };
  expect(say('updates', { update: { ...update, requests: lost } })).toMatch(
    /^weak: .*7 of 100 requests failed \(Connection refused\)/,
  );
  const rollback = { ...(flawless.rollback as object), state: 'paused', kept: 2 } as ObservedService['rollback'];
  expect(say('updates', { rollback })).toMatch(/^weak: .*left the update paused with 2 of 3 replicas/);
  expect(say('updates', { update: { ...update, state: 'paused' } })).toMatch(/^failed/);
});

test('of a service whose tasks never ran nothing else is said', () => {
  const start = {
    wanted: 1,
    running: 0,
    healthcheck: 'unknown' as const,
    failures: [{ state: 'rejected', error: 'No such image: x:1', count: 3 }],
  };
  expect(say('image', { start })).toBe('failed: No such image: x:1');
  const rest = { answers: { missing: 'x' }, stop: { missing: 'x' }, layer: { missing: 'x' } };
  for (const id of ['listening', 'signals', 'sessions', 'datastore'] as const)
    expect(say(id, { start, ...rest })).toBe('not-measured: no task of it ran');
});
