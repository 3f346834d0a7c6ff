/**
 * Memory that the running thread has to itself. Kernels do not call one another's entries, so each may have all of it:
 * 1.25 MiB (roomBytes in wasm/module.ts), which lies where the instance was told when it was made.
 */
// @ts-ignore: decorator
@external("env", "room")
export declare const room: usize;
