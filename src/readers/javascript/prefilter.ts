/** One look at the text, before any parser: does it name anything the tables know? Made from the tables, so a new row needs no second entry. */

import { literally } from '../../source/index.ts';
import { tellingTexts } from '../code/texts.ts';
import { aroundLibraries, aroundWords } from './tables/around.ts';
import { consumerRows } from './tables/consumers.ts';
import { environmentLibraries } from './tables/environment.ts';
import { stateRows } from './tables/index.ts';
import { listeners } from './tables/listeners.ts';
import { signalRows, stopSignals } from './tables/signals.ts';
import { keepsState } from './tables/state.ts';
import { writers } from './tables/writes.ts';

const lastMember = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);

/** Packages that are rare enough for their name to be worth a look. Frameworks are found by what is called on them. */
const libraries = new Set([
  ...environmentLibraries,
  ...stateRows.filter((row) => row.triggers === undefined).map((row) => row.module),
  ...signalRows.filter((row) => !row.module.startsWith('@nestjs/')).map((row) => row.module),
  ...consumerRows.flatMap(({ packages }) => packages),
  ...listeners.filter((row) => row.form === 'options' && row.module !== 'global').map((row) => row.module),
]);
for (const name of aroundLibraries) libraries.add(name);
libraries.delete('global');

const words = new Set([
  ...[
    'process.env',
    '} = process',
    'node:process',
    "'process'",
    '"process"',
    'Bun.env',
    '$env/',
    'Bun.serve',
    'Deno.env',
    'Deno.serve',
    '.listen(',
    'setInterval(',
    'enableShutdownHooks',
  ],
  ...stopSignals,
  ...aroundWords,
  ...stateRows.flatMap((row) => row.triggers ?? []),
  ...writers.flatMap((row) => (row.module === 'global' ? row.callee : row.callee.map(lastMember))),
]);

const names = [...libraries].map(literally).join('|');
/** A word inside another one finds both. */
const texts = [...words]
  .filter((word) => ![...words].some((other) => other !== word && word.includes(other)))
  .map(literally)
  .join('|');
const probes = '_?health(?:z|-?check)?|ready|readyz|readiness|live|livez|liveness|alive|up|ping|status|heartbeat';

/** Handlers of requests start work of their own and ask who is there. */
const handlesRequests =
  /\b(?:req|request), ?(?:res|response|reply)\b|\breq(?:uest)?\.ips?\b|\bremoteAddress\b|@Ip\(|trust ?[Pp]roxy/;

/** Words, quoted names of packages with or without a path inside, and quoted routes of probes. No part repeats: time is linear. */
const pattern = new RegExp(`${texts}|["'](?:${names})["'/]|["'\`/](?:${probes})["'\`]`);

export const isWorthParsing = (text: string): boolean =>
  pattern.test(text) || tellingTexts.test(text) || keepsState.test(text) || handlesRequests.test(text);
