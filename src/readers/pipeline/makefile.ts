/** Docker commands in the recipes of Makefiles. */
import type { Reader, Reading } from '../../facts/reading.ts';
import { directoryOf, fileNameOf, type Source } from '../../source/index.ts';
import { linesIn, type Segment } from './decode.ts';
import { expandMake, type MakeVariables, makeVariables } from './make-variables.ts';
import { snippetInvocations, survives, withShell } from './snippet.ts';

const names: ReadonlySet<string> = new Set(['Makefile', 'makefile', 'GNUmakefile']);

const rule = /^([^\s:#=][^:#=]*?)\s*::?(?![:=])/;

export const makefileReader: Reader = {
  name: 'makefile',
  claims: (path) => names.has(fileNameOf(path)) || path.endsWith('.mk'),
  needs: (source) => (survives(source) ? 'shell' : undefined),
  read: (source, { parsers }): Reading =>
    withShell(source, parsers.shell, (parse) => {
      const variables = makeVariables(source.text);
      // Where a file is included from is not known.
      const directory = names.has(fileNameOf(source.path)) ? { directory: directoryOf(source.path) } : {};
      const context = { where: 'makefile', names: variables.exported, ...directory } as const;
      const invocations = recipeLines(source, variables).flatMap(({ target, segments }) =>
        snippetInvocations(source, [segments], { ...context, ...(target === undefined ? {} : { job: target }) }, parse),
      );
      return { invocations };
    }),
};

interface RecipeLine {
  readonly target: string | undefined;
  readonly segments: readonly Segment[];
}

/** Every line of a recipe with the lines it goes on in; make gives each to a shell of its own. */
function recipeLines({ text }: Source, variables: MakeVariables): readonly RecipeLine[] {
  const found: RecipeLine[] = [];
  const lines = linesIn(text, 0, text.length);
  let target: string | undefined;
  let defined: string | undefined;
  const goesOn = (at: { readonly from: number; readonly to: number }): boolean =>
    /(?:^|[^\\])(?:\\\\)*\\$/.test(text.slice(Math.max(at.from, at.to - 20), at.to));
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const written = text.slice(line.from, Math.min(line.to, line.from + 200));
    const opened = /^define\s+([\w.-]+)/.exec(written)?.[1];
    if (opened !== undefined || /^endef\b/.test(written)) {
      defined = opened;
      target = opened ?? target;
      continue;
    }
    // The lines of a `define` are recipe lines wherever it is called.
    if (text[line.from] !== '\t' && defined === undefined) {
      const named = rule.exec(text.slice(line.from, Math.min(line.to, line.from + 500)))?.[1];
      if (named !== undefined && !named.startsWith('.')) target = named.split(' ')[0];
      continue;
    }
    let from = line.from;
    while (from < line.to && '\t @-+'.includes(text[from]!)) from++;
    const segments: Segment[] = [...expandMake(text, from, line.to, variables)];
    let last = line;
    while (goesOn(last) && index + 1 < lines.length) {
      index++;
      last = lines[index]!;
      segments.push(newline(lines[index - 1]!.to));
      const start = text[last.from] === '\t' ? last.from + 1 : last.from;
      segments.push(...expandMake(text, start, last.to, variables));
    }
    found.push({ target, segments });
  }
  return /^\.ONESHELL:/m.test(text) ? inOneShell(found) : found;
}

function inOneShell(lines: readonly RecipeLine[]): readonly RecipeLine[] {
  const found: RecipeLine[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last === undefined || last.target !== line.target) found.push(line);
    else {
      const at = last.segments.at(-1)?.to ?? 0;
      found[found.length - 1] = { ...last, segments: [...last.segments, newline(at), ...line.segments] };
    }
  }
  return found;
}

const newline = (at: number): Segment => ({ text: '\n', from: at, to: at });
