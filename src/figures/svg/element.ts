/** SVG as text: what a file on its own and a page without scripts are made of. */
import { escapeHtml } from "../page/escape.ts";

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Two decimals are a hundredth of a pixel. */
export const coordinate = (value: number): string => String(Math.round(value * 100) / 100);

export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? coordinate(value) : escapeHtml(value)}"`)
    .join("");
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join("")}</${name}>`;
}

export const line = (x1: number, y1: number, x2: number, y2: number, attributes: Attributes): string =>
  element("line", { x1, y1, x2, y2, ...attributes });

export interface TextStyle {
  readonly size: number;
  readonly colour: string;
  readonly anchor?: "start" | "middle" | "end";
  readonly bold?: boolean;
  /** Degrees clockwise around the point. */
  readonly angle?: number;
}

/** One line of text; `y` is its baseline. */
export function text(content: string, x: number, y: number, style: TextStyle): string {
  const { size, colour, anchor = "start", bold = false, angle = 0 } = style;
  return element(
    "text",
    {
      x,
      y,
      fill: colour,
      "font-size": size,
      "text-anchor": anchor === "start" ? undefined : anchor,
      "font-weight": bold ? "600" : undefined,
      transform: angle === 0 ? undefined : `rotate(${angle} ${coordinate(x)} ${coordinate(y)})`,
    },
    escapeHtml(content),
  );
}

/** How wide a text will be, without a font to measure: proportional fonts are at most this. */
export const textWidth = (content: string, size: number): number =>
  [...content].reduce((sum, character) => sum + characterWidth(character), 0) * size;

function characterWidth(character: string): number {
  if (/\p{M}/u.test(character)) return 0;
  if (/[il.,:;|' ]/.test(character)) return 0.32;
  if (/[mwMW=+<>−×∂]/.test(character)) return 0.84;
  return /[A-Z]/.test(character) ? 0.7 : 0.6;
}
