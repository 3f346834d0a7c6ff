/** `int | None`: unions of classes, for annotations and `isinstance`. */
import { typeError } from "../errors.ts";
import { NativeProperty } from "../objects/descriptor.ts";
import { NativeFunction } from "../objects/function.ts";
import { type Machine, PyObject, PyType, type Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { noneType, unionType } from "../objects/types.ts";
import { isInstance, isSubclass } from "../protocols/classes.ts";
import { equals } from "../protocols/comparison.ts";
import { hash } from "../protocols/hash.ts";
import { repr } from "../protocols/text.ts";
import { qualifiedName } from "../protocols/types.ts";

export class UnionType extends PyObject {
  constructor(readonly members: readonly Value[]) {
    super();
  }
  get type(): PyType {
    return unionType;
  }
}

/** `a | b`; NotImplemented where one side is no type. None stands for its type. */
export function makeUnion(machine: Machine, a: Value, b: Value): Value {
  const members: Value[] = [];
  for (const side of [a, b]) {
    if (side instanceof UnionType) members.push(...side.members);
    else if (side === null) members.push(noneType);
    else if (side instanceof PyType || isGeneric(side)) members.push(side);
    else return NotImplemented;
  }
  const distinct = members.filter((member, i) => members.findIndex((other) => same(machine, member, other)) === i);
  return distinct.length === 1 ? distinct[0] : new UnionType(distinct);
}

const same = (machine: Machine, a: Value, b: Value): boolean => a === b || equals(machine, a, b);

/** `list[int]`, typing's forms, type variables: whatever says where it came from or can be subscripted as a type. */
function isGeneric(value: Value): boolean {
  if (!(value instanceof PyObject)) return false;
  return ["__origin__", "__mro_entries__", "__supertype__"].some((name) => value.type.lookup(name) !== undefined);
}

export function installUnion(): void {
  const method = (name: string, code: NativeFunction["code"]): void => {
    unionType.attributes.set(name, new NativeFunction(name, code));
  };
  const members = (value: Value): readonly Value[] => {
    if (value instanceof UnionType) return value.members;
    throw typeError("descriptor requires a 'types.UnionType' object");
  };
  unionType.subclassable = false;
  unionType.module = "types";
  unionType.attributes.set("__args__", new NativeProperty("__args__", (_machine, self) => new PyTuple(members(self))));
  method("__or__", (machine, [self, other]) => makeUnion(machine, self, other));
  method("__ror__", (machine, [self, other]) => makeUnion(machine, other, self));
  method("__repr__", (machine, [self]) =>
    members(self)
      .map((member) =>
        member === noneType ? "None" : member instanceof PyType ? qualifiedName(member) : repr(machine, member),
      )
      .join(" | "),
  );
  method("__eq__", (machine, [self, other]) => {
    if (!(other instanceof UnionType)) return NotImplemented;
    const [a, b] = [members(self), other.members];
    return a.length === b.length && a.every((member) => b.some((candidate) => same(machine, member, candidate)));
  });
  method("__hash__", (machine, [self]) => {
    let result = 0;
    for (const member of members(self)) result ^= Number(BigInt.asIntN(32, BigInt(hash(machine, member))));
    return result;
  });
  method("__instancecheck__", (machine, [self, value]) =>
    members(self).some((member) => isInstance(machine, value, member)),
  );
  method("__subclasscheck__", (machine, [self, type]) =>
    members(self).some((member) => isSubclass(machine, type, member)),
  );
}
