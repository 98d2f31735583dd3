/** Variables and directory while a script runs, as far as the text tells. */
import type { ShellCommand } from '../../facts/shell.ts';
import { directoryOf, joinPath, type Span, type Text } from '../../source/index.ts';
import { assignedName } from './wrappers.ts';

export interface Surroundings {
  /** Relative to the repository root; absent when it cannot be known. */
  readonly directory?: string;
  readonly names: readonly string[];
}

/** Follows the commands one by one; what a subshell changes is forgotten at its end. */
export interface Tracker {
  /** What holds for this command. Call it for every command, in order. */
  readonly at: (command: ShellCommand) => Surroundings;
}

interface State {
  readonly scope: Span | undefined;
  directory: string | undefined;
  readonly names: Set<string>;
  /** After `set -a`: every assignment is exported. */
  exportsAll: boolean;
}

/** `$(dirname "$0")` and its usual spellings, with what may follow. */
const ownDirectory =
  /^"?\$\(\s*(?:cd\s+)?"?(?:\$\()?dirname\s+(?:--\s+)?"?\$\{?(?:0|BASH_SOURCE(?:\[0\])?)\}?"?\)?"?(?:\s*&&\s*pwd(?: -P)?)?\s*\)"?((?:\/[\w.-]+)*)"?$/;

/** The place `%/*` of the script's own path. */
const ownPath = /^"?\$\{(?:0|BASH_SOURCE(?:\[0\])?)%\/\*\}((?:\/[\w.-]+)*)"?$/;

const within = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** `script`: path of the script itself, for `cd "$(dirname "$0")"`. */
export function track(start: Surroundings, script: string | undefined): Tracker {
  const stack: State[] = [
    { scope: undefined, directory: start.directory, names: new Set(start.names), exportsAll: false },
  ];

  function enter(command: ShellCommand): State {
    while (stack.length > 1 && !within(stack.at(-1)!.scope!, command.at)) stack.pop();
    const top = stack.at(-1)!;
    const { scope } = command;
    if (scope === undefined || (top.scope?.start === scope.start && top.scope.end === scope.end)) return top;
    const inner = { ...top, scope, names: new Set(top.names) };
    stack.push(inner);
    return inner;
  }

  function goTo(target: Text | undefined, from: string | undefined): string | undefined {
    const own = target === undefined ? null : (ownDirectory.exec(target.raw) ?? ownPath.exec(target.raw));
    if (own !== null && script !== undefined) return joinPath(directoryOf(script), `.${own[1]!}`);
    if (target?.value === undefined || target.value === '-' || from === undefined) return undefined;
    return joinPath(from, target.value);
  }

  function note(command: ShellCommand, state: State): void {
    const [first, ...rest] = command.words;
    const name = first?.value;
    if (first === undefined) {
      if (state.exportsAll) for (const assigned of command.assignments) state.names.add(assigned.name);
      // An assignment to an exported variable changes it; the name is there already.
      return;
    }
    if (name === 'cd' || name === 'pushd') {
      const target = rest.find((word) => !/^-[LPe@]+$|^--$/.test(word.raw));
      state.directory = command.conditional || command.before === '||' ? undefined : goTo(target, state.directory);
    } else if (name === 'popd') state.directory = undefined;
    else if (name === 'set') {
      const text = rest.map(({ raw }) => raw).join(' ');
      if (/(^| )-[a-z]*a|-o allexport/.test(text)) state.exportsAll = true;
      if (/(^| )\+[a-z]*a|\+o allexport/.test(text)) state.exportsAll = false;
    } else if (name === '.' || name === 'source' || name === 'eval') state.names.add('*');
    else if (
      name === 'export' ||
      ((name === 'declare' || name === 'typeset') && rest.some(({ raw }) => /^-\w*x/.test(raw)))
    ) {
      for (const word of rest.filter(({ raw }) => !raw.startsWith('-'))) {
        state.names.add(assignedName(word) ?? (/^\w+$/.test(word.raw) ? word.raw : '*'));
      }
    }
  }

  return {
    at: (command) => {
      const state = enter(command);
      const names = [...state.names];
      const surroundings = state.directory === undefined ? { names } : { names, directory: state.directory };
      note(command, state);
      return surroundings;
    },
  };
}
