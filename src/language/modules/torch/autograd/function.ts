/** `torch.autograd.Function`: operations whose backward pass is written in Python. */

import { gradientEdge, records } from "../../../../engine/autograd/history.ts";
import { rebaseHistory } from "../../../../engine/autograd/in-place.ts";
import { noGrad } from "../../../../engine/autograd/modes.ts";
import { type Edge, type Gradients, Node, type OutputInfo } from "../../../../engine/autograd/node.ts";
import { infoOf, setHistory } from "../../../../engine/autograd/record.ts";
import { SavedTensors } from "../../../../engine/autograd/saved-tensors.ts";
import * as engine from "../../../../engine/index.ts";
import { isFloating } from "../../../../engine/tensor/dtype.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { notImplementedError, runtimeError, typeError } from "../../../runtime/errors.ts";
import { ClassMethod, NativeProperty, StaticMethod } from "../../../runtime/objects/descriptor.ts";
import { NativeFunction } from "../../../runtime/objects/function.ts";
import { type Machine, PyType, type Value } from "../../../runtime/objects/object.ts";
import { PyTuple } from "../../../runtime/objects/sequence.ts";
import { objectType } from "../../../runtime/objects/types.ts";
import { getAttribute, truth } from "../../../runtime/protocols/index.ts";
import { typeName } from "../arguments/type-name.ts";
import { asRaised } from "../errors.ts";
import { PyTensor } from "../objects/tensor.ts";
import { wrapTensor } from "../wrap.ts";
import { adoptNode, nodeObject, nodeType, PyNode } from "./node-object.ts";

export const functionType = new PyType("Function", [objectType], "torch.autograd.function");
functionType.hasDict = true;
/** The base of all `ctx` classes: `torch.autograd.function.FunctionCtx`. */
export const contextType = new PyType("FunctionCtx", [nodeType], "torch.autograd.function");
contextType.hasDict = true;

/** The node of a custom function: its backward pass calls Python. */
class FunctionNode extends Node {
  context: PyContext | null = null;
  constructor(
    name: string,
    nextEdges: readonly (Edge | null)[],
    outputs: OutputInfo[],
    private readonly run: (gradOutputs: readonly (Tensor | null)[]) => Gradients,
  ) {
    super(name, nextEdges, outputs);
  }
  apply(gradOutputs: readonly (Tensor | null)[]): Gradients {
    return this.run(gradOutputs);
  }
  override release(): void {
    this.context?.saved?.free();
  }
}

/** `ctx`: what a function's forward keeps for its backward. It is also the result's grad_fn. */
class PyContext extends PyNode {
  readonly attributes = new Map<string, Value>();
  toSave: Value[] = [];
  saved: SavedTensors | null = null;
  dirty: PyTensor[] = [];
  nonDifferentiable: PyTensor[] = [];
  materializesGrads = true;
  needsInputGrad: readonly boolean[] = [];
  graphNode: FunctionNode | null = null;
  constructor(type: PyType) {
    super(null, type);
  }
  override attributeMap(): Map<string, Value> {
    return this.attributes;
  }
}

const contextTypes = new WeakMap<PyType, PyType>();
function contextTypeOf(functionClass: PyType): PyType {
  let type = contextTypes.get(functionClass);
  if (type === undefined) {
    type = new PyType(`${functionClass.name}Backward`, [contextType], "torch.autograd.function");
    type.hasDict = true;
    contextTypes.set(functionClass, type);
  }
  return type;
}

function tensorArguments(what: string, args: readonly Value[]): PyTensor[] {
  return args.map((arg, i) => {
    if (arg instanceof PyTensor) return arg;
    throw typeError(`${what} can only save variables, but argument ${i} is of type ${typeName(arg)}`);
  });
}

function savedTensors(context: PyContext): Value {
  if (context.saved === null) {
    return new PyTuple(context.graphNode === null ? [] : context.toSave);
  }
  try {
    const node = context.graphNode;
    if (node === null) return new PyTuple([]);
    const unpacked: readonly (Tensor | null)[] = context.saved.unpack(node);
    return new PyTuple(unpacked.map((tensor) => (tensor === null ? null : wrapTensor(tensor))));
  } catch (error) {
    throw asRaised(error);
  }
}

