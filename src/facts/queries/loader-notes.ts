/** What Swarm's loader says about the stacks that are deployed on it. */
import { fileNameOf, type Located } from '../../source/index.ts';
import type { Facts, Service, Stack, StackFilter } from '../model.ts';
import type { LoaderNote } from '../swarm/notes.ts';
import { memoise } from './memoise.ts';
import { oneOffs } from './process-one-off.ts';
import { swarmStacks } from './services.ts';

/** One note about a key; or a service of the stack without a note, so that silence is an answer. */
export interface LoadedKey extends Located {
  readonly stack: Stack;
  readonly service?: Service;
  readonly note?: LoaderNote;
  /** The same file is also used with Docker Compose, which honours other keys. */
  readonly alsoCompose: boolean;
  /** Something stands between the file and `docker stack deploy` that may take the key out. */
  readonly rewritten: boolean;
}

export const loadedKeys = memoise((facts: Facts): readonly LoadedKey[] =>
  swarmStacks(facts)
    .filter(({ commands }) => !commands)
    .flatMap((stack) => {
      const shared = {
        stack,
        alsoCompose: facts.target === 'both' || (facts.target === 'auto' && isUsedWithCompose(stack, facts)),
        rewritten: isRewritten(stack, facts),
      };
      return [
        ...stack.services.map((service) => ({ ...shared, at: service.at, service })),
        ...stack.loaderNotes.flatMap((note) => {
          const service = serviceOf(note, stack);
          // Restarting what should run once is a problem of its own.
          const told = note.key === 'restart' && oneOffs(facts).some((one) => one.service === service);
          return told ? [] : { ...shared, at: note.at, service, note };
        }),
      ];
    }),
);

function serviceOf({ path }: LoaderNote, stack: Stack): Service | undefined {
  if (!path.startsWith('services.')) return undefined;
  const rest = path.slice('services.'.length);
  // Names may hold dots: the longest one that fits is meant.
  return stack.services
    .filter(({ name }) => rest === name || rest.startsWith(`${name}.`))
    .sort((one, other) => other.name.length - one.name.length)[0];
}

const defaultNames: readonly string[] = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

/** The same file is also used with Docker Compose. */
export const isUsedWithCompose = (stack: Stack, facts: Facts): boolean =>
  stack.files.some((file) => defaultNames.includes(fileNameOf(file))) ||
  facts.invocations.some(
    ({ command, flags }) =>
      command[0] === 'compose' &&
      ['up', 'run', 'build', 'pull'].includes(command[1] ?? '') &&
      flags.some(({ name, value }) => (name === 'file' || name === 'f') && names(value?.value, stack)),
  );

/** Nobody deploys the file itself: `docker compose config | sed … | docker stack deploy -c -`, or a text from a place that is not known. */
export function isRewritten({ deploys }: Stack, facts: Facts): boolean {
  if (deploys.length > 0) return deploys.every(({ filters }) => filters.some(changesKeys));
  return facts.deploys.some(({ files, invocation }) => files.length === 0 && invocation.made !== undefined);
}

/** Filling in variables leaves the keys alone. */
const changesKeys = ({ kind }: StackFilter): boolean => kind !== 'fills-in';

const names = (text: string | undefined, stack: Stack): boolean =>
  text !== undefined &&
  stack.files.some((file) => text.split(',').some((name) => fileNameOf(name) === fileNameOf(file)));
