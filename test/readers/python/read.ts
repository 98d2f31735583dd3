/** Reads Python as the command line would. */
import type { CodeFile } from '../../../src/facts/index.ts';
import { readSource, saidBy } from '../code/said.ts';

export const readPython = (text: string, path = 'app.py', others: readonly string[] = []): CodeFile =>
  readSource('python', path, text, others);

/** `kind scope label`, and what decides it. */
/** Without what the program needs beside itself, which has tests of its own. */
export const said = (text: string, path?: string): readonly string[] =>
  saidBy(readPython(text, path).facts).filter((one) => !/^(?:spawn|pool|endpoint|secret|of) /.test(one));
