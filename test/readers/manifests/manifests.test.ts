import { describe, expect, test } from '@jest/globals';
import type { Dependency, Manifest } from '../../../src/facts/manifest.ts';
import type { Reading } from '../../../src/facts/reading.ts';
import { manifestReaders } from '../../../src/readers/manifests/index.ts';
import type { Span } from '../../../src/source/index.ts';

const read = (path: string, text: string): Reading => {
  const claiming = manifestReaders.filter((reader) => reader.claims(path));
  expect(claiming).toHaveLength(1);
  return claiming[0]!.read({ path, text }, { parsers: {}, exists: () => false });
};
const manifest = (path: string, text: string): Manifest => {
  const found = read(path, text).manifests?.[0];
  if (found === undefined) throw new Error(JSON.stringify(read(path, text)));
  return found;
};
const cut = (text: string, at: Span): string => text.slice(at.start, at.end);
const short = ({ name, version, group, pinned }: Dependency) => `${name} ${version} ${group}${pinned ? ' pinned' : ''}`;

describe('package.json', () => {
  const text = `\ufeff{
  "name": "api", "private": true,
  "packageManager": "pnpm@9.1.0+sha512.abc",
  "engines": { "node": ">=20" },
  "main": "dist/index.js",
  "bin": { "api": "bin/api.js" },
  "workspaces": { "packages": ["apps/*"] },
  "scripts": { "start": "node \\"dist\\"", "build": "tsc" },
  "dependencies": { "express": "^4.0.0", "left-pad": "1.3.0", "__proto__": "1.0.0" },
  "devDependencies": { "jest": "github:a/b#0123456789012345678901234567890123456789" },
  "optionalDependencies": { "fsevents": "*" },
  "peerDependencies": { "react": "18" }
}`;

  test('everything a service needs to be known', () => {
    const found = manifest('api/package.json', text);
    expect(found).toMatchObject({
      ecosystem: 'npm',
      name: 'api',
      manager: 'pnpm',
      main: 'dist/index.js',
      bins: ['api', 'bin/api.js'],
      workspaces: ['apps/*'],
      runtime: { value: '>=20' },
      library: false,
    });
    expect(found.dependencies.map(short)).toEqual([
      'express ^4.0.0 runtime',
      'left-pad 1.3.0 runtime pinned',
      '__proto__ 1.0.0 runtime pinned',
      'jest github:a/b#0123456789012345678901234567890123456789 development pinned',
      'fsevents * optional',
      'react 18 peer',
    ]);
    expect(found.scripts[0]!.command).toBe('node "dist"');
  });

  test('places', () => {
    const found = manifest('package.json', text);
    expect(cut(text, found.dependencies[1]!.at)).toBe('"left-pad": "1.3.0"');
    expect(cut(text, found.scripts[0]!.at)).toBe('"start": "node \\"dist\\""');
    expect(cut(text, found.runtime!.at)).toBe('">=20"');
  });

  test('a library has exports and nothing to start', () => {
    expect(manifest('package.json', '{"exports":"./x.js"}')).toMatchObject({ library: true });
    expect(manifest('package.json', '{"exports":"./x.js","scripts":{"start":"node x"}}')).toMatchObject({
      library: false,
    });
    expect(manifest('package.json', '{"private":true,"files":[]}')).toMatchObject({ library: false });
  });

  test.each([
    ['{"a": 1,}', 8],
    ['{"a": 1 // x\n}', 8],
    ['', 0],
    ['{"a', 1],
    ['{"a":1} x', 8],
    ['[1, 2', 5],
    ['{"a": tru}', 6],
    ['['.repeat(100_000), 201],
  ])('broken: %j', (broken, offset) => {
    const { gaps, manifests } = read('package.json', broken);
    expect(manifests).toBeUndefined();
    expect(gaps).toHaveLength(1);
    expect(gaps![0]!.why).toMatch(/^not valid JSON: /);
    expect(gaps![0]!.at.start).toBe(offset);
  });

  test('wrong kinds of values are passed over', () => {
    expect(
      manifest('package.json', '{"name":1,"scripts":[],"dependencies":{"a":{}},"bin":true,"workspaces":"x"}'),
    ).toMatchObject({
      scripts: [],
      bins: [],
      workspaces: [],
      dependencies: [{ name: 'a', version: '' }],
    });
    expect(read('package.json', '[]').gaps![0]!.why).toBe('not a JSON object');
  });
});

