/** The memory a program is told to use, beside the memory its task may use. */
import type { Located } from '../../source/index.ts';
import type { Scalar } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { programName } from '../process/wrappers.ts';
import { type HeapSetting, heapSettings, imageProgram } from '../tables/heap-settings.ts';
import { bytesOf } from '../units.ts';
import { memoise } from './memoise.ts';
import { swarmServices } from './services.ts';

/** The place is where the amount is written. */
export interface HeapClaim extends Located {
  readonly service: Service;
  /** The setting as people write it. */
  readonly name: string;
  /** Amount as written. */
  readonly amount: string;
  readonly bytes: number;
  readonly limit: Scalar;
  readonly limitBytes: number;
}

export const heapClaims = memoise((facts: Facts): readonly HeapClaim[] =>
  swarmServices(facts).flatMap((service): readonly HeapClaim[] => {
    const limit = service.deploy?.limits?.memory;
    const limitBytes = bytesOf(limit);
    if (!limit || !limitBytes) return [];
    return heapSettings.flatMap((setting) => {
      const found = inCommand(setting, service) ?? inVariables(setting, service);
      return found ? [{ ...found, service, name: setting.name, limit, limitBytes }] : [];
    });
  }),
);

type Found = Located & { readonly amount: string; readonly bytes: number };

/** The command line wins over variables, and the last of several flags over the others. */
function inCommand(setting: HeapSetting, { process, command, family }: Service): Found | undefined {
  const { main } = process;
  const argv = main?.argv ?? command?.argv ?? [];
  const first = programName(argv[0] ?? '');
  const program = first.startsWith('-') ? imageProgram[family?.family ?? ''] : first;
  if (!program || !setting.programs.includes(program)) return undefined;
  return lastIn(setting, argv.join(' '), main ?? command);
}

function inVariables(setting: HeapSetting, { effectiveEnvironment }: Service): Found | undefined {
  return setting.variables
    .flatMap((name) => effectiveEnvironment.filter((variable) => variable.name === name))
    .map((variable) => lastIn(setting, variable.value?.value ?? '', variable))
    .find((found) => found !== undefined);
}

function lastIn({ pattern, bytes }: HeapSetting, text: string, place: Located | undefined): Found | undefined {
  const amount = [...text.matchAll(pattern)].at(-1)?.[1];
  const count = amount === undefined ? undefined : bytes(amount);
  return amount === undefined || !count || !place ? undefined : { at: place.at, amount, bytes: count };
}
