/** The old type names: `torch.FloatTensor`, `x.type()`. */
import { type DType, dtypes } from "../../../../engine/tensor/dtype.ts";
import { valueError } from "../../../runtime/errors.ts";

const byName = new Map<string, DType>();
// The keys of the table are the dtypes.
for (const dtype of Object.keys(dtypes) as DType[]) byName.set(`torch.${dtypes[dtype].scalarName}Tensor`, dtype);

/** "torch.FloatTensor" */
export const typeNameOf = (dtype: DType): string => `torch.${dtypes[dtype].scalarName}Tensor`;

/** The dtype that an old type name stands for. */
export function dtypeOfTypeName(name: string): DType {
  const found = name === "torch.Tensor" ? "float32" : byName.get(name);
  if (found === undefined) throw valueError(`invalid type: '${name}'`);
  return found;
}

/** The names that `torch` has: "FloatTensor" and so on. */
export const legacyTypeNames: ReadonlyMap<string, DType> = new Map(
  [...byName].map(([name, dtype]) => [name.slice("torch.".length), dtype]),
);
