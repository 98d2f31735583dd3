/** Variables of a stack file that would silently become empty, or eat a part of the text. */
import type { Interpolation, Variable } from '../../facts/index.ts';
import { span } from '../../source/index.ts';
import type { Edit, Fix } from '../fix.ts';
import { doubled } from './dollars.ts';

export function interpolationFix({ loss, scalar, variable, unguarded }: Interpolation): Fix | undefined {
  switch (loss) {
    case 'literal-cut': {
      const edits = scalar && doubled(scalar);
      return edits && { title: 'Double the dollar signs', safety: 'safe', edits };
    }
    case 'expanded-too-early':
      return variable && suggested(`Leave $${variable.name} to the container`, begin(variable, '$'));
    case 'swallowed':
      return variable && suggested(`Put braces around ${variable.name}`, braced(variable));
    case 'nowhere':
    case 'env-file-not-read':
    case 'left-to-the-caller':
      return demanded(unguarded);
    default:
      // What is set in vain has to be exported; a default within a default, or a message with a hyphen, has to be thought over.
      return undefined;
  }
}

const suggested = (title: string, first: Edit, ...others: Edit[]): Fix => ({
  title,
  safety: 'suggested',
  edits: [first, ...others],
});

const begin = ({ at }: Variable, text: string): Edit => ({ kind: 'text', at: span(at.file, at.start, at.start), text });

const braced = ({ at, name }: Variable): Edit => ({
  kind: 'text',
  at: span(at.file, at.start, at.start + 1 + name.length),
  text: `\${${name}}`,
});

/** An anchor's variable stands once, however many services share it. */
function demanded(variables: readonly Variable[]): Fix | undefined {
  const places = new Map(variables.map((one) => [`${one.at.file}:${one.at.start}`, one]));
  const names = [...new Set([...places.values()].map(({ name }) => name))];
  // With escapes in the text the place is not that of the variable.
  const exact = [...places.values()].every(({ at, name }) => [1, 3].includes(at.end - at.start - name.length));
  const edits = [...places.values()].map(
    ({ at, name }): Edit => ({ kind: 'text', at, text: `\${${name}:?${name} is required}` }),
  );
  const [first, ...others] = edits;
  const what = names.length === 1 ? names[0] : 'a variable';
  return first && exact ? suggested(`Stop the deploy where ${what} is missing`, first, ...others) : undefined;
}
