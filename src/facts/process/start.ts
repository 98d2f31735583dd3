/** The command a container starts with: the stack file over the image over its base. */
import type { Span } from '../../source/index.ts';
import type { ComposeService } from '../compose.ts';
import type { CommandInstruction } from '../dockerfile.ts';
import type { Image, ServiceProcess } from '../model.ts';
import type { BaseImage } from '../tables/base-images.ts';

export interface Start {
  readonly argv?: readonly string[];
  readonly at: Span;
  readonly origin: ServiceProcess['origin'];
  readonly form: 'exec' | 'shell';
}

/** `ready`: what is known of an image that is not built here. */
export function containerStart(service: ComposeService, image: Image | undefined, ready?: BaseImage): Start {
  const { entrypoint, command } = service;
  // `entrypoint: []` and `""` do nothing in Swarm: the image's own stays.
  const ownEntrypoint = entrypoint && entrypoint.argv.length > 0 ? entrypoint : undefined;
  if (ownEntrypoint)
    return {
      argv: [...ownEntrypoint.argv, ...(command?.argv ?? [])],
      at: ownEntrypoint.at,
      origin: 'stack',
      form: 'exec',
    };
  const imageEntrypoint = image?.entrypoint;
  const base = image ? image.baseKnown : ready;
  if (imageEntrypoint?.form === 'shell')
    return { argv: words(imageEntrypoint, image), at: imageEntrypoint.at, origin: 'image', form: 'shell' };
  const front = imageEntrypoint ? words(imageEntrypoint, image) : (base?.entrypoint ?? []);
  const known = imageEntrypoint !== undefined || base !== undefined;
  if (command && command.argv.length > 0) {
    // Without knowing the image its entrypoint is not known either; the command alone is still what the team wrote.
    return { argv: known ? [...front, ...command.argv] : command.argv, at: command.at, origin: 'stack', form: 'exec' };
  }
  if (image?.command)
    return {
      argv: [...front, ...words(image.command, image)],
      at: image.command.at,
      origin: 'image',
      form: image.command.form,
    };
  if (imageEntrypoint) return { argv: front, at: imageEntrypoint.at, origin: 'image', form: imageEntrypoint.form };
  if (image && base?.command)
    return { argv: [...front, ...base.command], at: image.at, origin: 'base-image', form: 'exec' };
  return { at: image?.at ?? service.at, origin: 'unknown', form: 'exec' };
}

function words({ form, argv }: CommandInstruction, image: Image | undefined): readonly string[] {
  return form === 'exec' ? argv : [...(image?.shell ?? ['/bin/sh', '-c']), ...argv];
}
