export * from "./options.ts";
export * from "./tensor.ts";
