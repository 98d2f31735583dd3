/** Debian's own root file systems, as `debian:SUITE-slim`. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, store } from './run.mjs';

/** Takes minutes, the first time. */
async function archiveOf(suite) {
  const archive = join(store, `${suite}.tar`);
  if (existsSync(archive)) return archive;
  const packages = join(store, 'packages');
  await mkdir(packages, { recursive: true });
  // In memory: unpacking waits for the disk after every package.
  const root = await mkdtemp(existsSync('/dev/shm') ? '/dev/shm/twin-' : join(store, 'root-'));
  try {
    const mirror = process.env.DEBIAN_MIRROR ?? 'http://deb.debian.org/debian';
    await run('debootstrap', [`--cache-dir=${packages}`, '--variant=minbase', suite, root, mirror]);
    // As the official images: what waits for the disk after every file takes minutes.
    await writeFile(join(root, 'etc/dpkg/dpkg.cfg.d/unsafe-io'), 'force-unsafe-io\n');
    const left = ['./var/cache/apt/archives/*.deb', './var/lib/apt/lists/*', './usr/share/doc/*', './usr/share/man/*'];
    await run('tar', ['-C', root, ...left.map((path) => `--exclude=${path}`), '-cf', `${archive}.part`, '.']);
    await rename(`${archive}.part`, archive);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  return archive;
}

/** Makes the image unless it is there. */
export async function ensureDebian(docker, suite) {
  const image = `debian:${suite}-slim`;
  if ((await docker(['images', '-q', image])) === '')
    await docker(['import', '--change', 'CMD ["bash"]', await archiveOf(suite), image]);
  return image;
}
