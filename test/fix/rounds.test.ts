/** Fixes stay only where the repository is better for them. */
import { expect, test } from '@jest/globals';
import { applyFix, fixAll, textEdits } from '../../src/fix/index.ts';
import {
  type Check,
  defineCheck,
  defineRule,
  type Edit,
  type Rule,
  type Service,
  span,
  swarmServices,
} from '../../src/kit/index.ts';
import { lint } from '../../src/lint.ts';

const words = {
  title: 'A title',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale: 'Because.',
  evidence: 'Stack files.',
  needs: ['swarm'],
  traps: ['None.'],
  remedy: 'Mend it.',
  examples: { bad: {}, good: {} },
} as const;

/** Complains of services whose stop_grace_period is this, and sets another. */
const changes = (id: Check['id'], from: string | undefined, to: string, safety: 'safe' | 'suggested' = 'safe'): Check =>
  defineCheck<Service>({
    ...words,
    id,
    each: swarmServices,
    fails: ({ stopGracePeriod }) => stopGracePeriod?.value === from,
    message: ({ name }) => name,
    fix: {
      summary: 'Sets it.',
      safety,
      propose: ({ at }) => ({
        title: 'Set it',
        safety,
        edits: [{ kind: 'set', at, path: ['stop_grace_period'], value: to }],
      }),
    },
  });

const ruled = (...checks: readonly Check[]): readonly Rule[] => [
  defineRule({ factor: 1, id: 'x', title: 'X', principle: '', swarm: '', address: '', checks }),
];

const tree = {
  'docker-stack.yml': `services:
  web:
    image: registry.example/web:1
    deploy:
      replicas: 2
  api:
    image: registry.example/api:1
`,
};

const fixed = (rules: readonly Rule[], most: 'safe' | 'suggested' = 'safe', of = tree) =>
  fixAll(of, lint(of, { rules }), most, (changed) => lint(changed, { rules }));

test('every service is mended, and a second run has nothing to do', () => {
  const rules = ruled(changes('x/one', undefined, '1m'));
  const { texts, done, refused, run } = fixed(rules);
  expect(done).toHaveLength(2);
  expect(refused).toEqual([]);
  expect(run.report.findings).toEqual([]);
  const text = texts.get('docker-stack.yml')!;
  expect(text.match(/stop_grace_period: 1m/g)).toHaveLength(2);
  expect(fixed(rules, 'safe', { 'docker-stack.yml': text }).texts.size).toBe(0);
});

test('a remark that one fix brings is mended by the next', () => {
  const remark: Check = { ...changes('x/two', '1m', '2m'), severity: 'info' };
  const { texts, done } = fixed(ruled(changes('x/one', undefined, '1m'), remark));
  expect(done).toHaveLength(4);
  expect(texts.get('docker-stack.yml')).not.toContain('1m');
});

test('what is only suggested waits until it is asked for', () => {
  const rules = ruled(changes('x/one', undefined, '1m', 'suggested'));
  expect(fixed(rules).texts.size).toBe(0);
  expect(fixed(rules, 'suggested').done).toHaveLength(2);
});

test('a fix that brings another finding is taken back, its neighbours stay', () => {
  const rules = ruled(
    changes('x/one', undefined, '1m'),
    defineCheck<Service>({
      ...words,
      id: 'x/never-api',
      each: swarmServices,
      fails: ({ name, stopGracePeriod }) => name === 'api' && stopGracePeriod !== undefined,
      message: () => 'no',
    }),
  );
  const { texts, done, refused } = fixed(rules);
  expect(done.map(({ finding }) => finding.message)).toEqual(['web']);
  expect(refused.map(({ why }) => why)).toEqual(['it would bring x/never-api']);
  expect(texts.get('docker-stack.yml')!.match(/stop_grace_period/g)).toHaveLength(1);
});

test('a fix may bring what it says it brings', () => {
  const check = changes('x/one', undefined, '1m');
  const knowing: Check = {
    ...check,
    fix: { ...check.fix!, propose: (...all) => ({ ...check.fix!.propose(...all)!, brings: ['x/never'] }) },
  };
  const never = defineCheck<Service>({
    ...words,
    id: 'x/never',
    severity: 'warning',
    each: swarmServices,
    fails: ({ stopGracePeriod }) => stopGracePeriod !== undefined,
    message: () => 'no',
  });
  expect(fixed(ruled(knowing, never)).done).toHaveLength(2);
  expect(fixed(ruled(check, never)).refused).toHaveLength(2);
});

