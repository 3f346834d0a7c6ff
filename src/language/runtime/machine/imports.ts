/** `import`: modules by dotted name, loaded once for each interpreter. */

import { findModule, isPackage, refusedModules } from "../../modules/registry.ts";
import { ImportError, ModuleNotFoundError, notImplementedError, raised, typeError } from "../errors.ts";
import type { Frame } from "../frame.ts";
import type { VirtualMachine } from "../machine.ts";
import { PyModule } from "../objects/module.ts";
import type { PyObject, Value } from "../objects/object.ts";
import { findAttribute } from "../protocols/attributes.ts";

/** The module of that dotted name; its parents are imported first, and know it as an attribute. */
export function importModule(machine: VirtualMachine, name: string): PyModule {
  const known = machine.modules.get(name);
  if (known !== undefined) return known;
  const dot = name.lastIndexOf(".");
  const parent = dot < 0 ? null : importModule(machine, name.slice(0, dot));
  // Importing the parent may have imported this one.
  const early = machine.modules.get(name);
  if (early !== undefined) return early;
  const leaf = name.slice(dot + 1);
  if (parent !== null) {
    // A parent that loads its parts on demand would ask for a registered one here again.
    const onDemand = findModule(name) === undefined ? parent.missing?.(machine, leaf) : undefined;
    const attribute = parent.attributes.get(leaf) ?? onDemand;
    if (attribute instanceof PyModule) return attribute;
  }
  const module = loadModule(machine, name);
  if (module === null) throw notFound(name, parent);
  if (parent !== null) parent.attributes.set(leaf, module);
  return module;
}

function loadModule(machine: VirtualMachine, name: string): PyModule | null {
  const definition = findModule(name);
  if (definition === undefined) return null;
  if ("create" in definition) {
    const module = definition.create(machine);
    machine.modules.set(name, module);
    return module;
  }
  const module = new PyModule(name);
  const { refused } = definition;
  if (refused !== undefined) {
    module.missing = (_machine, attribute) => {
      if (!refused.has(attribute)) return undefined;
      throw notImplementedError(`${name}.${attribute} is not part of the cell language yet`);
    };
  }
  machine.modules.set(name, module);
  try {
    machine.runSourceModule(module, definition);
  } catch (error) {
    machine.modules.delete(name);
    throw error;
  }
  return module;
}

function notFound(name: string, parent: PyModule | null) {
  const why = refusedModules.get(name) ?? refusedModules.get(name.split(".")[0]);
  const plainFile = parent !== null && !isPackage(parent.name) ? `; '${parent.name}' is not a package` : "";
  const error = raised(
    ModuleNotFoundError,
    `No module named '${name}'${plainFile}${why === undefined ? "" : `: ${why}`}`,
  );
  error.exception.attributes.set("name", name);
  return error;
}

/** `import a.b` gives `a`, `import a.b as c` and `from a.b import ...` give `a.b`. */
export function importStatement(machine: VirtualMachine, frame: Frame, operand: readonly string[]): PyObject {
  const [written, part] = operand;
  const name = written.startsWith(".") ? absoluteName(frame, written) : written;
  const module = importModule(machine, name);
  return part === "top" ? importModule(machine, name.split(".")[0]) : module;
}

function absoluteName(frame: Frame, written: string): string {
  const level = written.length - written.replace(/^\.+/, "").length;
  const own = frame.globals.get("__package__");
  if (typeof own !== "string" || own === "")
    throw raised(ImportError, "attempted relative import with no known parent package");
  const parts = own.split(".");
  if (level > parts.length) throw raised(ImportError, "attempted relative import beyond top-level package");
  const base = parts.slice(0, parts.length - level + 1).join(".");
  const rest = written.slice(level);
  return rest === "" ? base : `${base}.${rest}`;
}

/** `from module import name`: an attribute, or a submodule. */
export function importFrom(machine: VirtualMachine, module: Value, name: string): Value {
  const value = findAttribute(machine, module, name);
  if (value !== undefined) return value;
  if (!(module instanceof PyModule)) throw typeError("import from something that is not a module");
  const path = `${module.name}.${name}`;
  if (findModule(path) !== undefined) return importModule(machine, path);
  const error = raised(ImportError, `cannot import name '${name}' from '${module.name}' (unknown location)`);
  error.exception.attributes.set("name", module.name);
  error.exception.attributes.set("name_from", name);
  error.exception.attributes.set("module", module);
  throw error;
}
