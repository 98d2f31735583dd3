/**
 * Who calls whom, at the left of the services: one vertical line for each service that is called, joined by its callers. Lines that do not
 * overlap in height share a track.
 */
import type { PlacedBox, Point, Wire } from './layout.ts';
import type { Box } from './model.ts';

const PITCH = 10;
const GAP = 16;
/** Heights within a row, between those of published ports. */
const LEAVES = 51;
const ARRIVES = 29;

interface Line {
  readonly to: number;
  /** Rows, in order. */
  readonly from: readonly number[];
  readonly track: number;
}

/** `boxes` in the order of their rows. Track 0 is the nearest to the services. */
function linesOf(boxes: readonly Box[]): readonly Line[] {
  const lines = boxes.flatMap(({ name }, to) => {
    const from = boxes.flatMap(({ calls }, row) => (calls.includes(name) && row !== to ? [row] : []));
    return from.length > 0 ? [{ to, from, first: Math.min(to, ...from), last: Math.max(to, ...from) }] : [];
  });
  const taken: { first: number; last: number }[][] = [];
  // Short lines lie inside, long ones around them.
  return [...lines]
    .sort((a, b) => a.last - a.first - (b.last - b.first) || a.to - b.to)
    .map(({ to, from, first, last }) => {
      const free = taken.findIndex((own) => own.every((one) => one.last < first || last < one.first));
      const track = free === -1 ? taken.length : free;
      taken[track] = [...(taken[track] ?? []), { first, last }];
      return { to, from, track };
    });
}

export function widthOfCalls(boxes: readonly Box[]): number {
  const lines = linesOf(boxes);
  return lines.length === 0 ? 0 : GAP * 2 + Math.max(...lines.map(({ track }) => track)) * PITCH;
}

export function callsOf(placed: readonly PlacedBox[]): {
  readonly wires: readonly Wire[];
  readonly joints: readonly Point[];
  readonly arrivals: readonly Point[];
} {
  const lines = linesOf(placed.map(({ box }) => box));
  const points = lines.map(({ to, from, track }) => {
    const left = placed[to]!.x;
    const x = left - GAP - track * PITCH;
    const arrival = { x: left, y: placed[to]!.y + ARRIVES };
    const leaves = from.map((row) => ({ x, y: placed[row]!.y + LEAVES }));
    return { x, left, arrival, leaves };
  });
  return {
    wires: points.flatMap(({ x, left, arrival, leaves }) =>
      leaves.map(({ y }): Wire => ({ kind: 'call', points: [{ x: left, y }, { x, y }, { x, y: arrival.y }, arrival] })),
    ),
    joints: points.flatMap(({ leaves }) => leaves),
    arrivals: points.map(({ arrival }) => arrival),
  };
}
