/** `torch.autograd`'s functions and the gradient methods of tensors. */
import * as engine from "../../../../engine/index.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { runtimeError, typeError } from "../../../runtime/errors.ts";
import type { NativeFunction } from "../../../runtime/objects/function.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { PyTuple } from "../../../runtime/objects/sequence.ts";
import { native } from "../../../runtime/objects/signature.ts";
import { iterate, truth } from "../../../runtime/protocols/index.ts";
import { typeName } from "../arguments/type-name.ts";
import { makeHandle } from "../autograd/handle.ts";
import { asRaised } from "../errors.ts";
import { PyTensor } from "../objects/tensor.ts";
import { pythonMethod } from "../tensor/slots.ts";
import { wrapTensor } from "../wrap.ts";

/** A tensor, or a sequence of tensors, as a list. */
function tensorList(machine: Machine, value: Value, what: string): Tensor[] {
  const items = value instanceof PyTensor ? [value] : [...iterate(machine, value)];
  return items.map((item, i) => {
    if (item instanceof PyTensor) return item.tensor;
    throw typeError(`element ${i} of ${what} is expected to be a Tensor, but got ${typeName(item)}`);
  });
}

function gradientList(machine: Machine, value: Value): (Tensor | null)[] | null {
  if (value === null) return null;
  const items = value instanceof PyTensor ? [value] : [...iterate(machine, value)];
  return items.map((item) => {
    if (item === null) return null;
    if (item instanceof PyTensor) return item.tensor;
    throw typeError(`gradients can be either Tensors or None, but got ${typeName(item)}`);
  });
}

/** `backward(inputs=...)`. */
function inputList(machine: Machine, value: Value): Tensor[] {
  const items = value instanceof PyTensor ? [value] : [...iterate(machine, value)];
  return items.map((item) => {
    if (item instanceof PyTensor) return item.tensor;
    throw runtimeError(`all inputs have to be Tensors or GradientEdges, but got ${typeName(item)}`);
  });
}

const flag = (machine: Machine, value: Value): boolean | undefined =>
  value === null ? undefined : truth(machine, value);

function runBackward(
  machine: Machine,
  tensors: Tensor[],
  gradients: (Tensor | null)[] | null,
  retainGraph: Value,
  createGraph: Value,
  inputs: Value,
): void {
  engine.backward(tensors, gradients, {
    retainGraph: flag(machine, retainGraph),
    createGraph: truth(machine, createGraph),
    inputs: inputs === null ? undefined : inputList(machine, inputs),
  });
}

/** Functions of the module `torch.autograd`. */
export const autogradFunctions = new Map<string, NativeFunction>();

function define(signature: string, body: (machine: Machine, ...bound: never[]) => Value, doc: string): void {
  const made = native(
    signature,
    // The wrapper passes on what the signature binds, whose types `body` names.
    ((machine: Machine, ...bound: never[]) => {
      try {
        return body(machine, ...bound);
      } catch (error) {
        throw asRaised(error);
      }
    }) as (machine: Machine, ...bound: never[]) => Value,
    doc,
  );
  made.module = "torch.autograd";
  autogradFunctions.set(made.name, made);
}

define(
  "backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None)",
  (
    machine,
    tensors: Value,
    gradTensors: Value,
    retainGraph: Value,
    createGraph: Value,
    gradVariables: Value,
    inputs: Value,
  ) => {
    const gradients = gradientList(machine, gradTensors ?? gradVariables);
    runBackward(machine, tensorList(machine, tensors, "tensors"), gradients, retainGraph, createGraph, inputs);
    return null;
  },
  "Adds the gradients of tensors to the grad of every leaf below them.",
);

define(
  "grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=None, is_grads_batched=False, materialize_grads=False)",
  (
    machine,
    outputs: Value,
    inputs: Value,
    gradOutputs: Value,
    retainGraph: Value,
    createGraph: Value,
    _onlyInputs: Value,
    allowUnused: Value,
    batched: Value,
    materialize: Value,
  ) => {
    if (truth(machine, batched)) throw runtimeError("is_grads_batched=True is not part of the cell language yet");
    if (truth(machine, materialize) && allowUnused === false) {
      throw runtimeError(
        "Expected allow_unused to be True or not passed when materialize_grads=True, but got: allow_unused=False.",
      );
    }
    const gradients = engine.grad(
      tensorList(machine, outputs, "tensors"),
      tensorList(machine, inputs, "inputs"),
      gradientList(machine, gradOutputs),
      {
        retainGraph: flag(machine, retainGraph),
        createGraph: truth(machine, createGraph),
        allowUnused: flag(machine, allowUnused),
        materializeGrads: truth(machine, materialize),
      },
    );
    return new PyTuple(gradients.map((gradient) => (gradient === null ? null : wrapTensor(gradient))));
  },
  "The gradients of outputs with respect to inputs, as a tuple.",
);

/** What a tensor's hook returned: a replacement, or null. */
function replacement(value: Value): Tensor | null {
  if (value === null) return null;
  if (value instanceof PyTensor) return value.tensor;
  throw typeError(`expected Variable, but hook returned '${typeName(value)}'`);
}

export function installGradientMethods(): void {
  pythonMethod(
    "backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None)",
    (machine, self, gradient: Value, retainGraph: Value, createGraph: Value, inputs: Value) => {
      const gradients = gradientList(machine, gradient) ?? [null];
      runBackward(machine, [self.tensor], gradients, retainGraph, createGraph, inputs);
      return null;
    },
    "Adds the gradients of this tensor to the grad of every leaf below it.",
  );
  pythonMethod(
    "register_hook(self, hook)",
    (machine, self, hook: Value) => {
      if (!engine.requiresGrad(self.tensor)) {
        throw runtimeError("cannot register a hook on a tensor that doesn't require gradient");
      }
      return makeHandle(
        engine.registerHook(self.tensor, (gradient) => replacement(machine.call(hook, [wrapTensor(gradient)]))),
      );
    },
    "Calls the hook with the tensor's gradient whenever it is computed; what it returns replaces it.",
  );
  pythonMethod(
    "register_post_accumulate_grad_hook(self, hook)",
    (machine, self, hook: Value) => {
      if (!engine.requiresGrad(self.tensor)) {
        throw runtimeError("cannot register a hook on a tensor that doesn't require gradient");
      }
      if (!engine.isLeaf(self.tensor)) {
        throw runtimeError("post accumulate grad hooks cannot be registered on non-leaf tensors");
      }
      return makeHandle(
        engine.registerPostAccumulateHook(self.tensor, () => {
          machine.call(hook, [self]);
        }),
      );
    },
    "Calls the hook after a gradient has been added to this leaf's grad.",
  );
  pythonMethod(
    "retain_grad(self)",
    (_machine, self) => {
      engine.retainGrad(self.tensor);
      return null;
    },
    "Keeps the gradient of a tensor that is no leaf in its grad.",
  );
}
