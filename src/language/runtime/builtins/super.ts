/** `super`: attributes of the classes after one in an object's mro. */
import { RuntimeError, raised, typeError } from "../errors.ts";
import type { Frame } from "../frame.ts";
import { NativeProperty } from "../objects/descriptor.ts";
import { NativeFunction } from "../objects/function.ts";
import { type Machine, PyObject, PyType, type Value } from "../objects/object.ts";
import { superType } from "../objects/types.ts";
import { type AttributeSource, bindTo } from "../protocols/attributes.ts";
import { qualifiedName, typeName, typeOf } from "../protocols/types.ts";

export class Super extends PyObject implements AttributeSource {
  constructor(
    /** The class whose successors are asked. */
    readonly after: PyType,
    /** An instance, or a class (in a class method). */
    readonly object: Value,
    /** Whose mro it is. */
    readonly objectType: PyType,
  ) {
    super();
  }
  get type(): PyType {
    return superType;
  }
  findAttribute(machine: Machine, name: string): Value | undefined {
    if (name === "__class__") return undefined;
    const { mro } = this.objectType;
    for (let i = mro.indexOf(this.after) + 1; i < mro.length; i++) {
      const found = mro[i].attributes.get(name);
      if (found === undefined) continue;
      const ofClass = this.object === this.objectType;
      return bindTo(machine, found, ofClass ? undefined : this.object, this.objectType);
    }
    return undefined;
  }
}

/** The running method's class and first argument: what `super()` without arguments means. */
function fromFrame(frame: Frame | null): [Value, Value] {
  if (frame === null || frame.code.parameters.positional === 0) {
    throw raised(RuntimeError, "super(): no arguments");
  }
  const { code, cells, slots } = frame;
  const place = code.cellNames.indexOf("__class__", code.ownCells);
  if (place < 0) throw raised(RuntimeError, "super(): __class__ cell not found");
  const type = cells[place].value;
  if (type === undefined) throw raised(RuntimeError, "super(): empty __class__ cell");
  const captured = code.cellParameters.indexOf(0);
  const first = captured >= 0 ? cells[captured].value : slots[0];
  if (first === undefined) throw raised(RuntimeError, "super(): arg[0] deleted");
  return [type, first];
}

function makeSuper(type: Value, object: Value): Super {
  if (!(type instanceof PyType)) throw typeError(`super() argument 1 must be a type, not ${typeName(type)}`);
  if (object instanceof PyType && object.isSubtypeOf(type)) return new Super(type, object, object);
  const actual = typeOf(object);
  if (actual.isSubtypeOf(type)) return new Super(type, object, actual);
  throw typeError("super(type, obj): obj must be an instance or subtype of type");
}

export function installSuper(currentFrame: (machine: Machine) => Frame | null): void {
  superType.construct = (machine, _type, args, keywords) => {
    if (keywords !== null && keywords.size > 0) throw typeError("super() takes no keyword arguments");
    if (args.length === 0) return makeSuper(...fromFrame(currentFrame(machine)));
    if (args.length > 2) throw typeError(`super() expected at most 2 arguments, got ${args.length}`);
    if (args.length === 1 && args[0] instanceof PyType) {
      throw typeError("super() needs a type and an object: super(type, obj)");
    }
    return makeSuper(args[0], args[1]);
  };
  superType.attributes.set(
    "__repr__",
    new NativeFunction("__repr__", (_machine, [self]) => {
      if (!(self instanceof Super)) throw typeError("descriptor '__repr__' requires a 'super' object");
      return `<super: <class '${qualifiedName(self.after)}'>, <${self.objectType.name} object>>`;
    }),
  );
  const property = (name: string, getter: (value: Super) => Value): void => {
    superType.attributes.set(
      name,
      new NativeProperty(name, (_machine, self) => (self instanceof Super ? getter(self) : null)),
    );
  };
  property("__thisclass__", (value) => value.after);
  property("__self__", (value) => value.object);
  property("__self_class__", (value) => value.objectType);
}
