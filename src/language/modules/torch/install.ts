/** Fills the classes of tensors and their companions, once. */
import { NativeFunction } from "../../runtime/objects/function.ts";
import { installFunction } from "./autograd/function.ts";
import { installHandle } from "./autograd/handle.ts";
import { installNode } from "./autograd/node-object.ts";
import { installGradientMethods } from "./library/autograd.ts";
import { methodsInPython } from "./library/functions.ts";
import { installGenerator } from "./library/random.ts";
import { installObjects } from "./objects/install.ts";
import { installLimits } from "./objects/limits.ts";
import { tensorType } from "./objects/tensor.ts";
import "./operations/index.ts";
import { installOperationMethods } from "./operations/invoke.ts";
import { installConstructors } from "./tensor/constructors.ts";
import { installConversions } from "./tensor/conversions.ts";
import { installIndexing } from "./tensor/indexing.ts";
import { installOperators } from "./tensor/operators.ts";
import { installProperties } from "./tensor/properties.ts";
import { installProtocol } from "./tensor/protocol.ts";

let installed = false;

export function installTorch(): void {
  if (installed) return;
  installed = true;
  installObjects();
  installLimits();
  installHandle();
  installNode();
  installFunction();
  installGenerator();
  installOperationMethods();
  installOperators();
  installProperties();
  installProtocol();
  installIndexing();
  installConstructors();
  installConversions();
  installGradientMethods();
  for (const made of methodsInPython) {
    const method = new NativeFunction(made.name, made.code, made.signature, made.doc);
    method.owner = tensorType;
    tensorType.setAttribute(made.name, method);
  }
}
