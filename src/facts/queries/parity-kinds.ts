/** What services of production store their data in, beside what stands in for it during development. */
import type { Located, Span } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { engineNamed, kindOfFamily } from '../tables/engine-names.ts';
import { memoise } from './memoise.ts';
import { developmentOf } from './parity-versions.ts';

/** One choice of an engine in production, with the different one that development makes under the same name. */
export interface EngineChoice extends Located {
  readonly service: Service;
  /** The variable, or absent when the image of the service itself is the choice. */
  readonly variable?: string;
  readonly engine: string;
  readonly standIn?: { readonly engine: string; readonly at: Span };
}

export const engineChoices = memoise((facts: Facts): readonly EngineChoice[] =>
  facts.stacks
    .filter(({ purpose }) => purpose.value === 'production')
    .flatMap((production) => {
      const others = developmentOf(production, facts).flatMap(({ services }) => services);
      return production.services.flatMap((service) => {
        const alike = others.filter(({ name }) => name === service.name);
        return alike.length === 0 ? [] : choicesOf(service).map((choice) => withStandIn(choice, alike));
      });
    }),
);

function choicesOf(service: Service): readonly EngineChoice[] {
  const own = kindOfFamily(service.family?.family);
  if (own !== undefined && !service.built) return [{ at: service.image?.at ?? service.at, service, engine: own }];
  return service.effectiveEnvironment.flatMap(({ name, value, at }) => {
    const engine = value?.value === undefined ? undefined : engineNamed(name, value.value);
    return engine === undefined ? [] : [{ at, service, variable: name, engine }];
  });
}

function withStandIn(choice: EngineChoice, alike: readonly Service[]): EngineChoice {
  const others = alike.flatMap(choicesOf).filter(({ variable }) => variable === choice.variable);
  const other = others.every(({ engine }) => engine !== choice.engine) ? others[0] : undefined;
  return other ? { ...choice, standIn: { engine: other.engine, at: other.at } } : choice;
}
