/** `config`: what presets, patterns and overrides come to. */
import { expect, test } from '@jest/globals';
import { readSettings } from '../../src/config/gather.ts';
import { showSettings } from '../../src/config/show.ts';

const checks = [
  { id: 'processes/local-session', severity: 'error' },
  { id: 'processes/local-cache', severity: 'warning' },
  { id: 'logs/file-logging', severity: 'info' },
] as const;

const text = `extends: strict
production: [deploy/*.yml]
checks: { processes/local-session: warning }
overrides:
  - { paths: legacy/, checks: { processes/*: off } }
cluster: { daemonLogging: local }
ignore:
  - { checks: logs/*, paths: tools/, reason: nobody reads them, until: 2027-03-31 }
`;
const { settings, problems } = readSettings('.swarm-lint.yaml', text, checks);
const shown = (path?: string) => showSettings(settings, checks, ['.swarm-lint.yaml'], path);

test('of the repository', () => {
  expect(problems).toEqual([]);
  expect(shown()).toBe(`# from ".swarm-lint.yaml"
target: auto
production:
  - deploy/*.yml
cluster:
  daemonLogging:
    driver: local
checks:
  processes/local-session: warning
  processes/local-cache: error
  logs/file-logging: warning
overrides:
  - paths:
      - legacy/
    checks:
      processes/local-session: off
      processes/local-cache: off
ignore:
  - checks:
      - logs/*
    paths:
      - tools/
    reason: nobody reads them
    until: 2027-03-31
`);
});

test('of one path', () => {
  const legacy = shown('legacy/server.js');
  expect(legacy).toContain(
    'processes/local-session: off\n  processes/local-cache: off\n  logs/file-logging: warning\n',
  );
  expect(legacy).not.toContain('ignore:');
  expect(shown('tools/x.js')).toContain('ignore:');
});

test('what is shown can be read again, and comes to the same', () => {
  const again = readSettings('.swarm-lint.yaml', shown(), checks);
  expect(again.problems).toEqual([]);
  expect(showSettings(again.settings, checks, ['.swarm-lint.yaml'])).toBe(shown());
});
