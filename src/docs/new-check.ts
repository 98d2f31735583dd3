/** `npm run new-check <factor>/<problem>`: writes a check, its first stories and its line in the index. Run from the project's folder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { rules } from '../../rules/index.ts';
import { planCheck } from './template.ts';

const read = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const plan = planCheck(process.argv[2] ?? '', rules, version, read);
if (typeof plan === 'string') {
  process.stderr.write(`new-check: ${plan}.\n`);
  process.exitCode = 2;
} else {
  for (const [path, content] of Object.entries(plan)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    process.stdout.write(`${path}\n`);
  }
  process.stdout.write(
    'Next: write the words, the question and its stories, then `npm test -- test/checks` and `npm run docs`.\n',
  );
}
