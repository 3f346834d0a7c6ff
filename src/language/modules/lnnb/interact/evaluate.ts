/** One call of an interactive function, with all that it shows, prints and gives back caught. */
import type { InteractState, PlainPayload } from "../../../../figures/payload.ts";
import { FIGURE_MIME } from "../../../../figures/payload.ts";
import { readPayload } from "../../../../figures/read-payload.ts";
import { KeyboardInterrupt } from "../../../runtime/errors.ts";
import { toException } from "../../../runtime/machine/exceptions.ts";
import type { Machine, MimeBundle, Value } from "../../../runtime/objects/object.ts";
import { repr } from "../../../runtime/protocols/index.ts";
import { formatException, messageOf } from "../../../runtime/traceback.ts";
import { bundleOf } from "../result.ts";
import type { Control } from "./controls.ts";

export interface Interaction {
  readonly f: Value;
  readonly controls: readonly Control[];
}

const FIGURES = 8;
const CHARACTERS = 20_000;
/** Of the figures of one state, as JSON. */
const BYTES = 768 * 1024;

/**
 * Calls f with the values at these positions. What goes wrong in it is part of the state; only an interrupt, which is
 * meant for the whole, is thrown where `rethrowInterrupt` asks for it.
 */
export function evaluate(
  machine: Machine,
  { f, controls }: Interaction,
  settings: readonly number[],
  rethrowInterrupt = false,
): InteractState {
  const figures: PlainPayload[] = [];
  let text = "";
  let bytes = 0;
  const left = new Set<string>();
  const shown = new Set<MimeBundle>();
  const write = (piece: string): void => {
    if (text.length < CHARACTERS) text += piece.slice(0, CHARACTERS - text.length);
    else left.add(`what it printed beyond ${CHARACTERS} characters`);
  };
  const show = (bundle: MimeBundle): void => {
    // A figure that f showed and gave back is one figure.
    if (shown.has(bundle)) return;
    shown.add(bundle);
    const payload = bundle[FIGURE_MIME];
    if (payload === undefined) {
      write(`${String(bundle["text/plain"] ?? "")}\n`);
      return;
    }
    const size = JSON.stringify(payload).length;
    if (figures.length === FIGURES || bytes + size > BYTES) {
      left.add(figures.length === FIGURES ? `figures beyond the ${FIGURES}th` : "figures that are too large");
      return;
    }
    const read = readPayload(payload);
    // An interaction inside another has no kernel of its own to ask.
    if (!read.ok || read.payload.kind === "interact") left.add("an interaction inside it");
    else {
      bytes += size;
      figures.push(read.payload);
    }
  };
  let error: InteractState["error"] = null;
  try {
    machine.redirect({ write: (_stream, piece) => write(piece), display: show }, () => {
      const keywords = new Map(controls.map(({ data, values }, i) => [data.name, values[settings[i]] ?? null]));
      const value = machine.call(f, [], keywords);
      const figure = bundleOf(value);
      if (figure !== null) show(figure);
      else if (value !== null) write(`${repr(machine, value)}\n`);
    });
  } catch (thrown) {
    const exception = toException(thrown);
    if (rethrowInterrupt && exception.type.isSubtypeOf(KeyboardInterrupt)) throw thrown;
    error = {
      name: exception.type.name,
      message: messageOf(machine, exception),
      traceback: formatException(machine, exception).slice(-CHARACTERS),
    };
  }
  if (left.size > 0) text += `(left out: ${[...left].join(", ")})\n`;
  return { settings: [...settings], figures, text, error };
}
