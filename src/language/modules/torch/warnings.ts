/** Warnings as PyTorch gives them. */
export { warn } from "../../runtime/protocols/warn.ts";
