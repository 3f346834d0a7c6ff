/**
 * What an operation's arguments are converted to within `torch.autocast("cpu")`: PyTorch's lists for the CPU
 * (aten/src/ATen/autocast_mode.cpp, TORCH_LIBRARY_IMPL(aten, AutocastCPU)). Norms are in none of them: they compute in the
 * dtype they are given.
 */

import { autocast } from "../../../../engine/autocast.ts";
import { isLeaf, requiresGrad } from "../../../../engine/autograd/index.ts";
import * as engine from "../../../../engine/index.ts";
import type { DType } from "../../../../engine/tensor/dtype.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { runtimeError } from "../../../runtime/errors.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";

type Policy = "lower" | "float32" | "widest";

const names: Readonly<Record<Policy, string>> = {
  // Composite operations that PyTorch carries out by matrix products are here too: what they call is converted there.
  lower: `conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d bmm mm linalg_vecdot baddbmm addmm addbmm
    linear matmul prelu scaled_dot_product_attention inner linalg_multi_dot`,
  float32: `avg_pool3d binary_cross_entropy grid_sampler prod quantile nanquantile cdist trace cholesky
    cholesky_inverse cholesky_solve inverse lu_solve orgqr ormqr pinverse max_pool3d max_unpool2d max_unpool3d
    adaptive_avg_pool3d mse_loss cosine_embedding_loss nll_loss nll_loss_nd hinge_embedding_loss poisson_nll_loss
    smooth_l1_loss cross_entropy_loss l1_loss huber_loss margin_ranking_loss soft_margin_loss triplet_margin_loss
    multi_margin_loss ctc_loss kl_div multilabel_margin_loss binary_cross_entropy_with_logits linalg_cond
    linalg_matrix_rank linalg_solve linalg_cholesky linalg_svdvals linalg_eigvalsh linalg_inv linalg_householder_product
    linalg_tensorinv linalg_tensorsolve geqrf qr svd triangular_solve adaptive_max_pool3d linalg_qr linalg_cholesky_ex
    linalg_svd linalg_eigh linalg_lstsq linalg_inv_ex`,
  widest: "stack cat index_copy",
};

const policies = new Map<string, Policy>();
for (const policy of ["lower", "float32", "widest"] as const) {
  for (const name of names[policy].split(/\s+/)) policies.set(name, policy);
}

/** float64 and what is not floating stays as it is. */
const isEligible = (tensor: Tensor): boolean => engine.isFloating(tensor.dtype) && tensor.dtype !== "float64";

function converted(tensor: Tensor, dtype: DType): Tensor {
  if (!isEligible(tensor) || tensor.dtype === dtype) return tensor;
  const isWeight =
    dtype === autocast().dtype &&
    tensor.dtype === "float32" &&
    requiresGrad(tensor) &&
    isLeaf(tensor) &&
    !isView(tensor);
  if (!isWeight || !autocast().cacheEnabled) return engine.to(tensor, dtype);
  const known = autocast().weights.get(tensor);
  if (known !== undefined) return known;
  const made = engine.to(tensor, dtype);
  autocast().weights.set(tensor, made);
  return made;
}

const isView = (tensor: Tensor): boolean => (tensor.gradient?.view ?? null) !== null;

/** float32 where any argument is, else the region's dtype. */
function widest(tensors: readonly Tensor[]): DType {
  let found = autocast().dtype;
  for (const tensor of tensors) {
    if (!isEligible(tensor)) continue;
    if (tensor.dtype === "float32" || found === "float32") found = "float32";
    else if (tensor.dtype !== found) {
      throw runtimeError("Unexpected floating ScalarType in at::autocast::prioritize");
    }
  }
  return found;
}

/** Whether a region may change what the operation gets. */
export const hasPolicy = (name: string): boolean => policies.has(name);

/** The arguments as the region that is open wants them for the operation. */
export function autocastArguments(name: string, args: ParsedArguments): ParsedArguments {
  const policy = policies.get(name);
  if (policy === undefined || !autocast().isOn) return args;
  const dtype = policy === "lower" ? autocast().dtype : policy === "float32" ? "float32" : widest(args.allTensors());
  return args.mapTensors((tensor) => converted(tensor, dtype));
}

/** A tensor as a matrix product within the region takes it. */
export const autocastFactor = (tensor: Tensor): Tensor =>
  autocast().isOn ? converted(tensor, autocast().dtype) : tensor;
