/** Several files that hold the same services: which of them is for Swarm. */
import { directoryOf, fileNameOf } from '../../source/index.ts';
import type { StackDraft } from './stacks.ts';

/**
 * A compose file that no command deploys, beside a stack file with the same services that one does: the repository itself says which of them
 * goes to Swarm, and what Swarm would refuse in the other harms nobody.
 */
export const givingWay = (drafts: readonly StackDraft[]): readonly StackDraft[] =>
  drafts.map((draft) => {
    const [file, ...more] = draft.files;
    if (!file || more.length > 0 || draft.deploys.length > 0 || draft.purpose.value !== 'production') return draft;
    if (/stack|swarm/i.test(fileNameOf(file.path))) return draft;
    const other = drafts.find((one) => one !== draft && one.deploys.length > 0 && holdsSame(one, draft));
    if (!other) return draft;
    const why = `${other.id} holds the same services, and is the one that is deployed on Swarm`;
    return { ...draft, purpose: { value: 'unknown', confidence: 'medium', why, at: other.deploys[0]?.at } };
  });

/** At least half of its services, each with an image: not a file that adds to it. */
function holdsSame(one: StackDraft, draft: StackDraft): boolean {
  if (directoryOf(one.id) !== directoryOf(draft.id)) return false;
  const whole = new Set(one.services.filter(({ image }) => image).map(({ name }) => name));
  return draft.services.filter(({ name }) => whole.has(name)).length * 2 >= draft.services.length;
}
