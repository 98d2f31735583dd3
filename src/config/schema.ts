/** The JSON Schema of a configuration, printed from its shape and from the checks. */
import { type Expected, level, rule, settingsShape } from './shape.ts';

export interface DescribedCheck {
  readonly id: string;
  readonly title: string;
}

type Schema = Readonly<Record<string, unknown>>;

export const settingsSchema = (checks: readonly DescribedCheck[]): Schema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Configuration of swarm-lint',
  ...schemaOf(settingsShape),
  $defs: {
    check: { anyOf: [{ enum: checks.map(({ id }) => id) }, pattern] },
    level: schemaOf(level),
    rule: schemaOf(rule),
    levels: byCheck(checks, { $ref: '#/$defs/level' }),
    rules: byCheck(checks, { $ref: '#/$defs/rule' }),
  },
});

const pattern = { type: 'string', pattern: '\\*' };

/** One by one, so that editors offer them with what they find. */
const byCheck = (checks: readonly DescribedCheck[], value: Schema): Schema => ({
  type: 'object',
  properties: Object.fromEntries(checks.map(({ id, title }) => [id, { description: title, ...value }])),
  patternProperties: { [pattern.pattern]: value },
  additionalProperties: false,
});

/** `minLength`: an empty text says nothing. */
const text = { type: 'string', minLength: 1 };

function schemaOf(shape: Expected): Schema {
  const about = shape.about === undefined ? {} : { description: shape.about };
  return { ...about, ...bodyOf(shape) };
}

function bodyOf(shape: Expected): Schema {
  switch (shape.kind) {
    case 'number':
      return { type: 'integer', minimum: 1 };
    case 'yes':
      return { type: 'boolean' };
    case 'list': {
      const items = schemaOf(shape.items);
      return shape.orOne ? { anyOf: [items, { type: 'array', items, minItems: 1 }] } : { type: 'array', items };
    }
    case 'map':
      return {
        type: 'object',
        properties: Object.fromEntries(Object.entries(shape.keys).map(([key, expected]) => [key, schemaOf(expected)])),
        additionalProperties: false,
        ...(shape.required && { required: shape.required }),
      };
    case 'by-check':
      return { $ref: shape.values === level ? '#/$defs/levels' : '#/$defs/rules' };
    case 'text-or-map':
      return { anyOf: [schemaOf(shape.text), schemaOf(shape.map)] };
    default:
      if (shape.form === 'checks') return { $ref: '#/$defs/check' };
      if (shape.form === 'date') return { ...text, format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
      return shape.words ? { enum: shape.words } : text;
  }
}
