/** Which Dockerfile of the repository makes the image a service runs: the first kind of evidence that gives one answer wins. */
import { directoryOf } from '../../source/index.ts';
import type { ComposeService } from '../compose.ts';
import type { FileListing, ImageLink } from '../model.ts';
import type { Reading } from '../reading.ts';
import { familyOf } from '../tables/image-families.ts';
import { namePattern, namesMatch, writtenName } from './image-names.ts';
import { imageOf, shippedBy } from './images.ts';
import { kindsOfNames } from './named-after.ts';
import { contextOf, isDevelopmentDockerfile, plainRecipe, type Recipe, recipeOfBuild, recipesIn } from './recipes.ts';

/**
 * Files and folders of the repository that some image may hold, whoever runs it: no service ships anything else. Stages are not told apart.
 */
export function shippedAnywhere(reading: Required<Reading>, files: FileListing): readonly string[] {
  const { byPath, dotenv, ofCompose, ofCommands } = recipesIn(reading);
  // Of files that are deployed together the first says where paths start, and it may be any other.
  const places = [...new Set(reading.compose.map(({ path }) => directoryOf(path)))];
  const unnamed = reading.compose.flatMap(({ services }) =>
    services.flatMap(({ build }) =>
      build === undefined ? [] : places.flatMap((place) => recipeOfBuild(build, place, byPath, dotenv) ?? []),
    ),
  );
  const contexts = new Set<string>();
  const note = (dockerfile: string, context: string | undefined): void => {
    if (context !== undefined) contexts.add(`${dockerfile}\0${context}`);
  };
  for (const { dockerfile, context } of [...ofCompose, ...ofCommands, ...unnamed]) note(dockerfile, context);
  for (const dockerfile of reading.dockerfiles) {
    note(dockerfile.path, directoryOf(dockerfile.path));
    note(dockerfile.path, contextOf(dockerfile, files));
  }
  const shipped = [...contexts].flatMap((pair) => {
    const [path = '', context = ''] = pair.split('\0');
    return shippedBy(byPath.get(path)?.stages ?? [], context, files);
  });
  return [...new Set(shipped)];
}

export interface Links {
  /** `directory`: of the first stack file, for its build contexts. */
  readonly linkOf: (service: ComposeService, directory: string) => ImageLink | undefined;
}

export function imageLinks(reading: Required<Reading>, files: FileListing): Links {
  const { dockerfiles, manifests } = reading;
  const { byPath, dotenv, ofCompose: composeRecipes, ofCommands: commandRecipes } = recipesIn(reading);
  const packages = new Map(manifests.flatMap(({ path, name }) => (name ? [[directoryOf(path), name] as const] : [])));
  const make = (recipe: Recipe, confidence: ImageLink['confidence']): ImageLink | undefined => {
    const dockerfile = byPath.get(recipe.dockerfile);
    const image = dockerfile && imageOf(dockerfile, recipe.target, recipe.context, files);
    return image && { image, confidence, why: recipe.why, at: recipe.at };
  };
  const only = (found: readonly Recipe[]): Recipe | undefined =>
    new Set(found.map(({ dockerfile, target }) => `${dockerfile}\n${target ?? ''}`)).size === 1 ? found[0] : undefined;
  const applications = dockerfiles.filter(({ path }) => !isDevelopmentDockerfile(path));

  return {
    linkOf: (service, directory) => {
      if (service.build) {
        const recipe = recipeOfBuild(service.build, directory, byPath, dotenv);
        return recipe && make({ ...recipe, names: [], why: 'its build section names it' }, 'high');
      }
      if (!service.image) return undefined;
      const wanted = namePattern(service.image);
      if (
        familyOf(service.image.value ?? service.image.raw) &&
        !composeRecipes.some(({ names }) => names.some((name) => namesMatch(name, wanted)))
      )
        return undefined;
      const written = writtenName(service.image.raw);
      const byBuild = only(
        [...composeRecipes, ...commandRecipes].filter(
          (recipe) =>
            recipe.names.some((name) => namesMatch(name, wanted)) ||
            (written !== undefined && recipe.written?.includes(written)),
        ),
      );
      if (byBuild) return make(byBuild, byBuild.guessed ? 'medium' : 'high');
      const sought = { image: wanted, service: service.name, packages };
      for (const { why, among } of kindsOfNames) {
        const found = only(
          among(applications, sought).map(({ dockerfile, target }) => ({ ...plainRecipe(dockerfile, files), target })),
        );
        if (found) return make({ ...found, why }, 'medium');
      }
      return undefined;
    },
  };
}

/** When one application Dockerfile and one image of the team are all there is, they belong together. */
export function soleLink(
  services: readonly ComposeService[],
  reading: Required<Reading>,
  files: FileListing,
): { readonly isRunBy: (service: ComposeService) => boolean; readonly link: ImageLink } | undefined {
  const applications = reading.dockerfiles.filter(({ path }) => !isDevelopmentDockerfile(path));
  // Web, worker and scheduler often run one image with different commands.
  const own = services.flatMap(({ image }) => (image && !familyOf(image.value ?? image.raw) ? [image] : []));
  // Stacks for several environments run one image under several tags.
  const [name, ...others] = new Set(own.map(namePattern));
  const [dockerfile] = applications;
  if (!dockerfile || applications.length > 1 || name === undefined || others.length > 0) return undefined;
  // A variable in place of the name could stand for any image of the world.
  if (name.split('/').at(-1)!.includes('*')) return undefined;
  const image = imageOf(dockerfile, undefined, contextOf(dockerfile, files), files);
  const why = 'it is the only Dockerfile, and this the only image of the team';
  const isRunBy = (service: ComposeService): boolean =>
    service.image !== undefined && namePattern(service.image) === name;
  return image && { isRunBy, link: { image, confidence: 'medium', why } };
}
