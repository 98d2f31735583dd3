/** Deploys the configuration names, as the commands they stand for. */
import type { DeclaredDeploy } from '../settings.ts';
import type { Invocation } from '../shell.ts';

export const invocationOf = ({ at, files, stack, environment }: DeclaredDeploy): Invocation => ({
  at,
  path: at.file,
  where: 'configuration',
  command: ['stack', 'deploy'],
  flags: files.map((value) => ({ at: value.at, name: 'compose-file', value })),
  operands: stack ? [stack] : [],
  piped: false,
  // `*`: whoever deploys may set any name.
  exports: environment ?? ['*'],
  directory: '',
});
