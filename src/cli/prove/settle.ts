/** The options of `prove`, read strictly. */
import { suggestion } from '../nearest.ts';
import { UsageError } from '../streams.ts';

export interface ProveFlags {
  readonly composeFile?: readonly string[];
  readonly envFile?: readonly string[];
  readonly context?: string;
  readonly name?: string;
  readonly service?: readonly string[];
  readonly replicas: string;
  readonly slow?: readonly string[];
  readonly probeImage: string;
  readonly timeout: string;
  readonly leaveVolumes?: boolean;
  readonly resolveImage?: string;
  readonly withRegistryAuth?: boolean;
  readonly production?: boolean;
  readonly yes?: boolean;
  readonly format?: readonly string[];
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly ascii?: boolean;
}

interface Settled {
  readonly replicas: number;
  /** Seconds. */
  readonly timeout: number;
  readonly slow: ReadonlyMap<string, string>;
  readonly only?: readonly string[];
  readonly deployWords: readonly string[];
  readonly outputs: readonly { readonly format: string; readonly file?: string }[];
}

export const proveFormats: readonly string[] = ['text', 'json', 'html'];
export const resolveImages: readonly string[] = ['always', 'changed', 'never'];

function whole(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most)
    throw new UsageError(`${option} takes a whole number from ${least} to ${most}, not ${JSON.stringify(text)}.`);
  return number;
}

/** What a URL may hold between host and end: nothing that a shell would see. */
const isPath = /^\/[\w\-.~/?=&%+:,;@*]*$/;

function slowPath(text: string): readonly [string, string] {
  const cut = text.indexOf('=');
  const [name, path] = [text.slice(0, cut), text.slice(cut + 1)];
  if (cut < 1 || !isPath.test(path)) throw new UsageError(`--slow takes SERVICE=/PATH, not ${JSON.stringify(text)}.`);
  return [name, path];
}

function outputOf(text: string): { readonly format: string; readonly file?: string } {
  const cut = text.indexOf(':');
  const format = cut === -1 ? text : text.slice(0, cut);
  if (!proveFormats.includes(format))
    throw new UsageError(
      `unknown format "${format}".${suggestion(format, proveFormats)} Formats: ${proveFormats.join(', ')}.`,
    );
  if (cut === -1) return { format };
  const file = text.slice(cut + 1);
  if (file === '') throw new UsageError(`"${text}" names no file after the colon.`);
  return { format, file };
}

export function settled(flags: ProveFlags): Settled {
  const outputs = (flags.format ?? ['text']).map(outputOf);
  if (outputs.filter(({ file }) => file === undefined).length > 1)
    throw new UsageError(
      'only one format can go to standard output; give the others a file: --format json:proof.json.',
    );
  const { name, resolveImage } = flags;
  if (name !== undefined && !/^[a-z0-9][a-z0-9_-]{0,40}$/.test(name))
    throw new UsageError(`--name takes small letters, digits, "-" and "_", not ${JSON.stringify(name)}.`);
  if (resolveImage !== undefined && !resolveImages.includes(resolveImage))
    throw new UsageError(`--resolve-image takes ${resolveImages.join(', ')}, not ${JSON.stringify(resolveImage)}.`);
  return {
    replicas: whole('--replicas', flags.replicas, 2, 100),
    timeout: whole('--timeout', flags.timeout, 5, 3600),
    slow: new Map((flags.slow ?? []).map(slowPath)),
    ...(flags.service === undefined ? {} : { only: flags.service }),
    deployWords: [
      ...(resolveImage === undefined ? [] : ['--resolve-image', resolveImage]),
      ...(flags.withRegistryAuth ? ['--with-registry-auth'] : []),
    ],
    outputs,
  };
}
