/** A repository that speaks the languages of our formats: read back by the parsers of others, every output has our structure and nothing more. */
import { describe, expect, test } from '@jest/globals';
import { lexer, type Token } from 'marked';
// @ts-expect-error Its types are a package of their own.
import { parse } from 'parse5';
import { rules } from '../../rules/index.ts';
import { suppressionRule } from '../../src/engine/index.ts';
import { type Format, formats, type ReportContext } from '../../src/report/index.ts';
import type { FileTree } from '../../src/source/index.ts';
import { lintTree } from '../support/lint.ts';
import { type Node, parseXml } from './xml-tree.ts';

const payloads = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '</td></tr></table></details><h1>x</h1>',
  '</title></svg></style></script><iframe src="https://evil.example">',
  '<!-- x --><!--',
  '&lt;b&gt;&#60;b&#62;',
  '[x](javascript:alert(1))',
  '](javascript:alert(1)) [x',
  '![x](https://evil.example/a.png)',
  '<https://evil.example>',
  'https://evil.example/a',
  '| a | b |',
  '`a` ``b`` ```',
  '# *a* __b__ ~~c~~ @everyone #1',
  '- [ ] a',
  '::set-output name=a::b',
  '::error file=a::b%0A::warning::c',
  '##vso[task.setvariable variable=a]b',
  '##[error]a',
  '##teamcity[buildStatus text=a]',
  'section_start:1560896352:a[collapsed=true]\r\u001b[0K',
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://evil.example\u0007a\u001b]8;;\u0007',
  '\u009b31m',
  '\u202edaolyap\u2066\u200b',
  'a\n::error::b\n# c\n| d |\n',
  'a\r\n\t::warning::b',
  ']]></failure></testcase><testcase name="x">',
  '{"a": "b"}, "c": [',
  '\\',
  '\\" \\u0022 ${x} $(x) %s {0}',
  '\u0000\u2028\u2029\uFFFE',
  '__proto__',
];

/** Where a repository speaks: names, values, paths, comments, code. */
function repository(text: string): FileTree {
  const yaml = JSON.stringify(text);
  const line = text.replaceAll(/[\n\r\u2028\u2029\u0000]/g, ' ');
  // A slash makes folders, which is as good.
  const path = text.replaceAll('\0', '').replace(/^\/+/, '') || 'x';
  return {
    'docker-stack.yml': `services:
  web:
    image: registry.example/web:latest
    build: .
    command: ["node", ${yaml}]
    environment: { ${yaml}: ${yaml}, DATABASE_URL: ${JSON.stringify(`postgres://localhost/${text}`)}, ${JSON.stringify(`A${text}`)}: localhost }
    labels: { ${yaml}: ${yaml} }
    container_name: ${yaml}
    depends_on: [${yaml}]
    networks: [${yaml}]
    secrets: [{ source: ${yaml}, target: ${yaml} }]
    volumes: [${JSON.stringify(`./${path}:/a`)}, { type: volume, source: ${yaml}, target: /data }]
    ports: ["80:3000", ${yaml}]
    healthcheck: { test: ${yaml}, interval: ${yaml} }
    deploy: { replicas: 2, placement: { constraints: [${yaml}] }, ${yaml}: 1 }
    ${yaml}: ${yaml}
  ${yaml}:
    image: ${yaml}
    deploy: { replicas: 2 }
networks: { ${yaml}: {} }
volumes: { ${yaml}: {} }
secrets: { ${yaml}: { file: ${yaml} } }
`,
    [`${path}/docker-stack.yml`]: `services:\n  api:\n    image: ${yaml}\n    environment: { PASSWORD: ${yaml} }\n    deploy: { replicas: 2 }\n`,
    Dockerfile: `FROM node:latest AS ${line.replaceAll(' ', '')}\n# swarm-lint-ignore processes/local-session -- ${line}\n# swarm-lint-ignore ${line}\nENV A=${line}\nRUN curl ${line} | sh\nCMD npm start ${line}\n`,
    'package.json': JSON.stringify({
      name: text,
      scripts: { start: text, [text]: text },
      dependencies: { express: text, 'express-session': '1', [text]: '1' },
    }),
    'server.js': `import express from 'express';\nimport session from 'express-session';\nconst app = express();\napp.use(session({ secret: process.env[${JSON.stringify(text)}] ?? ${JSON.stringify(text)} }));\nfetch('http://localhost/' + ${JSON.stringify(text)});\nconst x = process.env.ABC ?? ${JSON.stringify(text)};\napp.listen(3000); // ${line}\n`,
    [`src/${path}.js`]:
      "import fs from 'fs';\nimport multer from 'multer';\nmulter({ dest: 'uploads/' });\nsetInterval(() => fs.writeFileSync('a', 'b'), 1000);\n",
    'deploy.sh': `#!/bin/sh\ndocker stack deploy -c docker-stack.yml ${JSON.stringify(line)}\n`,
    '.env': `${line}=${line}\nTOKEN=${line}\n`,
  };
}

const printers: (readonly [name: string, print: Format])[] = [];
for (const [name, { load }] of formats) printers.push([name, await load()]);

function printed(text: string): ReadonlyMap<string, string> {
  const tree = repository(text);
  const { facts, report } = lintTree(tree);
  expect(report.faults).toEqual([]);
  expect(report.findings.length).toBeGreaterThan(10);
  const context: ReportContext = {
    tree,
    facts,
    rules: [...rules, suppressionRule],
    version: '0',
    root: '.',
    durationMs: 0,
    width: 100,
    colour: false,
    unicode: true,
    quiet: false,
    verbose: true,
    explainScore: true,
  };
  return new Map(printers.map(([name, print]) => [name, print(report, context)]));
}

