/** `npm run docs`: puts the printed pages on disk, and removes pages of factors that are gone; `npm run agreement` writes one of its own. Run from the project's folder. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { rules } from '../../rules/index.ts';
import { suppressionRule } from '../engine/index.ts';
import { measuredPage, pages } from './pages.ts';

const printed = pages([...rules, suppressionRule], readFileSync('README.md', 'utf8'));
for (const [path, content] of Object.entries(printed)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
for (const name of readdirSync('rules/docs')) {
  const path = `rules/docs/${name}`;
  if (path !== measuredPage && !Object.hasOwn(printed, path)) rmSync(path);
}
