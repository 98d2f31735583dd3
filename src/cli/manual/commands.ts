/** Every command, once, in the order of help. What runs is in `../program.ts`. */
import {
  clusterOptions,
  configOptions,
  convertOptions,
  explainOptions,
  factsOptions,
  initOptions,
  lintOptions,
  looks,
  lspOptions,
  proveOptions,
  rulesOptions,
  serviceOptions,
} from './options.ts';
import type { CommandWords } from './words.ts';

export const summary =
  'What breaks when this repository is deployed on Docker Swarm and scaled, and where it departs from the twelve factors.';

export const exitCodes: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'nothing at or above `--fail-on`'],
  [1, 'findings'],
  [2, 'wrong usage, a path that does not exist, nothing to check, or output that cannot be written (a full disk)'],
  [3, 'a fault of swarm-lint; what was found so far is still printed'],
];

export const shells: readonly string[] = ['bash', 'zsh', 'fish'];

export const commands: readonly CommandWords[] = [
  {
    name: '',
    operands: '[paths...]',
    operandValues: 'files',
    help: 'lint files and directories (default: the current directory)',
    more: 'Reads stack and compose files, Dockerfiles, scripts, pipelines, manifests and source code, joins them, and prints findings and a verdict for each service. Nothing of what is read is executed, imported or fetched.',
    options: [...lintOptions, ...looks],
  },
  {
    name: 'explain',
    operands: '<names...>',
    shown: '<CHECK|VERDICT|OBLIGATION|FACTOR...>',
    operandValues: 'topics',
    help: 'why a check exists, what counts as evidence, what stays quiet and how to fix it; what a verdict means',
    more: 'A check is named by its id or the second half of it (`local-session`), a factor by number or name.',
    options: [...explainOptions, ...looks],
  },
  {
    name: 'rules',
    help: 'all checks by factor, or those that match; options may be repeated, different ones narrow the list',
    options: [...rulesOptions, ...looks],
  },
  {
    name: 'env',
    operands: '[services...]',
    help: 'what each service reads from its environment, and who supplies it',
    more: 'Values are never printed, and of the defaults in code only those that look like a setting.',
    options: [...serviceOptions, ...looks],
  },
  {
    name: 'explain-service',
    operands: '[services...]',
    help: 'all that is known about a service: image, source, process, environment, mounts, ports, updates, findings',
    more: 'Where a name stands in several stacks, `STACK/NAME` says which one.',
    options: [...serviceOptions, ...looks],
  },
  {
    name: 'facts',
    operands: '[paths...]',
    operandValues: 'files',
    help: 'what was understood, as JSON; values of secrets are masked',
    options: [...factsOptions, ...looks],
  },
  {
    name: 'init',
    help: 'write a commented `.swarm-lint.yaml` from what is seen; nothing is overwritten',
    options: [...initOptions, ...looks],
  },
  {
    name: 'convert',
    operands: '[files...]',
    operandValues: 'files',
    help: 'a compose file as a stack file that Swarm accepts, with every change explained',
    more: 'Several files are merged as `docker compose` does. The stack file goes to standard output and the list of changes to standard error; with `--output` the list goes to standard output. Exits with 1 when Swarm would still refuse the result.',
    options: [...convertOptions, ...looks],
  },
  {
    name: 'config',
    operands: '[path]',
    operandValues: 'files',
    help: 'the configuration that holds, for the repository or for one path, as YAML',
    options: [...configOptions, ...looks],
  },
  {
    name: 'cluster',
    help: 'ask a running Swarm, and say what is wrong with its nodes, services and tasks',
    more: 'Nothing but `GET` is sent, to the engine of `--context`, `DOCKER_HOST`, `DOCKER_CONTEXT`, the current Docker context or the usual socket. A manager has to be asked.',
    options: [...clusterOptions, ...looks],
  },
  {
    name: 'prove',
    operands: '[directory]',
    operandValues: 'directories',
    help: 'deploy a stack under a throw-away name on a real Swarm, measure it, and hold that against the verdict',
    more: 'Each service is started, scaled, asked, updated while requests come in, updated to an image that does not exist, and removed. What was deployed is removed in the end, also after Ctrl-C or a crash. A Swarm that looks like production is refused unless `--production` is said. The stack file goes to Swarm through the docker client, with the environment of this process.',
    options: [...proveOptions, ...looks],
  },
  {
    name: 'lsp',
    help: 'a language server on standard input and output, for editors',
    more: 'Findings of the whole folder with the text that is being edited, explanations, fixes, and ways to accept a finding. The editor starts it and ends it.',
    options: lspOptions,
  },
  {
    name: 'completion',
    operands: '<shell>',
    operandValues: shells,
    help: 'a script that completes words in bash, zsh or fish',
    options: [],
  },
];
