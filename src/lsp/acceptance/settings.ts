/** An entry of `ignore` in the configuration, which covers what no comment can stand in. */
import { modify, parse as parseJson } from 'jsonc-parser';
import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { Finding } from '../../engine/report.ts';
import { indentAt, lineEndOf, nextLine, REASON, type TextEdit } from './reason.ts';

export const USUAL_SETTINGS = '.swarm-lint.yaml';

interface Entry {
  readonly checks: string;
  readonly paths: string;
  readonly services?: string;
  readonly reason: string;
}

/** `services` is the name, and not the key, of the service. */
export function entryFor({ check, place, service }: Finding): Entry {
  // A pattern as in .gitignore: only this path, whatever is in its name.
  const paths = `/${place.path.replace(/[\\*?[]/g, '\\$&')}`;
  const name = service?.slice(service.lastIndexOf('#') + 1);
  return { checks: check, paths, ...(name === undefined ? {} : { services: name }), reason: REASON };
}

/** `text`: of the configuration at `path`; absent: a file of this name is to be made. None: it is not written in a way that can be added to. */
export function settingsEdits(finding: Finding, path: string, text: string | undefined): readonly TextEdit[] {
  const entry = entryFor(finding);
  if (text === undefined) return [{ path, start: 0, end: 0, text: `ignore:\n${linesOf(entry, '  ', '\n')}` }];
  return path.endsWith('.json')
    ? inJson(entry, path, text)
    : [inYaml(entry, path, text)].filter((one) => one !== undefined);
}

function inYaml(entry: Entry, path: string, text: string): TextEdit | undefined {
  const { contents, errors } = parseDocument(text, { logLevel: 'silent' });
  if (errors.length > 0) return undefined;
  const eol = lineEndOf(text);
  const append = (lines: string): TextEdit => {
    const gap = text === '' || text.endsWith('\n') ? '' : eol;
    return { path, start: text.length, end: text.length, text: gap + lines };
  };
  if (contents !== null && !(isMap(contents) && !contents.flow) && !(isScalar(contents) && contents.value === null))
    return undefined;
  const list = isMap(contents) ? (contents as YAMLMap).get('ignore', true) : undefined;
  if (list === undefined) return append(`${text === '' ? '' : eol}ignore:${eol}${linesOf(entry, '  ', eol)}`);
  if (!isSeq(list) || list.flow) return undefined;
  const last = list.items.at(-1);
  if (!isMap(last) || last.flow || !last.range) return undefined;
  const end = nextLine(text, text.slice(0, last.range[1]).trimEnd().length);
  const lines = linesOf(entry, indentAt(text, last.range[0]), eol);
  return end === text.length ? append(lines) : { path, start: end, end, text: lines };
}

/** One item of a list, its dash behind `indent`. */
const linesOf = (entry: Entry, indent: string, eol: string): string =>
  Object.entries(entry)
    .map(([key, value], at) => `${indent}${at === 0 ? '- ' : '  '}${key}: ${scalar(value)}${eol}`)
    .join('');

const PLAIN = /^\/?[A-Za-z][\w./-]*$/;
const OTHER_TYPE = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

const scalar = (value: string): string =>
  PLAIN.test(value) && !OTHER_TYPE.test(value) ? value : JSON.stringify(value);

function inJson(entry: Entry, path: string, text: string): readonly TextEdit[] {
  const top = path.slice(path.lastIndexOf('/') + 1) === 'package.json' ? ['swarm-lint'] : [];
  const whole: unknown = parseJson(text);
  const held = top.reduce((value, key) => (isObject(value) ? value[key] : undefined), whole);
  if (!isObject(held)) return [];
  const { ignore: list } = held;
  if (list !== undefined && !Array.isArray(list)) return [];
  const formattingOptions = {
    insertSpaces: !/^\t/m.test(text),
    tabSize: /^ {4}\S/m.test(text) ? 4 : 2,
    eol: lineEndOf(text),
  };
  const edits =
    list === undefined
      ? modify(text, [...top, 'ignore'], [entry], { formattingOptions })
      : modify(text, [...top, 'ignore', list.length], entry, { formattingOptions, isArrayInsertion: true });
  return edits.map(({ offset, length, content }) => ({ path, start: offset, end: offset + length, text: content }));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
