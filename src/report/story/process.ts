/** How it starts, who is PID 1, and how it ends. */
import type { ProcessStory, Story, ToldCommand } from '../../engine/story/index.ts';
import type { Style } from '../style.ts';
import { commandText, duration, type Row, type Section, under } from './rows.ts';

const origins: Readonly<Record<ToldCommand['from'], string>> = {
  stack: 'stack file',
  image: 'Dockerfile',
  'base-image': 'base image',
};

const partRow = (key: string, { argv, form, from, at }: ToldCommand): Row => ({
  key,
  text: `${commandText(argv)}  (${form === 'shell' ? 'shell form, ' : ''}${origins[from]})`,
  at,
});

const STEPS_SHOWN = 8;

/** Programs that prepare and ask, and change nothing that outlives the container. */
const utilities = new Set(
  'hostname ip awk sed grep head tail cut tr cat free df sha256sum md5sum mkdir chown chmod ls id date sleep find env printenv uname whoami dirname basename readlink wc sort tee nproc'.split(
    ' ',
  ),
);

export function process({ process: told, image, source }: Story, style: Style): Section {
  const { entrypoint, command, replaced, first, chain, workers } = told;
  const steps = chain.filter(({ main, argv }) => !main && !utilities.has(argv[0] ?? ''));
  const main = chain.find((one) => one.main);
  return {
    title: 'Process',
    rows: [
      ...(entrypoint ? [partRow('entrypoint', entrypoint)] : []),
      ...(command ? [partRow('command', command)] : []),
      ...(replaced
        ? [
            {
              text: `takes the place of the image's ${replaced.form === 'shell' ? replaced.argv.join(' ') : commandText(replaced.argv)}`,
              at: replaced.at,
            },
          ]
        : []),
      ...(entrypoint || command
        ? []
        : [{ key: 'command', text: `the image's own, which no file of this repository shows` }]),
      ...(!entrypoint && command && !image.build && image.family
        ? [{ text: 'behind the entrypoint of the image, if it has one' }]
        : []),
      ...under(
        'before it',
        steps.slice(0, STEPS_SHOWN).map(({ argv, via, at, runs, background }) => ({
          text: `${commandText(argv)}${via === 'command' || at.path.endsWith(via) ? '' : `  (${via})`}${background ? ', in the background' : ''}${runs === 'maybe' ? ', under a condition' : runs === 'no' ? ', not in this service' : ''}`,
          at,
        })),
      ),
      ...(steps.length > STEPS_SHOWN ? [{ text: `and ${steps.length - STEPS_SHOWN} more` }] : []),
      ...(main && !isTold(main.argv, told)
        ? [
            {
              key: 'program',
              text: `${commandText(main.argv)}${main.via === 'command' || main.at.path.endsWith(main.via) ? '' : `  (${main.via})`}`,
              at: main.at,
            },
          ]
        : []),
      ...(first ? [{ key: 'PID 1', text: firstWords(first) }] : []),
      ...(workers
        ? [{ key: 'copies', text: `${workers.value}: as many processes, each with its own memory`, at: workers.at }]
        : []),
      ...stopRows(told, style, image.family, source.status === 'read'),
    ],
  };
}

/** The command line says it already. */
const isTold = (argv: readonly string[], { argv: all, entrypoint, command }: ProcessStory): boolean =>
  [all, entrypoint?.argv, command?.argv].some((known) => known && commandText(known) === commandText(argv));

const kinds: Readonly<Record<NonNullable<ProcessStory['first']>['kind'], string>> = {
  program: 'the program itself',
  init: 'which passes signals on to the program',
  wrapper: 'which stays in front of the program',
  shell: 'a shell that stays in front of the program',
  manager: 'which stays in front of the program',
};

const firstWords = ({ value, kind }: NonNullable<ProcessStory['first']>): string => `${value}, ${kinds[kind]}`;

function stopRows(told: ProcessStory, style: Style, family: string | null, read: boolean): readonly Row[] {
  const { signal, grace, drain } = told;
  const good = { symbol: style.symbols.good, paint: style.good };
  const warn = { symbol: style.symbols.warn, paint: style.warn };
  const open = { symbol: style.symbols.open, paint: style.note };
  const name = signal.name?.value ?? 'the stop signal';
  const until = grace.value === 0 ? 'SIGKILL comes with it' : `SIGKILL follows after ${duration(grace.value)}`;
  const written = grace.at ? '' : ' (the default)';
  const rows: Row[] = [];
  const say = (text: string, mark: Row['mark'], at: Row['at'] = null): void => void rows.push({ text, mark, at });
  if (signal.reaches === 'application') {
    const doubt = signal.confidence === 'low' ? `, most likely: ${signal.why}` : '';
    say(`${name} reaches the program${doubt}; ${until}${written}`, doubt ? open : good, grace.at ?? signal.name?.at);
    for (const { value, does, at } of told.handlers)
      say(
        does === 'drains'
          ? `it finishes open work first: ${value}`
          : does === 'exits'
            ? `it leaves at once: ${value}`
            : does === 'nothing'
              ? `it takes the signal and goes on: ${value}`
              : `it listens for the signal (${value}); what it does then cannot be told`,
        does === 'drains' ? good : does === 'unknown' ? open : warn,
        at,
      );
    if (told.graceful) say(told.graceful.value, good, told.graceful.at);
    else if (told.handlers.length === 0 && family === null)
      say(
        read
          ? `nothing in the code that was read finishes open work on ${name}`
          : `what the program does then is not known`,
        read ? warn : open,
      );
    if (drain)
      say(
        `it may take ${duration(drain.value)} for that${grace.value !== null && drain.value > grace.value ? `, and is killed after ${duration(grace.value)}` : ''}`,
        grace.value !== null && drain.value > grace.value ? warn : good,
        drain.at,
      );
  } else if (family !== null && signal.reaches === 'unknown')
    say(`${family} handles ${name}; ${until}${written}`, good, grace.at ?? signal.name?.at);
  else {
    const at = signal.at;
    if (signal.reaches === 'unknown') say(`whether ${name} reaches the program is not known: ${signal.why}`, open, at);
    else if (signal.reaches === 'no-shell')
      say(`it cannot start: ${signal.why}`, { symbol: style.symbols.bad, paint: style.bad }, at);
    else if (signal.reaches === 'killed-by-init')
      say(`the program ends at once, whatever it is doing: ${signal.why}, and the init ends with it`, warn, at);
    else say(`${name} does not reach the program in time: ${signal.why}`, warn, at);
    if (signal.reaches !== 'no-shell') say(`${until}${written}`, undefined, grace.at);
  }
  return under('when stopped', rows);
}
