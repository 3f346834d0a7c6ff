import type { PyException } from "./exception.ts";

/**
 * A Python exception on its way through TypeScript code. Not an Error: making one records no JavaScript stack.
 * Make it with the helpers of runtime/errors.ts: `throw typeError("...")`.
 */
export class Raised {
  constructor(readonly exception: PyException) {}
}
