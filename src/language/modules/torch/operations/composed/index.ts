/** Operations that are compositions of others, here as in PyTorch, so that their gradients follow. */
export * from "./joining.ts";
export * from "./layers.ts";
export * from "./losses.ts";
export * from "./matrices.ts";
export * from "./memory.ts";
export * from "./names.ts";
export * from "./vectors.ts";
