/** What a drawn figure and the extension say to each other. Neither trusts the other's spelling: both decode. */
import { boolean, count, type Decoder, list, object, PayloadError, text } from "./schema.ts";

/** The renderer's id in package.json. */
export const FIGURE_RENDERER = "lnnb-figure";

export type ToHost =
  /** Whether the notebook's kernel knows the figure of `lnnb.interact` with this handle. Answered by "known". */
  | { readonly type: "ask"; readonly handle: string }
  /** Its controls are moved to these positions. Answered by "moved" and "gone", or not at all where a later one came. */
  | { readonly type: "move"; readonly handle: string; readonly settings: readonly number[] }
  /** What takes too long shall end. */
  | { readonly type: "stop"; readonly handle: string }
  /** Shows a figure in an editor tab of its own. */
  | { readonly type: "open"; readonly payload: unknown }
  | { readonly type: "copy"; readonly text: string }
  /** Asks where to save, and saves. */
  | { readonly type: "save"; readonly name: string; readonly base64: string };

export type FromHost =
  | { readonly type: "known"; readonly handle: string; readonly known: boolean }
  /** The kernel is busy with a cell: the move waits. */
  | { readonly type: "waits"; readonly handle: string }
  | { readonly type: "moved"; readonly handle: string; readonly state: unknown }
  /** The kernel knows no such figure (any more). */
  | { readonly type: "gone"; readonly handle: string };

const unknownValue: Decoder<unknown> = (value) => value;
const toHost = {
  ask: object({ handle: text }),
  move: object({ handle: text, settings: list(count, 16) }),
  stop: object({ handle: text }),
  open: object({ payload: unknownValue }),
  copy: object({ text }),
  save: object({ name: text, base64: text }),
} as const;
const fromHost = {
  known: object({ handle: text, known: boolean }),
  waits: object({ handle: text }),
  moved: object({ handle: text, state: unknownValue }),
  gone: object({ handle: text }),
} as const;

function read(decoders: Readonly<Record<string, Decoder<object>>>, value: unknown): object | null {
  const type: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "type") : undefined;
  if (typeof type !== "string" || !Object.hasOwn(decoders, type)) return null;
  try {
    return { type, ...decoders[type](value, "") };
  } catch (error) {
    if (error instanceof PayloadError) return null;
    throw error;
  }
}

/** null for anything that is no such message. */
export const readToHost = (value: unknown): ToHost | null => read(toHost, value) as ToHost | null; // each type by its own decoder
export const readFromHost = (value: unknown): FromHost | null => read(fromHost, value) as FromHost | null; // the same
