import { describe, expect, test } from '@jest/globals';
import { facts, marked, placeOf } from './read.ts';

describe('files written where other replicas miss them', () => {
  test.each([
    [
      `import fs from 'fs';\napp.post('/', (req, res) => { ▸fs.writeFileSync('uploads/last.png', req.body); });`,
      'uploads/last.png',
    ],
    [
      `import { writeFile } from 'node:fs/promises';\napp.post('/', async (req, res) => { await ▸writeFile('/data/' + 'x.bin', req.body); });`,
      '/data/x.bin',
    ],
    [
      'import { promises as fs } from "fs";\napp.post("/", async (req, res) => { await ▸fs.writeFile(`files/${req.params.id}`, req.body); });',
      'files',
    ],
    [
      `import fs from 'fs';\nimport path from 'path';\napp.post('/', (req, res) => { req.pipe(▸fs.createWriteStream(path.join(__dirname, 'files', req.params.id))); });`,
      'src/files',
    ],
    [`const fs = require('fs-extra');\nexport const save = (s) => ▸fs.writeJson('state.json', s);`, 'state.json'],
  ])('%s', (snippet, path) => {
    const { text, places } = marked(snippet);
    const found = facts(text, 'file-write');
    expect(found.map((fact) => fact.path)).toEqual([path]);
    expect(found[0]).toMatchObject({ scope: 'local' });
    expect(placeOf(found[0]!, text)).toBe(places[0]);
  });

  test.each([
    [`import fs from 'fs';\nfs.writeFileSync('report.html', html); fs.writeFile(target, x, done);`],
    [
      `import fs from 'fs';\nimport os from 'os';\nimport path from 'path';\napp.post('/', (req, res) => { fs.writeFileSync(path.join(os.tmpdir(), 'a'), x); fs.writeFileSync('/tmp/a', x); fs.createWriteStream(process.env.OUT); });`,
    ],
    [`import fs from 'fs';\napp.post('/', (req, res) => { fs.appendFileSync('logs/app.log', x); });`],
    [`const fs = { writeFileSync() {} };\nfs.writeFileSync('state.json', x);`],
  ])('%s', (text) => {
    expect(facts(text, 'file-write')).toEqual([]);
  });

  test('programs run by hand are left out', () => {
    expect(facts(`import fs from 'fs';\nfs.writeFileSync('data.json', x);`, 'file-write', 'scripts/build.ts')).toEqual(
      [],
    );
  });
});
