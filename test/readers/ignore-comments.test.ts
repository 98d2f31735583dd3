/** What counts as a comment that accepts a finding depends on the kind of file. */
import { expect, test } from '@jest/globals';
import { lintTree } from '../support/lint.ts';

const read = (path: string, text: string): number => lintTree({ [path]: text }).facts.ignoreComments.length;
const words = 'swarm-lint-ignore logs/file-logging -- shipped by the agent';

test.each([
  ['docker-stack.yml', `# ${words}\nservices: {}\n`],
  ['Dockerfile', `# ${words}\nFROM node:22\n`],
  ['src/app.ts', `// ${words}\n`],
  ['src/app.js', `/* ${words} */\n`],
  ['README.md', `<!-- ${words} -->\n`],
  ['query.sql', `-- ${words}\n`],
  ['Jenkinsfile', `// ${words}\n`],
])('%s holds one', (path, text) => expect(read(path, text)).toBe(1));

test.each([
  ['README.md', `\`\`\`yaml\n# ${words}\n\`\`\`\n`],
  ['src/app.ts', `export const shown = '# ${words}';\n`],
  ['docker-stack.yml', `services: {} // ${words}\n`],
])('%s only shows one', (path, text) => expect(read(path, text)).toBe(0));
