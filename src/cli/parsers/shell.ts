/** Loads the shell grammar from disk. Everything after loading is synchronous. */
import type { ParseShell } from '../../facts/shell.ts';
import { createShellParser } from '../../readers/shell/parse.ts';
import { loadGrammar } from './grammar.ts';

export const loadShellParser = async (): Promise<ParseShell> => createShellParser(await loadGrammar('bash'));
