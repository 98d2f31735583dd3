/**
 * `npm run agreement [-- nest-good …]` proves golden projects on a real Swarm, and writes the page that shows prediction beside measurement. Needs root,
 * Docker's daemon, debootstrap and Debian's mirror; takes minutes for each. `--built` takes the images of the last run, `--page` only writes the page.
 */

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withBuilder } from './builder.mjs';
import { buildImages, folderOf, stackOf } from './images.mjs';
import { writePage } from './page.mjs';
import { run, store } from './run.mjs';
import { furnish, withSwarm } from './swarm.mjs';
import { twins } from './twins.mjs';
import { copyOf, hasIpvs } from './without-ipvs.mjs';

const cli = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const results = fileURLToPath(new URL('measured/', import.meta.url));
const probe = 'localhost/probe:1';

/** Puts them into an archive. @returns what stands in for official images: `NAME VERSION` */
async function saveImages(docker, project, archive) {
  const images = await buildImages(docker, project, { show: true });
  await docker(['save', '-o', archive, ...images]);
  const versions = [];
  for (const image of images)
    versions.push(
      await docker([
        'run',
        '--rm',
        '--network',
        'none',
        '--entrypoint',
        'cat',
        image,
        '/usr/local/share/twin/versions',
      ]).catch(() => ''),
    );
  return [...new Set(versions.join('').split('\n').filter(Boolean))];
}

async function importProbe(docker) {
  const root = await mkdtemp(join(tmpdir(), 'twin-probe-'));
  try {
    await mkdir(join(root, 'bin'));
    const busybox = (await run('sh', ['-c', 'command -v busybox'])).trim();
    await run('cp', [busybox, join(root, 'bin/busybox')]);
    await run('sh', [
      '-c',
      `cd ${root}/bin && for tool in $(./busybox --list); do ln -s busybox $tool 2>/dev/null || true; done`,
    ]);
    await run('tar', ['-C', root, '-cf', `${root}.tar`, '.']);
    await docker(['import', `${root}.tar`, probe]);
  } finally {
    await rm(root, { recursive: true, force: true });
    await rm(`${root}.tar`, { force: true });
  }
}

/** Exit codes of `prove` say whether all agrees; only its report counts here. */
const prove = (argv, env) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, 'prove', ...argv], { env, stdio: ['ignore', 2, 2] });
    child.on('error', reject);
    child.on('close', resolve);
  });

async function measure(project) {
  const { surroundings } = await stackOf(project);
  const { refused } = twins[project];
  const archive = join(store, `${project}.tar`);
  const known = `${archive}.versions`;
  if (!refused && !options.built)
    await writeFile(known, JSON.stringify(await withBuilder((docker) => saveImages(docker, project, archive))));
  const versions = refused ? [] : JSON.parse(await readFile(known, 'utf8'));
  return withSwarm(async ({ docker, env }) => {
    if (!refused) await docker(['load', '-i', archive]);
    await importProbe(docker);
    await furnish(docker, surroundings);
    const report = join(store, `${project}.json`);
    await rm(report, { force: true });
    const folder = await copyOf(folderOf(project));
    const words = [
      '--yes',
      '--timeout',
      '150',
      '--probe-image',
      probe,
      '--resolve-image',
      'never',
      '--format',
      'text',
      '--format',
      `json:${report}`,
    ];
    await prove([folder, '-c', join(folder, 'docker-stack.yml'), ...words], { ...env, ...surroundings.variables });
    await rm(folder, { recursive: true });
    const { services, disagreements } = JSON.parse(await readFile(report, 'utf8'));
    const engine = (await docker(['version', '--format', '{{.Server.Version}}'])).trim();
    return {
      date: new Date().toISOString().slice(0, 10),
      engine,
      kernel: release().split('-')[0],
      ipvs: hasIpvs(),
      versions,
      services: services.map(({ name, verdict, obligations }) => ({ name, verdict, obligations })),
      disagreements,
    };
  });
}

// Refuses what it does not know: to misread `--help` as everything takes an hour.
const { values: options, positionals: asked } = parseArgs({
  options: { built: { type: 'boolean' }, page: { type: 'boolean' } },
  allowPositionals: true,
});
const chosen = options.page ? [] : asked.length > 0 ? asked : Object.keys(twins).filter((name) => !twins[name].missing);
await mkdir(results, { recursive: true });
for (const project of chosen)
  try {
    await writeFile(join(results, `${project}.json`), `${JSON.stringify(await measure(project), undefined, 1)}\n`);
  } catch (error) {
    console.error(`${project}: ${error.message}`);
    process.exitCode = 1;
  }
// As all files of the project are.
await run('npx', ['biome', 'format', '--write', results]);
await writePage(results);
