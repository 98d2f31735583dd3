/** Probes that ask a route which in turn asks another service. */
import type { Located } from '../../source/index.ts';
import type { HealthRoute } from '../code.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { factsOf } from './code.ts';
import { healthOf } from './health-check.ts';
import { memoise } from './memoise.ts';
import { patienceOf } from './neighbours.ts';
import { isLongRunning, judgedServices } from './services.ts';

export interface ProbedRoute extends Located {
  readonly service: Service;
  /** Path of the URL the probe asks. */
  readonly path: string;
  /** What the answer waits for; absent: it answers by itself, or nothing shows that it does not. */
  readonly asks?: string;
  /** Where the answer is made; absent: in a library. */
  readonly route?: HealthRoute;
  readonly confidence: Confidence;
}

/** After so many seconds a dead dependency has most often come back. */
const patient = 300;

export const probedRoutes = memoise((facts: Facts): readonly ProbedRoute[] =>
  judgedServices(facts)
    .filter(isLongRunning)
    .flatMap((service): readonly ProbedRoute[] => {
      const health = healthOf(service);
      if (health.kind !== 'probe') return [];
      const path = pathOf(health.probe.argv.join(' '), service);
      if (path === undefined) return [];
      const { at } = health.probe;
      const patience = patienceOf(service);
      const route = routeOf(service, path);
      if (patience !== undefined && patience >= patient) return [{ at, service, path, confidence: 'medium' }];
      if (route)
        return [
          {
            at,
            service,
            path,
            route,
            ...(route.asks ? { asks: route.asks } : {}),
            confidence: route.guard === 'conditional' ? 'low' : 'medium',
          },
        ];
      const library = libraries.find(
        (row) => row.path.test(path) && row.languages.some((one) => service.code.languages.includes(one)),
      );
      const backed = library && service.effectiveEnvironment.find(({ name }) => library.backed.test(name));
      return [{ at, service, path, ...(library && backed ? { asks: library.asks } : {}), confidence: 'medium' }];
    }),
);

/** Routes of libraries that ask everything the program is connected to. Sources: their documentation. */
const libraries = [
  {
    path: /^\/(?:[\w-]+\/)*actuator\/health\/?$/,
    languages: ['java', 'kotlin'] as const,
    backed: /^SPRING_(?:DATASOURCE|DATA_|R2DBC|RABBITMQ|REDIS|ELASTICSEARCH|MAIL)/,
    asks: 'the health indicators of Spring Boot',
  },
];

/** `http://localhost:3000/health` */
function pathOf(text: string, { name }: Service): string | undefined {
  for (const [, host = '', path = ''] of text.matchAll(
    /\bhttps?:\/\/([\w.-]+|\[[\da-f:]+\])(?::(?:\d{1,5}|\$\w{1,40}|\$\{[\w:-]{1,60}\}))?(\/[\w./-]{0,200})?/g,
  ))
    if (/^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])$/i.test(host) || host === name)
      return path === '' ? '/' : path;
  return undefined;
}

const bare = (path: string): string => path.replace(/(?<!\/)\/+$/, '') || '/';

/** The route behind a path: the same, or one that is mounted below a prefix. */
function routeOf(service: Service, path: string): HealthRoute | undefined {
  const routes = factsOf(service, 'health-route');
  const same = routes.filter(({ route }) => bare(route) === bare(path));
  if (same.length > 0) return same.find(({ asks }) => asks) ?? same[0];
  const below = routes.filter(({ route }) => bare(route) !== '/' && bare(path).endsWith(bare(route)));
  return below.length === 1 ? below[0] : undefined;
}
