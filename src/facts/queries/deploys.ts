/** Deploy commands with what happens around them. */
import type { Facts } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { memoise } from './memoise.ts';

export interface DeployCommand extends Invocation {
  /** `docker login` of the same script or job, before it. */
  readonly login?: Invocation;
  readonly withRegistryAuth: boolean;
}

/** `docker stack deploy` and `docker service create` in scripts, Makefiles and pipelines; documentation is no deploy, and of one that is only declared the command is not known. */
export const deployCommands = memoise((facts: Facts): readonly DeployCommand[] =>
  facts.invocations.filter(isDeploy).map((deploy) => ({
    ...deploy,
    login: facts.invocations.find(
      (other) =>
        other.command[0] === 'login' &&
        other.path === deploy.path &&
        other.job === deploy.job &&
        other.at.start < deploy.at.start,
    ),
    withRegistryAuth: deploy.flags.some(({ name }) => name === 'with-registry-auth'),
  })),
);

const isDeploy = ({ command, where }: Invocation): boolean =>
  where !== 'documentation' &&
  where !== 'configuration' &&
  ((command[0] === 'stack' && command[1] === 'deploy') || (command[0] === 'service' && command[1] === 'create'));

/** `docker compose config` writes the file that is deployed: it reads `.env` and `env_file` in Compose's own way. */
export const isWrittenByCompose = memoise((facts: Facts): boolean =>
  facts.invocations.some(
    ({ command, where }) =>
      where !== 'documentation' &&
      command[0] === 'compose' &&
      (command.includes('config') || command.includes('convert')),
  ),
);
