/** Whatever the stack, the picture of it stays readable. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inLayers } from '../../src/report/html/topology/layers.ts';
import { type Area, type Layout, layoutOf, type Point } from '../../src/report/html/topology/layout.ts';
import type { Box, Topology } from '../../src/report/html/topology/model.ts';

const keys = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => prefix + at);

const topologies: fc.Arbitrary<Topology> = fc
  .record({
    services: fc.integer({ min: 1, max: 30 }),
    networks: fc.integer({ min: 1, max: 9 }),
    resources: fc.nat(20),
  })
  .chain((size) => {
    const networks = keys('network', size.networks);
    const resources = keys('resource', size.resources);
    const names = keys('service', size.services);
    const box = (name: string): fc.Arbitrary<Box> =>
      fc.record({
        name: fc.constant(name),
        role: fc.constantFrom('web', 'worker', 'datastore', 'proxy'),
        doors: fc.array(fc.constant({ text: '80 → 80', mode: 'ingress' as const }), { maxLength: 9 }),
        networks: fc.subarray([...networks]),
        resources: fc.subarray([...resources]),
        calls: fc.subarray(names.filter((one) => one !== name)),
      });
    return fc.record({
      boxes: fc.tuple(...names.map(box)),
      networks: fc.constant(networks.map((key) => ({ key, external: false }))),
      resources: fc.constant(
        resources.map((key) => ({ key, kind: 'volume' as const, name: key, remark: '', local: false })),
      ),
    });
  });

const overlap = (a: Area, b: Area): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** What must not lie on each other. Labels of networks stand above one another, each on a line of its own. */
const areasOf = ({ boxes, resources, outside, lanes }: Layout): readonly Area[] => [
  ...boxes,
  ...resources,
  ...(outside ? [outside] : []),
  ...lanes.map(({ label }) => label),
];

const between = (value: number, low: number, size: number): boolean => value > low && value < low + size;

/** Level or upright, through the inside; ends may touch. A slanted line counts as crossing. */
function segmentCrosses(from: Point, to: Point, { x, y, width, height }: Area): boolean {
  const meets = (a: number, b: number, low: number, size: number): boolean =>
    Math.min(a, b) < low + size && Math.max(a, b) > low;
  if (from.y === to.y) return between(from.y, y, height) && meets(from.x, to.x, x, width);
  return from.x !== to.x || (between(from.x, x, width) && meets(from.y, to.y, y, height));
}

describe('the picture of a stack', () => {
  test('nothing overlaps, nothing is cut off, no line goes through a box', () => {
    fc.assert(
      fc.property(topologies, (topology) => {
        const layout = layoutOf(topology);
        const areas = areasOf(layout);
        const outside = ({ x, y, width, height }: Area): boolean =>
          x < 0 || y < 0 || x + width > layout.width || y + height > layout.height;
        const solid = [...layout.boxes, ...layout.resources];
        // Collected first: an expectation for each pair would take minutes.
        expect(areas.filter((one, at) => areas.slice(at + 1).some((other) => overlap(one, other)))).toEqual([]);
        expect(areas.filter(outside)).toEqual([]);
        expect(
          layout.wires.filter(({ points }) =>
            points.slice(1).some((to, at) => solid.some((area) => segmentCrosses(points[at]!, to, area))),
          ),
        ).toEqual([]);
        expect(layout.boxes).toHaveLength(topology.boxes.length);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('lines of different meaning never run along each other', () => {
    fc.assert(
      fc.property(topologies, (topology) => {
        const { wires, resources } = layoutOf(topology);
        // At the height of a resource only lines that lead to it are level.
        const middles = new Set(resources.map(({ y, height }) => y + height / 2));
        const leaving = wires.map(({ kind, points: [start, turn] }) => ({
          kind,
          y: start!.y,
          level: start!.y === turn!.y,
        }));
        expect(leaving.filter(({ level }) => !level)).toEqual([]);
        expect(leaving.filter(({ kind, y }) => kind === 'resource' && middles.has(y))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test('every attachment is drawn', () => {
    fc.assert(
      fc.property(topologies, (topology) => {
        const { lanes, wires } = layoutOf(topology);
        const count = (of: (box: Box) => number): number => topology.boxes.reduce((sum, box) => sum + of(box), 0);
        expect(lanes.reduce((sum, { stops }) => sum + stops.length, 0)).toBe(count(({ networks }) => networks.length));
        expect(wires.filter(({ kind }) => kind === 'resource')).toHaveLength(
          count(({ resources }) => resources.length),
        );
        expect(wires.filter(({ kind }) => kind === 'call')).toHaveLength(count(({ calls }) => calls.length));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test('services stand in the order of their calls', () => {
    const box = (name: string, over: Partial<Box> = {}): Box => ({
      name,
      role: 'worker',
      doors: [],
      networks: [],
      resources: [],
      calls: [],
      ...over,
    });
    const door = [{ text: '80 → 80', mode: 'ingress' as const }];
    const order = inLayers([
      box('lonely-store', { role: 'datastore' }),
      box('db', { role: 'datastore' }),
      box('api', { calls: ['db'] }),
      box('proxy', { calls: ['api'], doors: door }),
      box('a', { calls: ['b'] }),
      box('b', { calls: ['a'] }),
    ]);
    expect(order.map(({ name }) => name)).toEqual(['proxy', 'api', 'db', 'a', 'b', 'lonely-store']);
  });
});
