/** Signs that production runs the way a developer's machine does. */
import type { Located } from '../../source/index.ts';
import type { NamedValue } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { developmentValueOf, productionValueOf } from '../tables/development-values.ts';
import { memoise } from './memoise.ts';
import { isDevelopmentImage } from './parity-stages.ts';
import { certainStarts, type MeantStart } from './process-starts.ts';
import { isProduction, judgedServices } from './services.ts';

export interface ServiceStarts extends Located {
  readonly service: Service;
  readonly starts: readonly MeantStart[];
}

export interface DevelopmentSetting extends Located {
  /** The variable, or the debugger. */
  readonly name: string;
  readonly instead: string;
  /** The name is used for other things as well, and nothing else tells. */
  readonly vague: boolean;
  /** The variable of the container that says so, and what it has to say; absent where that is not certain. */
  readonly right?: { readonly variable: NamedValue; readonly value: string; readonly harmless: boolean };
}

/** Services that are meant for production, and what they are sure to start. */
export const productionStarts = memoise((facts: Facts): readonly ServiceStarts[] =>
  judgedServices(facts)
    // A stack that deploys the development image is a matter of its own.
    .filter((service) => isProduction(service) && !isDevelopmentImage(service))
    .map((service) => ({ at: service.at, service, starts: certainStarts(service, facts) })),
);

/** Variables of the container that choose a development mode, as far as the start command does not set them anew. */
export function developmentSettings({ service, starts }: ServiceStarts): readonly DevelopmentSetting[] {
  const anew = new Map(service.process.main?.assignments.map((set) => [set.name, set]));
  const variables = service.effectiveEnvironment
    .filter(({ name }) => !anew.has(name))
    .map((variable) => ({ name: variable.name, at: variable.at, value: variable.value?.value, variable }));
  const set = [...anew.values()].map((one) => ({ ...one, variable: undefined }));
  const settings = [...variables, ...set].flatMap(({ name, at, value, variable }) => {
    const row = value === undefined ? undefined : developmentValueOf(name, value);
    const vague = row?.common === true && !isPython(service);
    // What such a name means to a program made elsewhere is not known.
    const other = row && value !== undefined ? productionValueOf(row, value) : undefined;
    const right = other !== undefined && variable && { variable, value: other, harmless: row?.harmless === true };
    return row && !(vague && !service.built)
      ? [{ name, at, instead: row.instead, vague, ...(right ? { right } : {}) }]
      : [];
  });
  const debuggers = starts.flatMap(({ start, debugger: found }) =>
    found ? [{ name: found.tool, at: start.at, instead: 'the same command without the debugger', vague: false }] : [],
  );
  return [...settings, ...debuggers];
}

/** `DEBUG` is Django's and Flask's own switch. */
const isPython = ({ code, built }: Service): boolean =>
  code.languages.includes('python') || built?.image.baseKnown?.language === 'python';
