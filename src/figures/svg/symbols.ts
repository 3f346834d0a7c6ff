/** The markers that figures use, as paths around a point. */
import { coordinate } from "./element.ts";

/** `r`: half the marker's size. */
type Outline = (r: number) => readonly (readonly [number, number])[];

const polygon = (points: number, innerShare: number): Outline => {
  return (r) =>
    Array.from({ length: points * 2 }, (_, i) => {
      const radius = i % 2 === 0 ? r : r * innerShare;
      const angle = (i * Math.PI) / points - Math.PI / 2;
      return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
    });
};

/** A plus of this arm width; turned by 45° it is the x. */
function plus(r: number, turn: number): [number, number][] {
  const a = r * 0.4;
  const corners: [number, number][] = [
    ...([
      [a, -r],
      [a, -a],
      [r, -a],
      [r, a],
      [a, a],
      [a, r],
      [-a, r],
      [-a, a],
      [-r, a],
      [-r, -a],
      [-a, -a],
      [-a, -r],
    ] as [number, number][]),
  ];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return corners.map(([x, y]) => [x * cos - y * sin, x * sin + y * cos]);
}

const outlines: Readonly<Record<string, Outline>> = {
  diamond: (r) => [
    [0, -r * 1.3],
    [r * 1.3, 0],
    [0, r * 1.3],
    [-r * 1.3, 0],
  ],
  square: (r) => [
    [-r, -r],
    [r, -r],
    [r, r],
    [-r, r],
  ],
  "triangle-up": (r) => [
    [0, -r * 1.15],
    [r * 1.15, r * 0.85],
    [-r * 1.15, r * 0.85],
  ],
  cross: (r) => plus(r * 1.1, 0),
  x: (r) => plus(r * 1.1, Math.PI / 4),
  star: polygon(5, 0.4),
};

/** The path of a marker; a circle for a symbol that has no outline here. `size` as the plotting library counts it: the diameter. */
export function symbolPath(symbol: string, x: number, y: number, size: number): string {
  const r = size / 2;
  if (symbol === "line-ew-open") return `M${coordinate(x - r)} ${coordinate(y)}H${coordinate(x + r)}`;
  const outline = outlines[symbol];
  if (outline === undefined) {
    const radius = coordinate(r);
    return `M${coordinate(x + r)} ${coordinate(y)}a${radius} ${radius} 0 1 1 ${coordinate(-size)} 0a${radius} ${radius} 0 1 1 ${coordinate(size)} 0Z`;
  }
  return `M${outline(r)
    .map(([dx, dy]) => `${coordinate(x + dx)} ${coordinate(y + dy)}`)
    .join("L")}Z`;
}
