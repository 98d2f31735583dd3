/** Values of one environment that stand in the code of services. */
import type { Located } from '../../source/index.ts';
import type { ModeValue } from '../code.ts';
import type { Facts, Service } from '../model.ts';
import { codeFacts, readServices } from './code.ts';
import { memoise } from './memoise.ts';

/** The values of one environment in one file, or a service without any. */
export interface ModeGroup extends Located {
  readonly services: readonly Service[];
  readonly mode: string;
  readonly values: readonly ModeValue[];
}

export const modeGroups = memoise((facts: Facts): readonly ModeGroup[] => {
  const found = new Map<string, ModeGroup>();
  for (const { at, service, fact } of codeFacts(facts, 'mode-value')) {
    const key = `${at.file} ${fact.mode}`;
    const known = found.get(key);
    found.set(key, {
      at: known?.at ?? at,
      services: known?.services.includes(service) ? known.services : [...(known?.services ?? []), service],
      mode: fact.mode,
      values: known?.values.some((one) => one.at.start === at.start) ? known.values : [...(known?.values ?? []), fact],
    });
  }
  const clean = readServices(facts).filter(
    (service) => ![...found.values()].some(({ services }) => services.includes(service)),
  );
  return [
    ...found.values(),
    ...clean.map((service) => ({ at: service.at, services: [service], mode: '', values: [] })),
  ];
});
