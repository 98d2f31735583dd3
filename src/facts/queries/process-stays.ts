/** Whether the first process of a container stays as long as the program it is there for. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service, StartCommand } from '../model.ts';
import { bareCommand } from '../process/command-words.ts';
import { daemonOf, keepsAlive } from '../tables/daemons.ts';
import { memoise } from './memoise.ts';
import { certainStarts } from './process-starts.ts';
import { isLongRunning, isOwn, judgedServices } from './services.ts';

/** The place is the last command. */
export interface LastCommand extends Located {
  readonly service: Service;
  readonly last: StartCommand;
  /** A program that goes to the background, so that the container ends; with what to write instead. */
  readonly leaves?: { readonly what: string; readonly instead: string };
  /** A command that only keeps the container from ending, and what runs unseen behind it. */
  readonly keeps?: { readonly what: string; readonly started: readonly StartCommand[] };
}

export const lastCommands = memoise((facts: Facts): readonly LastCommand[] =>
  judgedServices(facts)
    .filter((service) => isOwn(service) && isLongRunning(service))
    .flatMap((service): readonly LastCommand[] => {
      const last = service.process.main;
      if (!last) return [];
      const starts = certainStarts(service, facts).map(({ start }) => start);
      const base = { at: last.at, service, last };
      if (keepsAlive(last.argv)) return [{ ...base, keeps: keptBy(last, starts) }];
      return [{ ...base, leaves: starts.includes(last) ? leaving(last, service, facts) : undefined }];
    }),
);

/** Another check says that the program behind the first process is out of sight: who gets its signals is the smaller question. */
export const isOutOfSight = (service: Service, facts: Facts): boolean =>
  lastCommands(facts).some(
    (one) => one.service === service && (one.leaves !== undefined || (one.keeps?.started.length ?? 0) > 0),
  );

const keptBy = (last: StartCommand, starts: readonly StartCommand[]): LastCommand['keeps'] => ({
  what: bareCommand(last.argv).words.slice(0, 2).join(' '),
  started: starts.filter((start) => start !== last && (start.background || daemonOf(start.argv) !== undefined)),
});

function leaving(last: StartCommand, service: Service, facts: Facts): LastCommand['leaves'] {
  const { words } = bareCommand(last.argv);
  if (last.background) return { what: `${words[0]} &`, instead: `${words[0]} without &` };
  if (words[0] === 'supervisord') return supervisor(words, service, facts);
  const row = daemonOf(last.argv);
  if (!row || (row.file && saysItself(row.file, service))) return undefined;
  return {
    what: [row.words.join(' '), row.flags?.find((flag) => last.argv.some((word) => word.startsWith(flag)))]
      .filter(Boolean)
      .join(' '),
    instead: row.instead,
  };
}

/** A configuration of its own may keep it in the foreground: its text is not read. */
const saysItself = (file: RegExp, { built, mounts, configs }: Service): boolean =>
  mounts.some(({ target = '' }) => file.test(target)) ||
  configs.some(({ target = '' }) => file.test(target)) ||
  !built?.image.baseKnown ||
  built.image.instructions.some((one) =>
    one.kind === 'run'
      ? /daemon\s+off/.test(one.script)
      : (one.kind === 'copy' || one.kind === 'add') &&
        [one.target, ...one.sources].some(
          ({ value }) => value === undefined || file.test(value) || /^\/(etc\/?)?$/.test(value),
        ),
  );

function supervisor(words: readonly string[], { built }: Service, facts: Facts): LastCommand['leaves'] {
  if (words.some((word) => /^(-n|--nodaemon|-v|--version)$/.test(word))) return undefined;
  const lists = facts.processLists.filter(({ kind }) => kind === 'supervisord');
  const shipped = lists.filter(({ path }) =>
    built?.image.ships.some((from) => from === '' || path === from || path.startsWith(`${from}/`)),
  );
  // Where its configuration is not seen, it may say `nodaemon`.
  const touched = built?.image.instructions.some((one) => one.kind === 'run' && /nodaemon/.test(one.script));
  if (shipped.length === 0 || touched || shipped.some(({ foreground }) => foreground)) return undefined;
  return { what: 'supervisord', instead: '`supervisord -n`' };
}
