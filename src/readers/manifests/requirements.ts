import type { Dependency } from '../../facts/manifest.ts';
import type { Reader, Reading } from '../../facts/reading.ts';
import { fileNameOf, type Source, span } from '../../source/index.ts';
import { emptyManifest } from './empty.ts';
import { requirementOf } from './pep508.ts';

export const requirementsReader: Reader = {
  name: 'requirements.txt',
  claims: (path) =>
    /^(?:.*[._-])?requirements(?:[._-].*)?\.txt$/.test(fileNameOf(path)) ||
    /(?:^|\/)requirements\/[^/]+\.txt$/.test(path),
  read: readRequirements,
};

/** Words in a file's name that say what its requirements are for. */
const DEVELOPMENT = new Set('dev develop development test tests testing lint doc docs debug local ci'.split(' '));

/** https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
function readRequirements({ path, text }: Source): Reading {
  const words = fileNameOf(path).toLowerCase().split(/[._-]/);
  const group = words.some((word) => DEVELOPMENT.has(word)) ? 'development' : 'runtime';
  const dependencies: Dependency[] = [];
  const includes: string[] = [];
  for (const { line, start } of linesOf(text)) {
    const option = /^(?:-r|--requirement|-c|--constraint|-e|--editable)(?=[\s=.])[\s=]*|^-[rce](?=\S)/.exec(line);
    const rest = option === null ? line : line.slice(option[0].length);
    if (option !== null && !/^(?:-e|--editable)/.test(option[0])) {
      if (/^(?:-r|--requirement)/.test(option[0]) && rest !== '') includes.push(rest.trim());
      continue;
    }
    if (option === null && line.startsWith('-')) continue;
    const requirement = requirementOf(rest);
    if (requirement === undefined) continue;
    dependencies.push({ ...requirement, group, at: span(path, start, start + firstLineLength(text, start)) });
  }
  return {
    manifests: [{ ...emptyManifest(path, 'python'), dependencies, ...(includes.length > 0 ? { includes } : {}) }],
  };
}

/** Logical lines without comments; a backslash at the end joins the next line. */
function linesOf(text: string): readonly { readonly line: string; readonly start: number }[] {
  const lines: { line: string; start: number }[] = [];
  let pending: { line: string; start: number } | undefined;
  let start = text.startsWith('\ufeff') ? 1 : 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const written = text.slice(start, end).trimEnd();
    const bare = written.replace(/(?:^|\s)#.*$/s, '').trimEnd();
    const joins = bare.endsWith('\\');
    const content = joins ? bare.slice(0, -1) : bare;
    const indent = content.length - content.trimStart().length;
    if (pending === undefined) pending = { line: content.trim(), start: start + indent };
    else pending = { line: `${pending.line} ${content.trim()}`, start: pending.start };
    if (!joins) {
      if (pending.line.trim() !== '') lines.push({ line: pending.line.trim(), start: pending.start });
      pending = undefined;
    }
    start = end + 1;
  }
  if (pending !== undefined && pending.line.trim() !== '') lines.push(pending);
  return lines;
}

/** Length of what stands on the physical line from `start`, without comment and continuation. */
function firstLineLength(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  const line = text
    .slice(start, newline === -1 ? text.length : newline)
    .replace(/\s#.*$/s, '')
    .trimEnd();
  return (line.endsWith('\\') ? line.slice(0, -1).trimEnd() : line).length;
}
