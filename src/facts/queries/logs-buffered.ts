/** Services whose lines wait in a buffer of their own before anybody sees them. */
import type { Located } from '../../source/index.ts';
import type { BufferedOutput } from '../code.ts';
import type { Facts, Service } from '../model.ts';
import { programName } from '../process/wrappers.ts';
import { factsOf } from './code.ts';
import { variableOf } from './environment.ts';
import { memoise } from './memoise.ts';
import { isLongRunning, judgedServices } from './services.ts';

export interface PythonProgram extends Located {
  readonly service: Service;
  /** Where it writes to standard output; absent when it never does, or without a buffer. */
  readonly output?: BufferedOutput;
}

/** Programs that Python runs itself. Servers such as gunicorn write their lines through handlers that do not buffer. */
export const pythonPrograms = memoise((facts: Facts): readonly PythonProgram[] =>
  judgedServices(facts)
    .filter(
      (service) => isLongRunning(service) && /^python[\d.]*$/.test(programName(service.process.main?.argv[0] ?? '')),
    )
    .map((service) => ({ at: service.at, service, output: isUnbuffered(service) ? undefined : outputOf(service) })),
);

const outputOf = (service: Service): BufferedOutput | undefined => factsOf(service, 'buffered-output')[0];

/** `python -u`, `PYTHONUNBUFFERED=1`; without a known environment it may be set. */
const isUnbuffered = (service: Service): boolean =>
  (service.process.main?.argv ?? []).some((word) => /^-[a-zA-Z]*u/.test(word)) ||
  variableOf(service, 'PYTHONUNBUFFERED') !== undefined ||
  service.tty?.value === 'true';
