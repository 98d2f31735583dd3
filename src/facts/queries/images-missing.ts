/** Services that have a recipe for an image but no image to deploy. */
import { directoryOf, type Located } from '../../source/index.ts';
import type { Facts, Service, Stack } from '../model.ts';
import { isRewritten } from './loader-notes.ts';
import { memoise } from './memoise.ts';
import { swarmStacks } from './services.ts';

export interface DeployedImage extends Located {
  readonly service: Service;
  readonly missing: boolean;
  /** Something stands between the file and the deploy that may put an image in. */
  readonly rewritten: boolean;
}

/** A build section and nothing else: `image:` with a value that is no name is another mistake. */
export const isOnlyBuilt = ({ build, image, body }: Service): boolean =>
  build !== undefined && !image && !body.entries.some(({ key }) => key === 'image');

export const deployedImages = memoise((facts: Facts): readonly DeployedImage[] =>
  swarmStacks(facts).flatMap((stack) =>
    stack.services
      .filter((service) => service.image || isOnlyBuilt(service))
      .map((service) => ({
        at: service.at,
        service,
        missing: isOnlyBuilt(service) && !mayComeFromElsewhere(service, stack, facts),
        rewritten: isRewritten(stack, facts),
      })),
  ),
);

/** Files of one deploy whose names cannot be told, or a file beside this one that names the image and that nobody is seen to leave out. */
function mayComeFromElsewhere({ name }: Service, stack: Stack, facts: Facts): boolean {
  const deploys = facts.invocations.filter(
    ({ command, flags }) =>
      command[0] === 'stack' &&
      flags.some(({ value }) => stack.files.some((file) => value?.value?.split(',').some((one) => ends(file, one)))),
  );
  if (deploys.length > 0)
    return deploys.every(({ flags }) =>
      flags.some((flag) => flag.name === 'compose-file' && flag.value?.value === undefined),
    );
  return facts.stacks.some(
    (other) =>
      other !== stack &&
      directoryOf(other.id) === directoryOf(stack.id) &&
      other.services.some((service) => service.name === name && service.image),
  );
}

const ends = (file: string, name: string): boolean => {
  const bare = name.replace(/^(\.\.?\/)+/, '');
  return file === bare || file.endsWith(`/${bare}`);
};
