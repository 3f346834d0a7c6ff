/** Methods that are not operations of tensors on tensors: sizes, conversions, changes in place. */

import * as engine from "../../../../engine/index.ts";
import type { NestedScalars } from "../../../../engine/ops/copy.ts";
import { type DType, dtypes, isFloating } from "../../../../engine/tensor/dtype.ts";
import { broadcastTwo, formatShape, sameShape, wrapDim } from "../../../../engine/tensor/shape.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { worked } from "../../../../engine/work.ts";
import { notImplementedError, runtimeError } from "../../../runtime/errors.ts";
import type { Value } from "../../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../../runtime/objects/sequence.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import { PyDevice, requireCpu } from "../objects/device.ts";
import { sizeOf } from "../objects/size.ts";
import { PyTensor } from "../objects/tensor.ts";
import * as composed from "../operations/composed/index.ts";
import { define } from "../operations/definition.ts";
import { fromScalar } from "../wrap.ts";
import { itemOf } from "./protocol.ts";

const method = { isFunction: false } as const;

/** A method that is no function of `torch`. */
const only = (
  name: string,
  overloads: string | readonly string[],
  run: (a: ParsedArguments) => Tensor | Value,
  doc: string,
): void => define(name, overloads, run, doc, method);

only(
  "size",
  ["(Tensor self, int? dim=None)", "(Tensor self, name dim)"],
  (a) => {
    const { shape } = a.tensor(0);
    return a.has(1) ? shape[wrapDim(a.int(1), shape.length)] : sizeOf(shape);
  },
  "The shape, or the size of one dimension.",
);
only(
  "stride",
  ["(Tensor self, int? dim=None)", "(Tensor self, name dim)"],
  (a) => {
    const { strides } = a.tensor(0);
    return a.has(1) ? strides[wrapDim(a.int(1), strides.length)] : new PyTuple(strides.slice());
  },
  "Steps between neighbours of each dimension, in elements.",
);
only("dim", "(Tensor self)", (a) => a.tensor(0).shape.length, "The number of dimensions.");
only("ndimension", "(Tensor self)", (a) => a.tensor(0).shape.length, "The number of dimensions.");
define("numel", "(Tensor input)", (a) => a.tensor(0).elementCount, "The number of elements.", {
  aliases: ["nelement"],
});
only("element_size", "(Tensor self)", (a) => dtypes[a.tensor(0).dtype].bytes, "Bytes of one element.");
only(
  "storage_offset",
  "(Tensor self)",
  (a) => a.tensor(0).offset,
  "Where in its memory the tensor starts, in elements.",
);
only(
  "is_contiguous",
  "(Tensor self, *, memory_format memory_format=contiguous_format)",
  (a) => engine.isContiguous(a.tensor(0)),
  "Whether the elements lie in row-major order.",
);
define(
  "is_floating_point",
  "(Tensor input)",
  (a) => isFloating(a.tensor(0).dtype),
  "Whether the dtype is a floating-point one.",
);
define("is_complex", "(Tensor input)", () => false, "Whether the dtype is complex (never, here).");
define(
  "is_signed",
  "(Tensor input)",
  (a) => !["uint8", "bool"].includes(a.tensor(0).dtype),
  "Whether the dtype has negative values.",
);
define(
  "is_nonzero",
  "(Tensor input)",
  (a) => {
    const input = a.tensor(0);
    if (input.elementCount === 0) throw runtimeError("Boolean value of Tensor with no values is ambiguous");
    if (input.elementCount > 1) throw runtimeError("Boolean value of Tensor with more than one value is ambiguous");
    return Number(engine.item(input)) !== 0;
  },
  "Whether the only element is not zero.",
);
define(
  "is_same_size",
  "(Tensor input, Tensor other)",
  (a) => a.tensor(0).shape.join() === a.tensor(1).shape.join(),
  "Whether two tensors have the same shape.",
);
only(
  "is_set_to",
  "(Tensor self, Tensor tensor)",
  (a) => {
    const [x, y] = [a.tensor(0), a.tensor(1)];
    return (
      x.storage === y.storage &&
      x.offset === y.offset &&
      x.shape.join() === y.shape.join() &&
      x.strides.join() === y.strides.join()
    );
  },
  "Whether two tensors are the same view of the same memory.",
);
define(
  "is_inference",
  "(Tensor input)",
  (a) => engine.isInference(a.tensor(0)),
  "Whether the tensor was made in inference mode.",
);
only(
  "data_ptr",
  "(Tensor self)",
  (a) => identityOfStorage(a.tensor(0)),
  "A number that tells where the first element lies.",
);
define("get_device", "(Tensor input)", () => -1, "-1: the tensor is on the CPU.");

only("item", "(Tensor self)", (a) => itemOf(a.tensor(0)), "The only element, as a Python number.");

function nestedList(nested: NestedScalars): Value {
  if (Array.isArray(nested)) worked(8 * nested.length);
  return Array.isArray(nested) ? new PyList(nested.map(nestedList)) : fromScalar(nested);
}
only("tolist", "(Tensor self)", (a) => nestedList(engine.toNested(a.tensor(0))), "Nested lists of Python numbers.");
for (const name of ["numpy", "__array__", "storage", "untyped_storage"]) {
  only(
    name,
    name === "numpy" ? "(Tensor self, *, bool force=False)" : "(Tensor self)",
    () => {
      const instead = "use x.tolist() for Python numbers, or keep to torch's functions";
      throw notImplementedError(`Tensor.${name} is not part of the cell language: ${instead}`);
    },
    "Not part of the cell language.",
  );
}

