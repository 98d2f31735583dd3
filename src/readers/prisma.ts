/** Reads the `datasource` of a Prisma schema: which database, and where it is. */
import type { CodeFact } from '../facts/code.ts';
import type { Reader } from '../facts/reading.ts';
import { span } from '../source/index.ts';

const block = /^[ \t]*datasource[ \t]+\w+[ \t]*\{([^{}]{0,4000})\}/m;
const provider = /^[ \t]*provider[ \t]*=[ \t]*"([\w-]{1,40})"/m;
const fromVariable = /^[ \t]*url[ \t]*=[ \t]*(env\([ \t]*"(\w{1,100})"[ \t]*\))/m;
const fromFile = /^[ \t]*url[ \t]*=[ \t]*"file:([^"\n]{1,300})"/m;

/** Providers that are reached over the network. Source: Prisma's list of supported databases. */
const served = new Set(['postgresql', 'postgres', 'mysql', 'sqlserver', 'mongodb', 'cockroachdb']);

const common = { module: '@prisma/client', guard: 'always', confidence: 'high' } as const;

function factsOf(path: string, text: string): readonly CodeFact[] {
  const found = block.exec(text);
  const body = found?.[1];
  if (found === null || body === undefined) return [];
  // The body ends right before the closing brace.
  const start = found.index + found[0].length - 1 - body.length;
  const facts: CodeFact[] = [];
  const kind = provider.exec(body);
  const name = kind?.[1] ?? '';
  if (kind !== null && (name === 'sqlite' || served.has(name))) {
    const from = start + kind.index + kind[0].indexOf('provider');
    const file = fromFile.exec(body)?.[1];
    facts.push({
      ...common,
      kind: 'datastore',
      label: name === 'sqlite' ? 'Prisma SQLite' : 'Prisma',
      at: span(path, from, start + kind.index + kind[0].length),
      scope: name === 'sqlite' ? 'local' : 'shared',
      ...(name === 'sqlite' && file !== undefined ? { path: file } : {}),
    });
  }
  const read = fromVariable.exec(body);
  if (read?.[1] !== undefined && read[2] !== undefined) {
    const from = start + read.index + read[0].length - read[1].length;
    const at = span(path, from, from + read[1].length);
    // Prisma refuses to connect without it.
    facts.push({ ...common, kind: 'env-read', label: read[2], at, name: read[2], need: 'required' });
  }
  return facts;
}

export const prismaReader: Reader = {
  name: 'prisma',
  claims: (path) => path.endsWith('.prisma') && !path.includes('node_modules/'),
  read: ({ path, text }) => {
    const facts = factsOf(path, text);
    if (facts.length === 0) return {};
    const at = span(path, 0, text.length);
    return { code: [{ path, language: 'javascript', at, imports: [], packages: [], facts, parsed: true }] };
  },
};
