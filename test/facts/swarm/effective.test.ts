/**
 * What is deployed: services and declarations of our facts, interpolated and merged, against what `docker stack config` prints. Over the stack
 * files of the stories, and over files put together at random: one to three `-c` files, variables from a given environment, anchors, merge keys.
 * SWARM_DIFF_RUNS and SWARM_DIFF_SEED ask for more of them, or others.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeDeclarations, mergeServices } from '../../../src/facts/assemble/merge.ts';
import { loadVerdicts } from '../../../src/facts/swarm/index.ts';
import { composeReader } from '../../../src/readers/compose/index.ts';
import { envFileReader } from '../../../src/readers/dotenv.ts';
import { differing, heldDeclarations, heldServices } from '../../support/effective.ts';
import { digestOf, directory, envFiles, loader, variables } from '../../support/stack-config.ts';

const { ask, close } = loader('effective');
afterAll(close);

const readEnvFiles = new Map(
  Object.entries(envFiles).map(([name, text]) => {
    const path = `stack/${name}`;
    return [path, envFileReader.read({ path, text }, { parsers: {}, exists: () => true }).envFiles![0]!] as const;
  }),
);

/** Services and declarations as our facts hold them; `undefined` for files that are not recognised as stack files. */
function held(texts: readonly string[]): { readonly refused: readonly string[]; readonly model?: unknown } | undefined {
  const files = texts.flatMap(
    (text, index) =>
      composeReader.read(
        { path: index === 0 ? 'stack/0.yml' : `${index}.yml`, text },
        { parsers: {}, exists: () => false, variables },
      ).compose ?? [],
  );
  if (files.length < texts.length) return undefined;
  const refused = loadVerdicts(files, {
    beside: (_file, path) => ({ kind: envFiles[path] === undefined ? 'nothing' : 'file' }),
  })
    .filter(({ verdict, stage, key }) => verdict === 'rejected' && (stage !== 'convert' || key === 'env_file'))
    .map(({ path, message }) => `${path}: ${message}`);
  if (refused.length > 0) return { refused };
  const place = { directory, variables, envFiles: readEnvFiles };
  return {
    refused,
    model: {
      services: heldServices(mergeServices(files), place),
      declarations: heldDeclarations(mergeDeclarations(files), place),
    },
  };
}

/** What both sides say, where they do not say the same. */
function difference(texts: readonly string[]): string | undefined {
  const [theirs, own] = [ask(texts), held(texts)];
  if (!theirs || !own) return undefined;
  const same = theirs.refused === own.refused.length > 0 && (theirs.refused || theirs.digest === digestOf(own.model));
  if (same) return undefined;
  const verdict = `real: ${theirs.message ?? (theirs.refused ? 'refused' : 'taken')}; ours: ${own.refused.join('; ') || 'taken'}`;
  return [texts.join('--- and\n'), `--- ${verdict}`, ...differing(theirs.model, own.model)].join('\n');
}

