/** An error that PyTorch would raise; the language's torch bindings turn it into the Python exception of that class. */
export type TorchErrorKind =
  | "RuntimeError"
  | "IndexError"
  | "TypeError"
  | "ValueError"
  | "NotImplementedError"
  | "OutOfMemoryError"
  | "LinAlgError"
  | "AssertionError";

export class TorchError extends Error {
  constructor(
    readonly kind: TorchErrorKind,
    message: string,
  ) {
    super(message);
    this.name = kind;
  }
}

export const runtimeError = (message: string): TorchError => new TorchError("RuntimeError", message);
/** A matrix that an algorithm cannot handle. */
/** For a dtype that an operation lacks. */
export const notImplementedError = (message: string): TorchError => new TorchError("NotImplementedError", message);
export const linAlgError = (message: string): TorchError => new TorchError("LinAlgError", message);
export const indexError = (message: string): TorchError => new TorchError("IndexError", message);
export const typeError = (message: string): TorchError => new TorchError("TypeError", message);
export const valueError = (message: string): TorchError => new TorchError("ValueError", message);
