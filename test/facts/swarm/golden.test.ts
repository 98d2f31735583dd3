/**
 * 663 answers of a real Docker command line and daemon (28.2) to small stack files: the model must give the same verdict for the same key.
 * What surrounded them is given to the model: the environment of the deploy, the files beside the stack file, what the Swarm held.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import type { ComposeFile } from '../../../src/facts/index.ts';
import {
  type Cluster,
  documentNotes,
  type LoaderNote,
  loadVerdicts,
  type Surroundings,
} from '../../../src/facts/swarm/index.ts';
import { composeReader } from '../../../src/readers/compose/index.ts';
import { toTree } from '../../../src/readers/compose/tree.ts';
import { namedIn } from '../../support/loader-messages.ts';

interface Answer {
  readonly verdict: string;
  readonly message?: string;
  readonly files: readonly string[];
}

const answers: Readonly<Record<string, Answer>> = JSON.parse(
  readFileSync('fixtures/readers/swarm-loader/verdicts.json', 'utf8'),
);

/** What stood around the stack files when the answers were taken: sizes of files in bytes, and what the Swarm held. */
const recorded: {
  readonly environment: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, number>>;
  readonly cluster: Cluster;
} = JSON.parse(readFileSync('fixtures/readers/swarm-loader/surroundings.json', 'utf8'));

const surroundings: Surroundings = {
  beside: (_file, path) => {
    const bytes = recorded.files[path.replace(/^\.\//, '')];
    return bytes === undefined ? { kind: 'nothing' } : { kind: 'file', bytes };
  },
  cluster: recorded.cluster,
};

function notesOf(files: readonly string[]): readonly LoaderNote[] {
  const read: ComposeFile[] = [];
  const loose: LoaderNote[] = [];
  for (const [index, text] of files.entries()) {
    const path = `${index}.yml`;
    const file = composeReader.read(
      { path, text },
      { parsers: {}, exists: () => false, variables: recorded.environment },
    ).compose?.[0];
    if (file) read.push(file);
    else {
      const document = parseDocument(text, { uniqueKeys: false, strict: false, logLevel: 'silent' });
      const tree = toTree(document, path, text);
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
  return [...loose, ...loadVerdicts(read, surroundings)];
}

const cases = Object.entries(answers);
const refused = (note: LoaderNote): boolean => note.verdict === 'rejected';

describe('the loader', () => {
  test('has 663 answers to compare with', () => expect(cases).toHaveLength(663));

  test('gives the verdicts of a real Swarm', () => {
    const wrong = cases.flatMap(([id, { verdict, message, files }]) => {
      const notes = notesOf(files).filter(refused);
      return verdict.startsWith('REJECTED') === notes.length > 0
        ? []
        : [`${id}: ${verdict} ${message ?? ''} | ${notes.map((note) => `${note.path} ${note.message}`).join('; ')}`];
    });
    expect(wrong).toEqual([]);
  });

  test('names the key that a real Swarm names', () => {
    const wrong = cases.flatMap(([id, { verdict, message = '', files }]) => {
      if (!verdict.startsWith('REJECTED')) return [];
      const named = namedIn(message);
      if (!named) return [`${id}: what is this about? ${message}`];
      const notes = notesOf(files).filter(refused);
      const { key, name = '' } = named;
      return notes.some(
        (note) =>
          (key === '' || `.${note.path}.`.includes(`.${key}.`)) && `${note.path} ${note.message}`.includes(name),
      )
        ? []
        : [`${id}: ${key} ${name} is not named by ${notes.map((note) => `${note.path} ${note.message}`).join('; ')}`];
    });
    expect(wrong).toEqual([]);
  });

  /** Samples that ask for what happens anyway, and networks, which no service shows. */
  const defaults =
    /^(?:top|ver3|net|snet)\b|^svc\.(?:command|image|isolation|x-foo)#0|^deploy\.(?:mode|endpoint_mode|update_config)#0|^deploy\.(?:rollback_config#2|restart_policy#[138])$/;

  test('has a word for everything that changed nothing in a real service', () => {
    const unsaid = cases.flatMap(([id, { verdict, files }]) =>
      verdict === 'NO_SPEC_CHANGE' && !defaults.test(id) && notesOf(files).length === 0 ? [id] : [],
    );
    expect(unsaid).toEqual([]);
  });

  test('names the keys that the command line says it ignores', () => {
    const wrong = cases.flatMap(([id, { message, verdict, files }]) => {
      if (verdict.startsWith('REJECTED')) return [];
      const said = /Ignoring unsupported options: (.*)/.exec(message ?? '')?.[1]?.split(', ') ?? [];
      const ignored = notesOf(files).filter((note) => note.verdict === 'ignored');
      return said
        .filter((key) => key !== 'restart' && !ignored.some((note) => note.key === key))
        .map((key) => `${id}: ${key}`);
    });
    expect(wrong).toEqual([]);
  });
});
