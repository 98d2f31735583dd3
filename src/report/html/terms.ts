/** How verdicts, obligations and severities look on the page: a symbol, a word, and the class that colours them. */
import type { Finding, ObligationStatus, Place, Report, ServiceReport } from '../../engine/report.ts';
import { type Severity, serviceKey } from '../../kit/index.ts';
import { serviceNameOf } from '../summary.ts';
import { type Markup, markup } from './markup.ts';

export interface Term {
  readonly symbol: string;
  readonly word: string;
  /** Class of the style sheet. */
  readonly tone: 'good' | 'bad' | 'warn' | 'open' | 'calm';
}

export function verdictTerm({ verdict, singleton }: Pick<ServiceReport, 'verdict' | 'singleton'>): Term {
  switch (verdict) {
    case 'ready':
      return { symbol: '✓', word: 'ready', tone: 'good' };
    case 'conditional':
      return { symbol: '!', word: 'conditional', tone: 'warn' };
    case 'blocked':
      return { symbol: '✗', word: 'blocked', tone: 'bad' };
    case 'undeployable':
      return { symbol: '⊘', word: 'undeployable', tone: 'bad' };
    case 'unknown':
      return { symbol: '?', word: 'unknown', tone: 'open' };
    case 'singleton':
      return singleton === 'broken'
        ? { symbol: '✗', word: 'broken singleton', tone: 'bad' }
        : { symbol: '–', word: 'singleton', tone: 'calm' };
  }
}

export const statusTerms: Readonly<Record<ObligationStatus, Term>> = {
  met: { symbol: '✓', word: 'met', tone: 'good' },
  failed: { symbol: '✗', word: 'failed', tone: 'bad' },
  weak: { symbol: '!', word: 'weak', tone: 'warn' },
  'not-evaluated': { symbol: '?', word: 'not evaluated', tone: 'open' },
  'not-applicable': { symbol: '–', word: 'does not apply', tone: 'calm' },
};

export const severityTerms: Readonly<Record<Severity, Term>> = {
  error: { symbol: '✗', word: 'error', tone: 'bad' },
  warning: { symbol: '!', word: 'warning', tone: 'warn' },
  info: { symbol: 'i', word: 'info', tone: 'open' },
};

export const mark = ({ symbol, tone }: Term): Markup =>
  markup`<span class="mark ${tone}" aria-hidden="true">${symbol}</span>`;

export const placeText = ({ path, start }: Place): string => `${path}:${start.line}:${start.column}`;

export const placeCode = (place: Place): Markup => markup`<code class="place">${placeText(place)}</code>`;

export const replicasText = ({ service: { scale } }: ServiceReport): string =>
  scale.global ? 'global' : scale.replicas === undefined ? '?' : String(scale.replicas);

/** Names within the page: where links lead. */
export interface Anchors {
  readonly severalStacks: boolean;
  readonly ofService: (key: string) => string | undefined;
  readonly ofFinding: (fingerprint: string) => string | undefined;
  /** A service as it is called on this page; with its stack where there are several. */
  readonly nameOf: (key: string) => string;
}

export function anchorsOf({ services, findings }: Report): Anchors {
  const ofServices = new Map<string, string>();
  for (const { service } of services) {
    const key = serviceKey(service);
    if (!ofServices.has(key)) ofServices.set(key, `service-${ofServices.size + 1}`);
  }
  const ofFindings = new Map<string, string>();
  for (const { fingerprint } of findings)
    if (!ofFindings.has(fingerprint)) ofFindings.set(fingerprint, `finding-${fingerprint}`);
  const severalStacks = new Set(services.map(({ service }) => service.stack)).size > 1;
  return {
    severalStacks,
    ofService: (key) => ofServices.get(key),
    ofFinding: (fingerprint) => ofFindings.get(fingerprint),
    nameOf: (key) => {
      const name = serviceNameOf(key);
      return severalStacks ? `${name} in ${key.slice(0, -name.length - 1)}` : name;
    },
  };
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** The worst first, accepted ones last, otherwise as the report has them. */
export const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  [false, true].flatMap((accepted) =>
    SEVERITIES.flatMap((severity) =>
      findings.filter((one) => one.severity === severity && (one.suppressed !== undefined) === accepted),
    ),
  );
