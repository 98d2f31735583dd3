/** Scripts that the build of an image writes line by line: `RUN echo '#!/bin/sh' > /start.sh && echo 'exec node app.js' >> /start.sh`. */
import { fileNameOf, type Span } from '../../source/index.ts';
import type { RunInstruction } from '../dockerfile.ts';
import type { Image } from '../model.ts';
import type { ShellCommand, ShellScript } from '../shell.ts';
import { type ProcessWorld, parseText } from './lookup.ts';

/** What a command prints; absent where that cannot be told. */
function printed({ words, input }: ShellCommand): string | undefined {
  const [program, ...rest] = words.map(({ value }) => value);
  if (program === 'cat' && rest.length === 0) return input?.value;
  if (rest.includes(undefined)) return undefined;
  const given = rest as readonly string[];
  if (program === 'echo') {
    const flags = given.findIndex((word) => !/^-[neE]+$/.test(word));
    const text = given.slice(flags === -1 ? given.length : flags).join(' ');
    return `${text.replaceAll('\\n', '\n')}\n`;
  }
  if (program !== 'printf') return undefined;
  const [format = '', ...values] = given;
  if (/^%s\\n$/.test(format)) return values.map((value) => `${value}\n`).join('');
  return format.includes('%') || values.length > 0 ? undefined : format.replaceAll('\\n', '\n');
}

/** `undefined`: nothing writes the file, or what is written cannot be told. */
function textIn(run: RunInstruction, before: string | undefined, name: string, world: ProcessWorld, image: Image) {
  let text = before;
  for (const command of parseText({ world, image }, run.script, run.scriptAt ?? run.at) ?? []) {
    const into = command.redirections
      .map(({ value }) => /^1?(>>?)\s*(.+)$/.exec(value ?? ''))
      .find((found) => found && fileNameOf(found[2]!) === name);
    if (!into) continue;
    const more = command.conditional ? undefined : printed(command);
    if (more === undefined) return undefined;
    text = into[1] === '>>' ? (text ?? '') + more : more;
  }
  return text;
}

/** Every place of the script is that of the instruction that wrote its end. */
export function writtenScript(image: Image, world: ProcessWorld, path: string): ShellScript | undefined {
  const name = fileNameOf(path);
  let text: string | undefined;
  let at: Span | undefined;
  for (const run of image.runs) {
    if (!run.script.includes('>') || !run.script.includes(name)) continue;
    const more = textIn(run, text, name, world, image);
    if (more !== text) at = run.at;
    text = more;
  }
  if (text === undefined || at === undefined) return undefined;
  const interpreter = interpreterOf(text.split('\n', 1)[0]!);
  const commands = parseText({ world, image }, text, at)?.map((command) => placed(command, at));
  return commands && { path: name, at, commands, ...(interpreter && { interpreter }) };
}

/** `#!/bin/sh -e`, `#!/usr/bin/env bash` */
function interpreterOf(line: string): string | undefined {
  if (!line.startsWith('#!')) return undefined;
  const [program = '', word] = line.slice(2).trim().split(' ');
  const name = fileNameOf(program) === 'env' ? word : fileNameOf(program);
  return name || undefined;
}

function placed(command: ShellCommand, at: Span): ShellCommand {
  const here = <T extends { readonly at: Span }>(all: readonly T[]): readonly T[] => all.map((one) => ({ ...one, at }));
  return {
    ...command,
    at,
    assignments: here(command.assignments),
    words: here(command.words),
    redirections: here(command.redirections),
    ...(command.input && { input: { ...command.input, at } }),
  };
}
