/** What every part of a story is told with. */
import type { Facts, Scalar, Service, Span } from '../../kit/index.ts';
import type { Locate } from '../places.ts';
import type { Report, ServiceReport } from '../report.ts';
import type { Spot, Written } from './shape.ts';

export interface Teller {
  readonly one: ServiceReport;
  readonly service: Service;
  readonly facts: Facts;
  readonly report: Report;
  readonly spot: (at: Span) => Spot;
  readonly maybe: (at: Span | undefined) => Spot | null;
  /** What a scalar says by `read`; where there is none, what Swarm does without it. */
  readonly said: <T>(scalar: Scalar | undefined, read: (scalar: Scalar) => T | undefined, or: T) => Written<T | null>;
}

export function tellerOf(one: ServiceReport, facts: Facts, report: Report, locate: Locate): Teller {
  const spot = (at: Span): Spot => {
    const { path, start } = locate(at);
    return { path, line: start.line, column: start.column };
  };
  return {
    one,
    service: one.service,
    facts,
    report,
    spot,
    maybe: (at) => (at ? spot(at) : null),
    said: (scalar, read, or) =>
      scalar ? { value: read(scalar) ?? null, at: spot(scalar.at) } : { value: or, at: null },
  };
}
