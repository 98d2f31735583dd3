/** Locks in a form that the package manager of the base image cannot read yet. */
import { directoryOf, joinPath, type Located } from '../../source/index.ts';
import type { Lock } from '../manifest.ts';
import type { Facts } from '../model.ts';
import { runtimeImageOf, runtimeLabel } from '../tables/runtime-images.ts';
import { overlap, seriesOf } from '../versions.ts';
import type { Install } from './dependencies-installs.ts';
import { belowOf } from './image-context.ts';

export interface TooOld extends Located {
  /** `Node.js 14`. */
  readonly has: string;
  readonly needs: string;
}

/** Forms of locks that older releases cannot read, and files or words with which an image gets a newer one. */
const forms = [
  // npm 6 comes with Node.js up to 14, and looks for what version 3 no longer has.
  {
    manager: 'npm',
    verb: 'ci',
    format: '3',
    runtime: 'node',
    below: '15',
    needs: 'npm 7',
    brings: /\bnpm@|-g\s+npm\b|\bnvm\b|\bn\s+\d/,
  },
  {
    manager: 'cargo',
    verb: 'build',
    format: '4',
    runtime: 'rust',
    below: '1.78',
    needs: 'Cargo 1.78',
    brings: /\brustup\b|\+\w/,
  },
] as const;

export function tooOldFor(
  { path, manager, contents }: Lock,
  install: Install | undefined,
  facts: Facts,
): TooOld | undefined {
  const form = forms.find((one) => one.manager === manager && one.format === contents?.format);
  const dockerfile = facts.dockerfiles.find((one) => one.path === install?.stage.at.file);
  if (!form || !install?.words.includes(form.verb) || !dockerfile) return undefined;
  const chain = [install.stage];
  for (let below = belowOf(install.stage, dockerfile); below; below = belowOf(below, dockerfile)) chain.push(below);
  const { from } = chain.at(-1)!;
  const image = runtimeImageOf(from.value ?? '');
  const limit = seriesOf(form.below);
  if (image?.runtime !== form.runtime || !limit || overlap(image.range, { from: limit.from, to: [Infinity, 0, 0] }))
    return undefined;
  if (chain.some(({ instructions }) => instructions.some((one) => one.kind === 'run' && form.brings.test(one.script))))
    return undefined;
  const chosen = ['rust-toolchain.toml', 'rust-toolchain'].some((name) =>
    facts.files.has(joinPath(directoryOf(path), name) ?? ''),
  );
  return chosen
    ? undefined
    : { at: from.at, has: `${runtimeLabel(image.runtime)} ${image.version}`, needs: form.needs };
}