/** The gradients that a Python backward returned, one for each of the forward's arguments. */
function returnedGradients(name: string, returned: Value, inputs: readonly Value[]): (Tensor | null)[] {
  let values: readonly Value[] = returned instanceof PyTuple ? returned.items : [returned];
  if (values.length > inputs.length && values.slice(inputs.length).every((value) => value === null)) {
    values = values.slice(0, inputs.length);
  }
  if (values.length !== inputs.length) {
    throw runtimeError(
      `function ${name} returned an incorrect number of gradients (expected ${inputs.length}, got ${values.length})`,
    );
  }
  const gradients: (Tensor | null)[] = [];
  for (const [i, value] of values.entries()) {
    if (!(inputs[i] instanceof PyTensor)) {
      if (value !== null) {
        throw runtimeError(
          `function ${name} returned a gradient different from None at position ${i + 1}, but the corresponding forward input was not a Variable`,
        );
      }
      continue;
    }
    if (value !== null && !(value instanceof PyTensor)) {
      throw runtimeError(`expected Variable or None (got ${typeName(value)})`);
    }
    gradients.push(value === null ? null : value.tensor);
  }
  return gradients;
}

function backwardOf(
  machine: Machine,
  functionClass: PyType,
  context: PyContext,
  inputs: readonly Value[],
  outputs: readonly Value[],
) {
  return (gradOutputs: readonly (Tensor | null)[]): Gradients => {
    const node = context.graphNode;
    if (node === null) return [];
    const given = gradOutputs.map((gradient, i) => {
      if (gradient !== null) return wrapTensor(gradient);
      if (!context.materializesGrads || !(outputs[i] instanceof PyTensor)) return null;
      const { shape, dtype } = node.outputs[i];
      return wrapTensor(engine.zeros(shape, dtype));
    });
    const backward = getAttribute(machine, functionClass, "backward");
    return returnedGradients(node.name, machine.call(backward, [context, ...given]), inputs);
  };
}

/** One output of a custom function with its place in the graph. */
function connect(
  output: PyTensor,
  index: number,
  node: FunctionNode,
  context: PyContext,
  inputs: readonly Value[],
): PyTensor {
  const isInput = inputs.includes(output);
  if (context.dirty.includes(output)) {
    if (engine.isLeaf(output.tensor) && engine.requiresGrad(output.tensor)) {
      throw runtimeError("a leaf Variable that requires grad has been used in an in-place operation.");
    }
    rebaseHistory(output.tensor, { node, index });
    return output;
  }
  if (context.nonDifferentiable.includes(output) || !isFloating(output.tensor.dtype)) {
    return isInput || output.tensor.gradient !== null ? wrapTensor(engine.detach(output.tensor)) : output;
  }
  const result = isInput || !engine.isLeaf(output.tensor) ? wrapTensor(engine.detach(output.tensor)) : output;
  setHistory(result.tensor, node, index);
  const metadata = result.tensor.gradient;
  if (metadata === null) return result;
  const { version } = result.tensor.storage;
  if (isInput) metadata.view = { base: output.tensor, origin: "custom-function", version };
  else if (metadata.view) metadata.view = { ...metadata.view, origin: "custom-function" };
  return result;
}

/** `setup_context` is defined by the class: its forward takes no ctx. */
const separatesContext = (functionClass: PyType): boolean => {
  const own = functionClass.lookup("setup_context");
  return own !== undefined && own !== functionType.attributes.get("setup_context");
};

function applyFunction(machine: Machine, functionClass: PyType, args: Value[]): Value {
  const context = new PyContext(contextTypeOf(functionClass));
  const tensors = args.filter((arg) => arg instanceof PyTensor).map((arg) => arg.tensor);
  context.needsInputGrad = args.map((arg) => arg instanceof PyTensor && engine.requiresGrad(arg.tensor));
  const isRecorded = records(...tensors);
  const edges = isRecorded ? tensors.map(gradientEdge) : [];
  const forward = getAttribute(machine, functionClass, "forward");
  const returned = noGrad(() => {
    if (!separatesContext(functionClass)) return machine.call(forward, [context, ...args]);
    const output = machine.call(forward, [...args]);
    machine.call(getAttribute(machine, functionClass, "setup_context"), [context, new PyTuple(args), output]);
    return output;
  });
  // mark_dirty says that the forward pass changed them: that counts as one change more.
  for (const { tensor } of context.dirty) tensor.storage.version++;
  const isTuple = returned instanceof PyTuple;
  const outputs: readonly Value[] = isTuple ? returned.items : [returned];
  if (context.dirty.some((tensor) => !outputs.includes(tensor))) {
    throw runtimeError(
      "Some elements marked as dirty during the forward method were not returned as output. The inputs that are modified inplace must all be outputs of the Function.",
    );
  }
  if (!outputs.some((output) => output instanceof PyTensor)) return returned;
  if (!isRecorded) return withoutGraph(returned, args);
  const outputInfo = outputs.map((output) =>
    output instanceof PyTensor ? infoOf(output.tensor) : { shape: [], dtype: "float32" as const },
  );
  const node = new FunctionNode(
    context.type.name,
    edges,
    outputInfo,
    backwardOf(machine, functionClass, context, args, outputs),
  );
  node.context = context;
  context.graphNode = node;
  context.node = node;
  adoptNode(node, context);
  const connected = outputs.map((output, i) =>
    output instanceof PyTensor ? connect(output, i, node, context, args) : output,
  );
  keepSaved(context, outputs, connected);
  return isTuple ? new PyTuple(connected) : connected[0];
}

