/** The import table: who may know whom. A layer that reaches too far fails here, with the line that does. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { ts } from 'ts-morph';

interface Layer {
  readonly folder: string;
  /** Folders it may import from, besides itself. */
  readonly may: readonly string[];
  /** Packages it may import; absent: any. `node:` modules are packages too. */
  readonly packages?: readonly string[];
  /** Files with a reason to break the rule for packages. */
  readonly except?: readonly string[];
}

const layers: readonly Layer[] = [
  { folder: 'src/source', may: [], packages: [] },
  { folder: 'src/facts', may: ['src/source'], packages: [] },
  { folder: 'src/kit', may: ['src/facts', 'src/source'], packages: [] },
  { folder: 'rules', may: ['src/kit/index.ts'], packages: [] },
  {
    folder: 'src/readers',
    may: ['src/facts', 'src/source'],
    // node:crypto computes what package managers note in their locks.
    packages: [
      'yaml',
      'dockerfile-ast',
      'ts-morph',
      'web-tree-sitter',
      'smol-toml',
      'sax',
      'properties-file',
      'jsonc-parser',
      'node:crypto',
    ],
  },
  { folder: 'src/convert', may: ['src/readers', 'src/facts', 'src/source'], packages: ['yaml'] },
  { folder: 'src/config', may: ['src/facts', 'src/source'], packages: ['yaml'], except: ['src/config/load.ts'] },
  { folder: 'src/engine', may: ['src/kit', 'src/facts', 'src/source'], packages: [] },
  {
    folder: 'src/docs',
    may: ['src/kit', 'src/facts', 'src/source', 'src/engine', 'rules/index.ts'],
    packages: [],
    except: ['src/docs/write.ts', 'src/docs/new-check.ts'],
  },
  {
    folder: 'src/prove',
    may: ['src/engine/report.ts', 'src/kit', 'src/source'],
    packages: [],
  },
  {
    folder: 'src/report',
    may: ['src/engine', 'src/prove', 'src/docs', 'src/kit', 'src/source'],
    packages: ['picocolors'],
  },
  {
    folder: 'src/fix',
    may: ['src/engine/report.ts', 'src/kit', 'src/source'],
    packages: ['yaml', 'jsonc-parser', 'diff', 'node:util'],
  },
  { folder: 'src/discover', may: ['src/facts', 'src/source'] },
  {
    folder: 'src/lsp',
    may: [
      'src/lint.ts',
      'src/readers',
      'src/facts',
      'src/engine',
      'src/kit',
      'src/source',
      'src/docs',
      'src/report',
      'src/discover',
      'src/fix',
      'rules/index.ts',
    ],
    packages: [
      'vscode-languageserver',
      'vscode-languageserver-textdocument',
      'node:path',
      'node:url',
      'yaml',
      'jsonc-parser',
    ],
  },
  {
    folder: 'src/lint.ts',
    may: ['src/readers', 'src/facts', 'src/engine', 'src/kit', 'src/source', 'src/report/mask.ts', 'rules/index.ts'],
    packages: [],
  },
];

const files = ['src', 'rules'].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: 'utf8' })
    .map((name) => join(top, name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts')),
);

/** Asked of the compiler: example code in strings looks like imports to anything simpler. */
const imported = (file: string): readonly string[] =>
  ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName);

const inside = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

test.each(layers.map((layer) => [layer.folder, layer] as const))(
  '%s keeps to its layer',
  (folder, { may, packages, except }) => {
    const own = files.filter((file) => inside(file, folder));
    expect(own.length).toBeGreaterThan(0);
    const wrong = own.flatMap((file) =>
      imported(file).flatMap((name) => {
        if (!name.startsWith('.')) {
          const known =
            packages === undefined ||
            except?.includes(file) ||
            packages.some((one) => name === one || name.startsWith(`${one}/`));
          return known ? [] : [`${file}: ${name}`];
        }
        const target = relative('.', join(dirname(file), name)).replaceAll('\\', '/');
        return inside(target, folder) || may.some((one) => inside(target, one)) ? [] : [`${file}: ${target}`];
      }),
    );
    expect(wrong).toEqual([]);
  },
);
