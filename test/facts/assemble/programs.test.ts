/** Which program of the repository a compiled command is, and what belongs to it. */
import { describe, expect, test } from '@jest/globals';
import { startedProgram } from '../../../src/facts/assemble/built-programs.ts';
import { packagesFrom, projectsFrom, reachedFrom } from '../../../src/facts/assemble/reach.ts';
import type { CodeFile, Manifest } from '../../../src/facts/index.ts';
import type { FileTree } from '../../../src/source/index.ts';
import { lintTree, parsers } from '../../support/lint.ts';

/** The folder of the program that runs, its language, or the argument that chooses it. */
function started(dockerfile: string, more: Readonly<Record<string, string>>): string {
  const { facts } = lintTree({
    'docker-stack.yml':
      'services:\n  web:\n    build: .\n    image: registry.example.com/shop/web:1\n    deploy: {replicas: 2}\n',
    Dockerfile: dockerfile,
    ...more,
  });
  const { process, built } = facts.services[0]!;
  const found = startedProgram(process.main, built!.image, {
    manifests: facts.manifests,
    scripts: facts.scripts,
    files: facts.files,
    parseShell: parsers.shell!,
  });
  if (!found) return 'unknown';
  return 'chooser' in found ? `chosen by ${found.chooser}` : `${found.program.language} ${found.program.folder}`;
}

const go = {
  'go.mod': 'module example.com/shop\n',
  'cmd/api/main.go': 'package main',
  'cmd/jobs/main.go': 'package main',
};
const build = (run: string, command = '["/server"]', copy = '/server /server') =>
  `FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN ${run}\nFROM scratch\nCOPY --from=build ${copy}\nENTRYPOINT ${command}\n`;

describe('Go', () => {
  test.each([
    ['go build -o /server ./cmd/api', '["/server"]', 'go cmd/api'],
    ['CGO_ENABLED=0 go build -ldflags "-s -w" -trimpath -o /server cmd/jobs/main.go', '["/server"]', 'go cmd/jobs'],
    ['cd cmd/api && go build -o /server .', '["/server"]', 'go cmd/api'],
    ['go build -o /out/ ./...', '["/out/jobs"]', 'go cmd/jobs'],
    ['go build -o /api ./cmd/api && go build -o /jobs ./cmd/jobs', '["/jobs"]', 'go cmd/jobs'],
    ['go install ./cmd/api ./cmd/jobs', '["api", "--port", "80"]', 'go cmd/api'],
    ['go build -o /server ./cmd/${SERVICE}', '["/server"]', 'chosen by SERVICE'],
    ['go build -o /a ./cmd/api && go build -o /b ./cmd/jobs', '["/c"]', 'unknown'],
    ['make server', '["/server"]', 'unknown'],
    ['go vet ./...', '["/server"]', 'unknown'],
  ])('%s', (run, command, expected) => {
    expect(started(build(run, command), go)).toBe(expected);
  });
  test('the folder the stage works in counts', () => {
    const text =
      'FROM golang:1.24 AS build\nWORKDIR /src/services/api\nCOPY services/api .\nRUN go build -o /server .\nFROM scratch\nCOPY --from=build /server /server\nCMD ["/server"]\n';
    expect(
      started(text, { 'services/api/go.mod': 'module example.com/api\n', 'services/api/main.go': 'package main' }),
    ).toBe('go services/api');
  });
  test('a source tree that is only mounted while it is built', () => {
    const text =
      'FROM golang:1.24 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=/src go build -o /server ./cmd/api\nFROM scratch\nCOPY --from=build /server /server\nCMD ["/server"]\n';
    expect(started(text, go)).toBe('go cmd/api');
  });
});

describe('a package whose Dockerfile lies beside it', () => {
  // The pipeline builds both from the folder above, where their relative paths lead nowhere.
  const dockerfile = `FROM golang:1.24 AS build
WORKDIR /app
COPY go.mod ./
COPY . .
RUN go build -o service ./cmd/main.go
FROM alpine:3.22
COPY --from=build /app/service .
CMD ["./service"]
`;
  const service = (name: string): FileTree => ({
    [`services/${name}/Dockerfile`]: dockerfile,
    [`services/${name}/go.mod`]: `module example.com/${name}\n`,
    [`services/${name}/cmd/main.go`]: 'package main\n\nfunc main() {}\n',
  });
  test('is not told what its neighbours do', () => {
    const { services } = lintTree({
      ...service('orders'),
      ...service('mails'),
      'services/scores/requirements.txt': 'flask==3.1.2\n',
      'build.sh':
        'docker build -t shop/orders:1 -f services/orders/Dockerfile services/\ndocker build -t shop/mails:1 -f services/mails/Dockerfile services/\n',
      'docker-stack.yml': 'services:\n  orders:\n    image: shop/orders:1\n  mails:\n    image: shop/mails:1\n',
    }).facts;
    expect(services.map(({ code }) => [code.root, code.files])).toEqual([
      ['services/orders', ['services/orders/cmd/main.go']],
      ['services/mails', ['services/mails/cmd/main.go']],
    ]);
  });
});

