/** Procfiles (https://devcenter.heroku.com/articles/procfile) and supervisord's configuration (http://supervisord.org/configuration.html). */
import type { ListedProcess, ProcessList } from '../facts/process-list.ts';
import type { Reader } from '../facts/reading.ts';
import { fileNameOf, span, startOf } from '../source/index.ts';

interface Line {
  readonly start: number;
  readonly text: string;
}

const isProcfile = (path: string): boolean => /^procfile(\.[\w-]+)?$/i.test(fileNameOf(path));
const mayBeSupervisord = (path: string): boolean =>
  /supervis/i.test(path) ? /\.(conf|ini)$/.test(path) : fileNameOf(path) === 'supervisord.conf';

export const processListReader: Reader = {
  name: 'process-list',
  claims: (path) => isProcfile(path) || mayBeSupervisord(path),
  read: ({ path, text }) => {
    const lines = linesOf(text);
    if (isProcfile(path)) return { processLists: [procfile(path, lines)] };
    const list = supervisord(path, lines);
    return list ? { processLists: [list] } : {};
  },
};

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push({ start, text: line.replace(/\r$/, '') });
    start += line.length + 1;
  }
  return lines;
}

function procfile(path: string, lines: readonly Line[]): ProcessList {
  const processes = lines.flatMap(({ start, text }): readonly ListedProcess[] => {
    const parts = /^([\w-]+):\s*(\S.*)$/.exec(text);
    return parts
      ? [{ at: span(path, start, start + text.length), name: parts[1]!, command: parts[2]!.trim(), autostart: true }]
      : [];
  });
  return { at: startOf(path), path, kind: 'procfile', processes, includes: [] };
}

/** One section with its keys; a value may go on in indented lines, of which the first says enough. */
interface Section {
  readonly line: Line;
  readonly kind: string;
  readonly name: string;
  readonly values: Map<string, string>;
}

function supervisord(path: string, lines: readonly Line[]): ProcessList | undefined {
  const sections: Section[] = [];
  for (const line of lines) {
    const head = /^\[([\w-]+)(?::([^\]]+))?\]/.exec(line.text);
    if (head) sections.push({ line, kind: head[1]!, name: head[2] ?? '', values: new Map() });
    const pair = /^([\w.]+)\s*=(.*)$/.exec(line.text);
    if (pair) sections.at(-1)?.values.set(pair[1]!, pair[2]!.replace(/\s;.*$/s, '').trim());
  }
  const known = ['supervisord', 'program', 'fcgi-program', 'eventlistener', 'include', 'group'];
  if (!sections.some(({ kind }) => known.includes(kind))) return undefined;
  const own = sections.find(({ kind }) => kind === 'supervisord');
  return {
    at: startOf(path),
    path,
    kind: 'supervisord',
    processes: sections
      .filter(({ kind }) => kind === 'program' || kind === 'fcgi-program')
      .map(({ line, name, values }) => ({
        at: span(path, line.start, line.start + line.text.trimEnd().length),
        name,
        command: values.get('command') ?? '',
        autostart: !isOff(values.get('autostart')),
      })),
    foreground: isOn(own?.values.get('nodaemon')),
    listens: sections.some(({ kind }) => kind === 'eventlistener'),
    includes: sections
      .filter(({ kind }) => kind === 'include')
      .flatMap(({ values }) => (values.get('files') ?? '').split(/\s+/).filter(Boolean)),
  };
}

const isOn = (value: string | undefined): boolean => /^(true|yes|on|1)$/i.test(value ?? '');
const isOff = (value: string | undefined): boolean => /^(false|no|off|0)$/i.test(value ?? '');
