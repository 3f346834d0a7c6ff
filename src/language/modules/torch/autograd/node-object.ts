import type { Node } from "../../../../engine/autograd/node.ts";
import { AccumulateGrad } from "../../../../engine/autograd/node.ts";
import { typeError } from "../../../runtime/errors.ts";
import { NativeProperty } from "../../../runtime/objects/descriptor.ts";
import { PyDict } from "../../../runtime/objects/dict.ts";
import { NativeFunction } from "../../../runtime/objects/function.ts";
import { type Machine, PyObject, PyType, type Value } from "../../../runtime/objects/object.ts";
import { PyTuple } from "../../../runtime/objects/sequence.ts";
import { objectType } from "../../../runtime/objects/types.ts";
import { asRaised } from "../errors.ts";
import { PyTensor } from "../objects/tensor.ts";
import { wrapTensor } from "../wrap.ts";
import { makeHandle } from "./handle.ts";

/** The common base of the classes that grad_fn objects show: `torch.autograd.graph.Node`. */
export const nodeType = new PyType("Node", [objectType], "torch.autograd.graph");

const types = new Map<string, PyType>();
const objects = new WeakMap<Node, PyNode>();

function typeNamed(name: string): PyType {
  let type = types.get(name);
  if (type === undefined) {
    type = new PyType(name, [nodeType], "builtins");
    types.set(name, type);
  }
  return type;
}

/** A recorded operation as a cell sees it: `x.grad_fn`. */
export class PyNode extends PyObject {
  readonly type: PyType;
  constructor(
    public node: Node | null,
    type: PyType,
  ) {
    super();
    this.type = type;
  }
}

/** The cell's object for a node: always the same one. */
export function nodeObject(node: Node | null): PyNode | null {
  if (node === null) return null;
  let object = objects.get(node);
  if (object === undefined) {
    object = new PyNode(node, typeNamed(node.name));
    objects.set(node, object);
  }
  return object;
}

/** Makes an object known as the node's: the `ctx` of a custom function. */
export function adoptNode(node: Node, object: PyNode): void {
  objects.set(node, object);
}

function nodeOf(value: Value): Node {
  if (value instanceof PyNode && value.node !== null) return value.node;
  throw typeError("this node is not part of a graph yet");
}

function method(name: string, body: (machine: Machine, node: Node, args: Value[]) => Value): void {
  const made = new NativeFunction(name, (machine, args) => {
    try {
      return body(machine, nodeOf(args[0]), args.slice(1));
    } catch (error) {
      throw asRaised(error);
    }
  });
  made.owner = nodeType;
  nodeType.setAttribute(name, made);
}

/** A hook's gradients as Python's tuple. */
export const gradientTuple = (gradients: readonly (PyTensor["tensor"] | null)[]): PyTuple =>
  new PyTuple(gradients.map((gradient) => (gradient === null ? null : wrapTensor(gradient))));

/** What a hook returned, as gradients: null where it returned None. */
export function gradientsFrom(value: Value): (PyTensor["tensor"] | null)[] | null {
  if (value === null) return null;
  const items = value instanceof PyTuple ? value.items : [value];
  return items.map((item) => {
    if (item === null) return null;
    if (item instanceof PyTensor) return item.tensor;
    throw typeError("hooks must return tensors, tuples of them, or None");
  });
}

/** Nodes that are no operations have their namespace in what `name()` gives. */
const plainNodes = new Set(["AccumulateGrad", "CopySlices", "CopyBackwards", "NotImplemented"]);
const qualifiedName = (name: string): string => (plainNodes.has(name) ? `torch::autograd::${name}` : name);

export function installNode(): void {
  method("name", (_machine, node) => qualifiedName(node.name));
  method("register_hook", (machine, node, [hook]) => {
    const { post } = node.ensureHooks();
    const call = (
      gradInputs: readonly (PyTensor["tensor"] | null)[],
      gradOutputs: readonly (PyTensor["tensor"] | null)[],
    ) => gradientsFrom(machine.call(hook, [gradientTuple(gradInputs), gradientTuple(gradOutputs)]));
    post.push(call);
    return makeHandle(() => remove(post, call));
  });
  method("register_prehook", (machine, node, [hook]) => {
    const { pre } = node.ensureHooks();
    const call = (gradOutputs: readonly (PyTensor["tensor"] | null)[]) =>
      gradientsFrom(machine.call(hook, [gradientTuple(gradOutputs)]));
    pre.push(call);
    return makeHandle(() => remove(pre, call));
  });
  const metadata = new WeakMap<PyNode, PyDict>();
  nodeType.setAttribute(
    "metadata",
    new NativeProperty("metadata", (_machine, self) => {
      if (!(self instanceof PyNode)) return null;
      let dict = metadata.get(self);
      if (dict === undefined) {
        dict = new PyDict();
        metadata.set(self, dict);
      }
      return dict;
    }),
  );
  nodeType.setAttribute(
    "next_functions",
    new NativeProperty(
      "next_functions",
      (_machine, self) =>
        new PyTuple(
          nodeOf(self).nextEdges.map((edge) =>
            edge === null ? new PyTuple([null, 0]) : new PyTuple([nodeObject(edge.node), edge.index]),
          ),
        ),
    ),
  );
  nodeType.setAttribute(
    "variable",
    new NativeProperty("variable", (_machine, self) => {
      const node = nodeOf(self);
      return node instanceof AccumulateGrad ? wrapTensor(node.variable) : null;
    }),
  );
}

function remove<T>(list: T[], item: T): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}
