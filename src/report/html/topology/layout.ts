/**
 * Where everything of a picture stands. Read from left to right, it is a wiring diagram: the outside, one row per service, networks as vertical
 * lines with a stop wherever a service is attached, and what services mount at the right; at the left of the services, who calls whom. Rows never touch, so nothing overlaps, whatever
 * the size; lines that cross without a dot are not connected. Numbers are pixels.
 */
import { callsOf, widthOfCalls } from './calls.ts';
import { inLayers } from './layers.ts';
import type { Box, Topology } from './model.ts';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedBox extends Area {
  readonly box: Box;
  /** Doors that are drawn; the rest is counted in the last one. */
  readonly doors: readonly number[];
}

export interface Lane {
  readonly key: string;
  readonly x: number;
  readonly from: number;
  readonly to: number;
  readonly stops: readonly number[];
  readonly label: Area;
}

export interface PlacedResource extends Area {
  readonly key: string;
}

export interface Wire {
  readonly kind: 'network' | 'resource' | 'call';
  readonly points: readonly Point[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Absent when nothing is published. */
  readonly outside?: Area;
  readonly boxes: readonly PlacedBox[];
  readonly lanes: readonly Lane[];
  readonly resources: readonly PlacedResource[];
  readonly wires: readonly Wire[];
  /** Where lines meet. */
  readonly joints: readonly Point[];
  /** Where calls arrive. */
  readonly arrivals: readonly Point[];
}

const MARGIN = 8;
const OUTSIDE_WIDTH = 22;
const DOOR_WIDTH = 124;
const DOOR_PITCH = 22;
export const DOORS_SHOWN = 6;
const BOX_WIDTH = 264;
const BOX_HEIGHT = 72;
const ROW_GAP = 18;
const LANE_PITCH = 24;
const LABEL_PITCH = 18;
const LABEL_WIDTH = 190;
const TRACK_PITCH = 10;
const RESOURCE_WIDTH = 226;
const RESOURCE_HEIGHT = 32;
const RESOURCE_PITCH = 36;
const GAP = 22;
/** Heights within a row. No line of a service lies at the height of the middle of a resource: there, lines of other rows arrive. */
const NETWORK_LINE = 18;
const RESOURCE_LINE = 36;
const RESOURCE_MIDDLE = 18;

/** Each resource stands in the row of the first service that has it. */
function homes(boxes: readonly Box[]): ReadonlyMap<string, number> {
  const home = new Map<string, number>();
  boxes.forEach(({ resources }, row) => {
    for (const key of resources) if (!home.has(key)) home.set(key, row);
  });
  return home;
}

export function layoutOf({ boxes, networks }: Topology): Layout {
  const rows = inLayers(boxes);
  const home = homes(rows);
  const owned = rows.map(({ resources }, row) => resources.filter((key) => home.get(key) === row));
  const shared = [...home.keys()].filter((key) => rows.filter(({ resources }) => resources.includes(key)).length > 1);

  const open = rows.some(({ doors }) => doors.length > 0);
  const boxLeft = MARGIN + (open ? OUTSIDE_WIDTH + DOOR_WIDTH : 0) + widthOfCalls(rows);
  const boxRight = boxLeft + BOX_WIDTH;
  const laneX = networks.map((_network, at) => boxRight + GAP + at * LANE_PITCH);
  const lanesRight = laneX.at(-1) ?? boxRight;
  const trackX = new Map(shared.map((key, at) => [key, lanesRight + GAP + at * TRACK_PITCH]));
  const collector = lanesRight + GAP + shared.length * TRACK_PITCH;
  const resourceLeft = collector + GAP / 2;
  const right = Math.max(home.size > 0 ? resourceLeft + RESOURCE_WIDTH : 0, lanesRight + LABEL_WIDTH);

  const top = MARGIN + Math.max(1, networks.length) * LABEL_PITCH + GAP / 2;
  let y = top;
  const placed = rows.map((box, row): PlacedBox => {
    const doors = box.doors.slice(0, DOORS_SHOWN).map((_door, at) => y + NETWORK_LINE + at * DOOR_PITCH);
    const height = Math.max(BOX_HEIGHT, NETWORK_LINE * 2 + (doors.length - 1) * DOOR_PITCH);
    const one = { box, doors, x: boxLeft, y, width: BOX_WIDTH, height };
    y += Math.max(height, owned[row]!.length * RESOURCE_PITCH) + ROW_GAP;
    return one;
  });
  const bottom = y - ROW_GAP;

  const resources = placed.flatMap((one, row) =>
    owned[row]!.map((key, at) => ({
      key,
      x: resourceLeft,
      y: one.y + at * RESOURCE_PITCH + RESOURCE_MIDDLE - RESOURCE_HEIGHT / 2,
      width: RESOURCE_WIDTH,
      height: RESOURCE_HEIGHT,
    })),
  );
  const middleOf = new Map(resources.map((one) => [one.key, one.y + one.height / 2]));

  const lanes = networks.map(({ key }, at): Lane => {
    const stops = placed.filter(({ box }) => box.networks.includes(key)).map((one) => one.y + NETWORK_LINE);
    const label = {
      x: laneX[at]! + 8,
      y: MARGIN + at * LABEL_PITCH,
      width: right - laneX[at]! - 8,
      height: LABEL_PITCH,
    };
    return { key, x: laneX[at]!, from: label.y + LABEL_PITCH / 2, to: stops.at(-1) ?? top, stops, label };
  });

  const wires: Wire[] = [];
  const joints: Point[] = [];
  placed.forEach((one, row) => {
    const last = lanes.filter(({ key }) => one.box.networks.includes(key)).at(-1);
    const networkY = one.y + NETWORK_LINE;
    if (last)
      wires.push({
        kind: 'network',
        points: [
          { x: boxRight, y: networkY },
          { x: last.x, y: networkY },
        ],
      });
    const wireY = one.y + RESOURCE_LINE;
    for (const key of one.box.resources) {
      const own = home.get(key) === row;
      const x = own ? collector : trackX.get(key)!;
      const middle = middleOf.get(key)!;
      wires.push({
        kind: 'resource',
        points: [
          { x: boxRight, y: wireY },
          { x, y: wireY },
          { x, y: middle },
          { x: resourceLeft, y: middle },
        ],
      });
      if (!own) joints.push({ x: collector, y: middle });
      joints.push({ x, y: wireY });
    }
  });

  const calls = callsOf(placed);
  return {
    width: right + MARGIN,
    height: bottom + MARGIN,
    outside: open
      ? { x: MARGIN, y: top, width: OUTSIDE_WIDTH, height: lastDoor(placed) + NETWORK_LINE - top }
      : undefined,
    boxes: placed,
    lanes,
    resources,
    wires: [...wires, ...calls.wires],
    joints: unique([...joints, ...calls.joints]),
    arrivals: calls.arrivals,
  };
}

const lastDoor = (boxes: readonly PlacedBox[]): number => Math.max(...boxes.flatMap(({ doors }) => doors));

const unique = (points: readonly Point[]): readonly Point[] => [
  ...new Map(points.map((point) => [`${point.x} ${point.y}`, point])).values(),
];
