/** `init`: what it writes is a configuration, with every setting off and with every setting on, whatever the files are called. */
import { expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import { exampleSettings, type Seen } from '../../src/config/example.ts';
import { readSettings } from '../../src/config/gather.ts';

const checks = rules.flatMap((rule) => rule.checks);
const read = (text: string) => readSettings('.swarm-lint.yaml', text, checks);
const switchedOn = (text: string) => text.replace(/^#(?=(?: {2}| {4})?\S)/gm, '');

const seen: Seen = {
  stacks: [
    {
      files: ['base.yml', 'deploy/prod.yml'],
      purpose: 'production',
      why: 'its name says so',
      swarm: true,
      deployed: false,
    },
    {
      files: ['compose.dev.yml'],
      purpose: 'development',
      why: 'it mounts the source tree',
      swarm: false,
      deployed: false,
    },
  ],
  volumes: ['media', 'uploads'],
  finding: { check: 'processes/local-session', path: 'web/server.js' },
};
const hostile: Seen = {
  stacks: [
    { files: ['a\nextends: strict\n#.yml', ': {'], purpose: 'unknown', why: 'a\n- b', swarm: false, deployed: false },
  ],
  volumes: ['${X}: ]'],
  finding: { check: 'processes/local-session', path: '*&! "\n' },
};

test.each([
  ['nothing', { stacks: [], volumes: [] }],
  ['stacks', seen],
  ['names that are YAML', hostile],
] as const)('%s', (_what, what: Seen) => {
  const text = exampleSettings(what);
  const off = read(text);
  expect(off.problems).toEqual([]);
  expect(Object.keys(off.settings)).toEqual(['target', 'deploys']);
  const on = read(switchedOn(text));
  expect(on.problems).toEqual([]);
  expect(Object.keys(on.settings).sort()).toEqual(
    ['acceptances', 'cluster', 'deploys', 'development', 'levels', 'production', 'target'].sort(),
  );
});

test('names what was seen', () => {
  const text = exampleSettings(seen);
  expect(text).toContain('#   base.yml + deploy/prod.yml: for production, on Swarm (its name says so)\n');
  expect(text).toContain('#   compose.dev.yml: for development (it mounts the source tree)\n');
  expect(text).toContain('#  - files: [base.yml, deploy/prod.yml]\n');
  expect(text).toContain('#  sharedVolumes: [media, uploads]\n');
  expect(text).toContain('#  processes/local-session: info\n');
});
