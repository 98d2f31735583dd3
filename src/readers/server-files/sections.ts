/** What files of sections say: supervisord, php-fpm, uwsgi. */
import type { ServerFile, ServerListen, ServerLog } from '../../facts/server-file.ts';
import { type Source, startOf } from '../../source/index.ts';
import { isNoFile, isOutput, listenOf, secondsIn } from './addresses.ts';
import { type Pair, parseIni, type Section } from './ini.ts';

const isOn = (value: string | undefined): boolean => /^(true|yes|on|1)$/i.test(value ?? '');

const isOff = (value: string | undefined): boolean => /^(false|no|off|0)$/i.test(value ?? '');

/** `undefined`: a file of some other program. */
export function readSections(source: Source): ServerFile | undefined {
  const sections = parseIni(source);
  const named = (...names: readonly string[]) => sections.some(({ name }) => names.includes(name.split(':')[0]!));
  if (named('uwsgi')) return uwsgi(source, sections);
  if (named('supervisord', 'program', 'fcgi-program')) return supervisord(source, sections);
  const isPool = sections.some(({ pairs }) =>
    pairs.some(({ key }) =>
      /^(pm|pm\.\w+|process_control_timeout|access\.log|php_admin_value\[error_log\])$/.test(key),
    ),
  );
  return isPool || named('global', 'www') ? fpm(source, sections) : undefined;
}

const empty = ({ path }: Source) => ({
  at: startOf(path),
  path,
  main: false,
  listens: [],
  logs: [],
  programs: [],
  upstreams: [],
  upstreamNames: [],
  includes: [],
});

const last = (sections: readonly Section[], ...keys: readonly string[]): Pair | undefined =>
  sections.flatMap(({ pairs }) => pairs).findLast(({ key }) => keys.includes(key));

const log = ({ at, value }: Pair, directive: string): readonly ServerLog[] =>
  value === '' || isNoFile(value) || /[$%]/.test(value.replace(/%\((program_name|process_num|group_name)\)\w+/g, ''))
    ? []
    : [{ at, directive, path: value, output: isOutput(value) }];

/** http://supervisord.org/configuration.html#program-x-section-values */
function supervisord(source: Source, sections: readonly Section[]): ServerFile {
  const programs = sections.filter(({ name }) => /^(fcgi-)?program:/.test(name));
  return {
    ...empty(source),
    program: 'supervisord',
    main: sections.some(({ name }) => name === 'supervisord'),
    programs: programs.map((section) => ({
      at: section.at,
      name: section.name.slice(section.name.indexOf(':') + 1),
      command: last([section], 'command')?.value ?? '',
      autostart: !isOff(last([section], 'autostart')?.value),
    })),
    logs: programs
      .filter((section) => !isOff(last([section], 'autostart')?.value))
      .flatMap((section) => {
        const written = last([section], 'stdout_logfile');
        const name = section.name.slice(section.name.indexOf(':') + 1);
        // A listener of events prints what the programs say.
        if (isOn(last([section], 'stdout_events_enabled')?.value) || isOn(last([section], 'stdout_syslog')?.value))
          return [];
        if (written && written.value.toUpperCase() !== 'AUTO') return log(written, `stdout_logfile of ${name}`);
        // AUTO, which holds without a word: a file that the next start throws away.
        return [
          {
            at: written?.at ?? section.at,
            directive: `stdout_logfile=AUTO of ${name}`,
            output: false,
            otherwise: true as const,
          },
        ];
      }),
    includes: sections
      .filter(({ name }) => name === 'include')
      .flatMap((section) => (last([section], 'files')?.value ?? '').split(/\s+/).filter(Boolean)),
  };
}

/** https://www.php.net/manual/en/install.fpm.configuration.php */
function fpm(source: Source, sections: readonly Section[]): ServerFile {
  const children = last(sections, 'pm.max_children');
  const timeout = last(sections, 'process_control_timeout');
  const seconds = timeout && secondsIn(timeout.value);
  const listens = sections.flatMap(({ pairs }) => pairs.filter(({ key }) => key === 'listen'));
  const include = last(sections, 'include')?.value;
  return {
    ...empty(source),
    program: 'php-fpm',
    main: sections.some(({ name }) => name === 'global'),
    listens: listens.flatMap(({ at, value }): readonly ServerListen[] => {
      const listen = listenOf(value);
      return listen ? [{ at, ...listen }] : [];
    }),
    logs: ['error_log', 'access.log', 'php_admin_value[error_log]', 'php_value[error_log]'].flatMap((key) => {
      const pair = last(sections, key);
      return pair ? log(pair, key) : [];
    }),
    ...(children && /^\d+$/.test(children.value)
      ? { workers: { at: children.at, count: Number(children.value) } }
      : {}),
    ...(timeout && seconds ? { drain: { at: timeout.at, name: timeout.key, seconds } } : {}),
    includes: include ? [include] : [],
  };
}

/** https://uwsgi-docs.readthedocs.io/en/latest/Options.html. Underscores and dashes are the same to it. */
function uwsgi(source: Source, all: readonly Section[]): ServerFile {
  const pairs = all
    .filter(({ name }) => name === 'uwsgi')
    .flatMap((section) => section.pairs.map((pair) => ({ ...pair, key: pair.key.replaceAll('_', '-') })));
  const value = (...keys: readonly string[]) => pairs.findLast(({ key }) => keys.includes(key));
  const processes = value('processes', 'workers', 'p');
  return {
    ...empty(source),
    program: 'uwsgi',
    main: true,
    listens: pairs
      .filter(({ key }) => /^(http|https|http-socket|http11-socket|https-socket|socket|uwsgi-socket|s)$/.test(key))
      .flatMap((pair): readonly ServerListen[] => {
        const listen = listenOf(pair.value.split(',')[0]!);
        return listen && !/\.sock/.test(pair.value) ? [{ at: pair.at, ...listen }] : [];
      }),
    logs: pairs.filter(({ key }) => /^(logto2?|daemonize2?)$/.test(key)).flatMap((pair) => log(pair, pair.key)),
    ...(processes && /^\d+$/.test(processes.value)
      ? { workers: { at: processes.at, count: Number(processes.value) } }
      : {}),
    endsOnTerm: isOn(value('die-on-term')?.value),
    includes: pairs.filter(({ key }) => /^(ini|include|inherit)$/.test(key)).map((pair) => pair.value),
  };
}
