/** What the team says its compose files are for stands above what the files let guess. */
import type { ComposeFile } from '../compose.ts';
import type { Because, Purpose } from '../model.ts';
import { gitIgnoredBy } from '../path-patterns.ts';
import type { Settings, Target } from '../settings.ts';
import { mayBeDeployed } from './purpose.ts';
import type { StackDraft } from './stacks.ts';

const said = (target: Target): string =>
  target === 'compose' ? 'the target is Docker Compose' : 'the target is Swarm';

export function aimed(drafts: readonly StackDraft[], target: Target): readonly StackDraft[] {
  if (target === 'auto') return drafts;
  const swarm: Because<boolean> = { value: target !== 'compose', confidence: 'high', why: said(target) };
  const production: Because<Purpose> = { value: 'production', confidence: 'high', why: said(target) };
  // Beside a stack for production the other files keep what their contents say of them.
  const alone = !drafts.some(({ purpose }) => purpose.value === 'production');
  return drafts.map((draft) => {
    const undecided =
      draft.purpose.value === 'unknown' || (alone && draft.purpose.value === 'development' && isWhole(draft));
    return {
      ...draft,
      purpose: target !== 'compose' && undecided && draft.files.every(mayBeDeployed) ? production : draft.purpose,
      swarm,
    };
  });
}

/** Each of its services says what it runs: not a file that only adds to another one. */
const isWhole = ({ services }: StackDraft): boolean => services.every(({ image, build }) => image || build);

/** `production:` and `development:` of the configuration. A file that both name is development: exceptions are written there. */
export const named = (drafts: readonly StackDraft[], settings: Settings): readonly StackDraft[] =>
  drafts.map((draft) => ({ ...draft, purpose: purposeNamed(draft.files, settings) ?? draft.purpose }));

/** Of files that are deployed together one for production is enough. */
function purposeNamed(
  files: readonly ComposeFile[],
  { production = [], development = [] }: Settings,
): Because<Purpose> | undefined {
  const found = files.flatMap(({ path }): readonly Because<Purpose>[] => {
    const excepted = gitIgnoredBy(path, development);
    const by = excepted ?? gitIgnoredBy(path, production);
    const value = excepted ? 'development' : 'production';
    return by ? [{ value, confidence: 'high', why: `${by.at.file} says so`, at: by.at }] : [];
  });
  return found.find(({ value }) => value === 'production') ?? found[0];
}
