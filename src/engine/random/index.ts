/** Random numbers as PyTorch's CPU generator draws them. Fills are in place and named without PyTorch's underscore. */
export * from "./counts.ts";
export * from "./creation.ts";
export * from "./distributions.ts";
export { defaultGenerator, Generator } from "./generator.ts";
export { randint, randomIntegers, randperm } from "./integers.ts";
export { normal } from "./normal.ts";
export * from "./sampling.ts";
export { uniform } from "./uniform.ts";
