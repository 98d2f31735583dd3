/** Where a service is asked, and whether a Swarm looks like production. */
import { describe, expect, test } from '@jest/globals';
import { planOf, signsOfProduction } from '../../src/prove/index.ts';
import { lintTree } from '../support/lint.ts';

const planIn = (service: string) => {
  const { facts } = lintTree({ 'docker-stack.yml': `version: "3.8"\nservices:\n  web:\n${service}` });
  return planOf(facts.services[0]!);
};

describe('plan', () => {
  test('the health check knows the port and the path best', () => {
    expect(
      planIn(`    image: a/b:1
    ports: ["80:8080"]
    healthcheck: { test: "curl -f http://localhost:9000/health?full=1 || exit 1" }
`),
    ).toMatchObject({ ports: [9000, 8080], path: '/health?full=1' });
  });
  test('a health check that asks somebody else tells nothing', () => {
    expect(planIn('    image: a/b:1\n    healthcheck: { test: ["CMD", "curl", "http://db:5432/x"] }\n').ports).toEqual(
      [],
    );
  });
  test('paths that a shell would see are not used', () => {
    expect(
      planIn('    image: a/b:1\n    healthcheck: { test: ["CMD", "curl", "http://localhost:80/$(id)"] }\n').path,
    ).toBe('/');
  });
  test('proxies are told the port in labels', () => {
    expect(
      planIn(
        '    image: a/b:1\n    deploy:\n      labels: ["traefik.http.services.web.loadbalancer.server.port=8000"]\n',
      ).ports,
    ).toEqual([8000]);
  });
  test('datastores stay alone', () => {
    expect(planIn('    image: postgres:17\n').alone).toBeDefined();
  });
});

describe('production', () => {
  const quiet = { endpoint: '/var/run/docker.sock', nodes: [{ name: 'node1', labels: ['disk=ssd'] }], services: [] };
  test('an empty Swarm without a telling name is none', () => {
    expect(signsOfProduction(quiet)).toEqual([]);
  });
  test.each(['prod', 'eu-production', 'shop_live', 'prd-1'])('a context called %s is', (context) => {
    expect(signsOfProduction({ ...quiet, context })).toEqual([`the context is called ${context}`]);
  });
  test.each(['product-demo', 'alive', 'reproduction', 'delivery'])('a context called %s is none', (context) => {
    expect(signsOfProduction({ ...quiet, context })).toEqual([]);
  });
  test('what runs there already is a sign, and so are nodes, labels and hosts', () => {
    expect(
      signsOfProduction({
        endpoint: 'tcp://manager.prod.example.com:2376',
        nodes: [{ name: 'prod-1', labels: ['env=production'] }],
        services: ['shop_web', 'shop_db', 'a', 'b'],
      }),
    ).toEqual([
      'the engine is at tcp://manager.prod.example.com:2376',
      'nodes are called prod-1',
      'nodes are labelled env=production',
      '4 other services run there: shop_web, shop_db, a and 1 more',
    ]);
  });
});
