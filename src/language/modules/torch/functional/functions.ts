/** Native functions of `torch.nn.functional`. Importing this fills their table, here with operations as they are. */
import "../operations/index.ts";
import { operationFunction } from "../operations/invoke.ts";
import "./activations.ts";
import { functionalFunctions } from "./definition.ts";
import "./layers.ts";
import "./losses.ts";

export { functionalFunctions };

for (const name of [
  "gelu",
  "softplus",
  "hardshrink",
  "softshrink",
  "prelu",
  "linear",
  "bilinear",
  "one_hot",
  "cosine_similarity",
  "pairwise_distance",
  "scaled_dot_product_attention",
  "conv1d",
  "conv2d",
  "conv3d",
  "conv_transpose1d",
  "conv_transpose2d",
  "conv_transpose3d",
  "avg_pool1d",
  "avg_pool2d",
  "avg_pool3d",
]) {
  const made = operationFunction(name);
  if (made !== undefined) functionalFunctions.set(name, made);
}
{
  const made = operationFunction("log_sigmoid");
  if (made !== undefined) functionalFunctions.set("logsigmoid", made);
}