/** Outputs that are inputs come back as views of them, also where nothing is recorded. */
function withoutGraph(returned: Value, args: readonly Value[]): Value {
  const alias = (output: Value): Value =>
    output instanceof PyTensor && args.includes(output) ? wrapTensor(engine.detach(output.tensor)) : output;
  return returned instanceof PyTuple ? new PyTuple(returned.items.map(alias)) : alias(returned);
}

function keepSaved(context: PyContext, outputs: readonly Value[], connected: readonly Value[]): void {
  if (context.toSave.length === 0) return;
  let own: Tensor | null = null;
  const tensors = context.toSave.map((value) => {
    const at = outputs.indexOf(value);
    const kept = at >= 0 ? connected[at] : value;
    if (!(kept instanceof PyTensor)) return null;
    if (at >= 0) own = kept.tensor;
    return kept.tensor;
  });
  context.saved = new SavedTensors(tensors, own);
}

function contextMethod(name: string, body: (context: PyContext, args: Value[], machine: Machine) => void): void {
  contextType.setAttribute(
    name,
    new NativeFunction(name, (machine, args) => {
      const [context, ...rest] = args;
      if (!(context instanceof PyContext)) throw typeError(`${name}() needs the ctx of a Function`);
      body(context, rest, machine);
      return null;
    }),
  );
}

function contextProperty(name: string, read: (context: PyContext) => Value): void {
  contextType.setAttribute(
    name,
    new NativeProperty(name, (_machine, self) => (self instanceof PyContext ? read(self) : null)),
  );
}

const legacyMessage =
  "Legacy autograd function with non-static forward method is deprecated. Please use new-style autograd function with static forward method. (Example: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)";

export function installFunction(): void {
  functionType.construct = () => {
    throw runtimeError(legacyMessage);
  };
  contextMethod("save_for_backward", (context, args) => {
    for (const [i, arg] of args.entries()) {
      if (arg !== null && !(arg instanceof PyTensor)) {
        throw typeError(`save_for_backward can only save variables, but argument ${i} is of type ${typeName(arg)}`);
      }
    }
    context.toSave = args;
  });
  contextMethod("save_for_forward", () => undefined);
  contextMethod("mark_dirty", (context, args) => {
    context.dirty = tensorArguments("mark_dirty", args);
  });
  contextMethod("mark_non_differentiable", (context, args) => {
    context.nonDifferentiable = tensorArguments("mark_non_differentiable", args);
  });
  contextMethod("set_materialize_grads", (context, [value], machine) => {
    context.materializesGrads = truth(machine, value ?? null);
  });
  contextProperty("saved_tensors", savedTensors);
  contextProperty("needs_input_grad", (context) => new PyTuple(context.needsInputGrad));
  contextProperty("next_functions", (context) => {
    const edges = context.graphNode?.nextEdges ?? [];
    return new PyTuple(edges.map((edge) => new PyTuple([edge === null ? null : edgeObject(edge), edge?.index ?? 0])));
  });
  functionType.setAttribute(
    "apply",
    new ClassMethod(
      new NativeFunction("apply", (machine, args, keywords) => {
        const [functionClass, ...rest] = args;
        if (keywords !== null && keywords.size > 0) {
          throw typeError("apply() takes no keyword arguments");
        }
        try {
          // ClassMethod binds the class that the attribute was read from.
          return applyFunction(machine, functionClass as PyType, rest);
        } catch (error) {
          throw asRaised(error);
        }
      }),
    ),
  );
  const missing = (name: string, message: string): void => {
    functionType.setAttribute(
      name,
      new StaticMethod(
        new NativeFunction(name, () => {
          throw notImplementedError(message);
        }),
      ),
    );
  };
  missing("forward", "You must implement the forward function for custom autograd.Function.");
  missing(
    "backward",
    "You must implement either the backward or vjp method for your custom autograd.Function to use it with backward mode AD.",
  );
  missing("setup_context", "setup_context is not implemented.");
}

const edgeObject = (edge: Edge): Value => nodeObject(edge.node);
