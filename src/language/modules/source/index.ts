/** Standard library modules written in Python. */

import type { Machine, Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { native } from "../../runtime/objects/signature.ts";
import type { ModuleDefinition } from "../registry.ts";
import bisectSource from "./bisect.py";
import contextlibSource from "./contextlib.py";
import copySource from "./copy.py";
import heapqSource from "./heapq.py";
import numbersSource from "./numbers.py";
import operatorSource from "./operator.py";
import statisticsSource from "./statistics.py";
import stringSource from "./string.py";
import textwrapSource from "./textwrap.py";
import warningsSource from "./warnings.py";

/** File, line and text of the frame that a warning points at; library frames do not count. */
const where = native("_where(stacklevel)", (machine: Machine, stacklevel: number): Value => {
  const shown = machine.callers().filter((frame) => frame.globals.get("__name__") === "__main__");
  const frame = shown[Math.min(Math.max(stacklevel, 1), shown.length) - 1];
  return frame === undefined ? new PyTuple(["sys", 1, null]) : new PyTuple([frame.file, frame.line, frame.text]);
});

const write = native("_write(text)", (machine: Machine, text: string): Value => {
  machine.write("stderr", text);
  return null;
});

export const sourceModules: readonly ModuleDefinition[] = [
  { name: "bisect", source: bisectSource },
  { name: "contextlib", source: contextlibSource },
  { name: "copy", source: copySource },
  { name: "heapq", source: heapqSource },
  { name: "numbers", source: numbersSource },
  { name: "operator", source: operatorSource },
  { name: "statistics", source: statisticsSource },
  { name: "string", source: stringSource },
  { name: "textwrap", source: textwrapSource },
  {
    name: "warnings",
    source: warningsSource,
    globals: () => [
      ["_where", where],
      ["_write", write],
    ],
  },
];
