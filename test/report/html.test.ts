import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import sax from 'sax';
import { rules } from '../../rules/index.ts';
import type { Report } from '../../src/engine/report.ts';
import { loadHtml } from '../../src/report/html/index.ts';
import { formats } from '../../src/report/index.ts';
import { lintTree, readTree } from '../support/lint.ts';
import { expectGolden } from './golden.ts';
import { context, finding, place, report, serviceReport } from './sample.ts';

const html = await loadHtml();

/** A name, its slash, its attributes: every `<` of text is an entity, so a tag is what looks like one. */
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*(\/?)>/gi;
const VOID = new Set(['meta', 'input', 'br', 'link']);

const bodyOf = (page: string): string =>
  page.slice(page.indexOf('<body>'), page.indexOf('</html>')).replace(/<script>.*?<\/script>/s, '');

/** Names of all tags in order; fails for one that is not closed where it should be. */
function tagsOf(page: string): readonly string[] {
  const open: string[] = [];
  const names: string[] = [];
  for (const [, closing, name, , empty] of bodyOf(page).matchAll(TAG)) {
    if (closing) expect(open.pop()).toBe(name);
    else {
      names.push(name!);
      if (!empty && !VOID.has(name!)) open.push(name!);
    }
  }
  expect(open).toEqual([]);
  return names;
}

