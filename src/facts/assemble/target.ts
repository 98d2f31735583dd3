/** What the team says its compose files are for stands above what the files let guess. */
import type { Because, Purpose } from '../model.ts';
import type { Target } from '../settings.ts';
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
