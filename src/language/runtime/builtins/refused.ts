/** Builtins that cells must not have: each refuses with what to use instead. */
import { NotImplementedError, raised } from "../errors.ts";
import { NativeFunction } from "../objects/function.ts";
import type { Value } from "../objects/object.ts";
import { PyType } from "../objects/object.ts";
import { objectType } from "../objects/types.ts";

const functions: readonly (readonly [string, string])[] = [
  ["input", "cells cannot read input: assign the value in the cell"],
  ["open", "cells cannot open files: write the data into the cell"],
  ["eval", "cells cannot evaluate text as code: write the expression in the cell"],
  ["exec", "cells cannot run text as code: write the statements in a cell"],
  ["compile", "cells cannot compile text: write the code in a cell"],
  ["__import__", "cells import with the import statement only"],
  ["breakpoint", "cells have no debugger: print the values that you want to see"],
  ["help", "cells have no help(): hover over a name in the editor"],
];

const classes: readonly (readonly [string, string])[] = [
  ["complex", "complex numbers are not part of the cell language"],
  ["bytearray", "bytearray is not part of the cell language: use a list of ints, or bytes"],
  ["memoryview", "memoryview is not part of the cell language: use bytes"],
];

export function refusedBuiltins(): [string, Value][] {
  const refusedFunctions = functions.map(([name, reason]): [string, Value] => [
    name,
    new NativeFunction(name, () => {
      throw raised(NotImplementedError, reason);
    }),
  ]);
  const refusedClasses = classes.map(([name, reason]): [string, Value] => {
    const type = new PyType(name, [objectType]);
    type.subclassable = false;
    type.construct = () => {
      throw raised(NotImplementedError, reason);
    };
    return [name, type];
  });
  return [...refusedFunctions, ...refusedClasses];
}
