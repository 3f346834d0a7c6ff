/** The engine's errors as the Python exceptions that PyTorch raises for them. */
import { TorchError, type TorchErrorKind } from "../../../engine/errors.ts";
import { BaseException, exceptionTypes, RuntimeError, raised } from "../../runtime/errors.ts";
import { PyType } from "../../runtime/objects/object.ts";

/** `torch.OutOfMemoryError`. */
export const outOfMemoryErrorType = new PyType("OutOfMemoryError", [RuntimeError], "torch");
outOfMemoryErrorType.construct = RuntimeError.construct;

/** `torch.linalg.LinAlgError`, by its own name. */
export const linAlgErrorType = new PyType("_LinAlgError", [RuntimeError], "torch._C");
linAlgErrorType.construct = RuntimeError.construct;

function exceptionClass(kind: TorchErrorKind): PyType {
  if (kind === "OutOfMemoryError") return outOfMemoryErrorType;
  if (kind === "LinAlgError") return linAlgErrorType;
  return exceptionTypes.get(kind) ?? BaseException;
}

/** What to throw in a cell for an error that came out of the engine; anything but a TorchError passes as it is. */
export function asRaised(error: unknown): unknown {
  return error instanceof TorchError ? raised(exceptionClass(error.kind), error.message) : error;
}

/** Runs engine code for a cell. */
export function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw asRaised(error);
  }
}
