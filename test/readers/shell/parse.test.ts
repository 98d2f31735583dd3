import { describe, expect, test } from '@jest/globals';
import { loadShellParser } from '../../../src/cli/parsers/shell.ts';
import type { ShellCommand } from '../../../src/facts/shell.ts';
import { longestShellText } from '../../../src/readers/shell/limits.ts';

const parse = await loadShellParser();

/** Known words as they are, unknown ones as `?raw`. */
const wordsOf = (command: ShellCommand): readonly string[] => command.words.map((word) => word.value ?? `?${word.raw}`);
const linesOf = (text: string): readonly string[] =>
  parse(text, 'a.sh', 0).map((command) => wordsOf(command).join(' '));

describe('words', () => {
  test.each([
    [`echo 'a b' "c d" e\\ f a"b"'c'`, ['echo', 'a b', 'c d', 'e f', 'abc']],
    [`echo $'x\\ty\\x41\\u00e9'`, ['echo', 'x\ty\u0041\u00e9']],
    [`echo "a\\"b\\\\c\\n"`, ['echo', 'a"b\\c\\n']],
    [`echo "" ''`, ['echo', '', '']],
    [`echo " $X" \${X:-y} $(date) \`date\` *.c ~/x {a,b}`, ['date', 'date', 'echo']],
    ['docker build \\\n  -t a \\\r\n  .', ['docker', 'build', '-t', 'a', '.']],
  ])('%s', (text, expected) => {
    const commands = parse(text, 'a.sh', 0);
    const known = commands.flatMap((command) =>
      command.words.flatMap((word) => (word.value === undefined ? [] : [word.value])),
    );
    expect(known).toEqual(expected);
  });

  test('an expansion keeps what was written', () => {
    const [command] = parse('run "a-${TAG:-1}" $X', 'a.sh', 0);
    expect(command!.words.slice(1)).toEqual([
      { at: { file: 'a.sh', start: 4, end: 17 }, raw: '"a-${TAG:-1}"' },
      { at: { file: 'a.sh', start: 18, end: 20 }, raw: '$X' },
    ]);
  });
});

describe('variables with one literal value', () => {
  test.each([
    ['STACK=app; docker stack deploy -c "$FILE" $STACK', '?"$FILE" app'],
    ['F=a.yml\ndocker stack deploy -c ${F:-b.yml} "x-$F"', 'a.yml x-a.yml'],
    ['export F=a.yml\ndocker stack deploy -c $F x', 'a.yml x'],
    ['docker stack deploy -c $F x\nF=a.yml', '?$F x'],
    ['F=a.yml\nif true; then F=b.yml; fi\ndocker stack deploy -c $F x', '?$F x'],
    ['[ -n "$1" ] && F=a.yml\ndocker stack deploy -c $F x', '?$F x'],
    ['F=a.yml; . ./env.sh; docker stack deploy -c $F x', '?$F x'],
    ['F=a.yml; read F; docker stack deploy -c $F x', '?$F x'],
    ['(F=a.yml); docker stack deploy -c $F x', '?$F x'],
    ['F=$1; docker stack deploy -c $F x', '?$F x'],
    ['F="a b"; docker stack deploy -c $F "$F"', '?$F a b'],
    ['F=a.yml docker stack deploy -c $F x', '?$F x'],
  ])('%s', (text, expected) => {
    const line = linesOf(text).find((words) => words.includes('docker stack deploy'));
    expect(line).toBe(`docker stack deploy -c ${expected}`);
  });
});

