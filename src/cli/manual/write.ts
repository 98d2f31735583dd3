/** A part of `npm run docs`: puts commands and options into the README. Run from the project's folder. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withUsage } from './readme.ts';

writeFileSync('README.md', withUsage(readFileSync('README.md', 'utf8')));
