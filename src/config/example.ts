/**
 * A configuration to begin with: what there is to say, explained, and every setting as a comment. Taking the `#` away switches a setting on.
 * Sentences are indented by one or three spaces, settings by none, two or four: that tells them apart.
 */
import { presets } from './presets.ts';

/** A stack as it was seen. */
export interface SeenStack {
  readonly files: readonly string[];
  readonly purpose: 'production' | 'development' | 'unknown';
  /** In words. */
  readonly why: string;
  readonly swarm: boolean;
  /** A command or a pipeline of the repository deploys it. */
  readonly deployed: boolean;
}

export interface Seen {
  readonly stacks: readonly SeenStack[];
  /** Names of volumes that services of a stack mount and that each node has for itself, as far as one can see. */
  readonly volumes: readonly string[];
  /** The id of a check that found something, with a path, for the examples. */
  readonly finding?: { readonly check: string; readonly path: string };
}

/** In quotes where YAML needs them; control characters never stand as they are. */
const quoted = (text: string): string => (/^[\w./-]+$/.test(text) ? text : JSON.stringify(text));
const listed = (texts: readonly string[]): string => `[${[...new Set(texts)].map(quoted).join(', ')}]`;
const most = 20;

export function exampleSettings({ stacks, volumes, finding }: Seen): string {
  const of = (purpose: SeenStack['purpose']) => stacks.filter((stack) => stack.purpose === purpose);
  const firstFiles = (found: readonly SeenStack[], otherwise: string): string =>
    listed(found.length > 0 ? found.slice(0, 5).flatMap(({ files }) => files.slice(0, 1)) : [otherwise]);
  const undeployed = [...of('production'), ...of('unknown')].find(({ deployed }) => !deployed);
  const check = finding?.check ?? 'disposability/no-healthcheck';
  const path = finding?.path ?? 'legacy/';
  const factor = `${check.slice(0, check.indexOf('/'))}/*`;
  return `${[
    '# What no file of this repository can tell swarm-lint. All of it is optional.',
    '# Take the # away from a setting to switch it on. `swarm-lint config` shows what holds; unknown keys and checks are errors.',
    '',
    '# Where editors find the schema of this file, once swarm-lint is a dependency.',
    '#$schema: ./node_modules/swarm-lint/dist/schema/configuration.json',
    '',
    '# What to build on:',
    ...Object.entries(presets).map(([name, { about }]) => `#   ${name}: ${about}`),
    '#   path/to/file.yaml: another file of this repository',
    'extends: recommended',
    '',
    ...seenLines(stacks),
    '# Which of them are deployed, and which never: patterns as in .gitignore, where the evidence is wrong.',
    `#production: ${firstFiles(of('production'), 'docker-stack.yml')}`,
    `#development: ${firstFiles(of('development'), 'docker-compose.dev.yml')}`,
    '',
    '# What they are for: swarm, compose, or both (advice must then hold in each). auto goes by each file.',
    '#target: auto',
    '',
    undeployed
      ? `# Nothing here deploys ${shown(undeployed)}. If a person or another repository does, say how.`
      : '# Deploys that a person or another repository runs.',
    '#deploys:',
    `#  - files: ${listed((undeployed ?? of('production')[0] ?? stacks[0])?.files ?? ['docker-stack.yml'])}`,
    '#    stack: shop',
    '#    environment: [TAG]',
    '',
    '# The cluster: how many nodes, whether each can log in to the registry by itself, which volumes, volume drivers and folders',
    '# all nodes see alike, which variables are set wherever a stack is deployed, and what the daemons do with logs.',
    '#cluster:',
    '#  nodes: 3',
    '#  registryAuthOnNodes: true',
    `#  sharedVolumes: ${listed(volumes.length > 0 ? volumes.slice(0, 3) : ['media'])}`,
    '#  environment: [TAG]',
    '#  daemonLogging: { driver: json-file, max-size: 10m }',
    '',
    '# How loud a check is: error, warning, info, or off. It changes the exit code, never a verdict.',
    '#checks:',
    `#  ${check}: info`,
    '#overrides:',
    `#  - paths: ${listed([path])}`,
    `#    checks: { ${factor}: warning }`,
    '',
    '# Findings you live with. The reason is mandatory; after the day in until they are back.',
    '#ignore:',
    `#  - checks: ${check}`,
    `#    paths: ${listed([path])}`,
    '#    reason: why this is fine here',
    '#    until: 2027-12-31',
  ].join('\n')}\n`;
}

const shown = ({ files }: SeenStack): string => files.map(quoted).join(' + ');

function seenLines(stacks: readonly SeenStack[]): readonly string[] {
  if (stacks.length === 0) return ['# No stack or compose file was seen.', ''];
  const lines = stacks.slice(0, most).map((stack) => {
    const { purpose, swarm, why } = stack;
    const word = purpose === 'unknown' ? 'for production, perhaps' : `for ${purpose}`;
    return `#   ${shown(stack)}: ${word}${swarm ? ', on Swarm' : ''} (${JSON.stringify(why).slice(1, -1)})`;
  });
  const rest = stacks.length - lines.length;
  return [
    '# Compose files, and what they were taken for:',
    ...lines,
    ...(rest > 0 ? [`#   and ${rest} more`] : []),
    '',
  ];
}
