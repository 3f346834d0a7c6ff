/** The builtins: methods of the builtin types, and the names that every cell can use. */
import { exceptionTypes } from "../errors.ts";
import { NativeProperty } from "../objects/descriptor.ts";
import { PyType, type Value } from "../objects/object.ts";
import { Ellipsis, NotImplemented } from "../objects/singletons.ts";
import * as types from "../objects/types.ts";
import { installBytes } from "./bytes.ts";
import { installDict } from "./dict.ts";
import { installFloat } from "./float.ts";
import { builtinFunctions } from "./functions.ts";
import { installGenericAlias } from "./generic-alias.ts";
import { installBool, installInt } from "./int.ts";
import { enumerateType, filterType, installIterators, mapType, reversedType, zipType } from "./iterators.ts";
import { installLazy } from "./lazy.ts";
import { installList } from "./list.ts";
import { installStreams, printFunction } from "./output.ts";
import { installRange, installSlice } from "./range.ts";
import { refusedBuiltins } from "./refused.ts";
import { installSet } from "./set.ts";
import { installSingletons } from "./singletons.ts";
import { installStr } from "./str.ts";
import { installTuple } from "./tuple.ts";

const builtinTypes: readonly PyType[] = [
  types.objectType,
  types.typeType,
  types.intType,
  types.boolType,
  types.floatType,
  types.strType,
  types.bytesType,
  types.tupleType,
  types.listType,
  types.dictType,
  types.setType,
  types.frozensetType,
  types.sliceType,
  types.rangeType,
  types.propertyType,
  types.staticmethodType,
  types.classmethodType,
  types.superType,
  enumerateType,
  zipType,
  mapType,
  filterType,
  reversedType,
];

let installed = false;

/** The types are shared by all interpreters of a process: their methods are installed once. */
function installTypes(): void {
  if (installed) return;
  installed = true;
  installSingletons();
  installInt();
  installBool();
  installFloat();
  installStr();
  installBytes();
  installTuple();
  installList();
  installDict();
  installSet();
  installRange();
  installSlice();
  installIterators();
  installLazy();
  installStreams();
  installGenericAlias([
    types.listType,
    types.dictType,
    types.tupleType,
    types.setType,
    types.frozensetType,
    types.typeType,
    enumerateType,
  ]);
  for (const type of [...builtinTypes, ...exceptionTypes.values(), types.functionType, types.generatorType]) {
    for (const attribute of type.attributes.values()) if (attribute instanceof NativeProperty) attribute.owner = type;
  }
  PyType.epoch++;
}

/** Installs the builtin types' methods and gives the builtins by name. */
export function installBuiltins(): Map<string, Value> {
  installTypes();
  const builtins = new Map<string, Value>();
  for (const type of builtinTypes) builtins.set(type.name, type);
  for (const callee of [...builtinFunctions, printFunction]) {
    callee.binds = false;
    builtins.set(callee.name, callee);
  }
  for (const [name, type] of exceptionTypes) builtins.set(name, type);
  // Names that Python keeps for older code.
  builtins.set("IOError", exceptionTypes.get("OSError") ?? null);
  builtins.set("EnvironmentError", exceptionTypes.get("OSError") ?? null);
  for (const [name, value] of refusedBuiltins()) builtins.set(name, value);
  builtins.set("NotImplemented", NotImplemented);
  builtins.set("Ellipsis", Ellipsis);
  builtins.set("__debug__", true);
  builtins.set("__name__", "builtins");
  return builtins;
}
