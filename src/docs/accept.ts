/** How a finding of a check is accepted: in each comment syntax of the files it looks at, and for a whole service. */
import type { Check } from '../kit/index.ts';

export interface Comment {
  /** A whole comment line. */
  readonly text: string;
  /** The files it is written in. */
  readonly where: string;
}

const hashed = ['YAML', 'Dockerfiles', 'shell scripts'];
const hashedCode = [...hashed, 'Python', 'Ruby', 'Elixir'];
const slashedCode = ['JavaScript', 'TypeScript', 'Go', 'Java', 'Kotlin', 'C#', 'Rust', 'PHP'];

export function commentsFor({ id, needs }: Check): readonly Comment[] {
  const words = `swarm-lint-ignore ${id} -- the reason`;
  return needs.includes('code')
    ? [
        { text: `# ${words}`, where: hashedCode.join(', ') },
        { text: `// ${words}`, where: slashedCode.join(', ') },
      ]
    : [{ text: `# ${words}`, where: hashed.join(', ') }];
}

/** The lines inside a service that accept every finding of the check there; `undefined`: its findings are not about services. */
export const serviceEntryFor = ({ id, needs }: Check): string | undefined =>
  needs.includes('services') || needs.includes('swarm')
    ? `web:\n  x-swarm-lint:\n    ignore:\n      ${id}: the reason`
    : undefined;
