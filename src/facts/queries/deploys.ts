/** Deploy commands with what happens around them. */
import { parseImageReference } from '../image-reference.ts';
import type { Facts, Stack } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { hasOpenFlags, writtenText } from './commands.ts';
import { memoise } from './memoise.ts';

export interface DeployCommand extends Invocation {
  /** `docker login` of the same script or job, before it, to a registry that some image of it may come from. */
  readonly login?: Invocation;
  /** Also when a variable may hold the flag. */
  readonly withRegistryAuth: boolean;
}

/** `docker stack deploy`, `docker service create` and `docker service update --image` in scripts, Makefiles and pipelines; documentation is no deploy, and of one that is only declared the command is not known. */
export const deployCommands = memoise((facts: Facts): readonly DeployCommand[] =>
  facts.invocations.filter(isDeploy).map((deploy) => ({
    ...deploy,
    login: facts.invocations.find(
      (other) =>
        other.command[0] === 'login' &&
        other.path === deploy.path &&
        other.job === deploy.job &&
        other.at.start < deploy.at.start &&
        mayServe(other, deploy, facts),
    ),
    withRegistryAuth:
      deploy.flags.some(({ name }) => name === 'with-registry-auth') ||
      (deploy.command[0] === 'stack' && hasOpenFlags(deploy)),
  })),
);

const isDeploy = ({ command, where, flags }: Invocation): boolean =>
  where !== 'documentation' &&
  where !== 'configuration' &&
  ((command[0] === 'stack' && command[1] === 'deploy') ||
    (command[0] === 'service' &&
      (command[1] === 'create' || (command[1] === 'update' && flags.some(({ name }) => name === 'image')))));

/** Images of other registries need no login to this one. Where the registry or an image is not known, it may. */
function mayServe({ operands }: Invocation, deploy: Invocation, facts: Facts): boolean {
  // Without an operand it is Docker Hub, unless an action decides.
  const [registry] = operands;
  const images = imagesOf(deploy, facts);
  if (!registry || registry.value === undefined || images === undefined) return true;
  const host = registry.value.replace(/^https?:\/\//, '').split('/')[0]!;
  return images.some((image) => {
    const reference = parseImageReference(image);
    return reference === undefined || reference.registry?.includes('$') || (reference.registry ?? 'docker.io') === host;
  });
}

/** As written; absent when it cannot be known what is deployed. */
function imagesOf({ command, flags, operands }: Invocation, facts: Facts): readonly string[] | undefined {
  if (command[1] === 'update')
    return flags.flatMap(({ name, value }) => (name === 'image' && value ? [writtenText(value)] : []));
  if (command[1] === 'create') return operands.slice(0, 1).map(writtenText);
  const named = flags.flatMap(({ name, value }) => (name === 'compose-file' ? [value?.value] : []));
  const stacks = named.map((name) => name && stackOfFile(name, facts));
  if (named.length === 0 || stacks.some((stack) => !stack)) return undefined;
  return stacks.flatMap((stack) =>
    stack ? stack.services.flatMap(({ image }) => image?.value ?? image?.raw ?? []) : [],
  );
}

const stackOfFile = (name: string, { stacks }: Facts): Stack | undefined =>
  stacks.find(({ files }) => files.some((file) => file.endsWith(name.replace(/^(\.{1,2}\/)+/, ''))));

/** `docker compose config` writes the file that is deployed: it reads `.env` and `env_file` in Compose's own way. */
export const isWrittenByCompose = memoise((facts: Facts): boolean =>
  facts.invocations.some(
    ({ command, where }) =>
      where !== 'documentation' &&
      command[0] === 'compose' &&
      (command.includes('config') || command.includes('convert')),
  ),
);
