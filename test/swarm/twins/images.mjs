/** The images that the stack of a project needs, made from the project's own Dockerfiles, unchanged. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { parse } from 'yaml';
import { ensureBase, isBase } from './bases.mjs';
import { run } from './run.mjs';
import { surroundingsOf } from './surroundings.mjs';

const cli = new URL('../../../dist/cli.js', import.meta.url).pathname;
const projects = new URL('../../../fixtures/projects/', import.meta.url).pathname;

export const folderOf = (project) => join(projects, project);

export async function stackOf(project) {
  const text = await readFile(join(folderOf(project), 'docker-stack.yml'), 'utf8');
  const document = parse(text, { merge: true });
  return { document, surroundings: surroundingsOf(text, document) };
}

/** Which Dockerfile an image is made from: what the linter says of it is part of what is tried. */
async function dockerfilesOf(project) {
  const report = await run('node', [cli, '--format', 'json', '--fail-on', 'never', '--no-cache', folderOf(project)]);
  const { services } = JSON.parse(report);
  return new Map(services.map(({ name, image }) => [name, image?.dockerfile]));
}

/** Name of each image, and the Dockerfile that makes it, `undefined` for those that are used as they are. */
export async function imagesOf(project) {
  const { document, surroundings } = await stackOf(project);
  const dockerfiles = await dockerfilesOf(project);
  const images = new Map();
  for (const [name, { image }] of Object.entries(document.services)) {
    const filled = image.replace(/\$\{(\w+)[^}]*\}/g, (_, variable) => surroundings.variables[variable]);
    images.set(filled, isBase(filled) ? undefined : dockerfiles.get(name));
  }
  return images;
}

/** Builds and gives their names. @throws with the end of what the build said */
export async function buildImages(docker, project, { show } = {}) {
  const images = await imagesOf(project);
  for (const [image, dockerfile] of images) {
    if (dockerfile === undefined) {
      await ensureBase(docker, image, { show });
      continue;
    }
    const context = folderOf(project);
    const froms = DockerfileParser.parse(await readFile(join(context, dockerfile), 'utf8')).getFROMs();
    const stages = new Set();
    for (const from of froms) {
      if (!stages.has(from.getImage())) await ensureBase(docker, from.getImage(), { show });
      stages.add(from.getBuildStage());
    }
    await docker(['build', '--network', 'host', '-f', join(context, dockerfile), '-t', image, context], { show });
  }
  return [...images.keys()];
}