describe('other compilers', () => {
  test('the project of .NET is the file that is named', () => {
    const run =
      'dotnet restore Shop.sln && dotnet publish src/Web/Web.csproj -c Release --self-contained false -o /app';
    expect(
      started(build(run, '["dotnet", "Web.dll"]', '/app .'), {
        'src/Web/Web.csproj': '<Project/>',
        'src/Core/Core.csproj': '<Project/>',
      }),
    ).toBe('csharp src/Web');
  });
  test('a crate by its name', () => {
    const run = 'cargo build --release --bin api';
    expect(
      started(build(run, '["/api"]', 'target/release/api /api'), {
        'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
        'crates/api/Cargo.toml': '[package]\nname = "api"\n',
        'crates/core/Cargo.toml': '[package]\nname = "core"\n',
      }),
    ).toBe('rust crates/api');
  });
  test('a module of Maven or Gradle by the path its jar is taken from', () => {
    const files = { 'pom.xml': '<project/>', 'orders/pom.xml': '<project/>', 'billing/pom.xml': '<project/>' };
    expect(
      started(build('mvn package', '["java", "-jar", "app.jar"]', '/src/orders/target/*.jar app.jar'), files),
    ).toBe('java orders');
    expect(
      started(build('./mvnw -pl billing -am package', '["java", "-jar", "app.jar"]', '/app.jar app.jar'), files),
    ).toBe('java billing');
  });
});

describe('a package of a JavaScript workspace', () => {
  const workspace = {
    'package.json': '{ "name": "shop", "workspaces": ["apps/*", "packages/*"] }',
    'apps/web/package.json': '{ "name": "web", "dependencies": { "@shop/ui": "*", "next": "16.0.0" } }',
    'apps/web/app/page.tsx': 'process.env.OF_WEB;',
    'apps/admin/package.json': '{ "name": "admin", "dependencies": { "next": "16.0.0" } }',
    'apps/admin/app/page.tsx': 'process.env.OF_ADMIN;',
    'packages/ui/package.json': '{ "name": "@shop/ui" }',
    'packages/ui/button.ts': 'process.env.OF_UI;',
  };
  const read = (path: string, dockerfile: string): readonly string[] => {
    const { facts } = lintTree({
      ...workspace,
      [path]: dockerfile,
      'docker-stack.yml': `services:\n  web:\n    build: { context: ., dockerfile: ${path} }\n    image: registry.example.com/shop/web:1\n`,
    });
    return facts.services[0]!.code.files;
  };
  const web = ['apps/web/app/page.tsx', 'packages/ui/button.ts'];
  const image = (run: string) =>
    `FROM node:22 AS build\nWORKDIR /src\nCOPY . .\nRUN ${run}\nFROM node:22\nCOPY --from=build /src /app\nCMD ["npm", "start"]\n`;
  test.each([
    ['Dockerfile', image('npx turbo prune web --docker'), web],
    ['Dockerfile', image('turbo prune --scope=web --docker && pnpm turbo run build --filter=web...'), web],
    ['Dockerfile', image('pnpm --filter web build'), web],
    [
      'Dockerfile',
      image('pnpm --filter @shop/ui build && pnpm --filter admin build && pnpm --filter web deploy /out'),
      web,
    ],
    ['Dockerfile', image('npm run build -w apps/web'), web],
    ['apps/web/Dockerfile', image('npm run build'), web],
    ['apps/admin/Dockerfile.production', image('npm run build'), ['apps/admin/app/page.tsx']],
    ['Dockerfile', image('npm run build'), ['apps/admin/app/page.tsx', ...web]],
    ['Dockerfile', image('turbo run build --filter=web --filter=admin'), ['apps/admin/app/page.tsx', ...web]],
  ])('%s %#', (path, text, expected) => {
    expect(read(path, text)).toEqual(expected);
  });
});

