/** Einstein summation and contractions, as sequences of permutations and batched products. */
import { runtimeError } from "../errors.ts";
import { resultType } from "../tensor/promotion.ts";
import { countOf, formatShape, wrapDims } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { mul } from "./arithmetic.ts";
import { to } from "./copy.ts";
import { bmm, mm } from "./matmul.ts";
import { sum } from "./reductions.ts";
import { diagonal, expand, movedim, permute, reshape, unsqueeze, view } from "./views.ts";

/** The tensor functions that a contraction is made of; autograd passes its own. */
export interface ContractionFunctions {
  permute(input: Tensor, dims: readonly number[]): Tensor;
  reshape(input: Tensor, shape: readonly number[]): Tensor;
  view(input: Tensor, shape: readonly number[]): Tensor;
  expand(input: Tensor, shape: readonly number[]): Tensor;
  unsqueeze(input: Tensor, dim: number): Tensor;
  diagonal(input: Tensor, offset: number, dim1: number, dim2: number): Tensor;
  movedim(input: Tensor, source: readonly number[], destination: readonly number[]): Tensor;
  sum(input: Tensor, options: { dims?: readonly number[]; keepdim?: boolean }): Tensor;
  mul(a: Tensor, b: Tensor): Tensor;
  bmm(a: Tensor, b: Tensor): Tensor;
}

const rawFunctions: ContractionFunctions = {
  permute,
  reshape,
  view,
  expand,
  unsqueeze,
  diagonal,
  movedim,
  sum,
  mul,
  bmm,
};

/** The labels of one operand's dimensions; an ellipsis is spelled out as labels of its own. */
type Labels = string[];

const isLetter = (c: string): boolean => /[a-zA-Z]/.test(c);

function parseTerm(
  term: string,
  rank: number | null,
  operand: number,
  offset: number,
): { labels: Labels; dots: number } {
  const labels: Labels = [];
  let dots = -1;
  for (let i = 0; i < term.length; i++) {
    const c = term[i];
    if (c === " ") continue;
    if (c === ".") {
      if (dots >= 0) {
        throw runtimeError(
          operand >= 0
            ? `einsum(): found '.' for operand ${operand} for which an ellipsis was already found`
            : "einsum(): found '.' for output but an ellipsis (...) was already found",
        );
      }
      if (term.slice(i, i + 3) !== "...") {
        throw runtimeError(
          operand >= 0
            ? `einsum(): found '.' for operand ${operand} that is not part of any ellipsis`
            : "einsum(): found '.' for output that is not part of any ellipsis (...)",
        );
      }
      i += 2;
      dots = labels.length;
      continue;
    }
    if (!isLetter(c)) {
      throw runtimeError(
        `einsum(): invalid subscript given at index ${offset + i} in the equation string, subscripts must be in [a-zA-Z]`,
      );
    }
    labels.push(c);
  }
  if (rank !== null) {
    const fits = dots >= 0 ? labels.length <= rank : labels.length === rank;
    if (!fits) {
      throw runtimeError(
        `einsum(): the number of subscripts in the equation (${labels.length}) ${dots >= 0 ? "is more than" : "does not match"} the number of dimensions (${rank}) for operand ${operand}${dots >= 0 ? "" : " and no ellipsis was given"}`,
      );
    }
  }
  return { labels, dots };
}

interface Equation {
  readonly terms: Labels[];
  readonly output: Labels;
}

/** Ellipsis dimensions are labelled "0", "1", ... counted from the last, so that they broadcast from the right. */
function parseEquation(equation: string, operands: readonly Tensor[]): Equation {
  const arrow = equation.indexOf("->");
  const left = arrow < 0 ? equation : equation.slice(0, arrow);
  const parts = left.split(",");
  if (parts.length > operands.length) {
    throw runtimeError("einsum(): fewer operands were provided than specified in the equation");
  }
  if (parts.length < operands.length) {
    throw runtimeError("einsum(): more operands were provided than specified in the equation");
  }
  let ellipsis = 0;
  let offset = 0;
  const terms = parts.map((part, i) => {
    const rank = operands[i].shape.length;
    const { labels, dots } = parseTerm(part, rank, i, offset);
    offset += part.length + 1;
    const extra = dots >= 0 ? rank - labels.length : 0;
    ellipsis = Math.max(ellipsis, extra);
    const spelled = Array.from({ length: extra }, (_, k) => `${extra - 1 - k}`);
    return dots >= 0 ? [...labels.slice(0, dots), ...spelled, ...labels.slice(dots)] : labels;
  });
  const dotLabels = Array.from({ length: ellipsis }, (_, k) => `${ellipsis - 1 - k}`);
  if (arrow < 0) {
    const letters = terms.flat().filter(isLetter);
    const once = [...new Set(letters)].filter((c) => letters.indexOf(c) === letters.lastIndexOf(c));
    return { terms, output: [...dotLabels, ...once.sort()] };
  }
  const { labels, dots } = parseTerm(equation.slice(arrow + 2), null, -1, arrow + 2);
  const known = new Set(terms.flat());
  labels.forEach((label, i) => {
    if (labels.indexOf(label) !== i) {
      throw runtimeError(`einsum(): output subscript ${label} appears more than once in the output`);
    }
    if (!known.has(label)) {
      throw runtimeError(`einsum(): output subscript ${label} does not appear in the equation for any input operand`);
    }
  });
  const output = dots >= 0 ? [...labels.slice(0, dots), ...dotLabels, ...labels.slice(dots)] : labels;
  return { terms, output };
}

