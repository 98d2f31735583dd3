/** Changes of what a stack file, an env file or a Dockerfile sets for a service. */
import type { NamedValue, Scalar, Service } from '../../facts/index.ts';
import { contains, type Span, span } from '../../source/index.ts';
import type { Edit, Fix, Plain, Safety } from '../fix.ts';

/** Nothing to change is no fix, and one change of several that cannot be made is none either. */
export function fixOf(title: string, safety: Safety, edits: readonly (Edit | undefined)[]): Fix | undefined {
  const [first, ...others] = edits;
  return first === undefined || others.includes(undefined)
    ? undefined
    : { title, safety, edits: [first, ...(others as Edit[])] };
}

const isStackFile = ({ file }: Span): boolean => /\.(?:ya?ml|json)$/i.test(file);

/** A key of the service, or one below its keys. A service that a command creates has its name inside of the command. */
export const setOn = ({ at, body }: Service, path: readonly [string, ...string[]], value: Plain): Edit | undefined =>
  isStackFile(at) && !contains(body.at, at) ? { kind: 'set', at, path, value } : undefined;

/** Another value where one is written. What a variable decides stays its business. */
export const changed = (scalar: Scalar | undefined, value: Plain): Edit | undefined =>
  scalar && isStackFile(scalar.at) && !scalar.raw.includes('$') ? { kind: 'value', at: scalar.at, value } : undefined;

/** The value where it is written, or else the key on the service. */
export const changedOrSet = (
  service: Service,
  scalar: Scalar | undefined,
  path: readonly [string, ...string[]],
  value: Plain,
): Edit | undefined => (scalar ? changed(scalar, value) : setOn(service, path, value));

/** A variable of the container gets another value where it is set: in the stack file, or by ENV in the Dockerfile of its image. */
export function changedVariable(service: Service, variable: NamedValue, text: string): Edit | undefined {
  const { name, value, at, file } = variable;
  // What an env file holds is read by others as well.
  if (value === undefined || value.raw.includes('$') || file !== undefined) return undefined;
  if (at.file === service.built?.image.dockerfile) {
    const length = at.end - at.start;
    if (length !== name.length + 1 + value.raw.length) return undefined;
    return { kind: 'text', at: span(at.file, at.end - value.raw.length, at.end), text };
  }
  if (!isStackFile(at)) return undefined;
  // In a list the place is that of the item, which holds both.
  const inList = value.at.start === at.start && value.at.end === at.end;
  return { kind: 'value', at, value: inList ? `${name}=${text}` : text };
}
