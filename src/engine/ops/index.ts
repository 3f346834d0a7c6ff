/** Every raw tensor operation: validated and worded as PyTorch's, without autograd. */
export * from "./activations.ts";
export * from "./arithmetic.ts";
export * from "./comparison.ts";
export * from "./copy.ts";
export * from "./creation.ts";
export * from "./moments.ts";
export * from "./reductions.ts";
export * from "./selection.ts";
export * from "./unary.ts";
export * from "./views.ts";