const pick = fc.constantFrom;
/** One line of a service each, with values that the loader takes. */
const pieces: Readonly<Record<string, readonly string[]>> = {
  image: [
    'registry.example/web:1',
    '${SET}/web:${NUMBER}',
    '"registry.example/web:${UNSET-1}"',
    '${UNSET:-registry.example}/web',
  ],
  command: [
    'a b',
    'sh -c "a $$b"',
    '[a, "b c"]',
    '["${SET}"]',
    '\'a "b c" d\\ e\'',
    '"${SET} x"',
    '[]',
    '""',
    'a # b',
    "a#b 'c # d'",
  ],
  entrypoint: ['/start', '[/start, "-x"]', '[]'],
  environment: [
    '{A: 1, B: x}',
    '[A=1, B]',
    '{A: , SET: }',
    '{SET: "", EMPTY: ""}',
    '["A=${SET}", "B=${UNSET:-d=e}", "${SET}=x"]',
    '{A: 010, B: 0x1F, C: 1e3, D: 1.10, E: 10000000.0}',
    '{A: 2020-01-01, B: yes, C: "010", D: 1_000, E: 0o17, F: 0b11}',
    '{A: "${UNSET}", B: "${SET:-x}", C: "$SET-y"}',
    '{A: "$$x", B: -0, C: +5, D: .5, E: 1e21, F: 123456789.5}',
    '[A=b=c, "B= x"]',
  ],
  env_file: ['one.env', '[one.env, two.env]', '[two.env]'],
  labels: ['{a: b}', '["a=b", c]', '{a: 1.0, b: }', '["a=${SET}"]', '{d: "${UNSET:-e}"}'],
  ports: [
    '["80:80"]',
    '["80:80", "81:81/udp"]',
    '[80, 81]',
    '["8000-8002:80-82"]',
    '["8000-8001:90"]',
    '[{target: 80, published: 80, mode: host}]',
    '["${PORT}:80"]',
    '[{target: 80}]',
    '["53:53/tcp", "53:53/udp"]',
    '["127.0.0.1:80:80"]',
    '["80:81", "8080:80"]',
    '[{target: 81, published: 8000}]',
    '[{target: 80, published: "${PORT}", protocol: udp}]',
    '["80:80/TCP"]',
    '[{target: 80, published: 81, mode: bogus}]',
  ],
  volumes: [
    '["data:/data"]',
    '["data:/data", "./x:/x:ro"]',
    '["/anon"]',
    '["~/y:/y"]',
    '["a:/b"]',
    '[{type: bind, source: ../z, target: /x}]',
    '[{type: tmpfs, target: /t, tmpfs: {size: 5}}]',
    '[{type: volume, source: data, target: /data, read_only: true}]',
    '["${SET}:/data"]',
    '["${UNSET}/x:/x"]',
    '["./x:/x:z", "data:/x"]',
    '[{type: volume, target: /data, read_only: "${YES}"}]',
    '["/x:/x:rw,ro"]',
  ],
  networks: [
    '[net]',
    '[net, other]',
    '{net: {aliases: [x]}}',
    '{net: , other: {aliases: [y, z]}}',
    '{net: {aliases: [w], ipv4_address: 10.0.0.9}}',
    '[]',
  ],
  secrets: ['[token]', '[{source: token, target: t}]', '[token, other]', '[token, {source: token, target: u}]'],
  configs: ['[conf]', '[{source: conf, target: /etc/c}]'],
  healthcheck: [
    '{test: curl x}',
    '{test: [CMD, a, b], interval: 10s}',
    '{test: [CMD-SHELL, "a b"], retries: 3}',
    '{disable: true}',
    '{test: [NONE]}',
    '{interval: 1m30s, timeout: 1.5s, retries: "${NUMBER}"}',
    '{test: ["${SET}"], retries: 0}',
    '{interval: 0s}',
    '{test: [CMD, c], disable: false}',
    '{disable: "${YES}"}',
  ],
  logging: [
    '{driver: json-file, options: {max-size: 10m, max-file: 3}}',
    '{options: {max-size: 5m, tag: }}',
    '{driver: local}',
    '{driver: syslog, options: {max-size: 1m}}',
    '{driver: json-file, options: {max-size: 1m}}',
  ],
  restart: ['always', '"no"', 'on-failure:3', '""'],
  init: ['true', 'false'],
  stop_grace_period: ['30s', '1m', '0s', '1h1m1.5s'],
  stop_signal: ['SIGINT', 'SIGQUIT'],
  user: ['"1000"', 'app', '""', '"${SET}:${NUMBER}"'],
  working_dir: ['/app'],
  hostname: ['h', '"{{.Node.Hostname}}"'],
  tty: ['true', 'false', '"${YES}"'],
  stdin_open: ['true'],
  read_only: ['true', 'false', '"${UNSET:-no}"'],
  privileged: ['true'],
  container_name: ['c'],
  network_mode: ['host', 'bridge'],
  depends_on: ['[db]', '[db, cache]'],
  cap_add: ['[SYS_ADMIN]', '[NET_ADMIN, SYS_TIME]'],
  cap_drop: ['[ALL]'],
  dns: ['1.1.1.1', '[1.1.1.1, 8.8.8.8]'],
  dns_search: ['[x.example]'],
  extra_hosts: ['["a:1.1.1.1"]', '{b: 2.2.2.2, a: 1.1.1.1}'],
  sysctls: ['{net.core.somaxconn: 1024}', '["a=1"]', '{a: 2, net.core.somaxconn: "5"}'],
  security_opt: ['["no-new-privileges:true"]'],
  devices: ['[/dev/a]'],
  tmpfs: ['/run', '[/run, /tmp]'],
  shm_size: ['64m', '"1g"'],
  domainname: ['example.org'],
  isolation: ['default'],
};
const deployPieces: Readonly<Record<string, readonly string[]>> = {
  mode: ['replicated', 'global', 'replicated-job', '"${UNSET:-global}"'],
  replicas: ['2', '0', '"${NUMBER}"', '"${UNSET:-4}"', '0x10', '010'],
  endpoint_mode: ['vip', 'dnsrr'],
  labels: ['{a: b}', '["a=b", "c=${SET}"]', '{d: 1}'],
  update_config: [
    '{parallelism: 2, delay: 10s, order: start-first}',
    '{parallelism: 0, failure_action: rollback}',
    '{max_failure_ratio: 0.5, monitor: 1m}',
    '{delay: 0s, max_failure_ratio: 0}',
    '{order: stop-first, failure_action: ""}',
  ],
  rollback_config: ['{parallelism: 1, order: stop-first}', '{delay: 5s}'],
  restart_policy: [
    '{condition: on-failure, delay: 5s, max_attempts: 3, window: 1m}',
    '{condition: none}',
    '{max_attempts: 0}',
    '{delay: 0s}',
  ],
  resources: [
    '{limits: {cpus: "0.50", memory: 512M}}',
    '{limits: {memory: 1.5gb}, reservations: {cpus: "${UNSET:-1}", memory: 64m}}',
    '{limits: {cpus: "${NUMBER}"}}',
    '{reservations: {memory: "0"}}',
    '{limits: {memory: 10kib}}',
  ],
  placement: [
    '{constraints: [node.role == manager]}',
    '{constraints: [node.labels.a == b, "node.hostname != ${SET}"], max_replicas_per_node: 1}',
    '{max_replicas_per_node: 0}',
  ],
};
const sections: readonly string[] = [
  'networks: {net: , other: {driver: overlay, driver_opts: {a: 1}}}\n',
  'networks: {net: {external: true}}\n',
  'networks: {net: {external: {name: outer}}}\n',
  'networks: {net: {external: true, name: "${SET}"}}\n',
  'volumes: {data: {driver: nfs, driver_opts: {o: "addr=1"}, labels: [a=b]}}\n',
  'volumes: {data: , x: {name: "${SET}_x"}}\n',
  'volumes: {data: {external: true}}\n',
  'secrets: {token: {file: ./token.txt}, other: {external: true}}\n',
  'secrets: {token: {file: ../token.txt, labels: {a: b}}}\n',
  'configs: {conf: {file: /etc/conf}}\n',
  'configs: {conf: {name: conf-1, external: true}}\n',
];