const attributesOf = (page: string): readonly string[] =>
  [...bodyOf(page).matchAll(TAG)].flatMap(([, , , attributes]) =>
    [...attributes!.matchAll(/\s+([\w:-]+)(?:="[^"]*")?/g)].map(([, name]) => name!),
  );

const pictures = (page: string): readonly string[] => page.match(/<svg xmlns.*?<\/svg>\s*(?=<\/div>)/gs) ?? [];

/** What a reader sees, line by line. */
const wordsOf = (page: string): string =>
  bodyOf(page)
    .replace(/<\/(?:p|li|h\d|tr|th|td|summary|pre|text|option|title|a|caption|label)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/[ \t]+/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');

const page = (over: Partial<Report> = {}) => html(report(over), context());

const ofProject = (name: string) => {
  const tree = readTree(`fixtures/projects/${name}`);
  const { facts, report } = lintTree(tree);
  return { report, page: html(report, context({ tree, facts, root: name })) };
};

const shop = ofProject('lift-and-shift-shop');

describe('html', () => {
  test('the words of a page', () => {
    const tree = {
      'docker-stack.yml': `services:
  api:
    image: registry.example/api:1
    ports: ["80:3000"]
    networks: [front, back]
    environment: {DATABASE_URL: "postgres://db/app"}
    volumes: ["uploads:/app/uploads"]
    secrets: [session_key]
    deploy: {replicas: 3}
  db:
    image: postgres:16
    networks: [back]
    volumes: ["data:/var/lib/postgresql/data"]
networks: {front: {external: true}, back: {}}
volumes: {uploads: {driver_opts: {type: nfs, o: addr=10.0.0.1, device: ":/u"}}, data: {}}
secrets: {session_key: {external: true}}
`,
      'deploy.sh': '#!/bin/sh\ndocker stack deploy -c docker-stack.yml shop\n',
      'src/app.ts': `${'\n'.repeat(12)}const app = express();\napp.use(session());\napp.listen(3000);\n`,
    };
    const { facts } = lintTree(tree);
    const sample = report({
      findings: [
        finding(),
        finding({ severity: 'info', service: undefined, check: 'logs/file-logging', fingerprint: 'f2', factor: 11 }),
        finding({ fingerprint: 'f3', suppressed: { by: 'comment', reason: 'one replica by design' } }),
      ],
      score: 52,
    });
    const shown = html(sample, context({ tree, facts, rules: rules.map((rule) => ({ ...rule, checks: [] })) }));
    expectGolden('sample.html.txt', `${wordsOf(shown)}\n`);
  });

  test('it is loaded by its name', async () => expect(await formats.get('html')!.load()).toBe(html));

  test('the same twice', () => expect(ofProject('lift-and-shift-shop').page).toBe(shop.page));

  test.each([
    ['the sample', page()],
    ['nothing', page({ findings: [], services: [], factors: [], gaps: [], passedOver: [] })],
    ['a fault', page({ faults: [{ what: 'check', error: 'x' }] })],
    ['a shop', shop.page],
    ['a repository of three languages', ofProject('polyglot-monorepo').page],
  ])('%s: tags are closed, names are unique, links lead somewhere', (_name, text) => {
    tagsOf(text);
    const ids = [...bodyOf(text).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of text.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  test('pictures are well-formed XML', () => {
    expect(pictures(shop.page).length).toBe(1);
    for (const picture of pictures(shop.page)) {
      const parser = sax.parser(true);
      parser.onerror = (error) => {
        throw error;
      };
      parser.write(picture).close();
    }
  });

  test('nothing is loaded, and only our own style and script may run', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/
      .exec(shop.page)![1]!
      .replaceAll('&#39;', "'");
    const hashOf = (tag: string) =>
      createHash('sha256')
        .update(new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(shop.page)![1]!)
        .digest('base64');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src 'sha256-${hashOf('style')}'`);
    expect(policy).toContain(`script-src 'sha256-${hashOf('script')}'`);
    expect(policy).not.toContain('unsafe');
    expect(attributesOf(shop.page).filter((name) => /^(?:src|srcset|style|action|on\w+)$/.test(name))).toEqual([]);
    for (const [, target] of shop.page.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#/);
    expect(shop.page.match(/<script/g)).toHaveLength(1);
  });

  test('every finding, gap, factor and service is there', () => {
    const words = wordsOf(shop.page);
    for (const { message, remedy, check } of shop.report.findings)
      for (const part of [message, remedy, check]) expect(words).toContain(part.replaceAll('`', ''));
    for (const { title } of shop.report.factors) expect(words).toContain(title);
    expect(shop.page.match(/class="finding /g)).toHaveLength(shop.report.findings.length);
    expect(wordsOf(page())).toContain('templated YAML');
    expect(wordsOf(page())).toContain('docker-compose.dev.yml');
  });

  test('the line of a finding is shown, its place is marked, and a secret is not', () => {
    const tree = { 'src/app.ts': 'const a = 1;\nconst url = "postgres://app:hunter2@db/x", b = 2;\n\tlisten(3000);\n' };
    const at = (line: number, from: number, to: number) => ({
      path: 'src/app.ts',
      start: { line, column: from },
      end: { line, column: to },
    });
    const text = html(report({ findings: [finding({ place: at(2, 7, 10), fingerprint: 'a' })] }), context({ tree }));
    expect(text).toContain('const <mark>url</mark> =');
    expect(text).toContain('postgres://app:***@db/x');
    expect(text).not.toContain('hunter2');
    const over = html(report({ findings: [finding({ place: at(2, 20, 38) })] }), context({ tree }));
    expect(over).not.toMatch(/hunter|nter2/);
  });

  test('a line that is no longer there has no frame', () => {
    const text = html(report(), context({ tree: { 'src/app.ts': 'one line' } }));
    expect(text).not.toContain('<pre');
  });

  test('accepted findings are marked and stand last', () => {
    const findings = [
      finding({ suppressed: { by: 'comment', reason: 'one replica by design' }, fingerprint: 'a' }),
      finding({ severity: 'info', fingerprint: 'b' }),
    ];
    const text = page({ findings });
    expect(text.indexOf('id="finding-b"')).toBeLessThan(text.indexOf('id="finding-a"'));
    expect(text).toMatch(/id="finding-a"[^>]* data-accepted>/);
    expect(text).toContain('one replica by design');
  });

  test('500 findings stay below 2 MB', () => {
    const { report: full } = shop;
    const findings = Array.from({ length: 500 }, (_, at) => ({
      ...full.findings[at % full.findings.length]!,
      fingerprint: `f${at}`,
    }));
    const tree = readTree('fixtures/projects/lift-and-shift-shop');
    expect(html(report({ findings }), context({ tree })).length).toBeLessThan(2_000_000);
  });

  test('no text becomes markup', () => {
    const named = (text: string) =>
      page({
        services: [
          serviceReport({ service: { ...serviceReport().service, name: text, stack: text }, place: place(text, 1, 1) }),
        ],
        findings: [
          finding({
            message: text,
            remedy: text,
            why: text,
            check: text,
            service: `${text}#${text}`,
            fingerprint: text,
            place: place(text, 1, 1),
            notes: [{ place: place(text, 1, 1), message: text }],
            suppressed: { by: 'comment', reason: text },
          }),
        ],
        gaps: [{ place: place(text, 1, 1), why: text, service: text }],
        passedOver: [{ path: text, why: text }],
        faults: [{ what: text, error: text }],
      });
    const plain = tagsOf(named('x'));
    const plainAttributes = attributesOf(named('x'));
    for (const text of [
      '</script><script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '\u202Ecod',
      'x'.repeat(9_000),
    ]) {
      expect(tagsOf(named(text))).toEqual(plain);
      expect(attributesOf(named(text))).toEqual(plainAttributes);
    }
    expect(named('\u202Ecod')).not.toContain('\u202E');
    fc.assert(
      fc.property(fc.stringMatching(/^[<>"'&/=\\\n a-z-]{1,30}$/), (text) => {
        expect(tagsOf(named(text))).toEqual(plain);
        expect(attributesOf(named(text))).toEqual(plainAttributes);
      }),
      { numRuns: 60 },
    );
  });

  test('no name of a stack file becomes markup in the picture', () => {
    const evil = '</title></svg><script>alert(1)</script>';
    const tree = {
      'docker-stack.yml': `services:\n  ${JSON.stringify(evil)}:\n    image: registry.example/a:1\n    networks: [${JSON.stringify(evil)}]\n    volumes: [{type: volume, source: ${JSON.stringify(evil)}, target: /a}]\n    secrets: [${JSON.stringify(evil)}]\n    deploy: {replicas: 2}\n`,
      'deploy.sh': '#!/bin/sh\ndocker stack deploy -c docker-stack.yml shop\n',
    };
    const { facts, report: own } = lintTree(tree);
    const text = html(own, context({ tree, facts }));
    tagsOf(text);
    expect(pictures(text)).toHaveLength(1);
    expect(text.match(/<script/g)).toHaveLength(1);
  });
});
