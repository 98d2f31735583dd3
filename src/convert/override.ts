/** Files that `docker compose` reads together, of which only one was named. */
import { isMap } from 'yaml';
import { directoryOf, fileNameOf, joinPath } from '../source/index.ts';
import { slotsOf, valueAt } from './draft.ts';
import type { Job } from './job.ts';

const usual = /^(?:docker-)?compose\.ya?ml$/;
const names = ['compose', 'docker-compose'].flatMap((stem) => [`${stem}.yaml`, `${stem}.yml`]);

export function tellOfOthers({ draft, request, tell }: Job): void {
  if (request.files.length > 1) return;
  const name = fileNameOf(draft.path);
  const besides = (other: string): boolean => {
    const path = joinPath(directoryOf(draft.path), other);
    return path !== undefined && request.beside(path)?.kind === 'file';
  };
  const base = { kind: 'note', path: draft.path } as const;
  if (usual.test(name)) {
    const over = names.map((one) => one.replace('.y', '.override.y')).find(besides);
    if (over)
      tell({
        ...base,
        reason: `docker compose lays ${over} over it by itself; here it does not count: name both files where it should`,
      });
    return;
  }
  const services = valueAt(draft, draft.root, 'services');
  const bare = isMap(services) && slotsOf(draft, services).some(({ value }) => !valueAt(draft, value, 'image'));
  const under = bare ? names.find(besides) : undefined;
  if (under)
    tell({
      ...base,
      reason: `it names no image for each service: lay it over ${under}, swarm-lint convert ${under} ${name}`,
    });
}
