import { describe, expect, test } from '@jest/globals';
import type { Dockerfile, Instruction } from '../../../src/facts/dockerfile.ts';
import type { Reading } from '../../../src/facts/reading.ts';
import { dockerfileReader } from '../../../src/readers/dockerfile/index.ts';
import type { Span } from '../../../src/source/index.ts';
import { processorTime } from '../../support/processor.ts';

const read = (text: string, path = 'Dockerfile'): Reading =>
  dockerfileReader.read({ path, text }, { parsers: {}, exists: () => false });

const fileOf = (text: string): Dockerfile => {
  const file = read(text).dockerfiles?.[0];
  if (file === undefined) throw new Error(`no Dockerfile: ${JSON.stringify(read(text).gaps)}`);
  return file;
};

type Holding<T extends Instruction, K> = T extends unknown ? (K extends T['kind'] ? T : never) : never;
type Of<K extends Instruction['kind']> = Holding<Instruction, K>;

const all = <K extends Instruction['kind']>(text: string, kind: K): readonly Of<K>[] =>
  fileOf(text).stages.flatMap((stage) => stage.instructions.filter((each): each is Of<K> => each.kind === kind));

const one = <K extends Instruction['kind']>(text: string, kind: K): Of<K> => {
  const found = all(text, kind);
  expect(found).toHaveLength(1);
  return found[0]!;
};

const cut = (text: string, at: Span | undefined): string | undefined => at && text.slice(at.start, at.end);
const whys = (text: string): readonly string[] => (read(text).gaps ?? []).map((gap) => gap.why);

describe('names', () => {
  test.each([
    'Dockerfile',
    'a/b/Dockerfile',
    'Containerfile',
    'Dockerfile.prod',
    'api.Dockerfile',
    'x.dockerfile',
    'Dockerfile-dev',
    'dockerfile-release',
  ])('%s is claimed', (path) => expect(dockerfileReader.claims(path)).toBe(true));
  test.each([
    'Dockerfile.dockerignore',
    'Dockerfile.md',
    'src/dockerfile.ts',
    'Dockerfiles',
    'docker-compose.yml',
    'notes/dockerfile.md',
  ])('%s is not', (path) => expect(dockerfileReader.claims(path)).toBe(false));
});

describe('stages', () => {
  test('names, platforms, stages that start from stages', () => {
    const text = 'FROM --platform=$BUILDPLATFORM node:20 AS Build\nRUN x\nFROM build\nFROM nginx:1.27\n';
    const { stages } = fileOf(text);
    expect(stages.map((stage) => [stage.index, stage.name, stage.from.value, stage.fromStage])).toEqual([
      [0, 'Build', 'node:20', undefined],
      [1, undefined, 'build', 0],
      [2, undefined, 'nginx:1.27', undefined],
    ]);
    expect(stages.map((stage) => cut(text, stage.at))).toEqual([
      'FROM --platform=$BUILDPLATFORM node:20 AS Build',
      'FROM build',
      'FROM nginx:1.27',
    ]);
    expect(cut(text, stages[0]!.from.at)).toBe('node:20');
  });

  test('ARG defaults are put into FROM; an ARG without default leaves it open', () => {
    const text =
      'ARG V=20\nARG TAG\nARG FULL="node:${V}-slim"\nFROM node:$V\nFROM node:$TAG\nFROM $FULL\nFROM x:${TAG:-1}\nFROM $TARGETPLATFORM/x';
    const file = fileOf(text);
    expect(file.stages.map((stage) => stage.from.value)).toEqual([
      'node:20',
      undefined,
      'node:20-slim',
      'x:1',
      undefined,
    ]);
    expect(file.stages[1]!.from.raw).toBe('node:$TAG');
    expect(file.globalArguments).toEqual([
      { name: 'V', value: '20' },
      { name: 'TAG' },
      { name: 'FULL', value: 'node:20-slim' },
    ]);
  });
});

