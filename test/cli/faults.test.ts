/** A part of ours fails: what was found is still shown, and the exit code tells. */
import { beforeEach, expect, jest, test } from '@jest/globals';
import type { Streams } from '../../src/cli/streams.ts';
import { report } from '../report/sample.ts';

jest.unstable_mockModule('../../src/cli/examine.ts', () => ({
  examine: async () => ({
    facts: {},
    report: report({ faults: [{ what: 'check a/b', error: 'made up', stack: 'Error: made up\n    at somewhere' }] }),
    discovery: { root: process.cwd(), tree: {}, listing: [], repository: { versionControl: 'none' }, gaps: [] },
  }),
}));
const { run } = await import('../../src/cli/program.ts');

let out = '';
let err = '';
beforeEach(() => {
  out = '';
  err = '';
});
const streams: Streams = {
  cwd: process.cwd(),
  env: {},
  out: (text) => {
    out += text;
  },
  err: (text) => {
    err += text;
  },
  terminal: false,
  elapsed: () => 1,
};

test('findings so far are printed, then one line for people', async () => {
  expect(await run(['--fail-on', 'never'], streams)).toBe(3);
  expect(out).toContain('processes/local-session');
  expect(out).toContain('check a/b: made up');
  expect(err).toMatch(/^swarm-lint: 1 part of swarm-lint itself failed.*--debug.*\n$/);
});

test('with the trace when asked', async () => {
  expect(await run(['--debug'], streams)).toBe(3);
  expect(err).toContain('at somewhere');
});
