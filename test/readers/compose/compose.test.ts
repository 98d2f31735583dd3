import { describe, expect, test } from '@jest/globals';
import type { ComposeFile, Reading } from '../../../src/facts/index.ts';
import { composeReader } from '../../../src/readers/compose/index.ts';
import { lineIndex } from '../../../src/source/index.ts';
import { processorTime } from '../../support/processor.ts';

const read = (text: string, path = 'docker-stack.yml'): Reading =>
  composeReader.read({ path, text }, { parsers: {}, exists: () => false });

const only = (text: string): ComposeFile => {
  const files = read(text).compose ?? [];
  expect(files).toHaveLength(1);
  return files[0]!;
};

const placeOf = (text: string, offset: number): string => {
  const { line, column } = lineIndex(text).positionAt(offset);
  return `${line}:${column}`;
};

describe('what is a stack file', () => {
  test.each([
    ['services:\n  web:\n    image: a\n', true],
    ['version: "3.8"\nservices: {web: {build: .}}\n', true],
    ['\nx-a: 1\nservices:\n  web:\n    deploy: {replicas: 2}\n', true],
    ['provider:\n  name: openfaas\nservices:\n  web:\n    image: a\n', false],
    ['on: push\njobs:\n  a:\n    services:\n      db:\n        image: postgres\n', false],
    ['services:\n  - docker:dind\nimage: node\n', false],
    ['apiVersion: v1\nkind: Service\nservices: {a: {image: b}}\n', false],
    ['services:\n  App\\Mailer:\n    class: App\\Mailer\n', false],
    ['services:\n', false],
    ['', false],
  ])('%j: %s', (text, expected) => expect((read(text).compose ?? []).length === 1).toBe(expected));

  test('what hides its keys is read all the same, and objects that a framework wires are none', () => {
    const count = (text: string): number => (read(text, 'config/services.yaml').compose ?? []).length;
    expect(count('services:\n  web:\n    ? image\n    : nginx:1.27\n')).toBe(1);
    expect(count('services:\n  web: { "image" : nginx:1.27 }\n')).toBe(1);
    expect(count('services:\n  _defaults:\n    autowire: true\n  App\\Mailer:\n    class: App\\Mailer\n')).toBe(0);
  });
  test('a templated file is a gap, Swarm’s own templates are not', () => {
    expect(read('services:\n  web:\n    image: {{ image }}\n').gaps).toHaveLength(1);
    expect(read('services:\n  web:\n    image: a\n    hostname: "{{.Node.Hostname}}"\n').compose).toHaveLength(1);
    expect(read('services:\n  web:\n    image: a\n    hostname: web-{{.Task.Slot}}\n').compose).toHaveLength(1);
  });
});

describe('places', () => {
  const text = [
    'x-app: &app', //
    '  image: shop:1',
    '  environment: { A: "1", B: $X }',
    'services:',
    '  web:',
    '    <<: *app',
    '    ports:',
    '      - "80:3000"',
    '      - target: 4000',
    '        published: 4000',
    '        mode: host',
    '    deploy: { replicas: 3 }',
    '',
  ];

  test.each([
    ['LF', text.join('\n')],
    ['CRLF', text.join('\r\n')],
  ])('are exact (%s)', (_name, source) => {
    const [web] = only(source).services;
    expect(placeOf(source, web!.at.start)).toBe('5:3');
    expect(placeOf(source, web!.image!.at.start)).toBe('2:10');
    expect(placeOf(source, web!.ports[0]!.at.start)).toBe('8:9');
    expect(placeOf(source, web!.ports[1]!.at.start)).toBe('9:9');
    expect(placeOf(source, web!.deploy!.replicas!.at.start)).toBe('12:25');
    expect(web!.environment.map(({ name, value, at }) => [name, value?.value, placeOf(source, at.start)])).toEqual([
      ['A', '1', '3:18'],
      ['B', undefined, '3:26'],
    ]);
    expect(web!.body.entries.find(({ key }) => key === 'image')!.merged).toBe(true);
  });
});

test('own keys win over merged ones', () => {
  const { services } = only('x: &x {image: a, restart: always}\nservices:\n  web:\n    <<: *x\n    image: b\n');
  expect(services[0]!.image!.value).toBe('b');
  expect(services[0]!.restart!.value).toBe('always');
});

describe('interpolation', () => {
  const image = (raw: string) => only(`services:\n  web:\n    image: '${raw}'\n    deploy: {}\n`).services[0]!.image!;
  test.each([
    ['a:1', 'a:1'],
    ['a:${TAG}', undefined],
    ['a:$TAG', undefined],
    ['a:${TAG:-latest}', 'a:latest'],
    ['a:${TAG-latest}', 'a:latest'],
    ['a:${TAG:?set it}', undefined],
    ['a:$$TAG', 'a:$TAG'],
    ['${R:-r}/a:${T:-1}', 'r/a:1'],
  ])('%s', (raw, value) => expect(image(raw).value).toBe(value));

  test.each(['a:${TAG:+x}', 'a:$1', 'a:$', 'a:${}', 'a:${A.B}', 'a:$(date)'])('%s is refused', (raw) => {
    expect(image(raw).invalid).toBeDefined();
    expect(image(raw).value).toBeUndefined();
  });

  test('tells names and operators', () => {
    expect(
      image('${A:?why}/b:${C-d}').parts.map((part) =>
        typeof part === 'string' ? part : [part.name, part.operator, part.operand],
      ),
    ).toEqual([['A', ':?', 'why'], '/b:', ['C', '-', 'd']]);
  });
});

