/** What `npm run new-check` writes. Pure: `new-check.ts` puts it on disk. */
import type { Rule } from '../kit/index.ts';
import type { FileTree } from '../source/index.ts';

const folderOf = (rule: Rule): string => `${String(rule.factor).padStart(2, '0')}-${rule.id}`;

const camel = (problem: string): string =>
  problem.replace(/-([a-z0-9])/g, (_whole, letter: string) => letter.toUpperCase());

const STACK = (extra: string): string => `services:
  web:
    image: registry.example/web:1.4.2
${extra}    deploy:
      replicas: 2
`;
const BAD = STACK('    container_name: web\n');
const GOOD = STACK('');

const indented = (text: string): string => text.replaceAll('`', '\\`').replaceAll('${', '\\${');

const check = (
  id: string,
  since: string,
): string => `import { defineCheck, judgedServices, type Service } from '../../src/kit/index.ts';

// A check asks one yes/no question of every subject of one kind. Words first: the pages, \`explain\` and the tables are printed from them.
export default defineCheck<Service>({
  id: '${id}',
  // What is wrong, in a few words, without the name of a product.
  title: 'Service has a fixed container name',
  // error: it breaks or loses data. warning: it costs something. info: worth knowing. \`activeSeverity\` holds once a second replica runs.
  severity: 'warning',
  // The highest a finding can have; evidence may lower it.
  confidence: 'high',
  // What a finding does to the verdict: break, block, degrade, cap or none. Add \`obligation\` when it disproves one.
  effect: 'none',
  since: '${since}',
  // Why it costs something on Swarm, for somebody who does not know.
  rationale:
    'Tasks of a service cannot share one container name, so Swarm ignores the key, and whoever relies on the name finds nothing.',
  // Which files and facts it looks at, and what looks like the problem and stays quiet: every silent story is one of these.
  evidence: 'The \`container_name\` of every service that is worth judging.',
  // What a repository must hold, or the check is silent. The test suite takes each of them away from your stories.
  needs: ['services'],
  traps: ['Services of files for development, where Compose uses the name.'],
  // What to do, short enough to act on at once.
  remedy: 'Remove the key and reach the service by its own name.',
  // The smallest repository that goes wrong and the smallest that is right. The test suite runs both.
  examples: {
    bad: {
      'docker-stack.yml': \`${indented(BAD)}\`,
    },
    good: {
      'docker-stack.yml': \`${indented(GOOD)}\`,
    },
  },

  // Who is asked. Queries in src/facts/queries pick subjects that are worth judging; development files are never among them.
  each: judgedServices,
  // false, true, or evidence: another place, notes, a lower confidence. When this needs a search through text, a fact is missing.
  fails: (service) => (service.containerName === undefined ? false : { at: service.containerName.at }),
  // One sentence that names the service and what to look at. Never the value of a secret.
  message: (service) => \`Service "\${service.name}" asks for a container name, which Swarm ignores.\`,
});
`;

/** Where the name of the check goes in its factor's index: an import in alphabetical order, and the end of the list. */
export function withIndexLine(index: string, problem: string): string | undefined {
  const name = camel(problem);
  const line = `import ${name} from './${problem}.ts';`;
  const lines = index.split('\n');
  const imports = lines.flatMap((text, at) => (text.startsWith('import ') ? [at] : []));
  const last = imports.at(-1);
  if (last === undefined) return undefined;
  const later = imports.find((at) => {
    const source = /from '\.\/([^']+)\.ts'/.exec(lines[at]!)?.[1];
    return source !== undefined && source > problem;
  });
  lines.splice(later ?? last + 1, 0, line);
  const text = lines.join('\n');
  const list = /checks: \[([^\]]*)\]/.exec(text);
  if (list === null) return undefined;
  const names = [
    ...list[1]!
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
    name,
  ];
  const short = `checks: [${names.join(', ')}]`;
  const long = `checks: [\n${names.map((one) => `    ${one},\n`).join('')}  ]`;
  const printed = short.length + '  ,'.length <= 120 ? short : long;
  return text.slice(0, list.index) + printed + text.slice(list.index + list[0].length);
}

/**
 * Files of a new check, the changed index among them, or the reason there is none. `read` gives the text of a project file, `undefined`
 * when there is no such file.
 */
export function planCheck(
  id: string,
  rules: readonly Rule[],
  since: string,
  read: (path: string) => string | undefined,
): FileTree | string {
  const [factor, problem, ...more] = id.split('/');
  const rule = rules.find((one) => one.id === factor);
  const known = rules.map((one) => one.id).join(', ');
  if (problem === undefined || more.length > 0) return `write <factor>/<problem>; factors: ${known}`;
  if (rule === undefined) return `there is no factor "${factor}"; factors: ${known}`;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(problem))
    return `"${problem}" is no name for a problem: two or more words in lower case, joined by hyphens, as in "no-healthcheck"`;
  const file = `rules/${folderOf(rule)}/${problem}.ts`;
  if (rule.checks.some((one) => one.id === id) || read(file) !== undefined) return `${id} exists already`;
  const indexFile = `rules/${folderOf(rule)}/index.ts`;
  const index = read(indexFile);
  const changed = index === undefined ? undefined : withIndexLine(index, problem);
  if (changed === undefined) return `${indexFile} has no list of checks to add to`;
  const stories = `fixtures/checks/${id}`;
  return {
    [file]: check(id, since),
    [indexFile]: changed,
    [`${stories}/bad/docker-stack.yml`]: BAD,
    [`${stories}/bad/expected.txt`]: 'docker-stack.yml:4:21 warning\n',
    [`${stories}/good/docker-stack.yml`]: GOOD,
    [`${stories}/good/expected.txt`]: '',
  };
}