/** Paths of an object, without the places in its lists. */
function shapeOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => shapeOf(one, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => shapeOf(inner, `${path}.${key}`));
}

const xmlShape = ({ name, attributes, children }: Node, path = ''): readonly string[] => [
  ...Object.keys(attributes).map((key) => `${path}/${name}@${key}`),
  `${path}/${name}`,
  ...children.flatMap((child) => xmlShape(child, `${path}/${name}`)),
];

interface Html {
  readonly nodeName: string;
  readonly tagName?: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Html[];
}

/** Elements with their attributes; of addresses, where they lead. */
function htmlShape({ nodeName, tagName, attrs = [], childNodes = [] }: Html): readonly string[] {
  const own = attrs.map(({ name, value }) => {
    const isAddress = /^(?:href|src|action|xlink:href)$/.test(name);
    return `${tagName}@${name}${isAddress ? ` ${value.replace(/^(#|[a-z]+:\/\/[^/]*).*$/, '$1')}` : ''}`;
  });
  const kind = nodeName === '#comment' ? ['comment'] : tagName === undefined ? [] : [tagName];
  return [...kind, ...own, ...childNodes.flatMap(htmlShape)];
}

/** Kinds of Markdown, with raw HTML and the addresses of links. */
function markdownShape(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token): readonly string[] => {
    if (token.type === 'table') {
      const cells = [...token.header, ...token.rows.flat()];
      return [
        ...token.rows.map((row: unknown[]) => `row of ${row.length}`),
        ...cells.flatMap((cell: { tokens: Token[] }) => markdownShape(cell.tokens)),
      ];
    }
    if (token.type === 'html') return [`html ${token.raw.trim().replace(/^<summary>.*<\/summary>$/s, '<summary>')}`];
    if (token.type === 'link' || token.type === 'image')
      return [`${token.type} ${token.href.replace(/^([a-z]+:\/\/[^/]*).*$/i, '$1')}`];
    if (token.type === 'escape') return [];
    if (token.type === 'heading') return [`heading ${token.depth}`];
    const inner =
      token.type === 'list'
        ? token.items.flatMap((item: { tokens: Token[] }) => markdownShape(item.tokens))
        : 'tokens' in token
          ? markdownShape(token.tokens ?? [])
          : [];
    return [token.type, ...inner];
  });
}

/** What the runner of GitHub takes for a command, and the names of its properties. */
const commandShape = (text: string): readonly string[] =>
  text.split('\n').map((line) => {
    const found = /^\s*::([^:\s]*)(?: ([^:]*))?::/.exec(line);
    return found
      ? `${found[1]} ${(found[2] ?? '').replace(/=[^,]*/g, '')}`
      : line.startsWith('swarm-lint: ')
        ? 'sum'
        : line === ''
          ? ''
          : 'words';
  });

const shapes: Readonly<Record<string, (text: string) => readonly string[]>> = {
  text: (text) => text.split('\n').filter((line) => /^\s*::|##\w*\[/.test(line)),
  json: (text) => shapeOf(JSON.parse(text)),
  sarif: (text) => shapeOf(JSON.parse(text)),
  gitlab: (text) => shapeOf(JSON.parse(text)),
  rdjson: (text) => shapeOf(JSON.parse(text)),
  junit: (text) => xmlShape(parseXml(text)),
  checkstyle: (text) => xmlShape(parseXml(text)),
  html: (text) => htmlShape(parse(text)),
  markdown: (text) => markdownShape(lexer(text)),
  github: commandShape,
};

test('every format has a parser', () => expect(Object.keys(shapes).sort()).toEqual([...formats.keys()].sort()));

/** What only a harmless repository brings: of these and more of the same is every other. */
const harmless = ['word', 'two words', 'a/b.c', 'a-b_c', 'LOUD', '12', 'localhost:1'].map(printed);
const ours = new Map(
  [...formats.keys()].map((name) => [name, new Set(harmless.flatMap((all) => shapes[name]!(all.get(name)!)))]),
);

describe.each([...payloads].map((text) => [JSON.stringify(text), text] as const))('%s', (_name, text) => {
  test('adds no structure to any format', () => {
    const wrong: string[] = [];
    for (const [name, output] of printed(text)) {
      for (const one of new Set(shapes[name]!(output))) if (!ours.get(name)!.has(one)) wrong.push(`${name}: ${one}`);
      const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2066-\u2069]/.exec(output);
      if (control) wrong.push(`${name} holds ${JSON.stringify(control[0])}`);
      const command = /.{0,40}##\w*\[/.exec(output);
      if (command) wrong.push(`${name}: a command ${command[0]}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});

test('the parsers see what is added', () => {
  const seen = (name: string, text: string) => shapes[name]!(text).some((one) => !ours.get(name)!.has(one));
  expect(seen('html', '<p><img src=x onerror=alert(1)></p>')).toBe(true);
  expect(seen('html', '<a href="javascript:alert(1)">x</a>')).toBe(true);
  expect(seen('markdown', 'a [x](javascript:alert(1))')).toBe(true);
  expect(seen('markdown', '<script>x</script>')).toBe(true);
  expect(seen('markdown', '| a |\n| - |\n| b |')).toBe(true);
  expect(seen('github', '::set-output name=a::b')).toBe(true);
  expect(seen('junit', '<testsuites><evil/></testsuites>')).toBe(true);
  expect(seen('sarif', '{"evil": 1}')).toBe(true);
  expect(seen('text', '  ::error::x')).toBe(true);
});
