/** mix.exs: a program, of which only what stands there literally is read. */
import { describe, expect, test } from '@jest/globals';
import type { Manifest } from '../../../src/facts/index.ts';
import { mixReader } from '../../../src/readers/manifests/mix.ts';
import { processorTime } from '../../support/processor.ts';

const manifest = (text: string, path = 'mix.exs'): Manifest => {
  const found = mixReader.read({ path, text }, { parsers: {}, exists: () => false }).manifests?.[0];
  if (!found) throw new Error('not read');
  return found;
};

const dependencies = (list: string): readonly string[] =>
  manifest(`defp deps do\n  [\n${list}\n  ]\nend`).dependencies.map(({ name, version, group, pinned }) =>
    [name, version, group, pinned ? 'pinned' : ''].filter(Boolean).join(' '),
  );

describe('dependencies', () => {
  test.each([
    ['{:phoenix, "~> 1.8"}', ['phoenix ~> 1.8 runtime']],
    ['{:phoenix, "1.8.0"}', ['phoenix 1.8.0 runtime pinned']],
    ['{:phoenix, "== 1.8.0", override: true}', ['phoenix == 1.8.0 runtime pinned']],
    ['{:plug, ">= 1.14.0 and < 2.0.0"}', ['plug >= 1.14.0 and < 2.0.0 runtime']],
    ['{:credo, "~> 1.7", only: [:dev, :test], runtime: false}', ['credo ~> 1.7 development']],
    ['{:floki, ">= 0.30.0", only: :test}', ['floki >= 0.30.0 development']],
    ['{:esbuild, "~> 0.8", runtime: Mix.env() == :dev}', ['esbuild ~> 0.8 runtime']],
    ['{:recon, "~> 2.5", only: [:prod, :dev]}', ['recon ~> 2.5 runtime']],
    ['{:jason, "~> 1.4", optional: true}', ['jason ~> 1.4 optional']],
    ['{:shared, in_umbrella: true}', ['shared workspace:* runtime']],
    ['{:shared, path: "../shared"}', ['shared file:../shared runtime']],
    ['{:admin, github: "example/admin", branch: "main"}', ['admin github:example/admin#main runtime']],
    [
      '{:admin, git: "https://git.example/admin.git", tag: "v1.2"}',
      ['admin git+https://git.example/admin.git#v1.2 runtime'],
    ],
    [
      '{:admin, github: "example/admin", ref: "4be1f20c4be1f20c4be1f20c4be1f20c4be1f20c"}',
      ['admin github:example/admin#4be1f20c4be1f20c4be1f20c4be1f20c4be1f20c runtime pinned'],
    ],
    [
      '{:heroicons,\n github: "tailwindlabs/heroicons",\n tag: "v2.2.0",\n app: false}',
      ['heroicons github:tailwindlabs/heroicons#v2.2.0 runtime'],
    ],
    ['{:phoenix, "~> 1.8", [only: :dev]}', ['phoenix ~> 1.8 development']],
    ['# {:phoenix, "~> 1.8"}', []],
    ['{:"quoted-name", "~> 1.0"}', ['quoted-name ~> 1.0 runtime']],
  ])('%s', (list, expected) => {
    expect(dependencies(list)).toEqual(expected);
  });
  test('other tuples are none', () => {
    const text =
      'def application, do: [mod: {Shop.Application, []}]\ndefp dialyzer, do: [plt_file: {:no_warn, "priv/plts/dialyzer.plt"}]\ndefp more, do: {:ok, 1}';
    expect(manifest(text).dependencies).toEqual([]);
  });
  test('the place is the tuple', () => {
    const text = 'defp deps, do: [{:phoenix, "~> 1.8"}]';
    const [phoenix] = manifest(text).dependencies;
    expect(text.slice(phoenix!.at.start, phoenix!.at.end)).toBe('{:phoenix, "~> 1.8"}');
  });
});

test('name, version of the language, applications of an umbrella', () => {
  const text =
    'def project do\n  [\n    app: :shop,\n    apps_path: "apps",\n    elixir: "~> 1.18",\n    deps: deps()\n  ]\nend';
  expect(manifest(text)).toMatchObject({
    name: 'shop',
    workspaces: ['apps/*'],
    runtime: { value: '~> 1.18' },
    library: false,
  });
});

test('a package for others', () => {
  expect(manifest('def project, do: [app: :thing, package: package()]')).toMatchObject({ library: true });
  expect(
    manifest('def project, do: [app: :shop, package: package()]\ndef application, do: [mod: {Shop.Application, []}]'),
  ).toMatchObject({ library: false });
});

test.each([
  ['nothing', ''],
  ['brackets that are never closed', '[{:a, "~> 1.0"'.repeat(3000)],
  ['brackets nobody opened', '}])'.repeat(3000)],
  ['a text that never ends', 'deps: ["'],
  ['colons alone', ':'.repeat(20_000)],
])('%s', (_, text) => {
  const before = process.cpuUsage();
  expect(manifest(text).ecosystem).toBe('elixir');
  expect(processorTime(before)).toBeLessThan(3000);
});
