/** Work on the way to the application that belongs into the image. */
import type { Located, Span } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import type { BuildCommand } from '../tables/commands.ts';
import { memoise } from './memoise.ts';
import { productionStarts, type ServiceStarts } from './process-development.ts';
import { hasRole } from './services.ts';

export interface StartBuild extends Located {
  /** As people call it: `npm run build`. */
  readonly tool: string;
  readonly does: BuildCommand['does'];
}

export interface BuiltAtStart extends Located {
  readonly service: Service;
  /** The heaviest first: installing and building before generating and fetching. */
  readonly builds: readonly StartBuild[];
}

/** Services that stay up, with what each start of a task is sure to install, build or fetch. */
export const buildsAtStart = memoise((facts: Facts): readonly BuiltAtStart[] =>
  productionStarts(facts)
    .filter(({ service, starts }) => starts.length > 0 && !hasRole(service, 'job') && !mayBeJob(service))
    .map(({ at, service, starts }) => ({ at, service, builds: buildsOf(starts) })),
);

/** A variable that decides the mode may well make it one. */
const mayBeJob = ({ deploy }: Service): boolean => deploy?.mode !== undefined && deploy.mode.value === undefined;

function buildsOf(starts: ServiceStarts['starts']): readonly StartBuild[] {
  const seen = new Set<string>();
  const found = starts.flatMap(({ start, build, development }): readonly StartBuild[] => {
    // A development server that compiles is told of as one, and a service that only builds starts nothing else.
    if (!build || development || (start.main && !build.runs)) return [];
    const key = placeKey(start.at, build.tool);
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ at: start.at, tool: build.tool, does: build.does }];
  });
  return found.sort((one, other) => weights.indexOf(one.does) - weights.indexOf(other.does));
}

const weights: readonly BuildCommand['does'][] = ['build', 'install', 'generate', 'fetch'];

const placeKey = ({ file, start }: Span, tool: string): string => `${file} ${start} ${tool}`;