describe('requirements.txt', () => {
  const text = `\ufeff# comment
-r base.txt
--requirement=more.txt
--index-url https://user:secret@x/
flask==3.0.0  # why
  gunicorn[gevent] >= 21 , <24 ; python_version > "3.8"
celery
redis==5.*
requests==2.31.0 \\
    --hash=sha256:abc \\
    --hash=sha256:def
git+https://github.com/a/b@0123456789012345678901234567890123456789#egg=b
tool @ https://x.org/tool.zip
-e git+ssh://git@x/y.git#egg=y
./local
`;
  test('requirements in all their forms', () => {
    const found = manifest('api/requirements.txt', text);
    expect(found.dependencies.map(({ name, pinned }) => [name, pinned])).toEqual([
      ['flask', true],
      ['gunicorn', false],
      ['celery', false],
      ['redis', false],
      ['requests', true],
      ['b', true],
      ['tool', false],
      ['y', false],
    ]);
    expect(found.dependencies[1]!.version).toBe('>= 21 , <24');
    expect(found.includes).toEqual(['base.txt', 'more.txt']);
  });

  test('places', () => {
    const found = manifest('requirements.txt', text).dependencies;
    expect(cut(text, found[0]!.at)).toBe('flask==3.0.0');
    expect(cut(text, found[1]!.at)).toBe('gunicorn[gevent] >= 21 , <24 ; python_version > "3.8"');
    expect(cut(text, found[4]!.at)).toBe('requests==2.31.0');
  });

  test('names and groups', () => {
    for (const [path, group] of [
      ['requirements-dev.txt', 'development'],
      ['dev-requirements.txt', 'development'],
      ['requirements/test.txt', 'development'],
      ['requirements/production.txt', 'runtime'],
    ] as const) {
      expect(manifest(path, 'a==1\r\n').dependencies).toMatchObject([{ name: 'a', version: '==1', group }]);
    }
    expect(manifestReaders.some((reader) => reader.claims('docs/robots.txt'))).toBe(false);
  });
});

describe('pyproject.toml', () => {
  test('PEP 621, groups and uv', () => {
    const text = `[project]
name = "api"
requires-python = ">=3.11"
dependencies = [
  "fastapi==0.110.0", # "commented>=1"
  'uvicorn[standard] >=0.29',
]
[project.optional-dependencies]
aws = ["boto3"]
[project.scripts]
api = "api.main:run"
[dependency-groups]
dev = ["pytest", {include-group = "lint"}]
[tool.uv]
dev-dependencies = ["ruff"]
`;
    const found = manifest('pyproject.toml', text);
    expect(found).toMatchObject({ name: 'api', manager: 'uv', runtime: { value: '>=3.11' }, bins: ['api'] });
    expect(found.dependencies.map(short)).toEqual([
      'fastapi ==0.110.0 runtime pinned',
      'uvicorn >=0.29 runtime',
      'ruff  development',
      'boto3  optional',
      'pytest  development',
    ]);
    expect(found.dependencies.map(({ at }) => cut(text, at))).toEqual([
      '"fastapi==0.110.0"',
      "'uvicorn[standard] >=0.29'",
      '"ruff"',
      '"boto3"',
      '"pytest"',
    ]);
    expect(cut(text, found.runtime!.at)).toBe('requires-python = ">=3.11"');
  });

  test('Poetry', () => {
    const text = `[tool.poetry]
name = "shop"
[tool.poetry.dependencies]
python = "^3.12"
django = "5.0.1"
celery = { version = "^5", extras = ["redis"], optional = true }
own = { git = "https://x/y.git", rev = "0123456789012345678901234567890123456789" }
[tool.poetry.group.dev.dependencies]
"pytest" = "*"
`;
    const found = manifest('pyproject.toml', text);
    expect(found).toMatchObject({ name: 'shop', manager: 'poetry', runtime: { value: '^3.12' } });
    expect(found.dependencies.map(short)).toEqual([
      'django 5.0.1 runtime pinned',
      'celery ^5 optional',
      'own  runtime pinned',
      'pytest * development',
    ]);
    expect(cut(text, found.dependencies[1]!.at)).toBe(
      'celery = { version = "^5", extras = ["redis"], optional = true }',
    );
    expect(cut(text, found.dependencies[3]!.at)).toBe('"pytest" = "*"');
  });

  test('broken TOML is a gap in its line', () => {
    const text = '[project]\nname = "a"\nversion = = 1\n';
    const { gaps } = read('pyproject.toml', text);
    expect(gaps![0]!.why).toMatch(/^not valid TOML/);
    expect(text.slice(0, gaps![0]!.at.start).split('\n')).toHaveLength(3);
  });

  test('odd kinds of values', () => {
    const text = '[project]\ndependencies = { a = 1 }\n[tool]\npoetry = 3\n[x]\nd = 2024-01-01\n';
    expect(manifest('pyproject.toml', text).dependencies).toEqual([]);
  });
});

