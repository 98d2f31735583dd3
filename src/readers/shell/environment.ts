/** Variables and directory while a script runs, as far as the text tells. */
import type { ShellCommand } from '../../facts/shell.ts';
import { directoryOf, joinPath, literally, type Span, type Text } from '../../source/index.ts';
import { assignedName } from './wrappers.ts';

export interface Surroundings {
  /** Relative to the repository root; absent when it cannot be known. */
  readonly directory?: string;
  readonly names: readonly string[];
  /** Variables of the shell alone, by name. */
  readonly unexported?: ReadonlyMap<string, Span>;
  /** Files read without exporting what they set. */
  readonly sourced?: readonly Text[];
}

/** Follows the commands one by one; what a subshell changes is forgotten at its end. */
export interface Tracker {
  /** What holds for this command. Call it for every command, in order. */
  readonly at: (command: ShellCommand) => Surroundings;
  /** What holds behind the last command. */
  readonly end: () => Surroundings;
}

interface State {
  readonly scope: Span | undefined;
  directory: string | undefined;
  readonly names: Set<string>;
  readonly unexported: Map<string, Span>;
  sourced: readonly Text[];
  /** After `set -a`: every assignment is exported. */
  exportsAll: boolean;
}

/** `$(dirname "$0")` and its usual spellings, with what may follow. */
const ownDirectory =
  /^"?\$\(\s*(?:cd\s+)?"?(?:\$\()?dirname\s+(?:--\s+)?"?\$\{?(?:0|BASH_SOURCE(?:\[0\])?)\}?"?\)?"?(?:\s*&&\s*pwd(?: -P)?)?\s*\)"?((?:\/[\w.-]+)*)"?$/;

/** The place `%/*` of the script's own path. */
const ownPath = /^"?\$\{(?:0|BASH_SOURCE(?:\[0\])?)%\/\*\}((?:\/[\w.-]+)*)"?$/;

const within = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** `script`: path of the script itself, for `cd "$(dirname "$0")"`; `written`: what the text has at a place. */
export function track(start: Surroundings, script: string | undefined, written: (at: Span) => string): Tracker {
  const stack: State[] = [
    {
      scope: undefined,
      directory: start.directory,
      names: new Set(start.names),
      unexported: new Map(start.unexported),
      sourced: start.sourced ?? [],
      exportsAll: false,
    },
  ];

  function enter(command: ShellCommand): State {
    while (stack.length > 1 && !within(stack.at(-1)!.scope!, command.at)) stack.pop();
    const top = stack.at(-1)!;
    const { scope } = command;
    if (scope === undefined || (top.scope?.start === scope.start && top.scope.end === scope.end)) return top;
    const inner = { ...top, scope, names: new Set(top.names), unexported: new Map(top.unexported) };
    stack.push(inner);
    return inner;
  }

  function goTo(target: Text | undefined, from: string | undefined): string | undefined {
    const own = target === undefined ? null : (ownDirectory.exec(target.raw) ?? ownPath.exec(target.raw));
    if (own !== null && script !== undefined) return joinPath(directoryOf(script), `.${own[1]!}`);
    if (target?.value === undefined || target.value === '-' || from === undefined) return undefined;
    return joinPath(from, target.value);
  }

  function sets(name: string, at: Span, state: State): void {
    if (state.exportsAll) state.names.add(name);
    // An assignment to an exported variable changes it; the name is there already.
    else if (!state.names.has(name)) state.unexported.set(name, at);
  }

  /** `TAG=${TAG:-1}`, or one branch of a choice: the variable may be there, exported, before. */
  const mayBeThere = (command: ShellCommand, name: string, at: Span): boolean =>
    command.conditional || command.before === '||' || new RegExp(`\\$\\{?${literally(name)}\\b`).test(written(at));

  function note(command: ShellCommand, state: State): void {
    const [first, ...rest] = command.words;
    const name = first?.value;
    if (first === undefined) {
      for (const { name, at } of command.assignments)
        if (state.exportsAll || !mayBeThere(command, name, at)) sets(name, at, state);
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
    } else if (name === 'eval' || ((name === '.' || name === 'source') && state.exportsAll)) state.names.add('*');
    else if (name === '.' || name === 'source') state.sourced = [...state.sourced, ...rest.slice(0, 1)];
    else if (name === 'unset' && !command.conditional) for (const { raw } of rest) state.names.delete(raw);
    else if (name === 'read') {
      for (const word of rest) if (/^[A-Za-z_]\w*$/.test(word.raw)) sets(word.raw, word.at, state);
    } else if (
      name === 'export' ||
      ((name === 'declare' || name === 'typeset') && rest.some(({ raw }) => /^-\w*x/.test(raw)))
    ) {
      for (const word of rest.filter(({ raw }) => !raw.startsWith('-'))) {
        const given = assignedName(word) ?? (/^\w+$/.test(word.raw) ? word.raw : '*');
        state.names.add(given);
        state.unexported.delete(given);
      }
    }
  }

  const shown = ({ directory, names, unexported, sourced }: State): Surroundings => ({
    names: [...names],
    unexported: new Map(unexported),
    sourced,
    ...(directory === undefined ? {} : { directory }),
  });

  return {
    at: (command) => {
      const state = enter(command);
      const surroundings = shown(state);
      note(command, state);
      return surroundings;
    },
    end: () => shown(stack[0]!),
  };
}