const lineOf = ([key, values]: readonly [string, readonly string[]]) =>
  pick(...values).map((value) => `${key}: ${value}`);
const indented = (lines: readonly string[], depth: number): string =>
  lines.map((line) => `${' '.repeat(depth)}${line}\n`).join('');
const someOf = (table: Readonly<Record<string, readonly string[]>>, most: number, least = 0) =>
  fc.uniqueArray(fc.oneof(...Object.entries(table).map(lineOf)), {
    minLength: least,
    maxLength: most,
    selector: (line) => line.split(':')[0]!,
  });

const service = fc
  .record({ own: someOf(pieces, 6, 1), deploy: fc.option(someOf(deployPieces, 4, 1), { nil: [] as string[] }) })
  .map(({ own, deploy }) => {
    const text = indented(own, 4) + (deploy.length > 0 ? `    deploy:\n${indented(deploy, 6)}` : '');
    // A file is told by the keys of its services.
    return /^ {4}(?:image|command|environment|labels|ports|volumes|healthcheck|logging|deploy):/m.test(text)
      ? text
      : `    image: x\n${text}`;
  });
/** What the service takes from an anchor, behind what it says itself. */
const shared = fc.option(fc.record({ of: someOf(pieces, 3, 1), list: fc.boolean() }), { nil: undefined, freq: 3 });
const file = fc
  .record({
    web: service,
    db: fc.option(service, { nil: undefined }),
    shared,
    sections: fc.uniqueArray(pick(...sections), { maxLength: 3, selector: (text) => text.split(':')[0]! }),
  })
  .map(({ web, db, shared: common, sections: rest }) => {
    const anchor = common ? `x-shared: &shared\n${indented(common.of, 2)}` : '';
    const merge = common ? `    <<: ${common.list ? '[*shared]' : '*shared'}\n` : '';
    return `${anchor}services:\n  web:\n${merge}${web}${db ? `  db:\n${merge}${db}` : ''}${rest.join('')}`;
  });