test('a program of the package that the Dockerfile lies in is found, whatever is built beside it', () => {
  const { facts } = lintTree({
    'package.json': '{ "name": "shop", "workspaces": ["apps/*", "packages/*"] }',
    'apps/api/package.json': '{ "name": "api", "dependencies": { "@shop/ui": "*" } }',
    'apps/api/src/server.ts': "import { a } from './used.js';\na();\n",
    'apps/api/src/used.ts': 'export const a = () => process.env.USED;\n',
    'apps/api/src/worker.ts': 'process.env.OF_WORKER;\n',
    'packages/ui/package.json': '{ "name": "@shop/ui" }',
    'packages/ui/index.ts': 'export {};\n',
    'apps/api/Dockerfile':
      'FROM node:22 AS build\nWORKDIR /repo\nCOPY . .\nRUN pnpm --filter @shop/ui build\nRUN pnpm --filter api build\nRUN pnpm --filter api deploy --prod /out\nFROM node:22\nWORKDIR /app\nCOPY --from=build /out/dist ./dist\nCMD ["node", "dist/server.js"]\n',
    'docker-stack.yml':
      'services:\n  api:\n    build: { context: ., dockerfile: apps/api/Dockerfile }\n    image: registry.example.com/shop/api:1\n',
  });
  const [{ process, code }] = facts.services as [(typeof facts.services)[number]];
  expect([process.entryFile, code.files]).toEqual([
    'apps/api/src/server.ts',
    ['apps/api/src/server.ts', 'apps/api/src/used.ts'],
  ]);
});

test('one Dockerfile makes the images of several packages, each by what it copies', () => {
  const stage = (app: string) =>
    `FROM node:22 AS ${app}\nWORKDIR /app\nCOPY --from=build /repo/apps/${app}/dist ./dist\nCOPY --from=build /repo/apps/${app}/package.json ./package.json\nCOPY --from=build /repo/packages/db/dist ./packages/db/dist\nCOPY --from=build /repo/packages ./packages\nCMD ["npm", "start"]\n`;
  const app = (name: string) => ({
    [`apps/${name}/package.json`]: `{ "name": "${name}", "scripts": { "start": "node dist/index.js" } }`,
    [`apps/${name}/src/index.ts`]: `process.env.OF_${name.toUpperCase()};\n`,
  });
  const { facts } = lintTree({
    'package.json': '{ "name": "shop", "workspaces": ["apps/*", "packages/*"], "scripts": { "start": "turbo start" } }',
    ...app('bot'),
    ...app('web'),
    'packages/db/package.json': '{ "name": "@shop/db" }',
    Dockerfile: `FROM node:22 AS build\nWORKDIR /repo\nCOPY . .\nRUN npm run build\n${stage('bot')}${stage('web')}`,
    'docker-stack.yml':
      'services:\n  bot:\n    image: registry.example.com/shop-bot:1\n  web:\n    image: registry.example.com/shop-web:1\n',
  });
  expect(
    facts.services.map(({ built, process, code }) => [built?.image.target, process.entryFile, code.files]),
  ).toEqual([
    ['bot', 'apps/bot/src/index.ts', ['apps/bot/src/index.ts']],
    ['web', 'apps/web/src/index.ts', ['apps/web/src/index.ts']],
  ]);
});

test('of several packages in an image the scripts are those of the one the Dockerfile lies in', () => {
  const { facts } = lintTree({
    'common/package.json': '{ "name": "common", "scripts": { "start": "node common.js" } }',
    'frontend/package.json': '{ "name": "frontend", "scripts": { "start": "node frontend.js" } }',
    'frontend/frontend.js': 'process.env.OF_FRONTEND;\n',
    'common/common.js': 'process.env.OF_COMMON;\n',
    'frontend/Dockerfile':
      'FROM node:22\nWORKDIR /home/app\nCOPY ./common ../common\nCOPY ./frontend .\nCMD ["npm", "start"]\n',
    'docker-stack.yml':
      'services:\n  web:\n    build: { context: ., dockerfile: frontend/Dockerfile }\n    image: registry.example.com/shop/web:1\n',
  });
  expect(facts.services[0]!.process.main?.argv).toEqual(['node', 'frontend.js']);
});

