/** The command a container starts with: the stack file over the image over its base. */
import type { Span } from '../../source/index.ts';
import type { CommandLine, ComposeService } from '../compose.ts';
import type { CommandInstruction } from '../dockerfile.ts';
import type { Image, ServiceProcess, StartPart, StartParts } from '../model.ts';
import type { BaseImage } from '../tables/base-images.ts';

export interface Start {
  readonly argv?: readonly string[];
  readonly at: Span;
  readonly origin: ServiceProcess['origin'];
  readonly form: 'exec' | 'shell';
}

/** `ready`: what is known of an image that is not built here. */
export function containerStart(service: ComposeService, image: Image | undefined, ready?: BaseImage): Start {
  const { entrypoint, command } = startParts(service, image, ready);
  const last = entrypoint?.origin === 'stack' ? entrypoint : (command ?? entrypoint);
  // The entrypoint of a base alone does nothing: it wants a command that nobody shows.
  if (!last || (!command && last.origin === 'base-image'))
    return { at: image?.at ?? service.at, origin: 'unknown', form: 'exec' };
  const { at, origin, form } = last;
  return { argv: [...(entrypoint?.argv ?? []), ...(command?.argv ?? [])], at, origin, form };
}

/** Entrypoint and command, each with who says so. An entrypoint that somebody sets does away with the command below it. */
export function startParts(service: ComposeService, image: Image | undefined, ready?: BaseImage): StartParts {
  const command = ofStack(service.command);
  // `entrypoint: []` and `""` do nothing in Swarm: the image's own stays.
  const own = ofStack(service.entrypoint);
  if (own) return { entrypoint: own, command };
  const entrypoint = image?.entrypoint && ofImage(image.entrypoint, image);
  // A shell-form entrypoint is given no arguments.
  if (entrypoint?.form === 'shell') return { entrypoint };
  const base = image ? image.baseKnown : ready;
  const below = image?.base.at ?? service.image?.at ?? service.at;
  const ofBase = (argv: readonly string[] | undefined, at: Span): StartPart | undefined =>
    argv && { argv, at, origin: 'base-image', form: 'exec' };
  return {
    entrypoint: entrypoint ?? ofBase(base?.entrypoint, below),
    command:
      command ??
      (image?.command && ofImage(image.command, image)) ??
      (image && !entrypoint ? ofBase(base?.command, image.at) : undefined),
  };
}

const ofStack = (line: CommandLine | undefined): StartPart | undefined =>
  line && line.argv.length > 0 ? { argv: line.argv, at: line.at, origin: 'stack', form: 'exec' } : undefined;

const ofImage = ({ form, argv, at }: CommandInstruction, image: Image): StartPart => ({
  argv: form === 'exec' ? argv : [...(image.shell ?? ['/bin/sh', '-c']), ...argv],
  at,
  origin: 'image',
  form,
});
