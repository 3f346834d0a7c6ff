/** What PyTorch asks of the tensor in `out=` where the operation is no loop over elements: its dtype, its memory. */
import { runtimeError } from "../../../../engine/errors.ts";
import { checkApart } from "../../../../engine/ops/pointwise/out.ts";
import { type DType, dtypes } from "../../../../engine/tensor/dtype.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";

type DTypeCheck = (out: Tensor, result: Tensor, input: Tensor) => string;

const cNames: Readonly<Partial<Record<DType, string>>> = {
  float64: "double",
  float32: "float",
  float16: "c10::Half",
  bfloat16: "c10::BFloat16",
  int64: "long int",
  int32: "int",
  int16: "short int",
  int8: "signed char",
  uint8: "unsigned char",
  bool: "bool",
};
/** The dtype as C++ names its element. */
export const cTypeName = (dtype: DType): string => cNames[dtype] ?? dtypes[dtype].scalarName;
const cName = ({ dtype }: Tensor): string => cTypeName(dtype);

const structured: DTypeCheck = (out, result) =>
  `Expected out tensor to have dtype ${cName(result)}, but got ${cName(out)} instead`;
const sameScalar =
  (name: string): DTypeCheck =>
  () =>
    `${name}(): self and result must have the same scalar type`;

const checks = new Map<string, DTypeCheck>();
for (const name of `gather scatter scatter_add index_add index_copy mean aminmax topk sort softmax log_softmax cumsum cumprod
  triu tril argmax argmin linalg_det linalg_qr linalg_slogdet baddbmm bmm mm addmm scatter_reduce renorm`
  .trim()
  .split(/\s+/)) {
  checks.set(name, structured);
}
checks.set("index_select", sameScalar("index_select"));
checks.set("masked_select", sameScalar("masked_select"));
checks.set(
  "take",
  (out, _result, input) =>
    `take(): self and out expected to have the same dtype, but got self.dtype = ${cName(input)} and out.dtype = ${cName(out)}`,
);
checks.set("multinomial", (out) => `multinomial expects Long tensor out, got: ${dtypes[out.dtype].scalarName}`);

/** RuntimeError where the result's dtype must be the target's and is not. */
export function checkOutDType(operation: string, out: Tensor, result: Tensor, input: Tensor | null): void {
  const check = checks.get(operation);
  if (check === undefined || out.dtype === result.dtype) return;
  throw runtimeError(check(out, result, input ?? result));
}

const apart = new Set(["index_select", "take", "masked_select", "cat", "kthvalue", "gather"]);

/** RuntimeError where the target's elements share memory with each other or with an input. */
export function checkOutMemory(operation: string, out: Tensor, inputs: readonly Tensor[]): void {
  if (apart.has(operation)) checkApart(out, inputs);
}
