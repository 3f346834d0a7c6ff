/** The module `warnings`: where a warning comes from is found here, the rest is in warnings.py. */
import { functionOfOne } from "../runtime/builtins/define.ts";
import { toArgumentSize } from "../runtime/builtins/receive.ts";
import { PyTuple } from "../runtime/objects/sequence.ts";
import { textOf } from "../runtime/protocols/index.ts";
import source from "./python/warnings.py";
import type { ModuleDefinition } from "./registry.ts";

/** (file, line, text of the line, module) of the frame that many levels up, counted from the caller of `warn`. */
const caller = functionOfOne("_caller(level, /)", (machine, level) => {
  const frames = machine.callers().filter((frame) => textOf(frame.globals.get("__name__") ?? null) !== "warnings");
  const frame = frames[Math.min(Math.max(toArgumentSize(machine, level), 1), frames.length) - 1];
  if (frame === undefined) return new PyTuple(["<sys>", 1, null, "sys"]);
  return new PyTuple([frame.file, frame.line, frame.text, textOf(frame.globals.get("__name__") ?? null) ?? "__main__"]);
});

export const warningsModule: ModuleDefinition = { name: "warnings", source, globals: () => [["_caller", caller]] };
