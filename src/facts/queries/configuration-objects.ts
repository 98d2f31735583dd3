/** Configs and secrets that a stack makes from files. Swarm never changes the content of one. */
import { directoryOf, joinPath, type Located } from '../../source/index.ts';
import type { Declaration } from '../compose.ts';
import type { Facts, Stack } from '../model.ts';
import { memoise } from './memoise.ts';
import { swarmStacks } from './services.ts';

export interface FileObject extends Located {
  readonly declaration: Declaration;
  readonly kind: 'config' | 'secret';
  readonly file: string;
  /** The same name whatever the file holds: the second content is refused. */
  readonly fixedName: boolean;
  /** The file is part of the repository, where people edit it. */
  readonly edited: boolean;
  /** Services that use it. */
  readonly users: readonly string[];
}

/** What one stack makes from files that are treated alike. The place is the first one under a fixed name. */
export interface FileObjects extends Located {
  readonly edited: boolean;
  readonly fixed: readonly FileObject[];
}

/** Configs that people edit in the repository apart from secrets and from files that come from elsewhere. */
export const fileObjectGroups = memoise((facts: Facts): readonly FileObjects[] => {
  const groups = new Map<string, FileObject[]>();
  for (const one of fileObjects(facts)) {
    const key = `${one.at.file} ${isEditedConfig(one)}`;
    const group = groups.get(key) ?? [];
    // Two stacks that begin with the same file share what it declares.
    if (!group.some(({ at }) => at.start === one.at.start)) groups.set(key, [...group, one]);
  }
  return [...groups.values()].map((group) => {
    const fixed = group.filter(({ fixedName }) => fixedName);
    return { at: (fixed[0] ?? group[0]!).at, edited: isEditedConfig(group[0]!), fixed };
  });
});

const isEditedConfig = ({ kind, edited }: FileObject): boolean => kind === 'config' && edited;

const fileObjects = memoise((facts: Facts): readonly FileObject[] =>
  swarmStacks(facts).flatMap((stack) =>
    isRemovedFirst(stack, facts)
      ? []
      : stack.declarations.flatMap((declaration): readonly FileObject[] => {
          const { kind, file, external, at } = declaration;
          if ((kind !== 'config' && kind !== 'secret') || external || file?.value === undefined) return [];
          const path = joinPath(directoryOf(stack.id), file.value);
          const holds = path !== undefined && facts.files.has(path);
          return [
            {
              at,
              declaration,
              kind,
              file: file.value,
              fixedName: !varies(declaration) && !isTemplated(declaration, stack) && !neverChanges.test(file.value),
              edited: holds && (facts.repository.tracked?.has(path) ?? true),
              users: stack.services
                .filter((service) =>
                  [...service.configs, ...service.secrets].some(({ source }) => source === declaration.name),
                )
                .map(({ name }) => name),
            },
          ];
        }),
  ),
);

/** A variable, a version, a date or a hash in the name or the path: somebody changes it with the content. */
function varies({ name, givenName, file }: Declaration): boolean {
  const texts = [name, givenName?.raw ?? '', file?.raw ?? ''];
  return (
    [givenName, file].some((scalar) => scalar?.parts.some((part) => typeof part !== 'string')) ||
    texts.some((text) => /(^|[-_.])(v?\d+|[0-9a-f]{7,64})$/i.test(text))
  );
}

/** Authorities that are valid for ten years. */
const neverChanges = /(^|[/._-])(ca|root-?ca|chain)[\w-]*\.(pem|crt|cer)$/i;

const isTemplated = ({ kind, name }: Declaration, { documents }: Stack): boolean =>
  documents.some((document) =>
    document.entries.some(
      ({ key, value }) =>
        key === `${kind}s` &&
        value.kind === 'map' &&
        value.entries.some(
          (entry) =>
            entry.key === name &&
            entry.value.kind === 'map' &&
            entry.value.entries.some((one) => one.key === 'template_driver'),
        ),
    ),
  );

/** A script that takes the stack down before it deploys makes everything anew. */
const isRemovedFirst = ({ files }: Stack, facts: Facts): boolean =>
  facts.invocations.some(
    (remove) =>
      remove.command[0] === 'stack' &&
      remove.command[1] === 'rm' &&
      remove.where !== 'documentation' &&
      facts.invocations.some(
        (deploy) =>
          deploy.path === remove.path &&
          deploy.job === remove.job &&
          deploy.command[0] === 'stack' &&
          deploy.command[1] === 'deploy' &&
          remove.at.start < deploy.at.start &&
          deploy.flags.some(({ value }) =>
            files.some((file) => file.endsWith((value?.value ?? '\n').replace(/^(\.{1,2}\/)+/, ''))),
          ),
      ),
  );