describe('go.mod', () => {
  const text = `module example.org/api // x

go 1.22.1
toolchain go1.23.0

require github.com/gin-gonic/gin v1.9.1
require (
	github.com/jackc/pgx/v5 v5.5.5 // indirect
	example.org/lib v0.0.0
)
replace example.org/lib => ../lib
`;
  test('modules, versions, places', () => {
    const found = manifest('go.mod', text);
    expect(found).toMatchObject({ name: 'example.org/api', runtime: { value: '1.22.1' } });
    expect(found.dependencies.map(({ name, indirect }) => [name, indirect ?? false])).toEqual([
      ['github.com/gin-gonic/gin', false],
      ['github.com/jackc/pgx/v5', true],
      ['example.org/lib', false],
    ]);
    expect(found.dependencies.map(({ at }) => cut(text, at))).toEqual([
      'require github.com/gin-gonic/gin v1.9.1',
      'github.com/jackc/pgx/v5 v5.5.5',
      'example.org/lib v0.0.0',
    ]);
    expect(cut(text, found.runtime!.at)).toBe('1.22.1');
  });
  test('without a module line', () => expect(read('go.mod', 'hello').gaps).toHaveLength(1));
});

describe('Cargo.toml', () => {
  const text = `[package]
name = "shop"
rust-version = "1.79"

[[bin]]
name = "web"

[[bin]]
name = "worker"
path = "src/worker.rs"

[dependencies]
axum = "0.8"
shared = { path = "../shared" }
db = { package = "sqlx", version = "=0.8.2", features = ["postgres"] }
tracing-loki = { version = "0.2", optional = true }

[dependencies.tokio]
version = "1"

[target.'cfg(unix)'.dependencies]
nix = "0.29"

[build-dependencies]
tonic-build = "0.12"

[dev-dependencies]
wiremock = "0.6"
`;
  test('dependencies by group, renamed ones by their own name', () => {
    const found = manifest('web/Cargo.toml', text);
    expect(found.dependencies.map(short)).toEqual([
      'axum 0.8 runtime',
      'shared file:../shared runtime',
      'sqlx =0.8.2 runtime pinned',
      'tracing-loki 0.2 optional',
      'tokio 1 runtime',
      'tonic-build 0.12 development',
      'wiremock 0.6 development',
      'nix 0.29 runtime',
    ]);
    expect(found.dependencies.map(({ at }) => cut(text, at).split(/[ =]/)[0])).toEqual([
      ...['axum', 'shared', 'db', 'tracing-loki', 'version', 'tonic-build', 'wiremock', 'nix'],
    ]);
    expect(found.bins).toEqual(['web', 'worker', 'src/worker.rs']);
    expect(cut(text, found.runtime!.at)).toBe('rust-version = "1.79"');
  });
  test('a workspace', () => {
    const found = manifest(
      'Cargo.toml',
      '[workspace]\nmembers = ["crates/*", "web"]\n[workspace.package]\nrust-version = "1.80"',
    );
    expect([found.name, found.workspaces, found.runtime?.value]).toEqual([undefined, ['crates/*', 'web'], '1.80']);
  });
  test('a package with a main file has a program of its name', () => {
    const [cargo] = manifestReaders.filter((reader) => reader.claims('web/Cargo.toml'));
    const exists = (path: string) => path === 'web/src/main.rs';
    const { manifests } = cargo!.read(
      { path: 'web/Cargo.toml', text: '[package]\nname = "shop"' },
      { parsers: {}, exists },
    );
    expect(manifests?.[0]?.bins).toEqual(['shop']);
    expect(manifest('web/Cargo.toml', '[package]\nname = "shop"').bins).toEqual([]);
  });
});

