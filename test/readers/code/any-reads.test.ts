/** Reads of the environment that name no variable: after one of them nobody can say that a variable is not read. */
import { describe, expect, test } from '@jest/globals';
import { parsers } from '../../support/lint.ts';
import { readSource } from './said.ts';

describe('JavaScript', () => {
  const any = (text: string): boolean =>
    parsers.javascript!({ path: 'server.js', text }, () => false).readsAny !== undefined;
  test.each([
    ['process.env.A; process.env["B"]; const { C, D = "d" } = process.env;', false],
    ['const { A, ...rest } = process.env;', true],
    ['configure(process.env);', true],
    ['for (const name in process.env) use(name);', true],
    ['Object.entries(process.env);', true],
    ['process.env[name];', true],
    ['process.env[`SHOP_${name}`];', true],
    ['for (const name of ["A", "B"]) process.env[name];', false],
    ['spawn("ls", { env: process.env });', false],
    ['spawn("ls", { env: { ...process.env, A: "b" } });', true],
    ['"A" in process.env;', false],
    ['import { z } from "zod"; z.object({ A: z.string() }).parse(process.env);', false],
    ['import { env } from "node:process"; env.A;', false],
    ['const env = {}; configure(env);', false],
  ])('%s', (text, expected) => {
    expect(any(text)).toBe(expected);
  });
});

describe('Python', () => {
  const any = (text: string): boolean => readSource('python', 'main.py', `import os\n${text}\n`).readsAny !== undefined;
  test.each([
    ['os.environ["A"]; os.environ.get("B"); os.getenv("C", "d")', false],
    ['dict(os.environ)', true],
    ['for name in os.environ: print(name)', true],
    ['os.environ.items()', true],
    ['os.getenv(name)', true],
    ['os.environ[f"SHOP_{name}"]', true],
    ['"A" in os.environ', false],
    ['os.environ["A"] = name', false],
    ['os.environ[name] = "a"', false],
    ['subprocess.run(["ls"], env=os.environ.copy())', false],
    ['subprocess.run(["ls"], env={**os.environ, "A": "b"})', false],
    ['environ = {}\nenviron.items()', false],
  ])('%s', (text, expected) => {
    expect(any(text)).toBe(expected);
  });
});

describe('PHP', () => {
  const any = (text: string): boolean => readSource('php', 'a.php', `<?php\n${text}\n`).readsAny !== undefined;
  test.each([
    ["getenv('A'); $_ENV['B']; env('C', 'd');", false],
    ['getenv();', true],
    ['getenv($name);', true],
    ['foreach ($_ENV as $name => $value) {}', true],
    ['$_ENV[$name];', true],
    ["env('SHOP_' . $name);", true],
  ])('%s', (text, expected) => {
    expect(any(text)).toBe(expected);
  });
});

describe('Elixir', () => {
  const any = (text: string, path = 'lib/shop.ex'): boolean => readSource('elixir', path, text).readsAny !== undefined;
  test.each([
    ['def a, do: System.get_env("A")', false],
    ['def a, do: System.get_env()', true],
    ['def a(name), do: System.get_env(name)', true],
    ['defp a(name), do: System.get_env(name)\ndef b, do: a("A")', false],
    ['def a, do: System.get_env("SHOP_#{b()}")', true],
    ['def a, do: :os.getenv()', true],
  ])('%s', (text, expected) => {
    expect(any(`defmodule Shop do\n${text}\nend`)).toBe(expected);
  });
  test('a function of the settings is called there', () => {
    expect(
      any(
        'defmodule U do\n  def a(name), do: System.get_env(name)\nend\nconfig :shop, b: U.a("A")',
        'config/runtime.exs',
      ),
    ).toBe(false);
  });
});