describe('variables', () => {
  test('ENV and ARG hold in later instructions of their stage only', () => {
    const text =
      'ARG PORT=1\nFROM a\nEXPOSE $PORT\nARG PORT\nEXPOSE $PORT\nENV PORT=3000\nEXPOSE ${PORT}\nFROM b\nEXPOSE $PORT\n';
    expect(all(text, 'expose').map((each) => each.port.value)).toEqual([undefined, '1', '3000', undefined]);
  });

  test('a stage takes over what the stage it starts from declared', () => {
    expect(one('FROM a AS x\nENV HOME_DIR=/srv\nFROM x\nWORKDIR $HOME_DIR/app\n', 'workdir').value.value).toBe(
      '/srv/app',
    );
  });

  test('ENV wins over a later ARG', () => {
    expect(one('FROM a\nENV P=1\nARG P=2\nUSER $P\n', 'user').value.value).toBe('1');
  });

  test.each([
    ['${X:-d}', 'd'],
    ['${SET:-d}', 's'],
    ['${SET:+yes}', 'yes'],
    ['${X:+yes}', ''],
    ['${EMPTY:-d}', 'd'],
    ['${EMPTY-d}', ''],
    ['${X:-${SET}}', 's'],
    ['$SET$SET', 'ss'],
    ['\\$SET', '$SET'],
    ["'$SET'", '$SET'],
    ['"$SET x"', 's x'],
    ['$X', undefined],
    ['${SET%s}', undefined],
    ['${SET', '${SET'],
  ])('%s is %s', (word, value) => {
    const text = `FROM a\nENV SET=s EMPTY=""\nENV R=${word}\n`;
    expect(all(text, 'env').find((each) => each.name === 'R')?.value?.value).toBe(value);
  });

  test('several names in one ENV, each with its own place', () => {
    const text = 'FROM a\nENV A=1 \\\n  # why\n  "B"="two words" \\\n  C=$A\n';
    const found = all(text, 'env');
    expect(found.map((each) => [each.name, each.value?.value])).toEqual([
      ['A', '1'],
      ['B', 'two words'],
      ['C', undefined],
    ]);
    expect(cut(text, found[1]!.at)).toBe('"B"="two words"');
    expect(cut(text, found[1]!.value?.at)).toBe('"two words"');
  });

  test('the old form of ENV', () => {
    const found = one('FROM a\nENV JAVA_OPTS -Xmx1g -Da=b\n', 'env');
    expect([found.name, found.value?.value]).toEqual(['JAVA_OPTS', '-Xmx1g -Da=b']);
  });
});