/** An operand whose repeated labels are reduced to their diagonals. */
function takeDiagonals(
  operand: Tensor,
  labels: Labels,
  index: number,
  f: ContractionFunctions,
): { tensor: Tensor; labels: Labels } {
  let tensor = operand;
  const kept = labels.slice();
  for (let i = 0; i < kept.length; i++) {
    for (let j = kept.length - 1; j > i; j--) {
      if (kept[j] !== kept[i]) continue;
      if (tensor.shape[i] !== tensor.shape[j]) {
        throw runtimeError(
          `einsum(): subscript ${kept[i]} is repeated for operand ${index} but the sizes don't match, ${tensor.shape[j]} != ${tensor.shape[i]}`,
        );
      }
      tensor = f.movedim(f.diagonal(tensor, 0, i, j), [-1], [i]);
      kept.splice(j, 1);
    }
  }
  return { tensor, labels: kept };
}

/**
 * Einstein summation (`torch.einsum`): labels that the output lacks are summed over. Operands are contracted from left
 * to right, two at a time. RuntimeErrors for equations that do not fit.
 */
export function einsum(equation: string, operands: readonly Tensor[], f: ContractionFunctions = rawFunctions): Tensor {
  if (operands.length === 0) throw runtimeError("einsum(): must provide at least one operand");
  const { terms, output } = parseEquation(equation, operands);
  const parts = operands.map((operand, i) => takeDiagonals(operand, terms[i], i, f));
  const sizes = new Map<string, number>();
  parts.forEach(({ tensor, labels }, i) => {
    labels.forEach((label, dim) => {
      const size = tensor.shape[dim];
      const known = sizes.get(label) ?? 1;
      if (size !== known && size !== 1 && known !== 1) {
        throw runtimeError(
          `einsum(): subscript ${label} has size ${size} for operand ${i} which does not broadcast with previously seen size ${known}`,
        );
      }
      sizes.set(label, Math.max(known, known === 1 ? size : known));
    });
  });
  let { tensor, labels } = parts[0];
  for (let i = 1; i < parts.length; i++) {
    const later = new Set([...output, ...parts.slice(i + 1).flatMap((part) => part.labels)]);
    ({ tensor, labels } = contractTwo(tensor, labels, parts[i].tensor, parts[i].labels, later, f));
  }
  const extra = labels.flatMap((label, dim) => (output.includes(label) ? [] : [dim]));
  if (extra.length > 0) {
    tensor = f.sum(tensor, { dims: extra });
    labels = labels.filter((label) => output.includes(label));
  }
  const order = output.map((label) => labels.indexOf(label));
  return order.every((dim, i) => dim === i) ? tensor : f.permute(tensor, order);
}

/** Two operands into one that has the labels which are needed later. */
function contractTwo(
  a: Tensor,
  aLabels: Labels,
  b: Tensor,
  bLabels: Labels,
  later: ReadonlySet<string>,
  f: ContractionFunctions,
): { tensor: Tensor; labels: Labels } {
  // A label that one operand has alone and nobody needs, or that is 1 on one side, is summed away before.
  const reduced = (
    tensor: Tensor,
    labels: Labels,
    other: Tensor,
    otherLabels: Labels,
  ): { tensor: Tensor; labels: Labels } => {
    const gone = labels.flatMap((label, dim) => {
      const at = otherLabels.indexOf(label);
      const alone = at < 0 || (other.shape[at] === 1 && tensor.shape[dim] !== 1);
      return alone && !later.has(label) ? [dim] : [];
    });
    if (gone.length === 0) return { tensor, labels };
    return { tensor: f.sum(tensor, { dims: gone }), labels: labels.filter((_, dim) => !gone.includes(dim)) };
  };
  const left = reduced(a, aLabels, b, bLabels);
  const right = reduced(b, bLabels, a, aLabels);
  const size = (part: { tensor: Tensor; labels: Labels }, label: string): number =>
    part.tensor.shape[part.labels.indexOf(label)] ?? 1;
  const all = [...new Set([...left.labels, ...right.labels])];
  const inBoth = (label: string): boolean => left.labels.includes(label) && right.labels.includes(label);
  const summed = all.filter((label) => inBoth(label) && !later.has(label));
  if (summed.length === 0) return multiplyTwo(left, right, all, f);
  const batch = all.filter((label) => inBoth(label) && later.has(label));
  const onlyLeft = left.labels.filter((label) => !inBoth(label));
  const onlyRight = right.labels.filter((label) => !inBoth(label));
  const length = (labels: Labels): number =>
    countOf(labels.map((label) => Math.max(size(left, label), size(right, label))));
  const arranged = (part: { tensor: Tensor; labels: Labels }, order: Labels): Tensor => {
    const tensor = f.permute(
      part.tensor,
      order.map((label) => part.labels.indexOf(label)),
    );
    const wide = order.map((label) =>
      inBoth(label) ? Math.max(size(left, label), size(right, label)) : size(part, label),
    );
    return f.expand(tensor, wide);
  };
  const product = f.bmm(
    f.reshape(arranged(left, [...batch, ...onlyLeft, ...summed]), [length(batch), length(onlyLeft), length(summed)]),
    f.reshape(arranged(right, [...batch, ...summed, ...onlyRight]), [length(batch), length(summed), length(onlyRight)]),
  );
  const labels = [...batch, ...onlyLeft, ...onlyRight];
  const shape = labels.map((label) => Math.max(size(left, label), size(right, label)));
  return { tensor: f.view(product, shape), labels };
}

