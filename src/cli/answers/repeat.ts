/** Says again what an earlier run said, where nothing is different: neither the call nor the files, the environment or the day. */
import { askForFiles, expectQuestion } from '../../discover/git.ts';
import { guardStreams } from '../guard-streams.ts';
import { callOf, dayOf } from './call.ts';
import { withDuration } from './duration.ts';
import { type Answer, readAnswer } from './file.ts';
import { realPathOf, signatureOf } from './signature.ts';

let home: string | undefined;

/** Where answers are kept; absent: nowhere. */
export const answersFolder = (): string | undefined => home;

/** From the quick questions to the slow one. */
function stillHolds(answer: Answer): boolean {
  if (answer.today !== dayOf(new Date())) return false;
  if (!answer.environment.every(([name, value]) => (process.env[name] ?? null) === value)) return false;
  if (!answer.places.every(([path, real]) => realPathOf(path) === real)) return false;
  for (const [path, signature] of answer.files) if (signatureOf(path) !== signature) return false;
  const said = askForFiles(answer.root);
  if (typeof said === 'string') return false;
  if (said.output === answer.listing && said.complaints.join('\n') === answer.complaints.join('\n')) return true;
  // The run that follows puts the same question.
  expectQuestion(answer.root, said);
  return false;
}

/** Whether it did. `folder`: where answers are, and nobody else can write. */
export function repeat(folder: string | undefined, argv: readonly string[]): boolean {
  home = folder;
  if (folder === undefined) return false;
  const answer = readAnswer(folder, callOf(argv, process.cwd()));
  if (answer === undefined || !stillHolds(answer)) return false;
  guardStreams();
  for (const { stream, text, duration } of answer.said) {
    const shown = duration ? withDuration(text, duration, process.uptime() * 1000) : text;
    (stream === 'out' ? process.stdout : process.stderr).write(shown);
  }
  process.exitCode = answer.code;
  return true;
}
