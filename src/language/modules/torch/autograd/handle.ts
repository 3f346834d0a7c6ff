/** What registering a hook on a tensor or node returns. */
import { NativeFunction } from "../../../runtime/objects/function.ts";
import { PyObject, PyType, type Value } from "../../../runtime/objects/object.ts";
import { objectType } from "../../../runtime/objects/types.ts";

export const handleType = new PyType("RemovableHandle", [objectType], "torch.utils.hooks");

class PyHandle extends PyObject {
  constructor(readonly remove: () => void) {
    super();
  }
  get type(): PyType {
    return handleType;
  }
}

/** A handle whose `remove()` takes the hook away. */
export const makeHandle = (remove: () => void): PyObject => new PyHandle(remove);

function method(name: string, body: (self: PyHandle) => Value): void {
  handleType.setAttribute(
    name,
    new NativeFunction(name, (_machine, args) => (args[0] instanceof PyHandle ? body(args[0]) : null)),
  );
}

export function installHandle(): void {
  method("remove", (self) => {
    self.remove();
    return null;
  });
  method("__enter__", (self) => self);
  method("__exit__", (self) => {
    self.remove();
    return null;
  });
}
