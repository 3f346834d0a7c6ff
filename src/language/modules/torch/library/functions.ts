/** Functions that PyTorch writes in Python over its native ones (torch/functional.py). */
import * as engine from "../../../../engine/index.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { runtimeError, typeError, valueError } from "../../../runtime/errors.ts";
import type { NativeFunction } from "../../../runtime/objects/function.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../../runtime/objects/sequence.ts";
import { iterate, truth } from "../../../runtime/protocols/index.ts";
import { isInt, isNumber } from "../arguments/checks.ts";
import { toIndex, toScalar } from "../arguments/parsed.ts";
import { typeName } from "../arguments/type-name.ts";
import { sizeOf } from "../objects/size.ts";
import { PyTensor } from "../objects/tensor.ts";
import { autocastFactor } from "../operations/autocast.ts";
import { blockDiag, trapezoid } from "../operations/composed/index.ts";
import { callOperation, operationFunction } from "../operations/invoke.ts";
import { wrapTensor, wrapTuple } from "../wrap.ts";
import { definePython } from "./define.ts";

const isSequence = (value: Value): value is PyTuple | PyList => value instanceof PyTuple || value instanceof PyList;

/** The tensors of `f(*tensors)`, where one argument may be a list of them. */
function tensorsOf(name: string, values: readonly Value[]): Tensor[] {
  const items = values.length === 1 && isSequence(values[0]) ? values[0].items : values;
  return items.map((item, i) => {
    if (item instanceof PyTensor) return item.tensor;
    throw typeError(
      `${name}(): argument 'tensors' (position 1) must be tuple of Tensors, but found element of type ${typeName(item)} at pos ${i}`,
    );
  });
}

/** The same for functions that PyTorch carries out by matrix products, as a region of mixed precision takes them. */
const factorsOf = (name: string, values: readonly Value[]): Tensor[] => tensorsOf(name, values).map(autocastFactor);

definePython("is_tensor(obj)", (_machine, value: Value) => value instanceof PyTensor, "Whether the value is a tensor.");
definePython("is_storage(obj)", () => false, "Storages are not part of the cell language.");

definePython(
  "einsum(*args)",
  (machine, args: Value[]) => {
    if (args.length < 2) {
      throw valueError(
        "einsum(): must specify the equation string and at least one operand, or at least one operand and its subscripts list",
      );
    }
    const [equation, ...rest] = args;
    if (equation instanceof PyTensor) return einsumOfSubscripts(machine, args);
    if (typeof equation !== "string") {
      throw typeError(`einsum(): argument 'equation' (position 1) must be str, not ${typeName(equation)}`);
    }
    const operands = rest.length === 1 && isSequence(rest[0]) ? [...rest[0].items] : rest;
    return wrapTensor(engine.einsum(equation, factorsOf("einsum", [new PyTuple(operands)])));
  },
  "Sums of products by Einstein's notation.",
);

/** `einsum(a, [0, 1], b, [1, 2], [0, 2])`. */
function einsumOfSubscripts(machine: Machine, args: readonly Value[]): Value {
  const letter = (value: Value): string => {
    const n = isInt(value) ? toIndex(value) : -1;
    if (typeof value === "object" && value !== null && !isInt(value)) return "...";
    if (n < 0 || n >= 52)
      throw valueError("einsum(): subscript in subscript list is not within the valid range [0, 52)");
    return String.fromCharCode(n < 26 ? 65 + n : 71 + n);
  };
  const text = (subscripts: Value): string => [...iterate(machine, subscripts)].map(letter).join("");
  const inputs: string[] = [];
  const operands: Value[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) {
    operands.push(args[i]);
    inputs.push(text(args[i + 1]));
  }
  const output = args.length % 2 === 1 ? `->${text(args[args.length - 1])}` : "";
  return wrapTensor(engine.einsum(inputs.join(",") + output, factorsOf("einsum", [new PyTuple(operands)])));
}

