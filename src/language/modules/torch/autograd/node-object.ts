import type { Node } from "../../../../engine/autograd/node.ts";
import { PyObject, PyType } from "../../../runtime/objects/object.ts";
import { objectType } from "../../../runtime/objects/types.ts";

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
  constructor(readonly node: Node) {
    super();
    this.type = typeNamed(node.name);
  }
}

/** The cell's object for a node: always the same one. */
export function nodeObject(node: Node | null): PyNode | null {
  if (node === null) return null;
  let object = objects.get(node);
  if (object === undefined) {
    object = new PyNode(node);
    objects.set(node, object);
  }
  return object;
}