describe('order and joints', () => {
  test('operators before and after', () => {
    const shape = parse('a && b || c | d; e & f', 'a.sh', 0).map(({ before, words, after }) => [
      before,
      words[0]!.raw,
      after,
    ]);
    expect(shape).toEqual([
      ['start', 'a', '&&'],
      ['&&', 'b', '||'],
      ['||', 'c', '|'],
      ['|', 'd', ';'],
      [';', 'e', '&'],
      ['&', 'f', 'end'],
    ]);
  });

  test('substitutions run first, groups and subshells in place', () => {
    expect(linesOf('a "$(b $(c))"; (d; e) && { f; }')).toEqual(['c', 'b ?$(c)', 'a ?"$(b $(c))"', 'd', 'e', 'f']);
  });

  test('what runs only sometimes', () => {
    const text =
      'if a; then b; else c; fi; while d; do e; done; for x in $(f); do g; done; case $1 in h) i;; esac; j() { k; }; l';
    const sometimes = parse(text, 'a.sh', 0).filter((command) => command.conditional);
    expect(sometimes.map((command) => command.words[0]!.raw)).toEqual(['b', 'c', 'e', 'g', 'i', 'k']);
    expect(linesOf(text)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'i', 'k', 'l']);
  });

  test('what a subshell or a part of a pipeline changes ends there', () => {
    const text = 'cd a; (cd b; x); y | z; w';
    const scopes = parse(text, 'a.sh', 0).map(({ scope }) => scope && text.slice(scope.start, scope.end));
    expect(scopes).toEqual([undefined, '(cd b; x)', '(cd b; x)', 'y', 'z', undefined]);
  });

  test('two assignments on one line do not belong to the next line', () => {
    const [assigned, command] = parse('A=1 B=2\ndocker ps', 'a.sh', 0);
    expect([assigned!.assignments.length, assigned!.words.length, command!.assignments.length]).toEqual([2, 0, 0]);
  });
});

describe('redirections', () => {
  test('belong to the last command of a list', () => {
    const commands = parse('a && b >> "o ut" 2>&1', 'a.sh', 0);
    expect(commands.map((command) => command.redirections.map(({ value }) => value))).toEqual([[], ['>>o ut', '2>&1']]);
  });

  test('a heredoc is input, and its line goes on behind it', () => {
    const text = "cat <<'EOF' | docker stack deploy -c - app\nservices: {}\nEOF\nssh host <<EOF\necho $(id)\nEOF\n";
    const commands = parse(text, 'a.sh', 0);
    expect(commands.map((command) => command.words[0]!.raw)).toEqual(['cat', 'docker', 'ssh', 'id']);
    expect(commands[0]!.input).toMatchObject({ raw: 'services: {}\n', value: 'services: {}\n' });
    expect(commands[1]!.before).toBe('|');
    expect(commands[2]!.input).toMatchObject({ raw: 'echo $(id)\n' });
    expect(commands[2]!.input!.value).toBeUndefined();
  });

  test('words behind a redirection still belong to the command', () => {
    expect(linesOf('echo a > f b')).toEqual(['echo a b']);
  });
});

describe('places', () => {
  test('are exact behind characters of several bytes', () => {
    const text = '# é 😀 日本\necho "😀é" && docker push a/ü:1';
    const commands = parse(text, 'a.sh', 100);
    const [, push] = commands;
    expect(text.slice(push!.at.start - 100, push!.at.end - 100)).toBe('docker push a/ü:1');
    for (const word of commands.flatMap((command) => command.words)) {
      expect(text.slice(word.at.start - 100, word.at.end - 100)).toBe(word.raw);
    }
  });
});

describe('bad text', () => {
  test.each([
    ['if true; then\n docker a "unclosed\n'],
    ['docker a\nfoo )( bar\ndocker b && \n'],
    ['\0\0((('],
    ['cat <<EOF\nnever closed'],
    ['('.repeat(5000)],
    ['$('.repeat(2000)],
    ['"$('.repeat(2000)],
    ['a && '.repeat(20_000)],
    ['a | '.repeat(20_000)],
    ['a |\n'.repeat(20_000)],
    ['a=('.repeat(20_000)],
    ['<<'.repeat(20_000)],
    ['x${'.repeat(20_000)],
  ])('%#: never throws', (text) => {
    expect(Array.isArray(parse(text, 'a.sh', 0))).toBe(true);
  });

  test('many pipelines are not one long one', () => {
    expect(parse('a | b\n'.repeat(2000), 'a.sh', 0)).toHaveLength(4000);
  });

  test('what can be read is kept', () => {
    expect(linesOf('docker a\nfoo )( bar\ndocker b\n')).toContain('docker a');
  });

  test('a command behind an unfinished if may not always run', () => {
    const commands = parse('if x\ndocker a\n', 'a.sh', 0);
    expect(commands.find((command) => command.words[0]!.raw === 'docker')!.conditional).toBe(true);
  });

  test('text beyond the limit is not parsed', () => {
    expect(parse(`docker ps\n${'#'.repeat(longestShellText)}`, 'a.sh', 0)).toEqual([]);
  });
});
