/** Calling the Tensor classes: `torch.Tensor(2, 3)`, `torch.FloatTensor([1, 2])`, `nn.Parameter(x)`. */
import * as engine from "../../../../engine/index.ts";
import { type DType, isFloating } from "../../../../engine/tensor/dtype.ts";
import { defaultDType } from "../../../../engine/tensor/promotion.ts";
import { attributeError, runtimeError, typeError } from "../../../runtime/errors.ts";
import { NativeFunction } from "../../../runtime/objects/function.ts";
import { type Keywords, type Machine, PyType, type Value } from "../../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../../runtime/objects/sequence.ts";
import { bindArguments, parseSignature } from "../../../runtime/objects/signature.ts";
import { typeType } from "../../../runtime/objects/types.ts";
import { isIndex } from "../arguments/checks.ts";
import { toIndex } from "../arguments/parsed.ts";
import { typeName } from "../arguments/type-name.ts";
import { guarded } from "../errors.ts";
import { sizeType } from "../objects/size.ts";
import { bufferType, PyTensor, parameterType, tensorType } from "../objects/tensor.ts";
import { tensorFromData } from "./data.ts";
import { dtypeOfTypeName, legacyTypeNames } from "./legacy-types.ts";

/** A tensor as an instance of a class derived from Tensor. */
function instanceOf(type: PyType, tensor: engine.Tensor): PyTensor {
  const object = new PyTensor(tensor, type);
  tensor.handle = object;
  return object;
}

/** The old constructor: sizes, or data. */
function legacyTensor(machine: Machine, type: PyType, args: readonly Value[], dtype: DType): PyTensor {
  const make = (shape: number[]): PyTensor =>
    instanceOf(
      type,
      guarded(() => engine.zeros(shape, dtype)),
    );
  if (args.length === 0) return make([0]);
  const first = args[0];
  if (args.every(isIndex)) return make(args.map(toIndex));
  if (args.length > 1) throw typeError(`new(): argument must be a sequence or sizes, not ${typeName(first)}`);
  if (first instanceof PyTuple && first.type === sizeType) return make(first.items.map(toIndex));
  if (first instanceof PyTensor) {
    if (type !== tensorType)
      return instanceOf(
        type,
        guarded(() => engine.alias(first.tensor)),
      );
    return instanceOf(
      type,
      guarded(() => engine.to(engine.alias(engine.detach(first.tensor)), dtype)),
    );
  }
  if (typeof first === "string") throw typeError("new(): invalid data type 'str'");
  if (!(first instanceof PyList || first instanceof PyTuple)) {
    throw typeError(`new(): data must be a sequence (got ${typeName(first)})`);
  }
  return instanceOf(type, tensorFromData(machine, first, dtype));
}

const parameterSignature = parseSignature("Parameter(data=None, requires_grad=True)");
const bufferSignature = parseSignature("Buffer(data=None, *, persistent=True)");

/** The tensor that a Parameter or Buffer shares its memory with. */
function dataFor(value: Value): engine.Tensor {
  if (value === null) return engine.zeros([0]);
  if (value instanceof PyTensor) return guarded(() => engine.detach(value.tensor));
  throw attributeError(`'${typeName(value)}' object has no attribute 'detach'`);
}

function makeParameter(type: PyType, args: Value[], keywords: Keywords): PyTensor {
  const bound = bindArguments(parameterSignature, args, keywords, "Parameter.__new__");
  // The signature has no star parameters: its bound values are plain.
  const [data, requiresGrad] = bound as [Value, Value];
  const tensor = dataFor(data);
  if (requiresGrad !== false) {
    if (!isFloating(tensor.dtype)) {
      throw runtimeError("Only Tensors of floating point and complex dtype can require gradients");
    }
    engine.setRequiresGrad(tensor, true);
  }
  return instanceOf(type, tensor);
}

/** The class of the old tensor types: `isinstance(x, torch.FloatTensor)` asks for the dtype. */
const legacyMetaclass = new PyType("tensortype", [typeType], "torch");
const legacyDTypes = new Map<PyType, DType>();
legacyMetaclass.setAttribute(
  "__instancecheck__",
  new NativeFunction("__instancecheck__", (_machine, [type, value]) => {
    const dtype = type instanceof PyType ? legacyDTypes.get(type) : undefined;
    return value instanceof PyTensor && value.tensor.dtype === dtype;
  }),
);

/** The class `torch.FloatTensor`: calling it makes tensors of its dtype. */
export function legacyType(name: string): PyType {
  const dtype = dtypeOfTypeName(`torch.${name}`);
  const type = new PyType(name, [tensorType], "torch");
  type.metaclass = legacyMetaclass;
  legacyDTypes.set(type, dtype);
  type.construct = (machine, _type, args) => legacyTensor(machine, tensorType, args, dtype);
  return type;
}
export const legacyTypes = legacyTypeNames;

export function installConstructors(): void {
  tensorType.construct = (machine, type, args) => legacyTensor(machine, type, args, defaultDType());
  parameterType.construct = (_machine, type, args, keywords) => makeParameter(type, args, keywords);
  bufferType.construct = (_machine, type, args, keywords) => {
    const bound = bindArguments(bufferSignature, args, keywords, "Buffer.__new__");
    // The signature has no star parameters: its bound values are plain.
    const [data, persistent] = bound as [Value, Value];
    const made = instanceOf(type, dataFor(data));
    made.attributeMap(true)?.set("persistent", persistent);
    return made;
  };
}