describe('commands', () => {
  test('exec and shell form; a list that is not JSON is a shell form', () => {
    const found = all(`FROM a\nCMD ["node", "a.js"]\nCMD node a.js\nCMD ['node', 'a.js']\nCMD [ "a", 1 ]\n`, 'cmd');
    expect(found.map((each) => [each.form, each.argv])).toEqual([
      ['exec', ['node', 'a.js']],
      ['shell', ['node a.js']],
      ['shell', [`['node', 'a.js']`]],
      ['shell', ['[ "a", 1 ]']],
    ]);
  });

  test('JSON over several lines', () => {
    const text = 'FROM a\nENTRYPOINT ["tini", \\\n  "--", \\\n  "node"]\nCMD x';
    const found = one(text, 'entrypoint');
    expect(found.argv).toEqual(['tini', '--', 'node']);
    expect(cut(text, found.at)).toBe('ENTRYPOINT ["tini", \\\n  "--", \\\n  "node"]');
  });

  test('continuations are blanked, so places within the script hold', () => {
    const text =
      'FROM a\nRUN --mount=type=cache,target=/x apt-get update && \\\n    # tools\n\n    apt-get install -y curl\nUSER b\n';
    const run = one(text, 'run');
    expect(run.flags).toEqual(['--mount=type=cache,target=/x']);
    expect(run.script.split(/\s+/)).toEqual(['apt-get', 'update', '&&', 'apt-get', 'install', '-y', 'curl']);
    const start = run.scriptAt!.start + run.script.indexOf('curl');
    expect(text.slice(start, start + 4)).toBe('curl');
    expect(run.script).toHaveLength(run.scriptAt!.end - run.scriptAt!.start);
  });

  test('a word cut by a continuation is joined', () => {
    const run = one('FROM a\nRUN echo foo\\\nbar\n', 'run');
    expect([run.script, run.scriptAt]).toEqual(['echo foobar', undefined]);
  });

  test('heredocs', () => {
    const text =
      'FROM a\nRUN <<EOF\napt-get update\n# no comment of ours\nfoo \\\n bar\nEOF\nRUN <<-A cat > /x && <<B sh\n\ta\n\tA\nb\nB\nCOPY <<F /etc/f\nCMD ["no"]\nF\nCMD ["yes"]\n';
    const [first, second] = all(text, 'run');
    expect(first!.script).toBe('apt-get update\n# no comment of ours\nfoo \\\n bar\n');
    expect(cut(text, first!.scriptAt)).toBe(first!.script);
    expect(second!.script).toBe('<<-A cat > /x && <<B sh\n\ta\n\tA\nb\nB');
    expect(one(text, 'copy')).toMatchObject({ sources: [], target: { value: '/etc/f' } });
    expect(one(text, 'cmd').argv).toEqual(['yes']);
  });

  test('escape and syntax directives', () => {
    const text = '# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nRUN dir `\n  c:\\\nWORKDIR C:\\app\n';
    expect(one(text, 'run').script.split(/\s+/)).toEqual(['dir', 'c:\\']);
    expect(one(text, 'workdir').value.value).toBe('C:\\app');
  });

  test('health checks', () => {
    const text =
      'FROM a\nHEALTHCHECK --interval=5s --retries=2 \\\n  CMD curl -f http://localhost || exit 1\nHEALTHCHECK CMD ["a","b"]\nHEALTHCHECK none\n';
    const found = all(text, 'healthcheck');
    expect(found.map((each) => [each.form, each.argv, each.flags])).toEqual([
      ['shell', ['curl -f http://localhost || exit 1'], ['--interval=5s', '--retries=2']],
      ['exec', ['a', 'b'], []],
      ['none', [], []],
    ]);
    expect(cut(text, found[0]!.scriptAt)).toBe('curl -f http://localhost || exit 1');
  });

  test('ONBUILD', () => {
    const text = 'FROM a\nENV D=/x\nONBUILD COPY . $D\nONBUILD RUN npm ci\n';
    expect(one(text, 'copy')).toMatchObject({ onBuild: true, target: { raw: '$D' }, sources: [{ value: '.' }] });
    expect(one(text, 'run')).toMatchObject({ onBuild: true, script: 'npm ci' });
  });
});

