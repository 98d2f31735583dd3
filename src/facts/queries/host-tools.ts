/** Programs that the code of a service starts, and whether its image holds them. */
import type { Located } from '../../source/index.ts';
import type { Spawn } from '../code.ts';
import type { Confidence, Facts, Image, Service } from '../model.ts';
import { hostTools } from '../tables/host-tools.ts';
import { codeFacts } from './code.ts';
import { mayBring } from './health-tools.ts';
import { memoise } from './memoise.ts';
import { hasRole } from './services.ts';

/** One program for each service; the place is the first that starts it. */
export interface StartedTool extends Located {
  readonly service: Service;
  readonly fact: Spawn;
  readonly missing: boolean;
  /** A package that would bring it. */
  readonly from: string;
  readonly confidence: Confidence;
}

/** Programs that a table knows, in images whose inventory is known. */
export const startedTools = memoise((facts: Facts): readonly StartedTool[] => {
  const found = new Map<string, StartedTool>();
  for (const { at, service, fact } of codeFacts(facts, 'spawn')) {
    const tool = hostTools.find(({ programs }) => programs.includes(fact.program));
    const image = service.built?.image;
    const key = `${service.stack}#${service.name} ${fact.program}`;
    if (!tool || !image || found.has(key) || hasRole(service, 'datastore')) continue;
    const base = image.baseKnown;
    if (!base || base.toolsUnknown) continue;
    // Plain tags of language images stand on buildpack-deps, as their download tools show.
    const buildpack = base.tools.includes('git') && base.tools.includes('curl');
    const there =
      base.tools.includes(fact.program) ||
      (tool.inBuildpack && buildpack) ||
      mayBring(image, [fact.program, ...tool.packages, ...versions(image, tool.packages)]) ||
      facts.manifests.some(({ dependencies }) => dependencies.some(({ name }) => tool.brought?.includes(name)));
    const confidence = fact.guard === 'conditional' ? 'low' : (service.built?.confidence ?? 'medium');
    found.set(key, {
      at,
      service,
      fact,
      missing: !there,
      from: tool.packages[0]!,
      confidence: confidence === 'high' ? 'medium' : confidence,
    });
  }
  return [...found.values()];
});

/** `postgresql-client-16`, `postgresql16-client`, `libreoffice-calc`: words of the RUN instructions that begin with the name of a package. */
const versions = (image: Image, packages: readonly string[]): readonly string[] =>
  image.runs.flatMap(({ script }) =>
    script
      .split(/[^\w.+-]+/)
      .filter((word) =>
        packages.some((name) => word.startsWith(name) || word.startsWith(name.replace(/-client$/, ''))),
      ),
  );
