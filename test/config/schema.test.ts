/** The schema, the shape and the reader agree: what one accepts the others accept. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { rules } from '../../rules/index.ts';
import { readSettings } from '../../src/config/gather.ts';
import { settingsSchema } from '../../src/config/schema.ts';

const checks = rules.flatMap((rule) => rule.checks);
const schema = settingsSchema(checks);
const validate = new Ajv2020({ allErrors: true, strict: true, formats: { date: true } }).compile(schema);

const verdicts = (text: string) => ({
  schema: validate(parse(text)),
  reader: readSettings('.swarm-lint.yaml', text, checks).problems.length === 0,
});

const whole = `$schema: ./node_modules/swarm-lint/dist/schema/configuration.json
extends: [strict, all]
target: both
production: deploy/
development: ["*.dev.yml"]
deploys:
  - { files: [a.yml], stack: shop, environment: [TAG] }
cluster:
  nodes: 3
  registryAuthOnNodes: true
  sharedVolumes: [media]
  environment: [TAG]
  daemonLogging: { driver: json-file, max-size: 10m }
checks:
  processes/*: error
  processes/local-session: { severity: off, paths: [legacy/] }
overrides:
  - { paths: tools/, checks: { logs/file-logging: off } }
ignore:
  - { checks: [processes/*], paths: a/, services: web, reason: by design, until: 2027-03-31 }
`;

test('everything there is', () => expect(verdicts(whole)).toEqual({ schema: true, reader: true }));

test('the example of the README', () => {
  const readme = readFileSync('README.md', 'utf8');
  const section = readme.slice(readme.indexOf('\n## Configuration\n'));
  const text = section.slice(section.indexOf('```yaml\n') + 8, section.indexOf('\n```\n'));
  const { problems, settings } = readSettings('.swarm-lint.yaml', text, checks, () => ({ text: '' }));
  expect(problems).toEqual([]);
  expect(settings.acceptances).toHaveLength(1);
  expect(validate(parse(text))).toBe(true);
});

describe('neither accepts', () => {
  test.each([
    'chekcs: {}',
    'target: kubernetes',
    'production: []',
    'deploys: [{ stack: shop }]',
    'cluster: { nodes: 0 }',
    'cluster: { nodes: "3" }',
    'cluster: { registryAuthOnNodes: yes please }',
    'cluster: { daemonLogging: { max-size: 10m } }',
    'checks: { processes/local-sesion: off }',
    'checks: { processes/local-session: loud }',
    'checks: { processes/local-session: { paths: a } }',
    'overrides: [{ paths: a, checks: { processes/*: { severity: off } } }]',
    'ignore: [{ checks: processes/local-sesion, reason: x }]',
    'ignore: [{ checks: "*" }]',
    'ignore: [{ checks: "*", reason: x, until: tomorrow }]',
    'extends: ""',
  ])('%s', (text) => expect(verdicts(text)).toEqual({ schema: false, reader: false }));
});

test('editors are told what a check finds', () => {
  const { $defs } = schema as { $defs: { rules: { properties: Record<string, { description: string }> } } };
  expect(Object.keys($defs.rules.properties)).toEqual(checks.map(({ id }) => id));
  expect($defs.rules.properties['processes/local-session']?.description).toBeTruthy();
});
