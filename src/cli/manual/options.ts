/** Every option, once: a new one is a row here, and its name in the list of a command in `commands.ts`. */
import { targets } from '../../kit/index.ts';
import { formats, groupings } from '../../report/index.ts';
import { failOnWords } from '../choices.ts';
import { proveFormats, resolveImages } from '../prove/settle.ts';
import type { OptionWords } from './words.ts';

/** How output looks: taken by every command that prints more than a script. */
export const looks: readonly OptionWords[] = [
  {
    flags: '--no-color',
    help: 'no colours (also: `NO_COLOR` in the environment)',
  },
  {
    flags: '--ascii',
    help: 'plain symbols only',
    more: 'Chosen without being asked where the locale is not UTF-8.',
  },
  { flags: '--debug', help: 'traces for faults of swarm-lint itself' },
];

export const help: OptionWords = { flags: '-h, --help', help: 'what can be said here' };

export const versionOption: OptionWords = { flags: '-V, --version', help: 'the version' };

const target: OptionWords = {
  flags: '--target <target>',
  help: 'what compose files are for',
  values: targets,
  otherwise: '`auto`, the evidence of each file decides',
  more: 'With `both`, advice must hold for Docker Swarm and for Docker Compose.',
};

const directory: OptionWords = {
  flags: '-C, --directory <path>',
  help: 'the repository',
  values: 'directories',
  otherwise: 'the current directory',
};

const formatOf = (values: readonly string[]): OptionWords => ({
  flags: '-f, --format <name>',
  help: 'how to print',
  values,
  preset: 'text',
});

/** Of linting. */
export const lintOptions: readonly OptionWords[] = [
  {
    flags: '-f, --format <name[:file]>',
    help: 'what to print, to standard output or a file',
    values: [...formats.keys()],
    otherwise: '`text`',
    repeatable: true,
    more: 'One format can go to standard output; the others need a file: `-f text -f sarif:swarm-lint.sarif`.',
  },
  {
    flags: '--fail-on <level>',
    help: 'exit with 1 at this severity, or this verdict, and above',
    values: failOnWords,
    otherwise: '`error`',
    repeatable: true,
    more: 'Accepted findings do not count. `never` always exits with 0 for findings.',
  },
  target,
  {
    flags: '--baseline [file]',
    help: 'accept what is in this file, and report what is new',
    values: 'files',
    otherwise: '`.swarm-lint-baseline.json`',
    more: 'Paths to lint stand before it, or behind `--`.',
  },
  {
    flags: '--write-baseline [file]',
    help: 'write all findings and verdicts of now into the baseline',
    values: 'files',
    otherwise: '`.swarm-lint-baseline.json`',
  },
  { flags: '--prune-baseline', help: 'drop from the baseline what is no longer found; better verdicts are kept' },
  { flags: '--fail-on-verdict-drop', help: 'exit with 1 when a verdict is worse than in the baseline' },
  {
    flags: '--since <ref>',
    help: 'report only what lies in the change since `HEAD` left this branch, tag or commit',
    more: 'Everything is read all the same: what a change causes in other files is reported, too.',
  },
  {
    flags: '--staged',
    help: 'report only what lies in the change that is staged',
    more: 'For hooks that run before a commit. Files are read as they lie on the disk.',
  },
  {
    flags: '--fix',
    help: 'mend what can be mended safely, and report what is left',
    more: 'Accepted findings are left alone, with `--since` and `--staged` also what is not in the change. A fix that would bring another finding or a worse verdict is taken back. Comments, anchors, order and style stay.',
  },
  {
    flags: '--fix-suggested',
    help: 'mend also what somebody has to look at afterwards',
  },
  {
    flags: '--fix-dry-run',
    help: 'print what would be mended as a diff instead, and exit with 1 if there is anything',
    more: 'Nothing is written. With `--fix-suggested` the diff holds those fixes, too. Values of secrets are masked.',
  },
  { flags: '--explain-score', help: 'every term of every score, in text and JSON' },
  {
    flags: '--group-by <what>',
    help: 'the order of findings in the text report',
    values: groupings,
    otherwise: '`file`',
  },
  {
    flags: '--max-findings <number>',
    help: 'the text report shows so many findings, the worst first',
    otherwise: 'all',
    more: 'The others are counted; the exit code stays the same.',
  },
  {
    flags: '--cache-location <folder>',
    help: 'where to keep what was read, for the next run',
    values: 'directories',
    otherwise: '`node_modules/.cache/swarm-lint`, or the cache folder of the user',
    more: 'By the content of files, sealed so that only somebody who has the file itself can read it. Damaged or foreign content is ignored. Name no folder that the repository itself could bring.',
  },
  {
    flags: '--no-cache',
    help: 'read every file again, and keep nothing',
    more: 'Without it, a run that finds everything as it was (files, what git says of them, call, environment, day) says again what the last one said.',
  },
  { flags: '-q, --quiet', help: 'table and errors only' },
  { flags: '-v, --verbose', help: 'everything: all gaps and frames, reasons, evidence, accepted findings' },
];

