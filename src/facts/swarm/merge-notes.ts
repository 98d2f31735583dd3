/** What is lost or made up when several `-c` files are put together. Verified with `docker stack config` 28.2. */
import { mergeServices } from '../assemble/merge.ts';
import { says } from '../assemble/merge-body.ts';
import type { ComposeFile, ComposeService, MapNode, Port } from '../compose.ts';
import type { LoaderNote } from './notes.ts';

type Remark = Omit<LoaderNote, 'stage' | 'key'>;

export function mergeNotes(files: readonly ComposeFile[]): readonly LoaderNote[] {
  if (files.length < 2) return [];
  return mergeServices(files).flatMap((merged) => {
    const parts = files.flatMap(({ services }) => services.filter(({ name }) => name === merged.name));
    if (parts.length < 2) return [];
    const path = `services.${merged.name}`;
    const remarks = [
      ...parts.slice(1).flatMap((over, index) => ofPart(parts.slice(0, index + 1), over, path)),
      ...lostPorts(parts, merged, path),
      ...lostGrants(parts, merged, path),
    ];
    return remarks.map((remark) => ({ ...remark, key: remark.path.split('.').at(-1)!, stage: 'convert' as const }));
  });
}

function ofPart(before: readonly ComposeService[], over: ComposeService, path: string): readonly Remark[] {
  const found: Remark[] = [
    ...unsettable(
      before.map(({ body }) => body),
      over.body,
      path,
    ),
  ];
  const test = over.healthcheck?.test;
  const first = before.find(({ healthcheck }) => healthcheck?.test)?.healthcheck?.test;
  if (test && first)
    found.push({
      at: test.at,
      path: `${path}.healthcheck.test`,
      verdict: 'changed',
      message: `it is not put in place of the test in ${first.at.file} but added to its words`,
      instead: 'keep the test in one of the files',
      weight: 'heavy',
    });
  const options = over.logging?.options[0];
  const logging = before.find((one) => one.logging)?.logging;
  const sameDriver = !over.logging?.driver || !logging?.driver || over.logging.driver.value === logging.driver.value;
  if (options && logging && sameDriver && logging.options.length === 0)
    found.push({
      at: options.at,
      path: `${path}.logging.options`,
      verdict: 'ignored',
      message: `options are lost, because logging in ${logging.at.file} has none to add them to`,
      instead: 'write at least one option there too',
    });
  return found;
}

/** `read_only: false` does not undo `read_only: true`. */
function unsettable(before: readonly MapNode[], over: MapNode, path: string): readonly Remark[] {
  return over.entries.flatMap(({ at, key, value }): readonly Remark[] => {
    const here = `${path}.${key}`;
    const own = before.flatMap(({ entries }) => entries.find((entry) => entry.key === key) ?? []);
    const last = own.at(-1);
    if (!last || key === 'command' || key === 'entrypoint' || key === 'labels' || key.startsWith('x-')) return [];
    if (value.kind === 'map') {
      const maps = own.flatMap((entry) => (entry.value.kind === 'map' ? entry.value : []));
      return key === 'environment' ? [] : unsettable(maps, value, here);
    }
    if (value.kind !== 'scalar' || says(key, value) !== false || !own.some((entry) => says(key, entry.value)))
      return [];
    return [
      {
        at,
        path: here,
        verdict: 'ignored',
        message: `a later file cannot set it back, and what ${last.at.file} says stays`,
        instead: 'take it out of that file',
      },
    ];
  });
}

const nameOf = ({ published, target, protocol, mode }: Port): string =>
  `${mode} ${published?.from ?? ''}-${published?.to ?? ''}:${target?.from ?? ''}/${protocol}`;

/** Ports are kept by their published number alone as soon as a second file speaks of the service. */
function lostPorts(parts: readonly ComposeService[], merged: ComposeService, path: string): readonly Remark[] {
  const kept = new Set(merged.ports.map(nameOf));
  const numbers = new Set(merged.ports.map(({ published }) => published?.from));
  return parts.flatMap(({ ports }) =>
    ports.flatMap((port, index): readonly Remark[] => {
      const single = !port.published || port.published.from === port.published.to;
      if (!single || !port.target || kept.has(nameOf(port)) || !numbers.has(port.published?.from)) return [];
      // Another target for the same number in a later file is what an override is for.
      const twin = ports.find((other) => other !== port && other.published?.from === port.published?.from);
      return twin
        ? [
            {
              at: port.at,
              path: `${path}.ports.${index}`,
              verdict: 'ignored',
              message: `with several files one port is kept for each published number, and ${twin.raw} is the one`,
              instead: 'keep all that is said about the service in one file',
              weight: 'heavy',
            },
          ]
        : [];
    }),
  );
}

function lostGrants(parts: readonly ComposeService[], merged: ComposeService, path: string): readonly Remark[] {
  return (['secrets', 'configs'] as const).flatMap((kind) => {
    const kept = new Set(merged[kind].map(({ source, target }) => `${source}:${target}`));
    return parts.flatMap((part) =>
      part[kind].flatMap(({ at, source, target }, index): readonly Remark[] =>
        kept.has(`${source}:${target}`) || !part[kind].some((other) => other.at !== at && other.source === source)
          ? []
          : [
              {
                at,
                path: `${path}.${kind}.${index}`,
                verdict: 'ignored',
                message: `with several files ${source} is mounted once, at the place that is named last`,
                instead: 'keep all that is said about the service in one file',
                weight: 'heavy',
              },
            ],
      ),
    );
  });
}
