/** `swarm-lint config [path]`: the configuration that holds, or the schema of all there may be. */
import { existsSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { rules as factors } from '../../rules/index.ts';
import { settingsSchema } from '../config/schema.ts';
import { showSettings } from '../config/show.ts';
import { discover, PathError } from '../discover/index.ts';
import { suppressionRule } from '../engine/index.ts';
import { escapeText } from '../report/index.ts';
import { homeOf, settingsFor } from './settings.ts';
import { EXIT, type Streams, UsageError } from './streams.ts';

export interface ConfigFlags {
  readonly directory?: string;
  readonly schema?: boolean;
}

const rules = [...factors, suppressionRule];
const checks = rules.flatMap((rule) => rule.checks);

export async function runConfig(path: string | undefined, flags: ConfigFlags, streams: Streams): Promise<number> {
  if (flags.schema) {
    streams.out(`${JSON.stringify(settingsSchema(checks), null, 2)}\n`);
    return EXIT.clean;
  }
  const { root, listing } = await listingOf(streams.cwd, flags.directory ?? '.');
  const { settings, files } = await settingsFor(root, listing, rules);
  const asked = path === undefined ? undefined : pathInside(root, resolve(streams.cwd, path));
  const shown = showSettings(settings, checks, [...files.keys()], asked);
  streams.out(`${shown.trimEnd().split('\n').map(escapeText).join('\n')}\n`);
  return EXIT.clean;
}

/** No reader claims anything: paths are enough. */
async function listingOf(base: string, directory: string) {
  try {
    return await discover(base, [directory], [], homeOf);
  } catch (error) {
    if (error instanceof PathError) throw new UsageError(`${error.message}.`);
    throw error;
  }
}

/** Relative to the root; `undefined` for the root itself. The file need not exist: others may be about to write it. */
function pathInside(root: string, full: string): string | undefined {
  const inside = relative(root, existsSync(full) ? realpathSync(full) : full)
    .split(sep)
    .join('/');
  if (inside === '..' || inside.startsWith('../'))
    throw new UsageError(`${JSON.stringify(inside)} lies outside the repository; name that one with -C.`);
  return inside === '' ? undefined : inside;
}