describe('ports and mounts', () => {
  const web = (body: string) => only(`services:\n  web:\n    image: a\n${body}`).services[0]!;
  test.each([
    ['"80:3000"', { published: { from: 80, to: 80 }, target: { from: 3000, to: 3000 }, protocol: 'tcp' }],
    [
      '"127.0.0.1:80:3000/udp"',
      { hostIp: '127.0.0.1', published: { from: 80, to: 80 }, target: { from: 3000, to: 3000 }, protocol: 'udp' },
    ],
    ['3000', { target: { from: 3000, to: 3000 } }],
    ['"8000-8002:80-82"', { published: { from: 8000, to: 8002 }, target: { from: 80, to: 82 } }],
    ['"${P:-80}:3000"', { published: { from: 80, to: 80 }, target: { from: 3000, to: 3000 } }],
    ['"${P}:3000"', { target: { from: 3000, to: 3000 } }],
  ])('port %s', (port, expected) => expect(web(`    ports: [${port}]\n`).ports[0]).toMatchObject(expected));

  test.each([
    ['data:/data', { type: 'volume', source: 'data', target: '/data', readOnly: false }],
    ['./conf:/etc/conf:ro', { type: 'bind', source: './conf', target: '/etc/conf', readOnly: true }],
    ['/data', { type: 'volume', target: '/data' }],
    ['${ROOT:-./x}:/data', { type: 'bind', source: './x', target: '/data' }],
    ['/srv/${NAME}:/data', { type: 'bind', target: '/data' }],
    ['${NAME}:/data', { type: 'unknown', target: '/data' }],
    ['{type: tmpfs, target: /run}', { type: 'tmpfs', target: '/run' }],
    ['{type: bind, source: /a, target: /b, read_only: true}', { type: 'bind', source: '/a', readOnly: true }],
  ])('mount %s', (mount, expected) =>
    expect(web(`    volumes:\n      - ${mount}\n`).mounts[0]).toMatchObject(expected),
  );
});

test('commands are split as the loader does, not run by a shell', () => {
  const { services } = only(
    `services:\n  web:\n    image: a\n    command: sh -c "a && b" 'c d'\n    entrypoint: ["x", "y z"]\n`,
  );
  expect(services[0]!.command!.argv).toEqual(['sh', '-c', 'a && b', 'c d']);
  expect(services[0]!.entrypoint!.argv).toEqual(['x', 'y z']);
});

test('environment in both spellings', () => {
  const { services } = only(
    'services:\n  a:\n    image: a\n    environment: [X=1, Y, "Z=a=b"]\n  b:\n    image: a\n    environment: {X: 1, Y: }\n',
  );
  expect(services.map(({ environment }) => environment.map(({ name, value }) => [name, value?.value]))).toEqual([
    [
      ['X', '1'],
      ['Y', undefined],
      ['Z', 'a=b'],
    ],
    [
      ['X', '1'],
      ['Y', undefined],
    ],
  ]);
});

describe('bad input', () => {
  test('broken YAML is a gap with its place, and what can be read is', () => {
    const text = 'services:\n  web:\n    image: a\n    ports: ["80:80"\n  db:\n    image: b\n';
    const { gaps } = read(text);
    expect(gaps!.length).toBeGreaterThan(0);
    expect(lineIndex(text).positionAt(gaps![0]!.at.start).line).toBeGreaterThan(3);
  });

  test('duplicate keys are a problem at the second one', () => {
    const text = 'services:\n  web:\n    image: a\n    image: b\n';
    const { problems } = only(text);
    expect(problems.map(({ at }) => placeOf(text, at.start))).toEqual(['4:5']);
  });

  test('aliases that expand without end are bounded', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let index = 1; index < 9; index++) {
      const [before, name] = [String.fromCharCode(96 + index), String.fromCharCode(97 + index)];
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
    }
    const started = process.cpuUsage();
    expect(
      read(`x-bomb:\n${bomb.map((line) => `  ${line}\n`).join('')}services:\n  web:\n    image: a\n`).gaps,
    ).toHaveLength(1);
    expect(processorTime(started)).toBeLessThan(5_000);
  });

  test('an anchor that contains itself is a gap', () => {
    expect(read('services:\n  web: &w\n    image: a\n    labels: *w\n').gaps).toHaveLength(1);
  });

  test('unknown tags, prototype keys, deep nesting and a huge file do not break it', () => {
    expect(
      only('services:\n  web:\n    image: a\n    ports: !reset []\n  __proto__:\n    image: b\n').services,
    ).toHaveLength(2);
    expect(
      read(`services:\n  web:\n    image: a\n    x-deep: ${'['.repeat(500)}${']'.repeat(500)}\n`).gaps!.length,
    ).toBeGreaterThan(0);
    expect(read(`services:\n  web:\n    image: a\n#${'x'.repeat(2 ** 20)}\n`).gaps).toHaveLength(1);
  });

  test('only the first document counts', () => {
    expect(only('services:\n  web:\n    image: a\n---\nservices:\n  other:\n    image: b\n').services).toHaveLength(1);
  });
});

describe('a file that is broken beyond recognition', () => {
  test.each([
    ['services: [', 'docker-stack.yml'],
    ['services:\n\tweb:\n\t\timage: a\n', 'docker-compose.yml'],
    ['services:\n  web:\n    image: "a\n', 'deploy.yml'],
  ])('%j in %s is a gap', (text, path) => {
    const { gaps, compose } = read(text, path);
    expect(gaps!.length).toBeGreaterThan(0);
    expect((compose ?? []).flatMap(({ services }) => services)).toEqual([]);
  });
});