const files = fc
  .record({
    files: fc.oneof(fc.tuple(file), fc.tuple(file, file), fc.tuple(file, file, file)),
    version: pick('', '', 'version: "3.8"\n', 'version: "3"\n', 'version: "3.12"\n'),
  })
  .map(({ files: texts, version }) => texts.map((text) => version + text));

const stackFiles = readdirSync('fixtures', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.ya?ml$/.test(path))
  .map((path) => readFileSync(join('fixtures', path), 'utf8'))
  .filter((text) => /^\uFEFF?services:/m.test(text));

describe('docker stack config prints what our facts hold', () => {
  test('for the stack files of the stories', () => {
    expect(stackFiles.length).toBeGreaterThan(500);
    const differences = [...new Set(stackFiles)].flatMap((text) => difference([text]) ?? []);
    expect(differences.slice(0, 5).join('\n')).toBe('');
  }, 600_000);

  test('for texts at the edges of YAML', () => {
    const image = 'services:\n  web:\n    image: registry.example/web:1\n';
    const texts = [
      `${image}    command: ["sh", "-c", "a\\nb"]\n    entrypoint:\n      - |\n        a\n        b`,
      `${image}    entrypoint:\n      - >\n        a\n        b`,
      `${image}    entrypoint:\n      - |+\n        a\n\n`,
      `${image}    environment: {A: 123456789.5, B: 1e5, C: 1e21, D: 0.00001, E: 08, F: 18446744073709551616, G: -0.0}\n`,
      `${image}    environment: {A: 2020-1-2, B: 2020-01-01T10:00:00Z, C: -0b11, D: 0O7, E: +.5, F: 0x_1}\n`,
      `${image}    environment: {A: !x 1, B: !!int "3", C: !!str 4, D: ~, E: "\\u00e9"}\n    ports: !override ["80:80"]\n`,
      `\uFEFF# first\n%YAML 1.1\n---\n${image}...\n---\nservices: {}\n`,
    ];
    const differences = texts.flatMap((text) => difference([text]) ?? []);
    expect(differences.join('\n')).toBe('');
  }, 60_000);

  test('for files put together at random', () => {
    const differences: string[] = [];
    fc.assert(
      fc.property(files, (texts) => {
        const found = difference(texts);
        if (found !== undefined) differences.push(found);
      }),
      { numRuns: Number(process.env.SWARM_DIFF_RUNS ?? 500), seed: Number(process.env.SWARM_DIFF_SEED ?? 20_261) },
    );
    expect(differences.slice(0, 5).join('\n')).toBe('');
  }, 600_000);
});
