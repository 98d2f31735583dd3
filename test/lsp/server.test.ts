/** The server as it is shipped, over standard input and output. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CodeAction, CodeLens, Diagnostic, Hover, PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import { buildCli, home } from '../cli/built.ts';
import { Editor } from './editor.ts';

let cli = '';
let work = '';

beforeAll(async () => {
  cli = resolve(buildCli());
  work = realpathSync(mkdtempSync(join(tmpdir(), 'swarm-lint-lsp-')));
}, 120_000);

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

const STACK = `services:
  web:
    image: registry.example.com/web:latest
    deploy:
      replicas: 2
      resources: { limits: { memory: 64M }, reservations: { memory: 64M } }
`;

function repository(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(work, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const TAG = 'build-release-run/mutable-image-tag';
const has = (check: string) => (told: PublishDiagnosticsParams) => told.diagnostics.some(({ code }) => code === check);
const lacks = (check: string, version?: number) => (told: PublishDiagnosticsParams) =>
  !has(check)(told) && (version === undefined || told.version === version);
const named = (diagnostics: readonly Diagnostic[], check: string) => diagnostics.find(({ code }) => code === check)!;
const titled = (actions: readonly CodeAction[], part: string) => actions.find(({ title }) => title.includes(part))!;

async function actionsAt(editor: Editor, path: string, check: string): Promise<readonly CodeAction[]> {
  const diagnostic = named(await editor.diagnostics(path, has(check)), check);
  const context = { diagnostics: [diagnostic] };
  const all = await editor.ask<CodeAction[]>('textDocument/codeAction', path, { range: diagnostic.range, context });
  return all.filter(({ diagnostics }) => diagnostics!.some(({ code }) => code === check));
}

test('findings of the whole folder, gone when the text that is typed mends them', async () => {
  const folder = join(work, 'shop');
  cpSync('fixtures/projects/lift-and-shift-shop', folder, { recursive: true });
  const editor = new Editor(cli, folder);
  const { capabilities, serverInfo } = await editor.start();
  expect(serverInfo?.name).toBe('swarm-lint');
  expect(capabilities).toMatchObject({
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.swarm-lint'] },
  });

  // Nothing is open yet.
  const code = await editor.diagnostics('server.js', has('processes/local-session'));
  const session = named(code, 'processes/local-session');
  expect(session).toMatchObject({ severity: 1, source: 'swarm-lint', range: { start: { line: 12 } } });
  expect(session.codeDescription?.href).toMatch(/^https:/);
  expect(session.relatedInformation?.[0]?.location.uri).toMatch(/docker-stack\.yml$/);
  expect(editor.registered).toEqual(['workspace/didChangeWatchedFiles']);

  editor.open('docker-stack.yml');
  await editor.diagnostics('docker-stack.yml', (told) => told.version === 1 && has('config/config-bind-mount')(told));
  const version = editor.change('docker-stack.yml', '      - ./config/settings.json:/app/config/settings.json\n', '');
  await editor.diagnostics('docker-stack.yml', lacks('config/config-bind-mount', version));

  // What is not saved is forgotten with the document.
  editor.close('docker-stack.yml');
  await editor.diagnostics('docker-stack.yml', has('config/config-bind-mount'));
  expect(editor.logged).toEqual([]);
  expect(await editor.end()).toBe(0);
}, 120_000);

describe('in one repository', () => {
  let editor: Editor;
  const stack = 'docker-stack.yml';
  const pathOf = (uri: string) => relative(editor.folder, fileURLToPath(uri));

  beforeAll(async () => {
    editor = new Editor(cli, repository('one', { [stack]: STACK }));
    await editor.start();
    editor.open(stack);
    await editor.diagnostics(stack, (told) => told.version === 1);
  }, 120_000);

  afterAll(async () => {
    await editor.end();
  });

  const again = async () => {
    editor.edit(stack, [
      { range: { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } }, newText: STACK },
    ]);
    await editor.diagnostics(stack, has(TAG));
  };

  test('the service tells its verdict, a finding why it is one', async () => {
    const service = await editor.ask<Hover>('textDocument/hover', stack, { position: { line: 1, character: 3 } });
    const card = (service.contents as { value: string }).value;
    expect(card).toMatch(/^`web` \*\*unknown\*\* · 2 replicas/);
    const image = await editor.ask<Hover>('textDocument/hover', stack, { position: { line: 2, character: 15 } });
    const text = (image.contents as { value: string }).value;
    expect(text).toContain('Service "web" runs the tag "latest"');
    expect(text).toContain('`web` **unknown**');
    expect(text).toContain('**What stays quiet**');
    expect(await editor.ask('textDocument/hover', stack, { position: { line: 3, character: 2 } })).toBeNull();
    const lenses = await editor.ask<CodeLens[]>('textDocument/codeLens', stack);
    expect(lenses.map(({ range, command }) => [range.start.line, command?.title])).toEqual([
      [1, expect.stringMatching(/^unknown · 2 replicas/)],
    ]);
  });

  test('a finding is accepted in a comment', async () => {
    editor.apply(titled(await actionsAt(editor, stack, TAG), 'with a comment'), pathOf);
    expect(editor.text(stack)).toContain(
      `\n    # swarm-lint-ignore ${TAG} -- TODO: say why\n    image: registry.example.com/web:latest\n`,
    );
    await editor.diagnostics(stack, lacks(TAG));
    await again();
  });

  test('a finding is accepted for its service', async () => {
    editor.apply(titled(await actionsAt(editor, stack, TAG), 'for service "web"'), pathOf);
    expect(editor.text(stack)).toContain(
      `  web:\n    x-swarm-lint:\n      ignore:\n        ${TAG}: "TODO: say why"\n    image:`,
    );
    await editor.diagnostics(stack, lacks(TAG));
    await again();
  });

  test('a finding is accepted in a configuration that is made for it, and mistakes in there are shown', async () => {
    editor.apply(titled(await actionsAt(editor, stack, TAG), 'in .swarm-lint.yaml'), pathOf);
    expect(editor.text('.swarm-lint.yaml')).toBe(
      `ignore:\n  - checks: ${TAG}\n    paths: /${stack}\n    services: web\n    reason: "TODO: say why"\n`,
    );
    // An unsaved file has no place on the disk: the editor saves it.
    writeFileSync(join(editor.folder, '.swarm-lint.yaml'), editor.text('.swarm-lint.yaml'));
    editor.notify('textDocument/didSave', { textDocument: { uri: editor.uri('.swarm-lint.yaml') } });
    await editor.diagnostics(stack, lacks(TAG));

    editor.change('.swarm-lint.yaml', 'checks:', 'cheks:');
    const [mistake] = await editor.diagnostics('.swarm-lint.yaml', ({ diagnostics }) => diagnostics.length > 0);
    expect(mistake).toMatchObject({ severity: 1, range: { start: { line: 1 } } });
    expect(mistake!.message).toMatch(/cheks.*Did you mean "checks"\?/s);
    // The last one that could be followed still holds.
    await editor.diagnostics(stack, lacks(TAG));
    editor.change('.swarm-lint.yaml', 'cheks:', 'checks:');
    await editor.diagnostics('.swarm-lint.yaml', ({ diagnostics }) => diagnostics.length === 0);
    editor.close('.swarm-lint.yaml');
    rmSync(join(editor.folder, '.swarm-lint.yaml'));
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri('.swarm-lint.yaml'), type: 3 }] });
    await editor.diagnostics(stack, has(TAG));
  });

  test('files that change outside of the editor count, and those that go away leave nothing', async () => {
    const path = 'deploy/other-stack.yml';
    repository('one', { [path]: STACK.replace('web:\n', 'other:\n') });
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri(path), type: 1 }] });
    await editor.diagnostics(path, has(TAG));
    repository('one', { [path]: STACK.replace('latest', '1.2.3') });
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri(path), type: 2 }] });
    await editor.diagnostics(path, lacks(TAG));
    repository('one', { [path]: STACK });
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri(path), type: 2 }] });
    await editor.diagnostics(path, has(TAG));
    rmSync(join(editor.folder, path));
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri(path), type: 3 }] });
    await editor.diagnostics(path, ({ diagnostics }) => diagnostics.length === 0);
  });

  test('what makes no sense is told and ends nothing', async () => {
    await expect(editor.connection.sendRequest('textDocument/hover', { position: 7 })).rejects.toThrow();
    await expect(editor.connection.sendRequest('no/such', {})).rejects.toThrow();
    editor.notify('textDocument/didChange', {
      textDocument: { uri: editor.uri('never-opened'), version: 3 },
      contentChanges: [],
    });
    editor.notify('workspace/didChangeConfiguration', { settings: { 'swarm-lint': { gapz: true } } });
    await editor.ask('textDocument/hover', stack, { position: { line: 1, character: 3 } });
    expect(editor.logged.join('\n')).toContain('unknown setting "gapz"');
  });
});

describe('fixes', () => {
  const GIVES_UP = 'disposability/restart-gives-up';
  const policy = '      restart_policy:\n        condition: any\n        delay: 5s\n';
  const limited = `${policy}        max_attempts: 3\n    logging: { driver: local }\n`;
  const service = (name: string, image: string) =>
    STACK.replace('services:\n', '').replace('web:\n', `${name}:\n`).replace('web:latest', image);
  const text = `services:\n${service('web', 'web:1.2.3')}${limited}${service('api', 'api:1.2.3')}${limited}`;
  const mended = text.replaceAll('        max_attempts: 3\n', '');
  const path = 'docker-stack.yml';
  let editor: Editor;

  beforeAll(async () => {
    editor = new Editor(cli, repository('mended', { [path]: text, 'other/docker-stack.yml': text }));
    await editor.start();
    editor.open(path);
    await editor.diagnostics(path, (told) => told.version === 1);
  }, 120_000);

  afterAll(async () => {
    await editor.end();
  });

  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const count = (told: PublishDiagnosticsParams) => told.diagnostics.filter(({ code }) => code === GIVES_UP).length;

  test('one is put in, and its finding goes', async () => {
    const action = titled(await actionsAt(editor, path, GIVES_UP), 'Remove max_attempts');
    expect(action).toMatchObject({ kind: 'quickfix', isPreferred: true });
    editor.apply(action, () => path);
    expect(editor.text(path)).toBe(text.replace('        max_attempts: 3\n', ''));
    await editor.diagnostics(path, (told) => count(told) === 1);
    editor.edit(path, [{ range: whole, newText: text }]);
    await editor.diagnostics(path, (told) => count(told) === 2);
  });

  test('all safe ones of the document at once, when they are asked for', async () => {
    const ask = (only?: string[]) =>
      editor.ask<CodeAction[]>('textDocument/codeAction', path, {
        range: whole,
        context: { diagnostics: [], ...(only ? { only } : {}) },
      });
    const kinds = async (only?: string[]) => [...new Set((await ask(only)).map(({ kind }) => kind))];
    expect(await kinds()).toEqual(['quickfix']);
    expect(await kinds(['source.organizeImports'])).toEqual([]);
    expect(await kinds(['source'])).toEqual(['source.fixAll.swarm-lint']);
    const [action, ...more] = await ask(['source.fixAll']);
    expect(more).toEqual([]);
    expect(action!.edit!.documentChanges).toHaveLength(1);
    editor.apply(action!, () => path);
    expect(editor.text(path)).toBe(mended);
    await editor.diagnostics(path, (told) => count(told) === 0);
    expect(await ask(['source.fixAll'])).toEqual([]);
  });
});

test('an ignore that silences nothing is taken out, and an editor without Markdown gets none', async () => {
  const path = 'docker-stack.yml';
  const text = STACK.replace('web:latest', 'web:1.2.3');
  const ignored = text.replace('    image', `    # swarm-lint-ignore ${TAG} -- built every night\n    image`);
  const editor = new Editor(cli, repository('unused', { [path]: ignored }));
  await editor.start({}, undefined, { textDocument: { hover: { contentFormat: ['plaintext'] } } });
  editor.open(path);
  const unused = 'suppression/unused';
  const { range } = named(await editor.diagnostics(path, has(unused)), unused);
  const hover = await editor.ask<Hover>('textDocument/hover', path, { position: range.start });
  expect(hover.contents).toMatchObject({ kind: 'plaintext', value: expect.stringMatching(/silences nothing\.\n/) });
  expect((hover.contents as { value: string }).value).not.toMatch(/\*\*|^#/m);
  const [action] = await actionsAt(editor, path, unused);
  expect(action).toMatchObject({ title: 'Remove this ignore', isPreferred: true });
  // Such an editor takes plain changes.
  editor.edit(path, action!.edit!.changes![editor.uri(path)]!);
  expect(editor.text(path)).toBe(text);
  await editor.diagnostics(path, lacks(unused));
  await editor.end();
}, 120_000);

test('a byte order mark and other line ends leave every column where it is', async () => {
  const text = `\uFEFF${STACK.replaceAll('\n', '\r\n')}`;
  const editor = new Editor(
    cli,
    repository('marked', {
      'docker-stack.yml': text,
      'a/docker-stack.yml': `\uFEFFservices: { web: { image: "x/y:latest" } }\n`,
    }),
  );
  await editor.start();
  editor.open('docker-stack.yml', text.slice(1));
  const range = { start: { line: 2, character: 11 }, end: { line: 2, character: 42 } };
  expect(named(await editor.diagnostics('docker-stack.yml', has(TAG)), TAG).range).toEqual(range);
  const closed = named(await editor.diagnostics('a/docker-stack.yml', has(TAG)), TAG).range.start.character;
  // An editor that keeps the mark in its text counts it.
  editor.open('a/docker-stack.yml');
  const open = await editor.diagnostics('a/docker-stack.yml', (told) => told.version === 1);
  expect(named(open, TAG).range.start.character).toBe(closed + 1);
  await editor.end();
}, 120_000);

test('a baseline holds unless it is not wanted', async () => {
  const folder = repository('based', { 'docker-stack.yml': STACK });
  const run = spawn(process.execPath, [cli, '--write-baseline', '-q'], { cwd: folder, stdio: 'ignore' });
  await new Promise((ended) => run.once('exit', ended));
  const editor = new Editor(cli, folder);
  await editor.start();
  editor.open('docker-stack.yml');
  await editor.diagnostics('docker-stack.yml', lacks(TAG, 1));
  editor.notify('workspace/didChangeConfiguration', { settings: { 'swarm-lint': { baseline: false } } });
  await editor.diagnostics('docker-stack.yml', has(TAG));
  await editor.end();
}, 120_000);

test('a file without a folder, and a folder behind a link', async () => {
  const folder = repository('alone', { 'docker-stack.yml': STACK, 'other-stack.yml': STACK });
  const alone = new Editor(cli, folder);
  await alone.start({}, []);
  alone.open('docker-stack.yml');
  await alone.diagnostics('docker-stack.yml', has(TAG));
  alone.close('docker-stack.yml');
  await alone.diagnostics('docker-stack.yml', lacks(TAG));
  expect(await alone.end(false)).toBe(1);

  symlinkSync(folder, join(work, 'linked'));
  const linked = new Editor(cli, join(work, 'linked'));
  await linked.start();
  linked.open('docker-stack.yml');
  await linked.diagnostics('docker-stack.yml', (told) => told.version === 1 && has(TAG)(told));
  await linked.diagnostics('other-stack.yml', has(TAG));
  expect(await linked.end()).toBe(0);
}, 120_000);

test('the server ends with its input', async () => {
  const server = spawn(process.execPath, [cli, 'lsp'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.stdin.end('this is no message\r\n\r\n');
  expect(await ended).toBe(1);
}, 60_000);
