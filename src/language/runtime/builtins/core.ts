/** Installs what the machine itself gives to every value: objects, classes, functions, descriptors, exceptions. */
import type { Frame } from "../frame.ts";
import { type Machine, PyType } from "../objects/object.ts";
import { installExceptions } from "./exception.ts";
import { installFunctions } from "./function.ts";
import { installGenerator } from "./generator.ts";
import { installModule } from "./module.ts";
import { installObject } from "./object.ts";
import { installDescriptors } from "./property.ts";
import { installSuper } from "./super.ts";
import { installType } from "./type.ts";

let installed = false;

/** The types are shared by all interpreters of a process: done once. */
export function installCore(currentFrame: (machine: Machine) => Frame | null): void {
  if (installed) return;
  installed = true;
  installObject();
  installType();
  installFunctions();
  installDescriptors();
  installSuper(currentFrame);
  installGenerator();
  installModule();
  installExceptions();
  PyType.epoch++;
}
