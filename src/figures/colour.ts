/** Colour arithmetic on sRGB: what contrast needs, no more. */
export interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

/** Reads `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb()` and `rgba()` (alpha is dropped); null for anything else. */
export function parseColour(text: string): Rgb | null {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text.trim());
  if (hex !== null) {
    const digits = hex[1].length < 6 ? [...hex[1]].map((c) => c + c).join("") : hex[1];
    const at = (i: number): number => Number.parseInt(digits.slice(i, i + 2), 16);
    return { r: at(0), g: at(2), b: at(4) };
  }
  const call = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/i.exec(text.trim());
  return call === null ? null : { r: Number(call[1]), g: Number(call[2]), b: Number(call[3]) };
}

export const formatColour = ({ r, g, b }: Rgb): string =>
  `#${[r, g, b].map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;

export function withAlpha(colour: string, alpha: number): string {
  const rgb = parseColour(colour);
  return rgb === null ? colour : `rgba(${Math.round(rgb.r)},${Math.round(rgb.g)},${Math.round(rgb.b)},${alpha})`;
}

/** `share` of b in a. */
export function mix(a: string, b: string, share: number): string {
  const from = parseColour(a);
  const to = parseColour(b);
  if (from === null || to === null) return a;
  const blend = (x: number, y: number): number => x + (y - x) * share;
  return formatColour({ r: blend(from.r, to.r), g: blend(from.g, to.g), b: blend(from.b, to.b) });
}

function luminance({ r, g, b }: Rgb): number {
  const linear = (channel: number): number => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** WCAG 2's contrast ratio, 1 to 21. Unreadable colours count as 1. */
export function contrast(a: string, b: string): number {
  const first = parseColour(a);
  const second = parseColour(b);
  if (first === null || second === null) return 1;
  const [low, high] = [luminance(first), luminance(second)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** The colour, moved towards white or black until it stands out from the background by the ratio. */
export function ensureContrast(colour: string, background: string, ratio: number): string {
  if (contrast(colour, background) >= ratio) return colour;
  const towards = contrast("#ffffff", background) > contrast("#000000", background) ? "#ffffff" : "#000000";
  for (let share = 0.1; share < 1; share += 0.1) {
    const candidate = mix(colour, towards, share);
    if (contrast(candidate, background) >= ratio) return candidate;
  }
  return towards;
}
