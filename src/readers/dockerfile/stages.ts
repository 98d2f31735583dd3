import type { Dockerfile, Instruction, Stage } from '../../facts/dockerfile.ts';
import { type Gap, type Source, span, startOf } from '../../source/index.ts';
import type { Environment } from './expand.ts';
import { instructionsOf } from './instruction.ts';
import { logicalLine } from './logical.ts';
import { type Scope, textOf } from './scope.ts';
import type { RawInstruction, SplitFile } from './split.ts';
import { takeFlags, wordsOf } from './words.ts';

type Values = Map<string, string | undefined>;

/** A stage under construction. `arguments` and `variables` pass to stages that start from it; ENV wins over ARG. */
interface Draft {
  readonly stage: Omit<Stage, 'instructions'>;
  readonly instructions: Instruction[];
  readonly arguments: Values;
  readonly variables: Values;
}

/** Puts the instructions of one file into stages, with variables put in as far as the file tells. */
export function stagesOf(
  file: Source,
  split: SplitFile,
): { readonly dockerfile: Dockerfile; readonly gaps: readonly Gap[] } {
  const drafts: Draft[] = [];
  const globals: Values = new Map();
  const gaps: Gap[] = [];
  const gap = (raw: RawInstruction, why: string): number => gaps.push({ why, at: span(file.path, raw.start, raw.end) });
  for (const raw of split.instructions) {
    const draft = drafts.at(-1);
    if (raw.keyword === 'FROM') {
      const opened = openStage(raw, file, split.escapeCharacter, globals, drafts);
      if (opened === undefined) gap(raw, 'FROM without an image');
      else drafts.push(opened);
      continue;
    }
    const environment = draft === undefined ? globals : environmentOf(draft);
    const scope: Scope = { file: file.path, escapeCharacter: split.escapeCharacter, environment };
    const outcome = instructionsOf(raw, file.text, scope);
    if ('refused' in outcome) gap(raw, outcome.refused);
    else if (draft === undefined) declareGlobals(outcome, globals) || gap(raw, 'stands before the first FROM');
    else {
      for (const instruction of outcome) declare(instruction, draft, globals);
      draft.instructions.push(...outcome);
    }
  }
  const stages = drafts.map((draft): Stage => ({ ...draft.stage, instructions: draft.instructions }));
  const globalArguments = [...globals].map(([name, value]) => (value === undefined ? { name } : { name, value }));
  return { dockerfile: { path: file.path, stages, globalArguments, at: startOf(file.path) }, gaps };
}

const environmentOf = (draft: Draft): Environment => ({
  get: (name) => (draft.variables.has(name) ? draft.variables : draft.arguments).get(name),
});

function openStage(
  raw: RawInstruction,
  file: Source,
  escapeCharacter: string,
  globals: Values,
  drafts: readonly Draft[],
): Draft | undefined {
  const line = logicalLine(file.text, raw.argumentsStart, raw.end, escapeCharacter);
  const words = wordsOf(takeFlags(line).rest, escapeCharacter);
  const image = words[0];
  if (image === undefined) return undefined;
  const from = textOf(image, { file: file.path, escapeCharacter, environment: globals });
  const name = words[1]?.text.toLowerCase() === 'as' ? words[2]?.text : undefined;
  const parent = from.value === undefined ? undefined : findStage(from.value, drafts);
  const stage = { index: drafts.length, from, at: span(file.path, raw.start, raw.end) };
  return {
    stage: {
      ...stage,
      ...(name === undefined ? {} : { name }),
      ...(parent === undefined ? {} : { fromStage: parent.stage.index }),
    },
    instructions: [],
    arguments: new Map(parent?.arguments),
    variables: new Map(parent?.variables),
  };
}

/** Stage names are compared without case; the last stage of a name counts. */
const findStage = (name: string, drafts: readonly Draft[]): Draft | undefined =>
  drafts.findLast((draft) => draft.stage.name?.toLowerCase() === name.toLowerCase());

function declareGlobals(instructions: readonly Instruction[], globals: Values): boolean {
  for (const instruction of instructions) {
    if (instruction.kind !== 'arg') return false;
    globals.set(instruction.name, instruction.value?.value);
  }
  return true;
}

/** `ARG X` in a stage takes the default written before the first FROM; with a default of its own it takes that. */
function declare(instruction: Instruction, draft: Draft, globals: Values): void {
  if (instruction.onBuild) return;
  if (instruction.kind === 'env') draft.variables.set(instruction.name, instruction.value?.value);
  if (instruction.kind === 'arg') {
    draft.arguments.set(
      instruction.name,
      instruction.value === undefined ? globals.get(instruction.name) : instruction.value.value,
    );
  }
}
