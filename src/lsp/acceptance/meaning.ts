/** Whether a text with a comment put in still says what it did: a comment in a text of several lines would be a part of it. */
import { parseAllDocuments } from 'yaml';
import type { AddsComment } from '../../readers/added-comment.ts';
import { isDockerfileName } from '../../readers/dockerfile/names.ts';
import { splitDockerfile } from '../../readers/dockerfile/split.ts';

/** `at`: where the comment begins in `after`; `adds`: of the parser of its language, where there is one. */
export function saysTheSame(path: string, before: string, after: string, at: number, adds?: AddsComment): boolean {
  try {
    if (adds) return adds(before, after, at);
    const said = isDockerfileName(path) ? instructionsOf : /\.ya?ml$/i.test(path) ? contentOf : undefined;
    return said === undefined || said(before) === said(after);
  } catch {
    return false;
  }
}

/** With their heredocs. */
const instructionsOf = (text: string): string =>
  JSON.stringify(splitDockerfile(text).instructions.map(({ start, end }) => text.slice(start, end)));

const contentOf = (text: string): string =>
  JSON.stringify(
    parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false }).map((one) => [one.toJS(), one.errors.length]),
  );
