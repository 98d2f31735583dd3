/** Whether an image holds the program its health check calls. */

import type { Image, Service } from '../model.ts';
import { inlineScript, isShell } from '../process/shells.ts';
import { programName } from '../process/wrappers.ts';
import { probeTools } from '../tables/probe-tools.ts';
import type { Probe } from './health-check.ts';

/** What a probe needs first: `sh` when a shell has to read it. `undefined`: its text does not begin with a plain word. */
export function programsOf({ form, argv }: Probe): readonly string[] {
  const script = form === 'shell' ? argv[0] : inlineScript(argv);
  if (script === undefined) return argv[0] === undefined ? [] : [argv[0]];
  const first = /^\s*(?:[A-Za-z_]\w*=\S*\s+)*([\w./-]+)(?=\s|$|;)/.exec(script)?.[1];
  return first === undefined || first === 'exit' || first === 'test' ? ['sh'] : ['sh', first];
}

/** The first program that is certainly missing; `undefined` when all are there or the image is not known well enough. */
export function missingProgram(probe: Probe, { built }: Service): string | undefined {
  const image = built?.image;
  const base = image?.baseKnown;
  if (!image || !base || base.toolsUnknown) return undefined;
  return programsOf(probe).find((word) => {
    const program = programName(word);
    if (program === 'sh') return base.shell === 'none';
    const tool = probeTools.find((row) => row.program === program);
    // A path of the image's own, or a program no table knows: it may well have been copied there.
    if (!tool || (word.includes('/') && !/^(\/usr)?(\/local)?\/bin\//.test(word))) return false;
    if (base.tools.includes(program) || (isShell(word) && base.shell === 'bash')) return false;
    return !mayBring(image, [program, ...tool.packages]);
  });
}

/** Mentioned in a RUN, or copied into a directory of programs: then nothing is claimed. */
function mayBring(image: Image, names: readonly string[]): boolean {
  return image.instructions.some((one) => {
    if (one.kind === 'run')
      return one.script
        .split(/[^\w.+-]+/)
        .some(
          (word) => names.includes(word.replace(/[=~].*$/, '')) || names.some((name) => word.startsWith(`${name}=`)),
        );
    if (one.kind !== 'copy' && one.kind !== 'add') return false;
    const target = one.target.value ?? '';
    const named = [target, ...one.sources.map(({ value }) => value ?? '')].some((path) =>
      names.includes(programName(path.replace(/\/$/, ''))),
    );
    return named || /(^|\/)s?bin\/?$|^\/$|^\/usr(\/local)?\/?$/.test(target);
  });
}
