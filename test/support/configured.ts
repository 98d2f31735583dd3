/** Repositories that are judged by a configuration of their own, however broken it is. */
import { rules } from '../../rules/index.ts';
import { readSettings } from '../../src/config/gather.ts';
import { suppressionRule } from '../../src/engine/index.ts';
import { noSettings } from '../../src/facts/index.ts';
import type { Linted } from '../../src/lint.ts';
import type { FileTree } from '../../src/source/index.ts';
import { readTree } from './lint.ts';
import { type Broken, lintedWell } from './promises.ts';
import type { Seed } from './stories.ts';

const path = '.swarm-lint.yaml';
const checks = [...rules, suppressionRule].flatMap((rule) => rule.checks);

/** Between them they use every key. */
export const configurations: readonly string[] = [
  'extends: strict\ntarget: swarm\nproduction: [docker-stack.yml]\nchecks:\n  processes/*: warning\n  logs/*: { level: off, paths: [a/] }\nignore:\n  - { checks: "*", paths: b/, reason: x, until: 2027-01-01 }\ncluster: { nodes: 3 }\n',
  'extends: [recommended, ./shared.yaml]\ndevelopment:\n  - compose.override.yml\ndeploys:\n  - files: [docker-stack.yml]\n    stack: shop\n    environment: [RELEASE, DB_HOST]\n',
  'cluster:\n  nodes: 1\n  registryAuthOnNodes: true\n  sharedVolumes: [uploads]\n  environment: [TOKEN]\n  daemonLogging: true\nignore:\n  - checks: [config/unused-env, logs/*]\n    paths: ["**/*.yml", "!docker-stack.yml"]\n    reason: known\n',
];

export function configuredSeeds(): readonly Seed[] {
  const tree = readTree('fixtures/projects/lift-and-shift-shop');
  return configurations.map((text) => ({ path, tree: { ...tree, 'shared.yaml': 'target: both\n', [path]: text } }));
}

/** The configuration is read, its problems have places inside it, and what it sets judges the repository. */
export function lintedAsConfigured(tree: FileTree): { readonly linted: Linted; readonly broken: readonly Broken[] } {
  const text = tree[path] ?? '';
  const { settings, problems } = readSettings(path, text, checks, (other) =>
    tree[other] === undefined ? { why: 'there is no such file' } : { text: tree[other] },
  );
  const stray = problems.filter(({ at }) => at.start < 0 || at.start > at.end || at.end > text.length);
  const { linted, broken } = lintedWell(tree, { settings: problems.length === 0 ? settings : noSettings });
  return {
    linted,
    broken: [
      ...broken,
      ...stray.map(({ at, message }) => ({ promise: 'places inside', detail: `${message} at ${at.start}-${at.end}` })),
    ],
  };
}
