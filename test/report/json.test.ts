import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { json } from '../../src/report/json.ts';
import { context, finding, report, serviceReport } from './sample.ts';

const schema = JSON.parse(readFileSync('src/report/schema/report.json', 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
const parsed = (...words: Parameters<typeof report>) => JSON.parse(json(report(...words), context()));

describe('json', () => {
  test('validates against the schema', () => {
    const output = parsed({
      findings: [
        finding(),
        finding({
          service: undefined,
          suppressed: { by: 'comment', reason: 'by design' },
          fingerprint: 'f2',
          severity: 'info',
        }),
      ],
    });
    validate(output);
    expect(validate.errors).toBeNull();
  });

  test('an empty report validates', () => {
    validate(parsed({ findings: [], services: [], factors: [], gaps: [], passedOver: [] }));
    expect(validate.errors).toBeNull();
  });

  test('the schema refuses what it does not know', () => {
    const output = parsed();
    expect(validate({ ...output, extra: 1 })).toBe(false);
    expect(validate({ ...output, findings: [{ ...output.findings[0], severity: 'fatal' }] })).toBe(false);
    expect(
      validate({
        ...output,
        services: [{ ...output.services[0], obligations: [{ id: 'x', status: 'met', evidence: [] }] }],
      }),
    ).toBe(false);
  });

  test('says what the report says', () => {
    const output = parsed({
      findings: [finding(), finding({ suppressed: { by: 'service', reason: 'r' }, fingerprint: 'f2' })],
    });
    expect(output.summary).toEqual({ errors: 1, warnings: 0, infos: 0, files: 12, durationMs: 312 });
    expect(output.services[0]).toMatchObject({
      name: 'api',
      at: { path: 'docker-stack.yml', line: 4, column: 3 },
      coverage: 0.93,
      image: { dockerfile: 'services/api/Dockerfile' },
      source: 'services/api',
    });
    expect(output.services[0].obligations[1]).toEqual({ id: 'sessions', status: 'failed', evidence: ['f1'] });
    expect(output.services[1]).toMatchObject({ image: null, source: null, score: null });
    expect(output.findings[0]).toMatchObject({ service: 'api', fix: null, suppressed: null });
    expect(output.findings[1].suppressed).toEqual({ by: 'service', reason: 'r' });
    expect(output.gaps).toEqual([{ path: 'deploy.yml.j2', line: 1, why: 'templated YAML' }]);
  });

  test('is harmless in a terminal and still the same data', () => {
    const message = 'a\u202Eb\u009b31mc\nd\u2028e';
    const output = json(report({ findings: [finding({ message })], services: [serviceReport()] }), context());
    expect(output).not.toMatch(/[\u202e\u009b\u2028]/);
    expect(JSON.parse(output).findings[0].message).toBe(message);
  });
});