for (const [name, dtype] of [
  ["double", "float64"],
  ["float", "float32"],
  ["half", "float16"],
  ["bfloat16", "bfloat16"],
  ["long", "int64"],
  ["int", "int32"],
  ["short", "int16"],
  ["char", "int8"],
  ["byte", "uint8"],
  ["bool", "bool"],
] as const) {
  only(
    name,
    "(Tensor self, *, memory_format? memory_format=None)",
    (a) => engine.to(a.tensor(0), dtype),
    `Converted to ${dtype}.`,
  );
}

/** `x.to(...)`: the device, dtype and copy that the call asks for. */
export const toOverloads = [
  "(Tensor self, device? device=None, dtype? dtype=None, bool non_blocking=False, bool copy=False, *, memory_format? memory_format=None)",
  "(Tensor self, dtype dtype, bool non_blocking=False, bool copy=False, *, memory_format? memory_format=None)",
  "(Tensor self, Tensor tensor, bool non_blocking=False, bool copy=False, *, memory_format? memory_format=None)",
];

function converted(a: ParsedArguments): Tensor {
  const input = a.tensor(0);
  let target: DType | null = null;
  if (a.index === 0) {
    requireCpu(a.deviceOrNull(1));
    target = a.dtypeOrNull(2);
  } else target = a.index === 1 ? a.dtypeOrNull(1) : a.tensor(1).dtype;
  const copies = a.bool(a.index === 0 ? 4 : 3);
  if (target === null || target === input.dtype) return copies ? engine.clone(input) : input;
  return engine.to(input, target);
}
only("to", toOverloads, converted, "Converted to a dtype or device; the tensor itself where nothing changes.");
only(
  "cpu",
  "(Tensor self, *, memory_format? memory_format=None)",
  (a) => a.tensor(0),
  "The tensor itself: it is on the CPU.",
);
only(
  "cuda",
  "(Tensor self, device? device=None, bool non_blocking=False, *, memory_format? memory_format=None)",
  (a) => {
    requireCpu(a.deviceOrNull(1) ?? new PyDevice("cuda", null));
    return a.tensor(0);
  },
  "Refused: there is no GPU here.",
);
only(
  "type_as",
  "(Tensor self, Tensor other)",
  (a) => engine.to(a.tensor(0), a.tensor(1).dtype),
  "Converted to another tensor's dtype.",
);
only("pin_memory", "(Tensor self, device? device=None)", (a) => a.tensor(0), "The tensor itself.");
only("share_memory_", "(Tensor self)", (a) => a.tensorObject(0), "The tensor itself.");

only(
  "copy_",
  "(Tensor self, Tensor other, bool non_blocking=False)",
  (a) => {
    const [target, source] = [a.tensor(0), a.tensor(1)];
    const shape = broadcastTwo(target.shape, source.shape);
    if (!sameShape(shape, target.shape)) {
      throw runtimeError(
        `output with shape ${formatShape(target.shape)} doesn't match the broadcast shape ${formatShape(shape)}`,
      );
    }
    return engine.copyInPlace(target, source);
  },
  "Filled with another tensor's elements, broadcast and converted.",
);
define(
  "fill_",
  ["(Tensor self, Tensor value)", "(Tensor self, Scalar value)"],
  (a) => {
    if (a.index === 1) return engine.fillInPlace(a.tensor(0), a.scalar(1));
    const value = a.tensor(1);
    if (value.shape.length > 0) {
      throw runtimeError(
        `fill_ only supports 0-dimension value tensor but got tensor with ${value.shape.length} dimensions.`,
      );
    }
    return engine.copyInPlace(a.tensor(0), value);
  },
  "Filled with one value.",
);
define("zero_", "(Tensor self)", (a) => engine.fillInPlace(a.tensor(0), 0n), "Filled with zeros.");
define("detach_", "(Tensor self)", (a) => engine.detach_(a.tensor(0)), "Cut from its gradient history, in place.");
only(
  "fill_diagonal_",
  "(Tensor self, Scalar fill_value, bool wrap=False)",
  (a) => composed.fillDiagonal_(a.tensor(0), a.scalar(1), a.bool(2)),
  "The diagonal filled with one value.",
);
define(
  "index_put",
  "(Tensor input, object indices, Tensor values, bool accumulate=False)",
  (a, target) => engine.indexPut(a.tensor(0), indexTensors(a, 1), a.tensor(2), { accumulate: a.bool(3), ...target }),
  "Values written at index tensors.",
  { hasInPlace: true },
);

function indexTensors(a: ParsedArguments, at: number): (Tensor | null)[] {
  return a.items(at).map((item) => (item instanceof PyTensor ? item.tensor : null));
}

const addresses = new WeakMap<object, number>();
let nextAddress = 0x5600_0000_0000;

/** A number for the memory that a tensor starts at: equal for views that start at the same element. */
function identityOfStorage({ storage, offset, dtype }: Tensor): number {
  const key = storage.data.buffer;
  let base = addresses.get(key);
  if (base === undefined) {
    base = nextAddress;
    nextAddress += Math.ceil((key.byteLength + 64) / 64) * 64;
    addresses.set(key, base);
  }
  return base + offset * dtypes[dtype].bytes;
}

only(
  "requires_grad_",
  "(Tensor self, bool requires_grad=True)",
  (a) => engine.setRequiresGrad(a.tensor(0), a.bool(1, true)),
  "Asks for a gradient, in place.",
);
