/** Every `docker stack deploy` with the files behind it, and what changes them on the way. */
import { directoryOf, fileNameOf, joinPath, type Text } from '../../source/index.ts';
import type { ComposeFile } from '../compose.ts';
import type { StackDeploy, StackFilter } from '../model.ts';
import type { Invocation, MadeText, TextStep } from '../shell.ts';
import { filterKind } from '../tables/stack-filters.ts';

export const isStackDeploy = ({ command }: Pick<Invocation, 'command'>): boolean =>
  command[0] === 'stack' && (command[1] === 'deploy' || command[1] === 'up');

const isFile = ({ name }: { readonly name: string }): boolean => name === 'c' || name === 'compose-file';

export function stackDeploys(
  invocations: readonly Invocation[],
  byPath: ReadonlyMap<string, ComposeFile>,
): readonly StackDeploy[] {
  return invocations.filter(isStackDeploy).map((invocation) => {
    const named = invocation.flags.filter(isFile).flatMap(({ value }) => filesOf(value, invocation, byPath));
    const steps = (invocation.made ?? []).flatMap((text) => text.steps);
    return {
      at: invocation.at,
      invocation,
      files: [...new Set(named.filter((path) => path !== undefined))],
      complete: named.length > 0 && named.every((path) => path !== undefined),
      filters: steps.flatMap((step) => filterOf(step, invocation)),
    };
  });
}

/** The stack files behind one `-c`; `undefined` stands for one that is not known. */
function filesOf(
  value: Text | undefined,
  invocation: Invocation,
  byPath: ReadonlyMap<string, ComposeFile>,
): readonly (string | undefined)[] {
  if (value === undefined) return [undefined];
  const made = (invocation.made ?? []).filter(({ at }) => at.start === value.at.start);
  // Standard input, or a name that only the commands know.
  if (value.value === undefined || made.some(({ file }) => file === undefined))
    return made.length === 0 ? [undefined] : made.flatMap((text) => behind(text, invocation, byPath));
  const bases = [invocation.directory, '', directoryOf(invocation.path)];
  const names = value.value.split(',').filter((name) => name !== '');
  return names.flatMap((name): readonly (string | undefined)[] => {
    const source = made.find(({ file }) => file === name.replace(/^\.\//, ''));
    // What a script writes over is made of other files.
    const sources = source ? behind(source, invocation, byPath).filter((path) => path !== undefined) : [];
    return sources.length > 0 ? sources : [fileAt(name, bases, byPath)];
  });
}

/** Files of the repository that the commands making a text name; one unknown when there is none. */
function behind(
  { steps }: MadeText,
  invocation: Invocation,
  byPath: ReadonlyMap<string, ComposeFile>,
): readonly (string | undefined)[] {
  const paths = steps.flatMap((step) => {
    const bases = [step.directory, '', directoryOf(invocation.path)];
    const named = [...step.words.slice(1), ...step.reads].flatMap(
      (word) => fileAt(fileWord(word), bases, byPath) ?? [],
    );
    return named.length > 0 || !isRendering(step) ? named : defaultFiles(bases, byPath);
  });
  const unique = [...new Set(paths)];
  return unique.length > 0 ? unique : [undefined];
}

/** `--file=a.yml` and `-fa.yml` name a file, too. */
const fileWord = ({ value }: Text): string | undefined => value?.replace(/^(?:--file=|-f=?)/, '');

const wordsOf = ({ words }: TextStep): readonly (string | undefined)[] =>
  words.map(({ value }, index) => (index === 0 && value !== undefined ? fileNameOf(value) : value));

const isRendering = (step: TextStep): boolean => filterKind(wordsOf(step)) === 'renders';

/** The file Compose takes when none is named, and the one it puts over it. */
const defaultNames: readonly string[] = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

function defaultFiles(
  bases: readonly (string | undefined)[],
  byPath: ReadonlyMap<string, ComposeFile>,
): readonly string[] {
  for (const name of defaultNames) {
    const found = fileAt(name, bases, byPath);
    if (found === undefined) continue;
    const over = ['yaml', 'yml'].flatMap(
      (ending) => fileAt(found.replace(/\.ya?ml$/, `.override.${ending}`), [''], byPath) ?? [],
    );
    return [found, ...over.slice(0, 1)];
  }
  return [];
}

function fileAt(
  name: string | undefined,
  bases: readonly (string | undefined)[],
  byPath: ReadonlyMap<string, ComposeFile>,
): string | undefined {
  if (name === undefined || name === '' || name === '-') return undefined;
  for (const base of bases) {
    const path = base === undefined ? undefined : joinPath(base, name);
    if (path !== undefined && byPath.has(path)) return path;
  }
  return undefined;
}

function filterOf(step: TextStep, invocation: Invocation): readonly StackFilter[] {
  const words = wordsOf(step);
  const kind = filterKind(words);
  if (kind === 'copies') return [];
  const tool = words[0] === 'docker' ? `docker ${words[1] ?? ''} config` : (words[0] ?? 'a program');
  if (kind !== 'renders') return [{ at: step.at, kind, tool }];
  const envFiles = step.words.flatMap((word, index): readonly Text[] => {
    const attached = word.value?.startsWith('--env-file=') === true;
    const next = step.words[index + 1];
    if (attached) return [{ ...word, value: word.value!.slice('--env-file='.length) }];
    return word.value === '--env-file' && next !== undefined ? [next] : [];
  });
  const directory = step.directory ?? (invocation.elsewhere ? undefined : directoryOf(invocation.path));
  const paths = envFiles.map(({ value }) =>
    value === undefined || directory === undefined ? undefined : joinPath(directory, value),
  );
  return [{ at: step.at, kind, tool, ...(paths.length === 0 ? {} : { envFiles: paths }) }];
}
