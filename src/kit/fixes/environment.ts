/** Variables of a service, in the form in which the file writes them. */
import type { Facts, Service } from '../../facts/index.ts';
import type { Edit } from '../fix.ts';
import { addItems } from './items.ts';
import { childOf } from './spot.ts';

/** One variable more, where the service has its key. */
export function addVariable(
  { at, name, stack }: Service,
  { stacks }: Facts,
  variable: string,
  value: string,
): readonly [Edit, ...Edit[]] | undefined {
  const document = stacks.find(({ id }) => id === stack)?.documents.find((one) => one.at.file === at.file);
  const body = childOf(document, 'services', name);
  if (!body) return undefined;
  const environment = childOf(body, 'environment');
  return environment?.kind === 'list'
    ? addItems(at, environment, 'environment', [`${variable}=${value}`])
    : [{ kind: 'set', at, path: ['environment', variable], value }];
}
