/** Services that are told a port by their environment and listen on another one, which their code fixes. */
import type { Located, Span } from '../../source/index.ts';
import type { Listen } from '../code.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { factsOf } from './code.ts';
import { memoise } from './memoise.ts';
import { portClaims } from './ports-claims.ts';
import { listeningOf } from './ports-listeners.ts';
import { resolveVariable } from './ports-variables.ts';
import { judgedServices } from './services.ts';

/** Variables that mean the port a program listens on. */
const names = ['PORT', 'SERVER_PORT', 'HTTP_PORT', 'APP_PORT', 'LISTEN_PORT'];

export interface ToldPort extends Located {
  readonly service: Service;
  readonly name: string;
  readonly told: number;
  readonly toldAt: Span;
  /** Set when the program listens elsewhere, whatever it is told. */
  readonly fixed?: Listen & { readonly port: number };
  /** `told`: others expect the port that the variable names: that contradiction has a check of its own. `fixed`: everybody knows the other one. */
  readonly expected: 'told' | 'fixed' | 'nobody';
  readonly confidence: Confidence;
}

export const toldPorts = memoise((facts: Facts): readonly ToldPort[] =>
  judgedServices(facts).flatMap((service) => names.flatMap((name) => toldBy(service, name, facts))),
);

function toldBy(service: Service, name: string, facts: Facts): readonly ToldPort[] {
  const variable = resolveVariable(service, name, facts);
  if (variable.state !== 'set' || !/^\d{2,5}$/.test(variable.value) || service.code.status !== 'read') return [];
  const listens = factsOf(service, 'listen');
  const { listeners, complete } = listeningOf(service, facts);
  if (listens.length === 0 || listeners.length !== listens.length) return [];
  const told = Number(variable.value);
  const [first] = listens;
  const isFixed = listens.every(
    ({ port, portVariable, guard }) => port !== undefined && portVariable === undefined && guard === 'always',
  );
  const isRead =
    factsOf(service, 'env-read').some((read) => read.name === name) || listeners.some(({ port }) => port === told);
  const claims = portClaims(facts).filter(({ target }) => target === service);
  const meets = (port: number): boolean => claims.some(({ from, to }) => from <= port && port <= to);
  const base = { at: first!.at, service, name, told, toldAt: variable.at };
  const expected = meets(told)
    ? 'told'
    : listeners.some(({ port }) => port !== undefined && meets(port))
      ? 'fixed'
      : 'nobody';
  const confidence = complete && service.code.confidence === 'high' ? 'high' : 'medium';
  if (!isFixed || isRead || !complete) return [{ ...base, expected, confidence }];
  return [{ ...base, fixed: first as Listen & { port: number }, expected, confidence }];
}