/** Nothing is summed: a broadcast product. */
function multiplyTwo(
  left: { tensor: Tensor; labels: Labels },
  right: { tensor: Tensor; labels: Labels },
  labels: Labels,
  f: ContractionFunctions,
): { tensor: Tensor; labels: Labels } {
  const aligned = ({ tensor, labels: own }: { tensor: Tensor; labels: Labels }): Tensor => {
    let result = f.permute(
      tensor,
      labels.filter((label) => own.includes(label)).map((label) => own.indexOf(label)),
    );
    labels.forEach((label, dim) => {
      if (!own.includes(label)) result = f.unsqueeze(result, dim);
    });
    return result;
  };
  return { tensor: f.mul(aligned(left), aligned(right)), labels };
}

/** Contraction of the last `dims` dimensions of a with the first of b, or of the named pairs of dimensions. */
export function tensordot(
  a: Tensor,
  b: Tensor,
  dims: number | readonly [readonly number[], readonly number[]] = 2,
): Tensor {
  const [rankA, rankB] = [a.shape.length, b.shape.length];
  const pairs =
    typeof dims === "number"
      ? [Array.from({ length: dims }, (_, i) => i - dims), Array.from({ length: dims }, (_, i) => i)]
      : dims;
  const [fromA, fromB] = [pairs[0], pairs[1]];
  if (fromA.length !== fromB.length) throw runtimeError("both dimension lists should have same length");
  const dimsA = wrapDims(fromA, rankA);
  const dimsB = wrapDims(fromB, rankB);
  dimsA.forEach((dim, i) => {
    if (a.shape[dim] !== b.shape[dimsB[i]]) {
      throw runtimeError(
        `contracted dimensions need to match, but first has size ${a.shape[dim]} in dim ${fromA[i]} and second has size ${b.shape[dimsB[i]]} in dim ${fromB[i]}`,
      );
    }
  });
  const dtype = resultType(a, b);
  const freeA = a.shape.map((_, i) => i).filter((i) => !dimsA.includes(i));
  const freeB = b.shape.map((_, i) => i).filter((i) => !dimsB.includes(i));
  const shape = [...freeA.map((i) => a.shape[i]), ...freeB.map((i) => b.shape[i])];
  const depth = countOf(dimsA.map((i) => a.shape[i]));
  const left = reshape(permute(to(a, dtype), [...freeA, ...dimsA]), [countOf(freeA.map((i) => a.shape[i])), depth]);
  const right = reshape(permute(to(b, dtype), [...dimsB, ...freeB]), [depth, countOf(freeB.map((i) => b.shape[i]))]);
  return view(mm(left, right), shape);
}

/** The Kronecker product. */
export function kron(a: Tensor, b: Tensor): Tensor {
  const rank = Math.max(a.shape.length, b.shape.length);
  const padded = (tensor: Tensor): number[] => [
    ...new Array<number>(rank - tensor.shape.length).fill(1),
    ...tensor.shape,
  ];
  const [shapeA, shapeB] = [padded(a), padded(b)];
  const left = reshape(
    a,
    shapeA.flatMap((size) => [size, 1]),
  );
  const right = reshape(
    b,
    shapeB.flatMap((size) => [1, size]),
  );
  return reshape(
    mul(left, right),
    shapeA.map((size, i) => size * shapeB[i]),
  );
}

/** The inner product over the last dimensions (`torch.inner`). */
export function inner(a: Tensor, b: Tensor): Tensor {
  const [rankA, rankB] = [a.shape.length, b.shape.length];
  if (rankA === 0 || rankB === 0) return mul(a, b);
  if (a.shape[rankA - 1] !== b.shape[rankB - 1]) {
    throw runtimeError(
      `inner() the last dimension must match on both input tensors but got shapes ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
    );
  }
  return tensordot(a, b, [[-1], [-1]]);
}
