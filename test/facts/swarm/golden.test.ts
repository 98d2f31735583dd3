/**
 * 663 answers of a real Docker command line and daemon (28.2) to small stack files: the model must give the same verdict for the same key.
 * Answers that depend on what the cluster holds, or on bytes of files beside the stack file, cannot be known from the file and are named here.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import type { ComposeFile } from '../../../src/facts/index.ts';
import { documentNotes, type LoaderNote, loadVerdicts } from '../../../src/facts/swarm/index.ts';
import { composeReader } from '../../../src/readers/compose/index.ts';
import { toTree } from '../../../src/readers/compose/tree.ts';

interface Answer {
  readonly verdict: string;
  readonly message?: string;
  readonly files: readonly string[];
}

const answers: Readonly<Record<string, Answer>> = JSON.parse(
  readFileSync('fixtures/readers/swarm-loader/verdicts.json', 'utf8'),
);

/** Files that stood beside the stack files when the answers were taken. */
const beside = /^(\.\/)?(sec|empty|x|big\d+k?(-1)?)\.(txt|bin|env)$/;

/** Decided by the cluster, or by the content of other files. */
const outside =
  /could not be found|not found: |is not in the right scope|plugin ".*" not found|must be larger than 0|no such file|invalid env file|ingress network|network none not found|is a directory/;

function notesOf(files: readonly string[]): readonly LoaderNote[] {
  const read: ComposeFile[] = [];
  const loose: LoaderNote[] = [];
  for (const [index, text] of files.entries()) {
    const path = `${index}.yml`;
    const file = composeReader.read({ path, text }, { parsers: {}, exists: () => false }).compose?.[0];
    if (file) read.push(file);
    else {
      const document = parseDocument(text, { uniqueKeys: false, strict: false, logLevel: 'silent' });
      const tree = toTree(document, path, text.length);
      if (!tree.root || document.errors.length > 0)
        loose.push({
          at: { file: path, start: 0, end: 0 },
          path: '',
          key: '',
          verdict: 'rejected',
          stage: 'yaml',
          message: 'no mapping',
        });
      else {
        loose.push(...documentNotes(tree.root));
        const version = tree.root.entries.find(({ key }) => key === 'version')?.value;
        // Half a stack: too little to be recognised alone, and still a part of this deploy.
        if (files.length > 1)
          read.push({
            at: tree.root.at,
            path,
            document: tree.root,
            version: version?.kind === 'scalar' ? version : undefined,
            services: [],
            declarations: [],
            problems: [],
          });
      }
    }
  }
  return [...loose, ...loadVerdicts(read, (_file, path) => beside.test(path))];
}

/** The key a message names: `services.web.ports.0.published`, `(root) Additional property name`. */
function keyIn(message: string): string | undefined {
  const line = message.split('\n').find((one) => !one.startsWith('Ignoring') && !one.startsWith('level=')) ?? '';
  const extra = /^(\S+) Additional property (.+) is not allowed/.exec(line);
  if (extra) return extra[2];
  return /^(?:services|networks|volumes|secrets|configs)\.\S+/
    .exec(line)?.[0]
    .split('.')
    .findLast((part) => !/^\d+$/.test(part));
}

const cases = Object.entries(answers);
/** The deployer's environment decides whether `image: ${X}` names anything. */
const deployers = new Set(['image.val#3']);
const known = cases.filter(([id, { message }]) => !outside.test(message ?? '') && !deployers.has(id));

describe('the loader', () => {
  test('gives the verdicts of a real Swarm', () => {
    const wrong = known.flatMap(([id, { verdict, message, files }]) => {
      const rejected = notesOf(files).filter((note) => note.verdict === 'rejected');
      const expected = verdict.startsWith('REJECTED');
      if (expected !== rejected.length > 0)
        return [
          `${id}: ${verdict} ${message ?? ''} | ${rejected.map((note) => `${note.path} ${note.message}`).join('; ')}`,
        ];
      const key = expected ? keyIn(message ?? '') : undefined;
      if (key && !rejected.some((note) => note.path.split('.').includes(key) || note.key === key))
        return [`${id}: ${key} is not named by ${rejected.map(({ path }) => path).join(', ')}`];
      return [];
    });
    expect(wrong).toEqual([]);
  });

  test('names the keys that the command line says it ignores', () => {
    const wrong = known.flatMap(([id, { message, verdict, files }]) => {
      if (verdict.startsWith('REJECTED')) return [];
      const said = /Ignoring unsupported options: (.*)/.exec(message ?? '')?.[1]?.split(', ') ?? [];
      const ignored = notesOf(files).filter((note) => note.verdict === 'ignored');
      return said
        .filter((key) => key !== 'restart' && !ignored.some((note) => note.key === key))
        .map((key) => `${id}: ${key}`);
    });
    expect(wrong).toEqual([]);
  });

  test('leaves few answers to the cluster', () => {
    expect(cases).toHaveLength(663);
    expect(cases.length - known.length).toBeLessThanOrEqual(40);
  });
});
