/** The scripts of the shells. Every word is our own: names of commands, options, checks. */
import type { Completed, CompletedOption, Words } from './completion-words.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const words = (values: Words): string => (typeof values === 'string' ? '' : values.join(' '));

/** Bash: https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html */
export function bashScript(commands: readonly Completed[]): string {
  const names = commands.flatMap(({ name }) => name || []);
  const offer = (values: Words): string =>
    values === 'files'
      ? `COMPREPLY=($(compgen -f -- "$cur")); compopt -o filenames 2>/dev/null`
      : values === 'directories'
        ? `COMPREPLY=($(compgen -d -- "$cur")); compopt -o filenames 2>/dev/null`
        : `COMPREPLY=($(compgen -W ${quoted(words(values))} -- "$cur"))`;
  const valued = commands.flatMap(({ name, options }) =>
    options.flatMap(({ flags, values }) =>
      values === undefined
        ? []
        : [`    ${flags.map((flag) => quoted(`${name} ${flag}`)).join('|')}) ${offer(values)}; return;;`],
    ),
  );
  const flagged = commands.map(
    ({ name, options }) =>
      `      ${quoted(name)}) COMPREPLY=($(compgen -W ${quoted(options.flatMap(({ flags }) => flags).join(' '))} -- "$cur"));;`,
  );
  const operands = commands.map(({ name, operands: values }) =>
    name === ''
      ? `    '') COMPREPLY=($(compgen -W ${quoted(names.join(' '))} -- "$cur") $(compgen -f -- "$cur")); compopt -o filenames 2>/dev/null;;`
      : `    ${quoted(name)}) ${offer(values)};;`,
  );
  return `# swarm-lint for bash: eval "$(swarm-lint completion bash)"
_swarm_lint() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in ${names.join('|')}) command="$word"; break;; esac
  done
  case "$command $prev" in
${valued.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case "$command" in
${flagged.join('\n')}
    esac
    return
  fi
  case "$command" in
${operands.join('\n')}
  esac
}
complete -F _swarm_lint swarm-lint
`;
}

/** Zsh: https://zsh.sourceforge.io/Doc/Release/Completion-System.html, `_arguments`. */
export function zshScript(commands: readonly Completed[]): string {
  const [program, ...others] = commands;
  const plain = (text: string): string => text.replace(/[\][:\\]/g, '\\$&');
  const action = (values: Words): string =>
    values === 'files'
      ? '_files'
      : values === 'directories'
        ? '_files -/'
        : values === 'none'
          ? ' '
          : `(${words(values)})`;
  const spec = ({ flags, note, values }: CompletedOption): string => {
    const rest = `[${plain(note)}]${values === undefined ? '' : `:value:${action(values)}`}`;
    return flags.length === 1
      ? quoted(`*${flags[0]}${rest}`)
      : `'(${flags.join(' ')})'{${flags.join(',')}}${quoted(rest)}`;
  };
  const list = ({ options, operands }: Completed): string =>
    [...options.map(spec), ...(operands === 'none' ? [] : [quoted(`*:name:${action(operands)}`)])].join(
      ' \\\n        ',
    );
  const described = others.map(({ name, note }) => `    ${quoted(`${name}:${note.replaceAll(':', '\\:')}`)}`);
  const cases = others.map((one) => `      ${one.name})\n        _arguments -s ${list(one)};;`);
  return `#compdef swarm-lint
# swarm-lint for zsh: put this file as _swarm-lint into a folder of $fpath, or: eval "$(swarm-lint completion zsh)"
_swarm_lint() {
  local -a commands
  local curcontext="$curcontext" state line
  typeset -A opt_args
  commands=(
${described.join('\n')}
  )
  _arguments -C -s ${program!.options.map(spec).join(' \\\n    ')} \\
    '1: :->first' '*:: :->rest'
  case $state in
    first) _describe command commands; _files;;
    rest)
      case $words[1] in
${cases.join('\n')}
      *) _files;;
      esac;;
  esac
}
if [ "$funcstack[1]" = _swarm_lint ]; then _swarm_lint "$@"; else compdef _swarm_lint swarm-lint; fi
`;
}

/** Fish: https://fishshell.com/docs/current/completions.html */
export function fishScript(commands: readonly Completed[]): string {
  const names = commands.flatMap(({ name }) => name || []).join(' ');
  const where = (name: string): string =>
    name === '' ? `not __fish_seen_subcommand_from ${names}` : `__fish_seen_subcommand_from ${name}`;
  const given = (values: Words): string =>
    values === 'files'
      ? '-r'
      : values === 'directories'
        ? "-x -a '(__fish_complete_directories)'"
        : `-x -a ${quoted(words(values))}`;
  const option = (name: string, { flags, note, values }: CompletedOption): string => {
    const spelled = flags
      .map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
      .join(' ');
    return `complete -c swarm-lint -n ${quoted(where(name))} ${spelled}${values === undefined ? '' : ` ${given(values)}`} -d ${quoted(note)}`;
  };
  const lines = commands.flatMap(({ name, note, options, operands }) => [
    ...(name === '' ? [] : [`complete -c swarm-lint -n ${quoted(where(''))} -a ${name} -d ${quoted(note)}`]),
    ...(name !== '' && operands !== 'files'
      ? [`complete -c swarm-lint -f -n ${quoted(where(name))} -a ${quoted(words(operands))}`]
      : []),
    ...options.map((one) => option(name, one)),
  ]);
  return `# swarm-lint for fish: swarm-lint completion fish > ~/.config/fish/completions/swarm-lint.fish\n${lines.join('\n')}\n`;
}
