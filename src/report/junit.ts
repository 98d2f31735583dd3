/**
 * JUnit XML as Jenkins, GitLab and the reporters of GitHub Actions read it. A suite per service answers «does it pass?»: each error and
 * warning is a failed case, and a service without any is one that passed. Infos never fail a build, so they are skipped cases: seen, not
 * counted. A service too little is known of is skipped too, and so is a run that found no service: never a silent pass.
 *
 * GitLab shows the class name as the suite, compares runs by class and case name, and keeps one of several equal names
 * (https://docs.gitlab.com/ci/testing/unit_test_reports/): names hold no line, and are numbered. Jenkins cuts the class name at its last
 * dot into package and class (https://github.com/jenkinsci/junit-plugin, CaseResult): it holds none.
 */
import type { Fault, Finding, Report, ServiceReport } from '../engine/report.ts';
import { serviceKey } from '../kit/index.ts';
import type { ReportContext } from './context.ts';
import { fromTop } from './locate.ts';
import { furtherLines } from './open.ts';
import { element, xml, xmlDocument } from './xml.ts';

type Outcome = 'passed' | 'failures' | 'errors' | 'skipped';

interface Case {
  readonly name: string;
  readonly path?: string;
  readonly line?: number;
  readonly outcome: Outcome;
  /** XML. */
  readonly content?: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

function caseOf(finding: Finding, name: string, context: ReportContext): Case {
  const { message, severity, why, place } = finding;
  const pathOf = (path: string): string => fromTop(path, context);
  const path = pathOf(place.path);
  if (severity === 'info')
    return { name, path, line: place.start.line, outcome: 'skipped', content: element('skipped', { message }) };
  const lines = [`${path}:${place.start.line}:${place.start.column}`, ...furtherLines(finding, pathOf), `Why: ${why}`];
  const content = element('failure', { message, type: severity }, lines.map(xml));
  return { name, path, line: place.start.line, outcome: 'failures', content };
}

function casesOf(findings: readonly Finding[], context: ReportContext): readonly Case[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const { check, place, subject } = finding;
    const name = [check, fromTop(place.path, context), subject].filter((word) => word !== undefined).join(' ');
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return caseOf(finding, count === 1 ? name : `${name} #${count}`, context);
  });
}

/** What a service gets that has no failed case. */
function quietCase({ verdict, place }: ServiceReport, context: ReportContext): Case {
  const at = { name: 'no open errors or warnings', path: fromTop(place.path, context), line: place.start.line };
  if (verdict !== 'unknown') return { ...at, outcome: 'passed' };
  return { ...at, outcome: 'skipped', content: element('skipped', { message: 'too little is known to judge it' }) };
}

function serviceSuite(one: ServiceReport, name: string, findings: readonly Finding[], context: ReportContext): Suite {
  const cases = casesOf(findings, context);
  return {
    name,
    cases: cases.some(({ outcome }) => outcome === 'failures') ? cases : [quietCase(one, context), ...cases],
  };
}

/** The question of this tool was never put: that must not look like a pass. */
const unaskedCase: Case = {
  name: 'no open errors or warnings',
  outcome: 'skipped',
  content: element('skipped', { message: 'no stack or compose file meant for production was found' }),
};

const faultCase = ({ what, error }: Fault): Case => ({
  name: what,
  outcome: 'errors',
  content: element('error', { message: error, type: 'fault' }),
});

function suitesOf(report: Report, context: ReportContext): readonly Suite[] {
  const { services, faults } = report;
  const findings = report.findings.filter(({ suppressed }) => suppressed === undefined);
  const keys = new Set(services.map(({ service }) => serviceKey(service)));
  const several = (name: string): boolean => services.filter(({ service }) => service.name === name).length > 1;
  const own = services.map((one) => {
    const { name, stack } = one.service;
    const key = serviceKey(one.service);
    const shown = several(name) ? `${name} (${fromTop(stack, context)})` : name;
    return serviceSuite(
      one,
      shown,
      findings.filter(({ service }) => service === key),
      context,
    );
  });
  const others = casesOf(
    findings.filter(({ service }) => service === undefined || !keys.has(service)),
    context,
  );
  const rest: Case[] = [...others, ...faults.map(faultCase)];
  if (own.length === 0) rest.unshift(unaskedCase);
  return rest.length === 0 ? own : [...own, { name: 'repository', cases: rest }];
}

const count = (cases: readonly Case[]) => ({
  tests: cases.length,
  failures: cases.filter(({ outcome }) => outcome === 'failures').length,
  errors: cases.filter(({ outcome }) => outcome === 'errors').length,
  skipped: cases.filter(({ outcome }) => outcome === 'skipped').length,
});

function suiteElement({ name, cases }: Suite): string {
  const classname = name.replaceAll('.', '_');
  const content = cases.map((one) =>
    element(
      'testcase',
      { classname, name: one.name, file: one.path, line: one.line, time: 0 },
      one.content === undefined ? [] : [one.content],
    ),
  );
  return element('testsuite', { name, ...count(cases), time: 0 }, content);
}

export function junit(report: Report, context: ReportContext): string {
  const suites = suitesOf(report, context);
  const totals = count(suites.flatMap(({ cases }) => cases));
  const time = (context.durationMs / 1000).toFixed(3);
  return xmlDocument(element('testsuites', { name: 'swarm-lint', ...totals, time }, suites.map(suiteElement)));
}