test('a fix that makes another finding worse is taken back', () => {
  const grace = defineCheck<Service>({
    ...words,
    id: 'x/grace',
    each: swarmServices,
    fails: ({ stopGracePeriod }) => ({ severity: stopGracePeriod ? 'error' : 'warning' }),
    message: () => 'no',
  });
  const { texts, refused } = fixed(ruled(changes('x/one', undefined, '1m'), grace));
  expect(texts.size).toBe(0);
  expect(refused.map(({ why }) => why)).toEqual(['it would bring x/grace', 'it would bring x/grace']);
});

test('a fix that does not settle its finding is taken back', () => {
  const check = changes('x/one', undefined, '1m');
  const stubborn: Check = { ...check, fails: () => true };
  const { texts, refused } = fixed(ruled(stubborn));
  expect(texts.size).toBe(0);
  expect(refused.map(({ why }) => why)).toEqual(['the finding would stay', 'the finding would stay']);
});

test('two that undo each other come to an end, and leave nothing half done', () => {
  const remarks = [changes('x/two', '1m', '2m'), changes('x/three', '2m', '1m')].map(
    (one): Check => ({ ...one, severity: 'info' }),
  );
  const { texts } = fixed(ruled(changes('x/one', undefined, '1m'), ...remarks));
  expect(texts.size).toBe(1);
  expect([...texts.values()].every((text) => /stop_grace_period: [12]m/.test(text))).toBe(true);
});

test('several edits of one fix are made together or not at all', () => {
  const text = 'a:\n  b: 1\n  c: 2\n';
  const at = (needle: string) => span('a.yml', text.indexOf(needle), text.indexOf(needle) + needle.length);
  const fix = (...edits: [Edit, ...Edit[]]) => ({ title: 'x', safety: 'safe' as const, edits });
  const both = fix({ kind: 'remove', at: at('b:') }, { kind: 'value', at: at('2'), value: 3 });
  expect(applyFix({ 'a.yml': text }, both)?.texts.get('a.yml')).toBe('a:\n  c: 3\n');
  expect(textEdits({ 'a.yml': text }, both)).toEqual([{ path: 'a.yml', start: 3, end: text.length, text: '  c: 3\n' }]);
  expect(
    applyFix({ 'a.yml': text }, fix({ kind: 'remove', at: at('b:') }, { kind: 'value', at: at('1'), value: 3 })),
  ).toBeUndefined();
});

test('lines are put in front of and behind others, indented as they are', () => {
  const text = 'FROM a\n  RUN b\\\n    && c\nCMD d';
  const at = span('Dockerfile', 9, text.indexOf('\nCMD'));
  const line = (where: 'before' | 'after' | 'instead') =>
    applyFix(
      { Dockerfile: text },
      { title: 'x', safety: 'safe', edits: [{ kind: 'line', at, where, text: 'ENV X=1' }] },
    )?.texts.get('Dockerfile');
  expect(line('before')).toBe('FROM a\n  ENV X=1\n  RUN b\\\n    && c\nCMD d');
  expect(line('after')).toBe('FROM a\n  RUN b\\\n    && c\n  ENV X=1\nCMD d');
  expect(line('instead')).toBe('FROM a\n  ENV X=1\nCMD d');
});

test.each([
  [
    'set',
    { kind: 'set', path: ['dependencies', 'b'], value: '^2' },
    '{\n    "dependencies": {\n        "a": "1",\n        "b": "^2"\n    }\n}\n',
  ],
  [
    'made where it is missing',
    { kind: 'set', path: ['engines', 'node'], value: '24' },
    '{\n    "dependencies": {\n        "a": "1"\n    },\n    "engines": {\n        "node": "24"\n    }\n}\n',
  ],
] as const)('JSON: %s, as the file is indented', (_, edit, expected) => {
  const text = '{\n    "dependencies": {\n        "a": "1"\n    }\n}\n';
  const fix = { title: 'x', safety: 'safe' as const, edits: [{ ...edit, at: span('package.json', 0, 1) }] as [Edit] };
  expect(applyFix({ 'package.json': text }, fix)?.texts.get('package.json')).toBe(expected);
});