/** Of a running Swarm: what it is, and those of linting that mean the same. */
export const clusterOptions: readonly OptionWords[] = [
  {
    flags: '--context <name>',
    help: 'the Docker context of the engine to ask',
    otherwise: 'as `docker` itself chooses',
  },
  { flags: '--from <file>', help: 'judge a saved snapshot instead; no engine is asked', values: 'files' },
  {
    flags: '--save <file>',
    help: 'write what was answered, without the values of secrets, and judge it',
    values: 'files',
  },
  {
    flags: '--against <path>',
    help: 'a repository: also say where its stack files and what runs differ, and judge what runs by its code',
    values: 'directories',
  },
  ...lintOptions
    .filter(({ flags }) => /^(?:-f,|--fail-on |--group-by|--max-findings|-q,|-v,)/.test(flags))
    .map((words) => (words.flags.startsWith('--group-by') ? { ...words, otherwise: '`service`' } : words)),
];

export const proveOptions: readonly OptionWords[] = [
  {
    flags: '-c, --compose-file <file>',
    help: 'a stack file, as for `docker stack deploy`',
    otherwise: 'the only stack of the repository',
    values: 'files',
    repeatable: true,
  },
  {
    flags: '--env-file <file>',
    help: 'variables for the stack file; what the environment sets already stays',
    values: 'files',
    repeatable: true,
  },
  {
    flags: '--context <name>',
    help: 'the Docker context of the Swarm to deploy on',
    otherwise: 'as `docker` itself chooses',
  },
  { flags: '--name <stack>', help: 'the throw-away name', otherwise: 'one that nobody has' },
  { flags: '--service <name>', help: 'measure only this service; all are deployed', repeatable: true },
  {
    flags: '--replicas <number>',
    help: 'how many replicas a service is scaled to, at least',
    preset: '3',
  },
  {
    flags: '--slow <service=/path>',
    help: 'a path that takes a second or more: whether a request survives the stop of its task is measured by it',
    more: 'Without one, the last line of a request is what comes late, which some servers count as an idle connection.',
    repeatable: true,
  },
  {
    flags: '--probe-image <image>',
    help: 'an image with a shell and the `wget`, `nc` and `nslookup` of BusyBox, to send requests from',
    preset: 'busybox:1.37',
  },
  { flags: '--timeout <seconds>', help: 'how long one step may take', preset: '120' },
  {
    flags: '--leave-volumes',
    help: 'print the commands that remove its volumes on other nodes, and remove none there',
    more: 'Otherwise a short job on each of them calls the docker client of its node, whose disk it mounts, read only.',
  },
  {
    flags: '--resolve-image <when>',
    help: 'as for `docker stack deploy`',
    values: resolveImages,
    otherwise: '`always`',
  },
  { flags: '--with-registry-auth', help: 'as for `docker stack deploy`' },
  { flags: '--production', help: 'also on a Swarm that looks like production' },
  { flags: '-y, --yes', help: 'go on without being asked' },
  {
    flags: '-f, --format <name[:file]>',
    help: 'how it is printed; with a file behind a colon, into that file',
    values: proveFormats,
    otherwise: '`text`',
    repeatable: true,
  },
  { flags: '-q, --quiet', help: 'no word about what is going on' },
];

export const explainOptions: readonly OptionWords[] = [formatOf(['text', 'markdown', 'json'])];

/** Values of one option widen the list, different options narrow it. */
export const rulesOptions: readonly OptionWords[] = [
  {
    flags: '--factor <factor>',
    help: 'only this factor, by number or name: `6`, `VI`, `processes`',
    values: 'factors',
    repeatable: true,
  },
  {
    flags: '--severity <severity>',
    help: 'only this severity; the one once a second replica runs counts, too',
    values: ['error', 'warning', 'info'],
    repeatable: true,
  },
  {
    flags: '--effect <effect>',
    help: 'only with this effect on the verdict',
    values: ['break', 'block', 'degrade', 'cap', 'none'],
    repeatable: true,
  },
  {
    flags: '--confidence <confidence>',
    help: 'only where this is the highest confidence of a finding',
    values: ['high', 'medium', 'low'],
    repeatable: true,
  },
  {
    flags: '--obligation <name>',
    help: 'only what speaks to this obligation: `sessions`, `uploads`, `signals` and others',
    values: 'obligations',
    repeatable: true,
  },
  { flags: '--search <text>', help: 'only with this text in the words of the check', repeatable: true },
  formatOf(['text', 'markdown', 'json']),
];

/** Of commands that speak about services. */
export const serviceOptions: readonly OptionWords[] = [directory, formatOf(['text', 'json']), target];

export const factsOptions: readonly OptionWords[] = [target];

export const initOptions: readonly OptionWords[] = [directory, { flags: '--stdout', help: 'print it instead' }];

export const convertOptions: readonly OptionWords[] = [
  { flags: '-o, --output <file>', help: 'write the stack file there instead of to standard output', values: 'files' },
  { flags: '--force', help: 'write over a file that is there' },
  { flags: '--no-proposals', help: 'only what Swarm needs: no update settings, no limits of logs, no remarks' },
  { flags: '--profile <name>', help: 'run services of this profile, `*` for all', repeatable: true },
  { flags: '--explain', help: 'only the list of changes, to standard output' },
  { flags: '-q, --quiet', help: 'no list of changes' },
  formatOf(['text', 'json']),
];

export const configOptions: readonly OptionWords[] = [
  directory,
  { flags: '--print', help: 'the same; for those who like to say it' },
  { flags: '--schema', help: 'the JSON Schema of configurations instead' },
];

/** Said by editors. */
export const lspOptions: readonly OptionWords[] = [
  { flags: '--stdio', help: 'standard input and output, which is the only way' },
  { flags: '--clientProcessId <id>', help: 'ends when this process does' },
];
