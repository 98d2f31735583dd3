/** Reads source as the command line would, and says each fact on one line. */
import type { CodeFact, CodeFile, Language } from '../../../src/facts/index.ts';
import { parsers } from '../../support/lint.ts';

export function readSource(
  language: Exclude<Language, 'javascript'>,
  path: string,
  text: string,
  others: readonly string[] = [],
): CodeFile {
  const read = parsers[language]?.({ path, text }, (one) => others.includes(one));
  if (!read) throw new Error(`${path} was not read`);
  return read;
}

/** Everything but reads of the environment: `kind scope path`, and what decides it. */
export const saidBy = (facts: readonly CodeFact[]): readonly string[] => facts.flatMap((fact) => describe(fact) ?? []);

/** `NAME need fallback`, with `known` for a fallback everybody knows. */
export const readsIn = (facts: readonly CodeFact[]): readonly string[] =>
  facts.flatMap((fact) =>
    fact.kind === 'env-read'
      ? [
          [fact.name, fact.need, fact.fallback, fact.knownSecret && 'known']
            .filter((one) => one !== undefined)
            .join(' '),
        ]
      : [],
  );

function describe(fact: CodeFact): string | undefined {
  switch (fact.kind) {
    case 'env-read':
    case 'buffered-output':
      return undefined;
    case 'health-route':
      return fact.asks === undefined ? undefined : `health-route ${fact.route} asks ${fact.asks}`;
    case 'listen':
      return `listen ${fact.bind} ${fact.port ?? '?'}${fact.portVariable ? ` ${fact.portVariable}` : ''}`;
    case 'signal-handler':
      return `signal ${fact.signals.join(',')} ${fact.does}`;
    case 'spawn':
      return `spawn ${fact.program}`;
    case 'connection-pool':
      return `pool ${fact.to} ${fact.most ?? '?'} ${fact.idle}${fact.variable ? ` ${fact.variable}` : ''}`;
    case 'consumer':
      return `consumer ${fact.from} ${fact.acknowledges} ${fact.delivery}${fact.effect ? ` ${fact.effect}` : ''}`;
    case 'endpoint-literal':
      return `endpoint ${fact.to} ${fact.host}${fact.port ? `:${fact.port}` : ''}${fact.variable ? ` ${fact.variable}` : ''}`;
    case 'secret-literal':
      return `secret ${fact.name} by ${fact.by}`;
    case 'mode-value':
      return `of ${fact.mode} ${fact.label} ${fact.what}`;
    case 'client-address':
      return `client ${fact.trusts ? 'trusts' : 'asks'}`;
    default: {
      const path = fact.path === undefined ? '' : ` ${fact.path}`;
      const unset = fact.choice?.unset ? `, unset ${fact.choice.unset}` : '';
      const more = [fact.requests && 'requests', fact.readBack && 'read back', fact.ships && 'ships', fact.effect];
      const told = fact.kind === 'module-state' ? ` ${fact.label} ${fact.confidence}` : '';
      return [`${fact.kind} ${fact.scope}${path}${unset}${told}`, ...more.filter(Boolean)].join(', ');
    }
  }
}