describe('the other instructions', () => {
  test('ports, ranges and protocols', () => {
    const text = 'FROM a\nEXPOSE 80 53/udp 7000-7010/TCP\n';
    expect(all(text, 'expose').map((each) => [each.port.value, each.protocol, cut(text, each.at)])).toEqual([
      ['80', 'tcp', '80'],
      ['53', 'udp', '53/udp'],
      ['7000-7010', 'tcp', '7000-7010/TCP'],
    ]);
  });

  test('COPY with flags, in both forms', () => {
    const text =
      'FROM a\nARG S=src\nCOPY --from=build --chown=1:1 $S b.txt /app/\nCOPY ["a b", "/c d"]\nADD https://x/y.tgz /y\n';
    const [first, second] = all(text, 'copy');
    expect(first).toMatchObject({ from: 'build', flags: ['--from=build', '--chown=1:1'], target: { value: '/app/' } });
    expect(first!.sources.map((each) => each.value)).toEqual(['src', 'b.txt']);
    expect(second!.sources[0]!.value).toBe('a b');
    expect(cut(text, second!.target.at)).toBe('"/c d"');
    expect(one(text, 'add').sources[0]!.value).toBe('https://x/y.tgz');
  });

  test('VOLUME, USER, WORKDIR, STOPSIGNAL, SHELL, LABEL', () => {
    const text =
      'FROM a\nVOLUME ["/a", "/b c"]\nVOLUME /d /e\nUSER node\nSTOPSIGNAL SIGQUIT\nSHELL ["/bin/bash", "-c"]\nLABEL a.b="c d"\n';
    expect(all(text, 'volume').map((each) => each.paths)).toEqual([
      ['/a', '/b c'],
      ['/d', '/e'],
    ]);
    expect(one(text, 'user').value.value).toBe('node');
    expect(one(text, 'stopsignal').value.value).toBe('SIGQUIT');
    expect(one(text, 'shell').argv).toEqual(['/bin/bash', '-c']);
    expect(one(text, 'label')).toMatchObject({ name: 'a.b', value: { value: 'c d' } });
  });

  test('CRLF and a byte order mark do not move places', () => {
    const text = '\ufeffFROM a\r\nRUN x \\\r\n  y\r\nUSER node\r\n';
    const user = one(text, 'user');
    expect(cut(text, user.value.at)).toBe('node');
    expect(cut(text, user.at)).toBe('USER node');
    expect(one(text, 'run').script.split(/\s+/)).toEqual(['x', 'y']);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['', 'an empty Dockerfile'],
    ['# nothing\n', 'an empty Dockerfile'],
    ['RUN x\n', 'a Dockerfile without FROM'],
    ['hello world\n', 'a Dockerfile without FROM'],
    ['{{ if x }}\nFROM a\n{{ end }}', 'a template of a Dockerfile: its text is made later'],
    ['FROM {{ image }}\n', 'a template of a Dockerfile: its text is made later'],
    ['FROM', 'a Dockerfile without FROM'],
  ])('%j', (text, why) => {
    const reading = read(text);
    expect(reading.dockerfiles).toBeUndefined();
    expect(reading.gaps?.map((gap) => gap.why)).toContain(why);
  });

  test('an unknown instruction is a gap in its place; the rest is read', () => {
    const text = 'FROM a\nRUNN x\nSHELL bash\nHEALTHCHECK\nCMD y\n';
    expect(whys(text)).toEqual([
      'not an instruction of a Dockerfile',
      'SHELL needs the JSON form',
      'HEALTHCHECK without arguments',
    ]);
    expect(cut(text, read(text).gaps![0]!.at)).toBe('RUNN x');
    expect(one(text, 'cmd').argv).toEqual(['y']);
  });

  test('braces in RUN are no template', () => {
    expect(whys("FROM a\nRUN docker inspect --format '{{.Id}}'\n")).toEqual([]);
  });

  test('odd and hostile text never throws', () => {
    const texts = [
      'FROM a\nENV',
      'FROM a\nENV =',
      'FROM a\nENV "',
      'FROM a\nCMD [',
      'FROM a\nRUN <<',
      'FROM a\nRUN <<E',
      'FROM a\nONBUILD',
      'FROM a\nONBUILD ONBUILD RUN x',
      'FROM a\nCOPY a',
      'FROM a\\',
      'FROM a\nRUN \\',
      '\\\n\\\n',
      'FROM a\rRUN b',
      '\u0000\u0001',
      'FROM a\nENV __proto__=1 A=$__proto__',
    ];
    for (const text of texts) expect(() => read(text)).not.toThrow();
  });

  test('long text is read in good time', () => {
    const started = process.cpuUsage();
    read(`FROM a\nENV A=${'${a:-'.repeat(3900)}\n`);
    read(`FROM a\n${'RUN echo x \\\n  && echo y\n'.repeat(3000)}`);
    read(`FROM a\nRUN echo ${'\\\n x'.repeat(20_000)}\n`);
    read('x'.repeat(2_000_000));
    expect(processorTime(started)).toBeLessThan(10_000);
  });
});
