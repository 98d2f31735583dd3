/** The command line: commands, options, and what becomes of errors. Commands are loaded when they are called. */
import { Command, CommanderError, Option } from 'commander';
import { formats } from '../report/index.ts';
import { EXIT, type Streams, UsageError } from './streams.ts';
import { version } from './version.ts';

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

const looks = (command: Command): Command =>
  command
    .option('--no-color', 'no colours (also: NO_COLOR in the environment)')
    .option('--ascii', 'plain symbols only')
    .addOption(new Option('--debug', 'traces for faults of swarm-lint itself'));

export async function run(argv: readonly string[], streams: Streams): Promise<number> {
  let code: number = EXIT.clean;
  const program = new Command('swarm-lint')
    .description(
      'What breaks when this repository is deployed on Docker Swarm and scaled, and where it departs from the twelve factors.',
    )
    .version(version)
    .enablePositionalOptions()
    .configureOutput({ writeOut: streams.out, writeErr: streams.err })
    .exitOverride()
    .argument('[paths...]', 'files and directories to lint (default: the current directory)')
    .option(
      '-f, --format <name[:file]>',
      `${[...formats.keys()].join(', ')}: to standard output or a file; may be repeated`,
      collect,
    )
    .option(
      '--fail-on <level>',
      'exit with 1 at this level: error (default), warning, info, never, verdict=blocked; may be repeated',
      collect,
    )
    .option(
      '--target <target>',
      'what compose files are for: auto (default: the evidence of each file decides), swarm, compose, both',
    )
    .option(
      '--baseline [file]',
      'accept what is in this file (default: .swarm-lint-baseline.json), and report what is new',
    )
    .option('--write-baseline [file]', 'write all findings and verdicts of now into it')
    .option('--prune-baseline', 'drop from it what is no longer found; better verdicts are kept')
    .option('--fail-on-verdict-drop', 'exit with 1 when a verdict is worse than in the baseline')
    .option('--since <ref>', 'report only what lies in the change since HEAD left this branch, tag or commit')
    .option('--staged', 'report only what lies in the change that is staged')
    .option('--explain-score', 'every term of every score, in text and JSON')
    .option('--group-by <what>', 'findings of the text report by file (default), factor, service or check')
    .option('--max-findings <number>', 'the text report shows so many findings, the worst first (default: all)')
    .option('-q, --quiet', 'table and errors only')
    .option('-v, --verbose', 'everything: all gaps and frames, reasons, evidence, accepted findings')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or nothing to check, 3 a fault of swarm-lint.',
    );
  looks(program).action(async (paths, flags) => {
    const names = program.commands.map((command) => command.name());
    code = await (await import('./lint.ts')).runLint(paths, flags, streams, names);
  });
  looks(
    program
      .command('explain <names...>')
      .usage('[options] <CHECK|VERDICT|OBLIGATION|FACTOR...>')
      .description(
        'why a check exists, what counts as evidence, what stays quiet and how to fix it; what a verdict means',
      )
      .option('-f, --format <name>', 'text, markdown or json', 'text'),
  ).action(async (names, flags) => {
    code = (await import('./explain.ts')).runExplain(names, flags, streams);
  });
  looks(
    program
      .command('rules')
      .description('all checks by factor, or those that match; options may be repeated, different ones narrow the list')
      .option('--factor <factor>', 'number or name: 6, VI, processes', collect)
      .option('--severity <severity>', 'error, warning or info; once a second replica runs counts, too', collect)
      .option('--effect <effect>', 'on the verdict: break, block, degrade, cap or none', collect)
      .option('--confidence <confidence>', 'the highest it can have: high, medium or low', collect)
      .option('--obligation <name>', 'what it speaks to: sessions, uploads, signals and others', collect)
      .option('--search <text>', 'in the words of the check', collect)
      .option('-f, --format <name>', 'text, markdown or json', 'text'),
  ).action(async (flags) => {
    code = (await import('./rules.ts')).runRules(flags, streams);
  });
  looks(
    program
      .command('env [services...]')
      .description('what each service reads from its environment, and who supplies it')
      .option('-C, --directory <path>', 'the repository to read (default: the current directory)')
      .option('-f, --format <name>', 'text or json', 'text')
      .option('--target <target>', 'as for linting'),
  ).action(async (services, flags) => {
    code = await (await import('./environment.ts')).runEnvironment(services, flags, streams);
  });
  looks(
    program
      .command('explain-service [services...]')
      .description(
        'all that is known about a service: image, source, process, environment, mounts, ports, updates, findings',
      )
      .option('-C, --directory <path>', 'the repository to read (default: the current directory)')
      .option('-f, --format <name>', 'text or json', 'text')
      .option('--target <target>', 'as for linting'),
  ).action(async (services, flags) => {
    code = await (await import('./explain-service.ts')).runExplainService(services, flags, streams);
  });
  looks(
    program
      .command('facts [paths...]')
      .description('what was understood, as JSON; values of secrets are masked')
      .option('--target <target>', 'as for linting'),
  ).action(async (paths, flags) => {
    code = await (await import('./facts.ts')).runFacts(paths, flags, streams);
  });
  looks(
    program
      .command('init')
      .description('write a commented .swarm-lint.yaml from what is seen; nothing is overwritten')
      .option('-C, --directory <path>', 'the repository (default: the current directory)')
      .option('--stdout', 'print it instead'),
  ).action(async (flags) => {
    code = await (await import('./init.ts')).runInit(flags, streams);
  });
  looks(
    program
      .command('config [path]')
      .description('the configuration that holds, for the repository or for one path, as YAML')
      .option('-C, --directory <path>', 'the repository (default: the current directory)')
      .option('--print', 'the same; for those who like to say it')
      .option('--schema', 'the JSON Schema of configurations instead'),
  ).action(async (path, flags) => {
    code = await (await import('./config.ts')).runConfig(path, flags, streams);
  });
  program
    .command('completion <shell>')
    .description('a script that completes words in bash, zsh or fish')
    .action(async (shell) => {
      code = (await import('./completion.ts')).runCompletion(shell, program, streams);
    });

  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has said what was wrong; help and version end here too, with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
    if (error instanceof UsageError) {
      streams.err(`swarm-lint: ${(await import('../report/escape.ts')).escapeText(error.message)}\n`);
      return EXIT.usage;
    }
    throw error;
  }
}
