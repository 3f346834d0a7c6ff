/** What the small objects of torch show and do: dtypes, sizes, devices, named tuples. */

import { dtypes, isFloating } from "../../../../engine/tensor/dtype.ts";
import { typeError } from "../../../runtime/errors.ts";
import { NativeProperty } from "../../../runtime/objects/descriptor.ts";
import { NativeFunction } from "../../../runtime/objects/function.ts";
import type { Machine, PyType, Value } from "../../../runtime/objects/object.ts";
import { PySlice, PyTuple } from "../../../runtime/objects/sequence.ts";
import { NotImplemented } from "../../../runtime/objects/singletons.ts";
import { tupleType } from "../../../runtime/objects/types.ts";
import { getItem, hash, iterate } from "../../../runtime/protocols/index.ts";
import { isIndex } from "../arguments/checks.ts";
import { toIndex } from "../arguments/parsed.ts";
import { ArgumentParser } from "../arguments/parser.ts";
import { typeName } from "../arguments/type-name.ts";
import { deviceOf, deviceType, PyDevice } from "./device.ts";
import { dtypeType, PyDType } from "./dtype.ts";
import { sizeType } from "./size.ts";
import { layoutType, memoryFormatType, PyToken } from "./tokens.ts";

function method(type: PyType, name: string, body: (machine: Machine, self: Value, ...args: Value[]) => Value): void {
  const made = new NativeFunction(name, (machine, args) => body(machine, args[0], ...args.slice(1)));
  made.owner = type;
  type.setAttribute(name, made);
}

function installDType(): void {
  method(dtypeType, "__repr__", (_machine, self) => (self instanceof PyDType ? `torch.${self.name}` : null));
  const property = (name: string, read: (self: PyDType) => Value): void =>
    dtypeType.setAttribute(
      name,
      new NativeProperty(name, (_machine, self) => (self instanceof PyDType ? read(self) : null)),
    );
  property("is_floating_point", (self) => isFloating(self.dtype));
  property("is_complex", () => false);
  property("is_signed", (self) => self.dtype !== "uint8" && self.dtype !== "bool");
  property("itemsize", (self) => dtypes[self.dtype].bytes);
}

/** `torch.Size(iterable)`: TypeError for what is not an int. */
function makeSize(machine: Machine, args: readonly Value[]): PyTuple {
  if (args.length === 0) return new PyTuple([], sizeType);
  const items = [...iterate(machine, args[0])];
  for (const [i, item] of items.entries()) {
    if (!isIndex(item)) {
      throw typeError(`torch.Size() takes an iterable of 'int' (item ${i} is '${typeName(item)}')`);
    }
  }
  return new PyTuple(items.map(toIndex), sizeType);
}

function installSize(): void {
  sizeType.construct = (machine, _type, args) => makeSize(machine, args);
  const items = (value: Value): readonly Value[] => (value instanceof PyTuple ? value.items : []);
  method(sizeType, "__repr__", (_machine, self) => `torch.Size([${items(self).join(", ")}])`);
  method(sizeType, "numel", (_machine, self) => items(self).reduce<number>((product, n) => product * Number(n), 1));
  const join = (name: string, reflected: boolean): void =>
    method(sizeType, name, (_machine, self, other) => {
      if (!(other instanceof PyTuple)) return NotImplemented;
      const all = reflected ? [...other.items, ...items(self)] : [...items(self), ...other.items];
      return new PyTuple(all, all.every(isIndex) ? sizeType : tupleType);
    });
  join("__add__", false);
  join("__radd__", true);
  for (const name of ["__mul__", "__rmul__"]) {
    method(sizeType, name, (_machine, self, count) => {
      if (typeof count !== "number") return NotImplemented;
      const repeated = Array.from({ length: Math.max(0, count) }, () => items(self)).flat();
      return new PyTuple(repeated, sizeType);
    });
  }
  method(sizeType, "__getitem__", (machine, self, index) => {
    const plain = new PyTuple(items(self));
    const got = getItem(machine, plain, index);
    return index instanceof PySlice && got instanceof PyTuple ? new PyTuple(got.items, sizeType) : got;
  });
}

function installDevice(): void {
  const parser = new ArgumentParser("device", ["(device device)", "(str type, int? index=-1)"]);
  deviceType.construct = (_machine, _type, args, keywords) => {
    const parsed = parser.parse(args, keywords);
    if (parsed.index === 0) return parsed.deviceOrNull(0);
    const device = deviceOf(parsed.string(0));
    if (device.index !== null) {
      throw typeError(
        `type (string) must not include an index because index was passed explicitly: ${parsed.string(0)}`,
      );
    }
    return new PyDevice(device.kind, parsed.intOrNull(1));
  };
  const text = (self: Value): string => (self instanceof PyDevice ? self.text : "");
  method(deviceType, "__str__", (_machine, self) => text(self));
  method(deviceType, "__repr__", (_machine, self) => {
    if (!(self instanceof PyDevice)) return null;
    return `device(type='${self.kind}'${self.index === null ? "" : `, index=${self.index}`})`;
  });
  method(deviceType, "__eq__", (_machine, self, other) =>
    other instanceof PyDevice ? text(self) === other.text : NotImplemented,
  );
  method(deviceType, "__hash__", (machine, self) => hash(machine, text(self)));
  deviceType.setAttribute(
    "type",
    new NativeProperty("type", (_machine, self) => (self instanceof PyDevice ? self.kind : null)),
  );
  deviceType.setAttribute(
    "index",
    new NativeProperty("index", (_machine, self) => (self instanceof PyDevice ? self.index : null)),
  );
}

export function installObjects(): void {
  installDType();
  installSize();
  installDevice();
  for (const type of [layoutType, memoryFormatType]) {
    method(type, "__repr__", (_machine, self) => (self instanceof PyToken ? self.text : null));
  }
}
