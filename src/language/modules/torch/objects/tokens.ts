/** Values that PyTorch has as named constants and that change nothing here: layouts and memory formats. */
import { PyObject, PyType } from "../../../runtime/objects/object.ts";
import { objectType } from "../../../runtime/objects/types.ts";

export const layoutType = new PyType("layout", [objectType], "torch");
export const memoryFormatType = new PyType("memory_format", [objectType], "torch");

export class PyToken extends PyObject {
  constructor(
    readonly type: PyType,
    /** "torch.strided" */
    readonly text: string,
  ) {
    super();
  }
}

export const layouts: ReadonlyMap<string, PyToken> = new Map(
  ["strided", "sparse_coo", "sparse_csr"].map((name) => [name, new PyToken(layoutType, `torch.${name}`)]),
);
export const memoryFormats: ReadonlyMap<string, PyToken> = new Map(
  ["contiguous_format", "preserve_format", "channels_last", "channels_last_3d"].map((name) => [
    name,
    new PyToken(memoryFormatType, `torch.${name}`),
  ]),
);
