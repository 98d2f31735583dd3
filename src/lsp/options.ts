/** What an editor may set: `initializationOptions`, and the section `swarm-lint` of its configuration. */
import { type Target, targets } from '../facts/settings.ts';

export interface Options {
  /** Stands above the configuration of the repository. */
  readonly target?: Target;
  /** Findings of the baseline are not shown: of the file of the usual name, of another one, or of none. */
  readonly baseline: boolean | string;
  /** What could not be read or decided is shown in open files. */
  readonly gaps: boolean;
  /** The verdict stands above each service. */
  readonly codeLens: boolean;
}

export const usual: Options = { baseline: true, gaps: false, codeLens: true };

const fits: Readonly<Record<keyof Options, (value: unknown) => boolean>> = {
  target: (value) => targets.includes(value as Target),
  baseline: (value) => typeof value === 'boolean' || typeof value === 'string',
  gaps: (value) => typeof value === 'boolean',
  codeLens: (value) => typeof value === 'boolean',
};

/** Later ones stand above earlier ones. What is not understood is complained of and left out: an editor has no exit code. */
export function optionsFrom(given: readonly unknown[], complain: (message: string) => void): Options {
  let options = usual;
  for (const one of given) {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) continue;
    for (const [name, value] of Object.entries(one)) {
      if (value === null || value === undefined) continue;
      if (!Object.hasOwn(fits, name)) complain(`unknown setting "${name}": known are ${Object.keys(fits).join(', ')}`);
      else if (!fits[name as keyof Options](value))
        complain(`the setting "${name}" cannot be ${JSON.stringify(value)}`);
      else options = { ...options, [name]: value };
    }
  }
  return options;
}
