/** Python sources of the library modules, bundled as text (see esbuild's loader). */
declare module "*.py" {
  const source: string;
  export default source;
}

/** WebAssembly modules, bundled as bytes. */
declare module "*.wasm" {
  const bytes: Uint8Array;
  export default bytes;
}
