/** What a container finds in its environment. */
import type { NamedValue } from '../compose.ts';
import type { Service } from '../model.ts';

export const variableOf = (service: Service, name: string): NamedValue | undefined =>
  service.effectiveEnvironment.find((variable) => variable.name === name);

/** The value a variable has in the container; absent when it is not set or cannot be known. */
export const variableValue = (service: Service, name: string): string | undefined =>
  variableOf(service, name)?.value?.value;
