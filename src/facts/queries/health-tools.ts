/** Whether an image holds the program its health check calls. */

import type { Image, Service } from '../model.ts';
import { inlineScript, isShell } from '../process/shells.ts';
import { programName } from '../process/wrappers.ts';
import { baseImageOf } from '../tables/base-images.ts';
import { probeTools } from '../tables/probe-tools.ts';
import type { Probe } from './health-check.ts';

/** What a probe needs first: `sh` when a shell has to read it. `undefined`: its text does not begin with a plain word. */
export function programsOf({ form, argv }: Probe): readonly string[] {
  const script = form === 'shell' ? argv[0] : inlineScript(argv);
  if (script === undefined) return argv[0] === undefined ? [] : [argv[0]];
  const first = firstWord(script);
  if (first === undefined || first === 'exit' || first === 'test') return ['sh'];
  // `curl … || wget … || exit 1`: another program steps in where the first one is missing.
  const others = script.split('||').slice(1).map(firstWord);
  return others.some((word) => word === undefined || isProbeTool(word)) ? ['sh'] : ['sh', first];
}

const firstWord = (script: string): string | undefined =>
  /^\s*(?:[A-Za-z_]\w*=\S*\s+)*([\w./-]+)(?=\s|$|;)/.exec(script)?.[1];
const isProbeTool = (word: string): boolean => probeTools.some(({ program }) => program === programName(word));

/** The first program that is certainly missing; `undefined` when all are there or the image is not known well enough. */
export function missingProgram(probe: Probe, { built, image: ready }: Service): string | undefined {
  const image = built?.image;
  const base = image ? image.baseKnown : baseImageOf(ready?.value ?? '');
  if (!base || base.toolsUnknown) return undefined;
  return programsOf(probe).find((word) => {
    const program = programName(word);
    if (program === 'sh') return base.shell === 'none';
    const tool = probeTools.find((row) => row.program === program);
    // A path of the image's own, or a program no table knows: it may well have been copied there.
    if (!tool || (word.includes('/') && !/^(\/usr)?(\/local)?\/bin\//.test(word))) return false;
    if (base.tools.includes(program) || (isShell(word) && base.shell === 'bash')) return false;
    return !image || !mayBring(image, [program, ...tool.packages]);
  });
}

const runsScript = /^\s*(?:(?:ba|da)?sh\s+(?:-\w+\s+)?)?[\w./-]+\.sh(?:\s|$)/;
const packageManager = /\b(?:apt|apt-get|apk|dnf|microdnf|yum|tdnf)\b/;

/** What a RUN installs stands somewhere else: in a script, or behind a variable. */
const installsUnseen = (script: string): boolean =>
  script
    .split(/[;&|]+/)
    .some(
      (command) =>
        runsScript.test(command) ||
        (packageManager.test(command) && /\b(?:install|add)\b/.test(command) && /[$`<]/.test(command)),
    );

/** Mentioned in a RUN, or copied into a directory of programs: then nothing is claimed. */
export function mayBring(image: Image, names: readonly string[]): boolean {
  return image.instructions.some((one) => {
    if (one.kind === 'run' && installsUnseen(one.script)) return true;
    if (one.kind === 'run')
      return one.script
        .split(/[^\w.+-]+/)
        .some(
          (word) => names.includes(word.replace(/[=~].*$/s, '')) || names.some((name) => word.startsWith(`${name}=`)),
        );
    if (one.kind !== 'copy' && one.kind !== 'add') return false;
    const target = one.target.value ?? '';
    const named = [target, ...one.sources.map(({ value }) => value ?? '')].some((path) =>
      names.includes(programName(path.replace(/\/$/, ''))),
    );
    return named || /(^|\/)s?bin\/?$|^\/$|^\/usr(\/local)?\/?$/.test(target);
  });
}
