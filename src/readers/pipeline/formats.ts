/** Pipelines written in YAML. One row per format: where its files lie and which keys hold shell text. */
import type { Template } from './snippet.ts';

export interface Format {
  readonly name: string;
  readonly claims: (path: string) => boolean;
  /** Keys with shell text; those of one group run one after another in the same shell. */
  readonly shells: readonly (readonly string[])[];
  /** Keys that lead to shell text for another machine. */
  readonly remoteShells?: readonly (readonly string[])[];
  /** Keys with variables for everything below. */
  readonly variables: readonly string[];
  /** Keys with the working directory. */
  readonly directories: readonly string[];
  readonly templates: readonly Template[];
  /** Keys whose text names the job; otherwise the nearest key that is no part of the format does. */
  readonly jobNames: readonly string[];
  /** Keys that name a part of the format, never a job. */
  readonly structure: ReadonlySet<string>;
  /** Files whose jobs have no variables but those they name. */
  readonly fresh?: RegExp;
  /** Keys at the top, or under `default`, that run in front of every job that has none of its own. */
  readonly beforeAll: readonly string[];
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const none: Omit<Format, 'name' | 'claims' | 'shells'> = {
  variables: [],
  directories: [],
  templates: [],
  jobNames: [],
  structure: new Set(),
  beforeAll: [],
};

export const formats: readonly Format[] = [
  {
    ...none,
    name: 'github-actions',
    claims: (path) => /(^|\/)\.(github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$|(^|\/)action\.ya?ml$/.test(path),
    shells: [['run']],
    variables: ['env'],
    directories: ['working-directory'],
    templates: [['${{', '}}']],
    fresh: /(^|\/)workflows\/[^/]+$/,
    structure: words('jobs steps runs with env defaults run strategy'),
  },
  {
    ...none,
    name: 'gitlab',
    claims: (path) =>
      /(^|\/)(\.gitlab-ci|[^/]*\.gitlab-ci|gitlab-ci[\w.-]*)\.ya?ml$|(^|\/)\.?(gitlab|gitlab-ci|ci)\/.*\.ya?ml$/.test(
        path,
      ),
    shells: [['before_script', 'script'], ['after_script']],
    variables: ['variables'],
    templates: [['$[[', ']]']],
    structure: words('default variables rules release'),
    beforeAll: ['before_script'],
  },
  {
    ...none,
    name: 'circleci',
    claims: (path) => /(^|\/)\.circleci\/[^/]+\.ya?ml$/.test(path),
    shells: [['run'], ['command']],
    variables: ['environment'],
    templates: [['<<', '>>']],
    directories: ['working_directory'],
    structure: words('jobs commands steps run when unless orbs executors docker machine parameters'),
  },
  {
    ...none,
    name: 'bitbucket',
    claims: (path) => /(^|\/)bitbucket-pipelines\.ya?ml$/.test(path),
    shells: [['script'], ['after-script']],
    jobNames: ['name'],
    structure: words('pipelines default branches pull-requests custom tags step steps parallel stage definitions'),
  },
  {
    ...none,
    name: 'drone',
    claims: (path) => /(^|\/)\.(drone|woodpecker)\.ya?ml$|(^|\/)\.woodpecker\/.*\.ya?ml$/.test(path),
    shells: [['commands']],
    remoteShells: [['settings', 'script']],
    variables: ['environment'],
    jobNames: ['name'],
    structure: words('steps pipeline services settings when'),
  },
  {
    ...none,
    name: 'azure-pipelines',
    claims: (path) => /(^|\/)\.?azure-pipelines[^/]*\.ya?ml$|(^|\/)\.?azure-pipelines\/.*\.ya?ml$/.test(path),
    shells: [['script'], ['bash']],
    remoteShells: [
      ['inputs', 'commands'],
      ['inputs', 'inline'],
    ],
    variables: ['variables', 'env'],
    directories: ['workingDirectory'],
    templates: [
      ['${{', '}}'],
      ['$[', ']'],
    ],
    jobNames: ['job', 'deployment'],
    structure: words('stages jobs steps strategy runOnce deploy inputs parameters variables env'),
  },
  {
    ...none,
    name: 'taskfile',
    claims: (path) => /(^|\/)[Tt]askfile[\w.-]*\.ya?ml$/.test(path),
    shells: [['cmds'], ['cmd']],
    // A file of variables sets any name.
    variables: ['env', 'dotenv'],
    directories: ['dir'],
    templates: [['{{', '}}']],
    structure: words('tasks cmds vars env includes'),
  },
  {
    ...none,
    name: 'travis',
    claims: (path) => /(^|\/)\.travis\.ya?ml$/.test(path),
    shells: [['before_install', 'install', 'before_script', 'script', 'after_success', 'deploy', 'after_script']],
    jobNames: ['name', 'stage'],
    structure: words('jobs include matrix deploy'),
  },
];
