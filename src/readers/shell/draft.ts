/** Commands in the making, and the words of the grammar that steer the walk. */
import type { Node } from 'web-tree-sitter';
import type { ShellCommand, ShellCondition } from '../../facts/shell.ts';
import { type Span, span, type Text } from '../../source/index.ts';

export type Joint = '&&' | '||' | '|' | ';' | '&';

export interface Assignment {
  readonly at: Span;
  readonly name: string;
  readonly value?: string;
}

/** A command while its redirections and neighbours are still being found. Offsets count from the start of the text. */
export interface Draft {
  readonly start: number;
  end: number;
  readonly assignments: Assignment[];
  readonly words: Text[];
  readonly before: ShellCommand['before'];
  after: ShellCommand['after'];
  readonly conditional: boolean;
  readonly conditions: readonly ShellCondition[];
  readonly redirections: Text[];
  input?: Text;
  readonly scope: Span | undefined;
}

/** Where a statement stands. */
export interface Place {
  readonly before: ShellCommand['before'];
  readonly after: ShellCommand['after'];
  readonly conditional: boolean;
  readonly conditions: readonly ShellCondition[];
  readonly scope: Span | undefined;
  readonly depth: number;
}

export interface Script {
  readonly text: string;
  readonly file: string;
  readonly offset: number;
  /** How often each variable is set anywhere in the script. */
  readonly counts: ReadonlyMap<string, number>;
}

export const joints: ReadonlyMap<string, Joint> = new Map([
  ['&&', '&&'],
  ['||', '||'],
  ['|', '|'],
  ['|&', '|'],
  [';', ';'],
  [';;', ';'],
  ['&', '&'],
]);

/** Words of control structures: in a broken tree they stand alone, and what follows them may not always run. */
export const controlWords: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'elif',
  'while',
  'until',
  'for',
  'do',
  'case',
  'in',
  'function',
]);

export const substitutionTypes: ReadonlySet<string> = new Set(['command_substitution', 'process_substitution']);
export const redirectTypes: ReadonlySet<string> = new Set(['file_redirect', 'heredoc_redirect', 'herestring_redirect']);

export const childrenOf = (node: Node): readonly Node[] => node.children.filter((child) => child !== null);

export const newDraft = (start: number, end: number, place: Place): Draft => ({
  start,
  end,
  assignments: [],
  words: [],
  before: place.before,
  after: place.after,
  conditional: place.conditional,
  conditions: place.conditions,
  redirections: [],
  scope: place.scope,
});

export function finished(draft: Draft, script: Script): ShellCommand {
  const { start, end, assignments, words, before, after, conditional, conditions, redirections, input, scope } = draft;
  const at = span(script.file, script.offset + start, script.offset + end);
  const command: ShellCommand = { at, assignments, words, before, after, conditional, redirections };
  return {
    ...command,
    ...(conditions.length === 0 ? {} : { conditions }),
    ...(input === undefined ? {} : { input }),
    ...(scope === undefined ? {} : { scope }),
  };
}
