import { describe, expect, test } from '@jest/globals';
import { envFileProblems } from '../../../src/facts/swarm/env-file.ts';
import { envFileReader } from '../../../src/readers/dotenv.ts';

const problems = (text: string) => {
  const [file] = envFileReader.read({ path: 'web.env', text }, { parsers: {}, exists: () => false }).envFiles ?? [];
  return envFileProblems(file!.written).map(
    ({ trouble, name, refused }) => `${trouble} ${name}${refused ? ' refused' : ''}`,
  );
};

/** Answers of `docker stack config` 28.2.2 to the same lines. */
describe('what Swarm makes of a line', () => {
  test.each([
    ['A=1', []],
    ['  A=1', []],
    ['A', []],
    ['A=a b', []],
    ['# export A=1', []],
    ['A=#fff', []],
    ['export A=1', ['export A refused']],
    ['A =1', ['blank-in-name A refused']],
    ['A: 1', ['colon A refused']],
    ['=1', ['no-name  refused']],
    ['A="1"', ['quotes A']],
    ['A=\'{"a": 1}\'', ['quotes A']],
    ['A="a","b"', []],
    ['A=1 # one', ['comment A']],
    ['A= # none', ['comment A']],
    ['A="1" # one', ['comment A']],
    ['A=1 ', ['blanks A']],
    ['A= 1', ['blanks A']],
    ['A= ', []],
    ['A=${HOME}', ['variable A']],
    ['A=$HOME', []],
    ['B=1\nA=$B', ['variable A']],
    ['A="one\ntwo"\nB=1', ['lines A']],
    ['A="one\ntwo words"\nB=1', ['lines A refused']],
    ['A="one\nB="two"', ['quotes B']],
  ])('%j', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });
});