describe('a script that the build writes', () => {
  const main = (...runs: readonly string[]) => {
    const { facts } = lintTree({
      'server.js': 'process.env.PORT;\n',
      'package.json': '{ "name": "shop" }',
      Dockerfile: `FROM node:22\nWORKDIR /app\nCOPY . .\n${runs.join('\n')}\nENTRYPOINT ["/app/start.sh"]\n`,
      'docker-stack.yml': 'services:\n  web:\n    build: .\n    image: registry.example.com/shop/web:1\n',
    });
    const { main: started, signal } = facts.services[0]!.process;
    return [started?.argv.join(' '), signal.value];
  };
  const runs = ['node server.js', 'application'];
  test.each<[string, readonly string[], readonly (string | undefined)[]]>([
    [
      'line by line',
      [
        "RUN echo '#!/bin/sh' > /app/start.sh && \\\n    echo 'set -e' >> /app/start.sh && \\\n    echo 'exec node server.js' >> /app/start.sh && \\\n    chmod +x /app/start.sh",
      ],
      runs,
    ],
    [
      'in several instructions',
      ["RUN echo '#!/bin/sh' > start.sh", "RUN echo 'exec node server.js' >> start.sh"],
      runs,
    ],
    ['at once', ["RUN printf '#!/bin/sh\\nexec node server.js\\n' > /app/start.sh"], runs],
    ['with a text for each line', ["RUN printf '%s\\n' '#!/bin/sh' 'exec node server.js' > /app/start.sh"], runs],
    ['from a heredoc', ["RUN cat > /app/start.sh <<'EOF'\n#!/bin/sh\nexec node server.js\nEOF"], runs],
    [
      'whose program stays behind its shell',
      ["RUN echo '#!/bin/bash' > /app/start.sh && echo 'node server.js; cleanup' >> /app/start.sh"],
      ['cleanup', 'shell-in-front'],
    ],
    ['that cannot be told', ['RUN echo "exec $PROGRAM server.js" > /app/start.sh'], ['/app/start.sh', 'unknown']],
  ])('%s', (_, written, expected) => expect(main(...written)).toEqual(expected));
});

test('a script that gets another name in the image is read', () => {
  const { facts } = lintTree({
    'docker/start.sh': '#!/bin/sh\nset -e\nexec "$@"\n',
    'server.js': 'process.env.PORT;\n',
    'package.json': '{ "name": "shop" }',
    Dockerfile:
      'FROM node:22\nWORKDIR /app\nCOPY . .\nCOPY docker/start.sh /usr/local/bin/shop-start\nENTRYPOINT ["shop-start"]\nCMD ["node", "server.js"]\n',
    'docker-stack.yml': 'services:\n  web:\n    build: .\n    image: registry.example.com/shop/web:1\n',
  });
  const { main, signal } = facts.services[0]!.process;
  expect([main?.argv, signal.value]).toEqual([['node', 'server.js'], 'application']);
});

describe('what belongs to a program', () => {
  const file = (path: string, packages: readonly string[], imports: readonly string[] = []): [string, CodeFile] => [
    path,
    {
      path,
      language: path.endsWith('.go') ? 'go' : 'python',
      at: { file: path, start: 0, end: 0 },
      imports,
      packages,
      facts: [],
      parsed: true,
    },
  ];
  const manifest = (
    path: string,
    ecosystem: Manifest['ecosystem'],
    name: string,
    needs: readonly string[],
    references: readonly string[] = [],
  ): Manifest => ({
    path,
    ecosystem,
    name,
    at: { file: path, start: 0, end: 0 },
    dependencies: needs.map((one) => ({
      name: one,
      version: '',
      group: 'runtime',
      pinned: false,
      at: { file: path, start: 0, end: 0 },
    })),
    references,
    scripts: [],
    bins: [],
    workspaces: [],
    library: false,
  });
  test('packages of Go, through the module and no further', () => {
    const code = new Map([
      file('cmd/api/main.go', ['net/http', 'example.com/shop/internal/http']),
      file('internal/http/server.go', ['example.com/shop/internal/db']),
      file('internal/http/server_test.go', ['example.com/shop/internal/fake']),
      file('internal/db/db.go', ['example.com/shop/internal/http', 'example.com/shopping']),
      file('internal/fake/fake.go', []),
      file('cmd/jobs/main.go', []),
    ]);
    expect(packagesFrom('cmd/api', code, [manifest('go.mod', 'go', 'example.com/shop', [])])).toEqual([
      'cmd/api/main.go',
      'internal/db/db.go',
      'internal/http/server.go',
    ]);
  });
  test('projects by name and by reference, in circles too', () => {
    const manifests = [
      manifest('a/Cargo.toml', 'rust', 'a', ['b', 'serde']),
      manifest('b/Cargo.toml', 'rust', 'b', ['a']),
      manifest('c/Cargo.toml', 'rust', 'c', []),
      manifest('b/package.json', 'npm', 'c', []),
      manifest('x/X.csproj', 'dotnet', 'X', [], ['y/Y.csproj']),
      manifest('y/Y.csproj', 'dotnet', 'Y', []),
    ];
    expect(projectsFrom('a', manifests)).toEqual(['a', 'b']);
    expect(projectsFrom('x', manifests)).toEqual(['x', 'y']);
  });
  test('an entry file that nothing knows reaches nothing', () => {
    expect(reachedFrom('x.py', new Map())).toEqual([]);
    expect(reachedFrom('a.py', new Map([file('a.py', [], ['b.py']), file('b.py', [], ['a.py'])]))).toEqual([
      'a.py',
      'b.py',
    ]);
  });
});
