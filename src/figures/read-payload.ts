import { decoders, FIGURE_LIMIT_BYTES, FIGURE_VERSION, type FigureKind, headFields, type Payload } from "./payload.ts";
import { PayloadError, toJson } from "./schema.ts";

export type ReadResult =
  | { readonly ok: true; readonly payload: Payload }
  /** One sentence for the user. */
  | { readonly ok: false; readonly problem: string };

const isKind = (kind: unknown): kind is FigureKind => typeof kind === "string" && Object.hasOwn(decoders, kind);

/** Reads a stored figure. Never throws: what cannot be shown says why. */
export function readPayload(value: unknown): ReadResult {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ok: false, problem: "This figure is damaged: it is not an object." };
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  const version = fields.get("version");
  const kind = fields.get("kind");
  if (typeof version !== "number") return { ok: false, problem: "This figure is damaged: it has no version." };
  if (version > FIGURE_VERSION) {
    return {
      ok: false,
      problem: `This figure was made by a newer release (figure version ${version}; this one reads ${FIGURE_VERSION}). Update LayerNorm Notebooks to see it.`,
    };
  }
  if (!isKind(kind)) {
    return { ok: false, problem: `This figure's kind is unknown here: ${JSON.stringify(kind)?.slice(0, 60)}.` };
  }
  try {
    // The discriminant and the decoder that is chosen by it belong together.
    return {
      ok: true,
      payload: { ...decoders[kind](value, ""), ...headFields(value, ""), version: 1, kind } as Payload,
    };
  } catch (error) {
    if (error instanceof PayloadError) return { ok: false, problem: `This figure is damaged: ${error.message}.` };
    throw error;
  }
}

/** The JSON that an output stores. Throws where it passes the limit: makers of payloads must bound them. */
export function writePayload(payload: Payload): unknown {
  const json = toJson(payload);
  const bytes = JSON.stringify(json).length;
  if (bytes > FIGURE_LIMIT_BYTES) {
    throw new RangeError(`a ${payload.kind} figure of ${bytes} bytes passes the limit of ${FIGURE_LIMIT_BYTES}`);
  }
  return json;
}
