/** What the formats for machines are tried on: one of everything, hostile words, random words. */
import fc from 'fast-check';
import type { Report } from '../../src/engine/report.ts';
import { defineCheck, type Rule, type Service } from '../../src/kit/index.ts';
import type { ReportContext } from '../../src/report/index.ts';
import { context, database, finding, place, report, serviceReport } from './sample.ts';

/** One factor with two checks, so that a golden file does not change with the words of the real ones. */
const check = (id: `${string}/${string}`, title: string) =>
  defineCheck<Service>({
    id,
    title,
    severity: 'error',
    confidence: 'high',
    effect: 'block',
    since: '0.1.0',
    rationale: 'Swarm spreads connections over the replicas.',
    evidence: 'What the code keeps in memory.',
    needs: ['services', 'code'],
    traps: ['What all replicas share.'],
    remedy: 'Keep sessions in Redis or a database, or in a signed cookie.',
    references: ['https://docs.docker.com/engine/swarm/ingress/'],
    examples: {
      bad: { 'server.js': "app.use(session({ secret: 'x' }));\n" },
      good: { 'server.js': 'app.use(session({ store }));\n' },
    },
    each: () => [],
    fails: () => false,
    message: () => '',
  });

const rules: readonly Rule[] = [
  {
    factor: 6,
    id: 'processes',
    title: 'Processes',
    principle: 'Processes share nothing.',
    swarm: 'Any replica may get any request.',
    address: 'https://12factor.net/processes',
    checks: [
      check('processes/local-session', 'Server-side sessions live in one replica'),
      check('processes/local-upload', 'Files of users are stored on one node'),
    ],
  },
];

export const fixed = (over: Partial<ReportContext> = {}): ReportContext => context({ rules, ...over });

const other = serviceReport({
  service: { ...serviceReport().service, name: 'worker' },
  place: place('docker-stack.yml', 14, 3),
  verdict: 'ready',
  reasons: [],
});
const riddle = serviceReport({
  service: { ...serviceReport().service, name: 'riddle' },
  place: place('docker-stack.yml', 30, 3),
  verdict: 'unknown',
  score: undefined,
  coverage: 0.2,
  reasons: [],
});

export const everything: Report = report({
  services: [serviceReport(), other, riddle, database],
  findings: [
    finding(),
    finding({
      check: 'processes/local-upload',
      severity: 'warning',
      confidence: 'medium',
      effect: 'degrade',
      message: 'Service "api" stores 100 % of its files in uploads: "a, b" & <c>.',
      place: { path: 'src/größe 1.ts', start: { line: 2, column: 3 }, end: { line: 5, column: 1 } },
      notes: [],
      fingerprint: 'f2',
    }),
    finding({
      severity: 'info',
      confidence: 'low',
      effect: 'none',
      service: undefined,
      subject: 'SESSION_KEY',
      message: 'A whole file.',
      place: { path: 'package.json', start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
      notes: [],
      fingerprint: 'f3',
    }),
    finding({ fingerprint: 'f4', suppressed: { by: 'comment', reason: 'one replica by design' } }),
    finding({ fingerprint: 'f5', suppressed: { by: 'service', reason: 'sticky sessions' } }),
  ],
  score: 61.234,
});

export const empty: Report = report({ findings: [], services: [], factors: [], gaps: [], passedOver: [], files: 0 });

/** Everything that means something to some format, or must not be there at all. */
export const EVIL = [
  'a]]>b&amp;<c d="e\' f>',
  '\u0000\u0007\u001b[31m\u007f\u009b',
  '\ud800 \udc00 \ufffe \uffff',
  '\u202e\u2066\u200b\ufeff',
  'x\r\n::error::y\n::add-mask::z\u2028##[error]w',
  '100%25 %0A ::: ,,, = ;',
  '[link](https://evil.example) [1](1) {0} \\',
  '../../../etc/passwd?#x y',
  'größe 日本 👍🏽',
].join('|');

/** A report with the given words wherever a repository could have put some. */
export const said = (words: string): Report => {
  const service = { ...serviceReport().service, name: words, stack: words };
  return report({
    services: [serviceReport({ service, place: place(words, 1, 1) })],
    findings: [
      finding({
        service: `${words}#${words}`,
        subject: words,
        message: words,
        why: words,
        remedy: words,
        place: place(words, 1, 1),
        notes: [{ place: place(words, 2, 1), message: words }],
      }),
      finding({ message: words, service: undefined, severity: 'info', fingerprint: 'f2' }),
      finding({ fingerprint: 'f3', suppressed: { by: 'comment', reason: words } }),
    ],
    gaps: [{ place: place(words, 1, 1), why: words, service: `${words}#${words}` }],
    faults: [{ what: words, error: words }],
    passedOver: [{ path: words, why: words }],
  });
};

/** Any text, lone surrogates and controls more often than chance would have it. */
export const anyWords = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(...EVIL, '\r', '\n', ':', ':', '%', ']', '>', '<', '"', '\ud83d', '\udc4d', '#', '['),
  }),
);

/** Texts in JSON that hold half of a surrogate pair. */
export function halvesIn(json: string): readonly string[] {
  const found: string[] = [];
  JSON.parse(json, (_key, value) => {
    if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) found.push(value);
    return value;
  });
  return found;
}