describe('locks and other manifests', () => {
  test('a lock is known by its name', () => {
    expect(read('web/pnpm-lock.yaml', 'not: [read').locks).toMatchObject([
      { path: 'web/pnpm-lock.yaml', ecosystem: 'npm', manager: 'pnpm' },
    ]);
    expect(read('Cargo.lock', '').locks).toMatchObject([{ ecosystem: 'rust' }]);
  });

  test.each([
    ['Gemfile', '', 'ruby', undefined],
    ['composer.json', '{"name":"a/b"}', 'php', 'a/b'],
    ['pom.xml', '<project/>', 'jvm', undefined],
    ['build.gradle.kts', '', 'jvm', undefined],
    ['src/Worker.csproj', '', 'dotnet', 'Worker'],
    ['mix.exs', 'def project, do: [app: :shop, version: "1"]', 'elixir', 'shop'],
    ['Pipfile', '', 'python', undefined],
  ])('%s', (path, text, ecosystem, name) => {
    const found = manifest(path, text);
    expect([found.ecosystem, found.name, found.dependencies]).toEqual([ecosystem, name, []]);
  });

  test('broken ones are gaps', () => {
    expect(read('composer.json', '{').gaps).toHaveLength(1);
    expect(read('Cargo.toml', '[[').gaps).toHaveLength(1);
  });
});

describe('Gemfile', () => {
  const text = `source "https://rubygems.org"
ruby "3.3.6"

gem "rails", "~> 8.0.1"
gem 'pg', '>= 1.1', '< 2.0' # the database
gem "sidekiq"
gem "bootsnap", require: false
gem "pry", group: :development
gem "rspec-rails", groups: [:development, :test]
gem "shop-core", git: "https://git.example/core.git", tag: "v1.2.0"
gem "rack", "3.1.8"
# gem "unicorn"

group :development, :test do
  gem "debug", platforms: %i[mri windows], require: "debug/prelude"
  install_if -> { RUBY_PLATFORM =~ /darwin/ } do
    gem "rb-fsevent"
  end
  gem "brakeman"
end
group :production, :development do
  gem "lograge"
end
if ENV["ASSETS"]
  gem "sprockets"
end
gem "puma", ">= 5.0"
`;
  test('gems with their groups', () => {
    const found = manifest('shop/Gemfile', text);
    expect(found.dependencies.map(short)).toEqual([
      'rails ~> 8.0.1 runtime',
      'pg >= 1.1, < 2.0 runtime',
      'sidekiq  runtime',
      'bootsnap  runtime',
      'pry  development',
      'rspec-rails  development',
      'shop-core  runtime pinned',
      'rack 3.1.8 runtime pinned',
      'debug  development',
      'rb-fsevent  development',
      'brakeman  development',
      'lograge  runtime',
      'sprockets  runtime',
      'puma >= 5.0 runtime',
    ]);
    expect(found.dependencies.map(({ at }) => cut(text, at).slice(0, 5))).not.toContain('group');
    expect(cut(text, found.runtime!.at)).toBe('3.3.6');
    expect(found).toMatchObject({ library: false });
  });
  test('of a gem of its own', () => {
    expect(
      manifest('Gemfile', 'source "https://rubygems.org"\ngemspec\neval_gemfile "gemfiles/ci.rb"\n'),
    ).toMatchObject({ library: true, includes: ['gemfiles/ci.rb'], dependencies: [] });
    expect(manifest('gems.rb', '').dependencies).toEqual([]);
  });
});
