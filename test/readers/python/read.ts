/** Reads Python as the command line would. */
import type { CodeFact, CodeFile } from '../../../src/facts/index.ts';
import { parsers } from '../../support/lint.ts';

export function readPython(text: string, path = 'app.py', others: readonly string[] = []): CodeFile {
  const read = parsers.python!({ path, text }, (one) => others.includes(one));
  if (!read) throw new Error('not read');
  return read;
}

/** `kind scope label`, and what decides it. */
export const said = (text: string, path?: string): readonly string[] =>
  readPython(text, path).facts.flatMap((fact) => describe(fact) ?? []);

function describe(fact: CodeFact): string | undefined {
  if (fact.kind === 'env-read' || fact.kind === 'health-route' || fact.kind === 'buffered-output') return undefined;
  if (fact.kind === 'listen')
    return `listen ${fact.bind} ${fact.port ?? '?'}${fact.portVariable ? ` ${fact.portVariable}` : ''}`;
  if (fact.kind === 'signal-handler') return `signal ${fact.signals.join(',')} ${fact.does}`;
  const path = fact.path === undefined ? '' : ` ${fact.path}`;
  return `${fact.kind} ${fact.scope}${path}`;
}
