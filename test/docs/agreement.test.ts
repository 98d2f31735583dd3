import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { page, pageOf } from '../swarm/twins/page.mjs';
import { twins } from '../swarm/twins/twins.mjs';

const measured = 'test/swarm/twins/measured';

test('the page is the one printed from what was measured (`npm run agreement -- --page`)', async () => {
  expect(readFileSync(page, 'utf8')).toBe(`${(await pageOf(measured)).trimEnd()}\n`);
});

test('every golden project has a row, and none that cannot be measured was', () => {
  const golden = readdirSync('fixtures/projects').filter((name) => /-(?:good|bad|shop)$/.test(name));
  expect(Object.keys(twins).sort()).toEqual(golden.sort());
  for (const [name, { missing }] of Object.entries(twins))
    if (missing !== undefined)
      expect({ name, measured: existsSync(`${measured}/${name}.json`) }).toEqual({ name, measured: false });
});

test.each(readdirSync(measured))('nothing that was measured contradicts what is said of %s', (name) => {
  expect(JSON.parse(readFileSync(`${measured}/${name}`, 'utf8')).disagreements).toEqual([]);
});
