/** Python sources of the library modules, bundled as text (see esbuild's loader). */
declare module "*.py" {
  const source: string;
  export default source;
}
