/** Whether a Swarm looks as if people depend on it. Better to ask once too often: what is deployed there takes part in the same networks. */

export interface Surroundings {
  /** Name of the Docker context; absent: none was named. */
  readonly context?: string;
  /** Where the engine is, as people name it. */
  readonly endpoint: string;
  readonly nodes: readonly { readonly name: string; readonly labels: readonly string[] }[];
  /** Services that run there already. */
  readonly services: readonly string[];
}

/** `prod-1`, `eu_production`, `shop.live.example.com`; never `product` or `alive`. */
const telling = /(?:^|[^a-z])(?:prod|prd|production|live)(?:$|[^a-z])/i;
/** As many as one line holds. */
const most = 3;

const listed = (names: readonly string[]): string =>
  names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');

/** Why it looks like production, one reason a line; empty: nothing speaks for it. */
export function signsOfProduction({ context, endpoint, nodes, services }: Surroundings): readonly string[] {
  const named = nodes.filter(({ name }) => telling.test(name)).map(({ name }) => name);
  const labels = [...new Set(nodes.flatMap((node) => node.labels.filter((label) => telling.test(label))))];
  return [
    ...(context !== undefined && telling.test(context) ? [`the context is called ${context}`] : []),
    ...(telling.test(endpoint) ? [`the engine is at ${endpoint}`] : []),
    ...(named.length > 0 ? [`nodes are called ${listed(named)}`] : []),
    ...(labels.length > 0 ? [`nodes are labelled ${listed(labels)}`] : []),
    ...(services.length > 0
      ? [
          `${services.length === 1 ? 'another service runs' : `${services.length} other services run`} there: ${listed(services)}`,
        ]
      : []),
  ];
}
