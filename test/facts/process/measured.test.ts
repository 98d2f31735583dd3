/** Holds the process model to what was measured: test/bench/signals runs every row as PID 1 and writes down who was told to stop. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Manifest, ShellScript, SignalPath } from '../../../src/facts/index.ts';
import { follow } from '../../../src/facts/process/follow.ts';
import { serverOf } from '../../../src/facts/process/servers.ts';
import type { ShellFamily } from '../../../src/facts/process/shells.ts';
import { unhandledTerm } from '../../../src/facts/tables/runtimes.ts';
import { span } from '../../../src/source/index.ts';
import { parsers } from '../../support/lint.ts';

interface Row {
  readonly name: string;
  readonly shell: ShellFamily;
  readonly argv: readonly string[];
  /** The program listens for SIGTERM; `by itself`: it is a server that does. */
  readonly handles: boolean | 'by itself';
  /** Start script of the package. */
  readonly start?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly outcome: 'delivered' | 'ignored' | 'cut-off';
}

const { rows } = JSON.parse(readFileSync('test/bench/signals/measured.json', 'utf8')) as {
  readonly rows: readonly Row[];
};

const at = span('Dockerfile', 0, 10);
const outcomes: Readonly<Partial<Record<SignalPath, Row['outcome']>>> = {
  application: 'delivered',
  'shell-in-front': 'ignored',
  'manager-in-front': 'cut-off',
  'killed-by-init': 'cut-off',
};
/** Rows the model leaves open: the answer lies in the script's own trap, in the program's handlers, or in what the shell's parser does not tell. */
const open = ['trap and wait', 'script that traps and waits', 'within if (busybox)', 'pm2-runtime', 'nodemon'];
const isOpen = ({ name, shell }: Row): boolean => open.includes(name) || open.includes(`${name} (${shell})`);

const manifest = (start: string): Manifest => ({
  at,
  path: 'package.json',
  ecosystem: 'npm',
  dependencies: [],
  scripts: [{ at, name: 'start', command: start }],
  bins: [],
  workspaces: [],
  library: false,
});

const scriptsOf = (files: Row['files'] = {}): readonly ShellScript[] =>
  Object.entries(files)
    .filter(([path]) => path.endsWith('.sh'))
    .map(([path, text]) => ({ at, path, commands: parsers.shell!(text, path, 0) }));

const answerOf = ({ argv, shell, start, files }: Row) =>
  follow(argv, at, false, undefined, shell, {
    manifests: start === undefined ? [] : [manifest(start)],
    scripts: scriptsOf(files),
    parseShell: parsers.shell,
  });

describe('the process model agrees with what was measured', () => {
  test.each(rows.map((row) => [row.name, row.shell, row] as const))('%s (%s)', (_name, _shell, row) => {
    const { signal, starts } = answerOf(row);
    const main = starts.findLast((one) => one.main);
    if (isOpen(row)) expect(signal.value).toBe('unknown');
    else if (row.handles === false) {
      // Nobody stands in the way, and the runtime itself decides. An init in front makes it an ordinary process, which SIGTERM ends.
      expect(signal.value).toBe('application');
      const behindInit = ['tini', 'dumb-init'].includes(row.argv[0]!);
      expect(row.outcome).toBe(behindInit || unhandledTerm(main!.argv) === 'leaves' ? 'cut-off' : 'ignored');
      if (!behindInit) expect(unhandledTerm(main!.argv)).toBeDefined();
    } else expect(outcomes[signal.value]).toBe(row.outcome);
    if (row.handles === 'by itself') expect(serverOf(main)?.graceful).toBe(true);
  });

  test('has rows for every shell', () => {
    expect(new Set(rows.map(({ shell }) => shell))).toEqual(new Set(['dash', 'busybox', 'bash']));
    expect(rows.length).toBeGreaterThan(150);
  });
});
