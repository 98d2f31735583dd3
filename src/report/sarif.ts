/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html) with what GitHub code scanning needs of it
 * (https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning). Accepted findings stay in
 * the file as suppressed ones. `primaryLocationLineHash` is left to GitHub's upload action, which complains of any value but its own.
 */
import type { Fault, Finding, Place, PlacedGap, PlacedNote, Report, ServiceReport } from '../engine/report.ts';
import type { ReportContext } from './context.ts';
import { editsFor, type PlacedEdit } from './edits.ts';
import { escapeText } from './escape.ts';
import { fromTop } from './locate.ts';
import { LEVELS, sarifRules } from './sarif-rules.ts';
import { serialise } from './serialise.ts';
import { serviceNameOf } from './summary.ts';

/** Where paths start: the top of the checkout. Its own address is known to nobody but the reader. */
const BASE = '%SRCROOT%';

/** A relative URI: everything that means something in URIs is encoded, a colon in the first segment too. */
const uriOf = (path: string, context: ReportContext): string =>
  fromTop(path, context)
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/');

/** Square brackets and backslashes would be a link of SARIF's own (section 3.11.6) when a parenthesis follows. */
const plain = (text: string): string => escapeText(text).replaceAll('](', '] (');
const linkText = (text: string): string => escapeText(text).replace(/[\\[\]]/g, '\\$&');

const physical = ({ path, start, end }: Place, context: ReportContext) => ({
  artifactLocation: { uri: uriOf(path, context), uriBaseId: BASE },
  region: regionOf({ start, end }),
});

const related = ({ place, message }: PlacedNote, at: number, context: ReportContext) => ({
  id: at + 1,
  physicalLocation: physical(place, context),
  message: { text: plain(message) },
});

/** GitHub shows related places only where the message links to them. */
const messageOf = ({ message, notes }: Finding, context: ReportContext): string =>
  [
    plain(message),
    ...notes.map(
      ({ place, message: said }, at) =>
        `[${linkText(fromTop(place.path, context))}:${place.start.line}](${at + 1}) ${plain(said)}`,
    ),
  ].join('\n');

const regionOf = ({ start, end }: Pick<Place, 'start' | 'end'>) => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
});

function fixOf(title: string, edits: readonly PlacedEdit[], context: ReportContext) {
  const paths = [...new Set(edits.map(({ path }) => path))];
  return {
    description: { text: plain(title) },
    artifactChanges: paths.map((path) => ({
      artifactLocation: { uri: uriOf(path, context), uriBaseId: BASE },
      replacements: edits
        .filter((edit) => edit.path === path)
        .map((edit) => ({ deletedRegion: regionOf(edit), insertedContent: { text: edit.text } })),
    })),
  };
}

function resultOf(finding: Finding, indexes: ReadonlyMap<string, number>, context: ReportContext) {
  const { check, severity, place, notes, fingerprint, suppressed, service, subject } = finding;
  const ruleIndex = indexes.get(check);
  const edits = editsFor(finding, context);
  return {
    ruleId: check,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: { text: messageOf(finding, context) },
    locations: [{ physicalLocation: physical(place, context) }],
    ...(notes.length === 0 ? {} : { relatedLocations: notes.map((note, at) => related(note, at, context)) }),
    ...(edits === undefined || finding.fix === undefined ? {} : { fixes: [fixOf(finding.fix.title, edits, context)] }),
    partialFingerprints: { 'swarmLint/v1': fingerprint },
    ...(suppressed === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: suppressed.by === 'comment' ? 'inSource' : 'external',
              status: 'accepted',
              justification: escapeText(suppressed.reason),
            },
          ],
        }),
    properties: {
      confidence: finding.confidence,
      effect: finding.effect,
      ...(service === undefined ? {} : { service: escapeText(serviceNameOf(service)) }),
      ...(subject === undefined ? {} : { subject: escapeText(subject) }),
      remedy: plain(finding.remedy),
    },
  };
}

const NOTIFICATIONS = [
  { id: 'gap', shortDescription: { text: 'Something could not be read or decided' } },
  { id: 'fault', shortDescription: { text: 'A part of swarm-lint failed' } },
  { id: 'passed-over', shortDescription: { text: 'A stack was read and not judged' } },
];

const gapNotification = ({ place, why, service }: PlacedGap, context: ReportContext) => ({
  descriptor: { id: 'gap', index: 0 },
  level: 'note',
  message: { text: plain(service === undefined ? why : `${serviceNameOf(service)}: ${why}`) },
  locations: [{ physicalLocation: physical(place, context) }],
});

const faultNotification = ({ what, error }: Fault) => ({
  descriptor: { id: 'fault', index: 1 },
  level: 'error',
  message: { text: plain(`${what}: ${error}`) },
});

const passedOverNotification = ({ path, why }: Report['passedOver'][number], context: ReportContext) => ({
  descriptor: { id: 'passed-over', index: 2 },
  level: 'note',
  message: { text: plain(why) },
  locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path, context), uriBaseId: BASE } } }],
});

const serviceProperties = (
  { service, verdict, singleton, maxSafeReplicas, score, coverage }: ServiceReport,
  context: ReportContext,
) => ({
  name: escapeText(service.name),
  stack: escapeText(fromTop(service.stack, context)),
  role: service.role.value,
  verdict,
  ...(singleton === undefined ? {} : { singleton }),
  ...(maxSafeReplicas === undefined ? {} : { maxSafeReplicas }),
  ...(score === undefined ? {} : { score: rounded(score) }),
  coverage: rounded(coverage),
});

const rounded = (value: number): number => Math.round(value * 100) / 100;

export function sarif(report: Report, context: ReportContext): string {
  const rules = sarifRules(context.rules);
  const indexes = new Map(rules.map(({ id }, at) => [id as string, at]));
  return serialise({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'swarm-lint',
            version: context.version,
            semanticVersion: context.version,
            rules,
            notifications: NOTIFICATIONS,
          },
        },
        invocations: [
          {
            executionSuccessful: report.faults.length === 0,
            toolExecutionNotifications: [
              ...report.faults.map(faultNotification),
              ...report.gaps.map((gap) => gapNotification(gap, context)),
              ...report.passedOver.map((one) => passedOverNotification(one, context)),
            ],
          },
        ],
        originalUriBaseIds: { [BASE]: { description: { text: 'The top of the checkout.' } } },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => resultOf(finding, indexes, context)),
        properties: {
          services: report.services.map((one) => serviceProperties(one, context)),
          ...(report.score === undefined ? {} : { score: rounded(report.score) }),
        },
      },
    ],
  });
}