definePython(
  "broadcast_tensors(*tensors)",
  (_machine, tensors: Value[]) => wrapTuple(engine.broadcastTensors(tensorsOf("broadcast_tensors", tensors))),
  "Tensors expanded to one shape.",
);
function sizeOfDimension(value: Value): number {
  if (!isInt(value)) throw typeError(`broadcast_shapes(): a size must be an int, not ${typeName(value)}`);
  return toIndex(value);
}

/** The shape that shapes broadcast to, in the words of `torch.broadcast_shapes`. */
function commonShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const common = new Array<number>(rank).fill(1);
  for (const [argument, shape] of shapes.entries()) {
    for (let back = 1; back <= shape.length; back++) {
      const [size, at] = [shape[shape.length - back], rank - back];
      if (common[at] === 1) {
        if (size < 0) throw valueError("Attempting to broadcast a dimension with negative length!");
        common[at] = size;
      } else if (size !== 1 && size !== common[at]) {
        const text = `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
        throw runtimeError(
          `Attempting to broadcast a dimension of length ${size} at -${back}! Mismatching argument at index ${argument} had ${text}; but expected shape should be broadcastable to [${common.join(", ")}]`,
        );
      }
    }
  }
  return common;
}

definePython(
  "broadcast_shapes(*shapes)",
  (machine, shapes: Value[]) =>
    sizeOf(
      commonShape(
        shapes.map((shape) => (isInt(shape) ? [toIndex(shape)] : [...iterate(machine, shape)].map(sizeOfDimension))),
      ),
    ),
  "The shape that shapes broadcast to.",
);
definePython(
  "meshgrid(*tensors, indexing=None)",
  (_machine, tensors: Value[], indexing: Value) =>
    wrapTuple(engine.meshgrid(tensorsOf("meshgrid", tensors), typeof indexing === "string" ? indexing : "ij")),
  "Coordinates of a grid.",
);
definePython(
  "cartesian_prod(*tensors)",
  (_machine, tensors: Value[]) => wrapTensor(engine.cartesianProd(tensorsOf("cartesian_prod", tensors))),
  "All combinations of elements.",
);
definePython(
  "chain_matmul(*matrices, out=None)",
  (_machine, matrices: Value[]) => wrapTensor(engine.multiDot(factorsOf("chain_matmul", matrices))),
  "Product of several matrices.",
);
definePython(
  "block_diag(*tensors)",
  (_machine, tensors: Value[]) => wrapTensor(blockDiag(tensorsOf("block_diag", tensors))),
  "Matrices along a diagonal.",
);
definePython(
  "tensordot(a, b, dims=2, out=None)",
  (machine, a: Value, b: Value, dims: Value) => {
    if (!(a instanceof PyTensor && b instanceof PyTensor)) {
      throw typeError(
        `tensordot(): argument 'a' (position 1) must be Tensor, not ${typeName(a instanceof PyTensor ? b : a)}`,
      );
    }
    let dimsA: number[];
    let dimsB: number[];
    if (isInt(dims)) {
      const n = toIndex(dims);
      if (n < 0) throw runtimeError(`tensordot expects dims >= 0, but got dims=${n}`);
      if (n > Math.min(a.tensor.shape.length, b.tensor.shape.length)) {
        throw runtimeError(`tensordot expects dims < ndim_a or ndim_b, but got dims=${n}`);
      }
      dimsA = Array.from({ length: n }, (_, i) => i - n);
      dimsB = Array.from({ length: n }, (_, i) => i);
    } else {
      const [first, second] = [...iterate(machine, dims)];
      const list = (value: Value): number[] =>
        isInt(value) ? [toIndex(value)] : [...iterate(machine, value)].map(toIndex);
      dimsA = list(first);
      dimsB = list(second);
    }
    return wrapTensor(engine.tensordot(autocastFactor(a.tensor), autocastFactor(b.tensor), [dimsA, dimsB]));
  },
  "Sums of products over several dimensions.",
);
definePython(
  "cdist(x1, x2, p=2.0, compute_mode='use_mm_for_euclid_dist_if_necessary')",
  (machine, a: Value, b: Value, p: Value) => callOperation(machine, "cdist", a, b, p),
  "Distances between all pairs of rows.",
);

/** What `unique` and its like return: values alone, or with what was asked for. */
function chosen(machine: Machine, results: readonly Tensor[], inverse: Value, counts: Value): Value {
  const picked = [results[0]];
  if (truth(machine, inverse)) picked.push(results[1]);
  if (truth(machine, counts)) picked.push(results[2]);
  return picked.length === 1 ? wrapTensor(picked[0]) : wrapTuple(picked);
}

function tensorOf(name: string, value: Value): Tensor {
  if (value instanceof PyTensor) return value.tensor;
  throw typeError(`${name}(): argument 'input' (position 1) must be Tensor, not ${typeName(value)}`);
}
const dimOf = (dim: Value): number | undefined => (dim === null ? undefined : toIndex(dim));

const unique = definePython(
  "unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None)",
  (machine, input: Value, _sorted: Value, inverse: Value, counts: Value, dim: Value) => {
    const { values, inverse: places, counts: sizes } = engine.unique(tensorOf("unique", input), { dim: dimOf(dim) });
    return chosen(machine, [values, places, sizes], inverse, counts);
  },
  "The different elements in order; inverse indices and counts where asked for.",
);
const uniqueConsecutive = definePython(
  "unique_consecutive(input, return_inverse=False, return_counts=False, dim=None)",
  (machine, input: Value, inverse: Value, counts: Value, dim: Value) => {
    const {
      values,
      inverse: places,
      counts: sizes,
    } = engine.uniqueConsecutive(tensorOf("unique_consecutive", input), {
      dim: dimOf(dim),
    });
    return chosen(machine, [values, places, sizes], inverse, counts);
  },
  "Runs of equal elements made one.",
);

const norm = definePython(
  "norm(input, p='fro', dim=None, keepdim=False, out=None, dtype=None)",
  (machine, input: Value, p: Value, dim: Value, keepdim: Value, out: Value, dtype: Value) => {
    if (typeof p === "string") {
      const matrix = isSequence(dim) && dim.items.length > 2;
      if (p === "nuc" || (p === "fro" && matrix)) {
        return callNamed(machine, "linalg_matrix_norm", [input, p, dim ?? new PyTuple([-2, -1]), keepdim], dtype, out);
      }
      if (p !== "fro") throw runtimeError(`linalg.matrix_norm: Order ${p} not supported.`);
    }
    const order = typeof p === "string" ? 2 : p;
    return callNamed(machine, "linalg_vector_norm", [input, order, dim, keepdim], dtype, out);
  },
  "Norm of the elements: (sum |x|^p)^(1/p).",
);

function callNamed(machine: Machine, name: string, args: Value[], dtype: Value, out: Value): Value {
  const made = operationFunction(name);
  if (made === undefined) throw new Error(`no operation ${name}`);
  const keywords = new Map<string, Value>();
  if (dtype !== null) keywords.set("dtype", dtype);
  if (out !== null) keywords.set("out", out);
  return made.code(machine, args, keywords.size === 0 ? null : keywords);
}

const split = definePython(
  "split(tensor, split_size_or_sections, dim=0)",
  (machine, tensor: Value, sizes: Value, dim: Value) =>
    callOperation(
      machine,
      isInt(sizes) || sizes instanceof PyTensor ? "split" : "split_with_sizes",
      tensor,
      sizes,
      dim,
    ),
  "Pieces of one size, or of the given sizes, along a dimension.",
);

for (const name of ["trapezoid", "trapz"]) {
  definePython(
    `${name}(y, x=None, *, dx=1, dim=-1)`,
    (_machine, y: Value, x: Value, dx: Value, dim: Value) => {
      const places = x instanceof PyTensor ? x.tensor : null;
      return wrapTensor(trapezoid(tensorOf(name, y), places, isNumber(dx) ? Number(toScalar(dx)) : 1, toIndex(dim)));
    },
    "The integral by the trapezoid rule.",
  );
}

/** The ones that are methods too, with the tensor as the first parameter. */
export const methodsInPython: readonly NativeFunction[] = [unique, uniqueConsecutive, norm, split];
