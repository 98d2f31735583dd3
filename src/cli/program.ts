/** The command line: what runs for a command, and what becomes of errors. Commands are loaded when they are called; their words and options are in `manual`. */
import { Command, CommanderError } from 'commander';
import { exitCodes, summary } from './manual/commands.ts';
import { versionOption } from './manual/options.ts';
import { commandFor } from './manual/to-commander.ts';
import { plain } from './manual/words.ts';
import { EXIT, type Streams, UsageError } from './streams.ts';
import { version } from './version.ts';

export async function run(argv: readonly string[], streams: Streams): Promise<number> {
  let code: number = EXIT.clean;
  const program = new Command('swarm-lint')
    .version(version, versionOption.flags, versionOption.help)
    .enablePositionalOptions()
    .configureOutput({ writeOut: streams.out, writeErr: streams.err })
    .exitOverride()
    .addHelpText(
      'after',
      `\nExit codes:\n${exitCodes.map(([exit, meaning]) => `  ${exit}  ${plain(meaning)}\n`).join('')}`,
    );
  commandFor(program)
    .description(summary)
    .action(async (paths, flags) => {
      const names = program.commands.map((command) => command.name());
      code = await (await import('./lint.ts')).runLint(paths, flags, streams, names);
    });
  commandFor(program, 'explain').action(async (names, flags) => {
    code = (await import('./explain.ts')).runExplain(names, flags, streams);
  });
  commandFor(program, 'rules').action(async (flags) => {
    code = (await import('./rules.ts')).runRules(flags, streams);
  });
  commandFor(program, 'env').action(async (services, flags) => {
    code = await (await import('./environment.ts')).runEnvironment(services, flags, streams);
  });
  commandFor(program, 'explain-service').action(async (services, flags) => {
    code = await (await import('./explain-service.ts')).runExplainService(services, flags, streams);
  });
  commandFor(program, 'facts').action(async (paths, flags) => {
    code = await (await import('./facts.ts')).runFacts(paths, flags, streams);
  });
  commandFor(program, 'init').action(async (flags) => {
    code = await (await import('./init.ts')).runInit(flags, streams);
  });
  commandFor(program, 'convert').action(async (files, flags) => {
    code = await (await import('./convert.ts')).runConvert(files, flags, streams);
  });
  commandFor(program, 'config').action(async (path, flags) => {
    code = await (await import('./config.ts')).runConfig(path, flags, streams);
  });
  commandFor(program, 'cluster').action(async (flags) => {
    code = await (await import('./cluster/index.ts')).runCluster(flags, streams);
  });
  commandFor(program, 'prove').action(async (directory, flags) => {
    code = await (await import('./prove/index.ts')).runProve(directory, flags, streams);
  });
  commandFor(program, 'lsp').action(async () => {
    await (await import('./lsp.ts')).runLsp();
  });
  commandFor(program, 'completion').action(async (shell) => {
    code = (await import('./completion.ts')).runCompletion(shell, streams);
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
