/** Which stage of which Dockerfile a production service is built from, and whether that one is meant for development. */
import { fileNameOf, type Located, type Span } from '../../source/index.ts';
import type { Facts, Image, ImageLink, Service } from '../model.ts';
import { memoise } from './memoise.ts';
import { isProduction, judgedServices } from './services.ts';

/** A build that is written down for a service of production. The place is the target, the Dockerfile or the build command. */
export interface DeployedStage extends Located {
  readonly service: Service;
  readonly image: Image;
  /** What says that it is not for production: the stage's name, the Dockerfile's, or that later stages go on from it. */
  readonly problem?: 'stage' | 'file' | 'unfinished';
  /** The FROM line of the stage. */
  readonly stage: Span;
}

const development = /(^|[-_.])(dev|devel|development|debug|local|tests?|testing)([-_.]|$)/i;
const unfinished = /^(base|build|builder|deps|dependencies|compile)$/i;

export const deployedStages = memoise((facts: Facts): readonly DeployedStage[] =>
  judgedServices(facts)
    .filter(isProduction)
    .flatMap((service) => {
      const link = service.built;
      if (link?.at === undefined || !isMeant(service, link, facts)) return [];
      const { image } = link;
      return [{ at: link.at, service, image, problem: problemOf(image, facts), stage: image.at }];
    }),
);

/** Its name says that the image is for development; whether the deploy means it is another question. */
export const isDevelopmentImage = ({ built }: Service): boolean =>
  built !== undefined && built.confidence === 'high' && problemByName(built.image) !== undefined;

/** The build that makes what is deployed: the stack's own, a command, or another file of production. */
function isMeant({ build, stack }: Service, { confidence, at }: ImageLink, facts: Facts): boolean {
  if (confidence !== 'high' || at === undefined) return false;
  if (build) return at.file === stack || facts.stacks.some(({ files, id }) => id === stack && files.includes(at.file));
  const file = facts.stacks.find(({ files }) => files.includes(at.file));
  if (file) return file.purpose.value === 'production';
  // A debug image under a tag of its own is not the one that a release runs.
  const command = facts.invocations.find((one) =>
    [one, ...one.flags.flatMap(({ value }) => value ?? [])].some((place) => isSame(place.at, at)),
  );
  const tags = (command?.flags ?? []).flatMap(({ name, value }) =>
    name === 'tag' || name === 't' ? [value?.raw] : [],
  );
  return tags.some((tag) => !development.test(fileNameOf(tag ?? '').split(':')[1] ?? ''));
}

const isSame = (one: Span, other: Span): boolean =>
  one.file === other.file && one.start === other.start && one.end === other.end;

function problemByName({ target, dockerfile }: Image): 'stage' | 'file' | undefined {
  if (target !== undefined && development.test(target)) return 'stage';
  return development.test(fileNameOf(dockerfile)) || dockerfile.includes('.devcontainer/') ? 'file' : undefined;
}

function problemOf(image: Image, { dockerfiles }: Facts): DeployedStage['problem'] {
  const named = problemByName(image);
  if (named) return named;
  const last = dockerfiles.find(({ path }) => path === image.dockerfile)?.stages.at(-1);
  return image.target !== undefined && unfinished.test(image.target) && last?.at.start !== image.at.start
    ? 'unfinished'
    : undefined;
}
