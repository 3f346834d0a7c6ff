/** The recorded answers of PyTorch 2.11, ONNX and CPython 3.12 (see README.md beside this file). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type DType, dtypes } from "../../../src/engine/tensor/dtype.ts";
import { Storage } from "../../../src/engine/tensor/storage.ts";
import { contiguousStrides } from "../../../src/engine/tensor/strides.ts";
import { Tensor } from "../../../src/engine/tensor/tensor.ts";

export interface RecordedTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** base64 of the contiguous little-endian bytes. */
  readonly data: string;
  readonly requires_grad?: boolean;
}

export type Recorded =
  | null
  | boolean
  | number
  | string
  | readonly Recorded[]
  | RecordedTensor
  | { readonly float: string }
  | { readonly torch_dtype: string }
  | { readonly repr: string }
  | { readonly [name: string]: Recorded };

export interface OpInfoRow {
  readonly op: string;
  readonly dtype: string;
  readonly input: Recorded;
  readonly args: readonly Recorded[];
  readonly kwargs: Readonly<Record<string, Recorded>>;
  readonly output?: Recorded;
  readonly grad_output?: RecordedTensor;
  readonly grads?: readonly (RecordedTensor | null)[];
  readonly error?: { readonly type: string; readonly message: string };
}

export interface ModuleRow {
  readonly module: string;
  readonly dtype: string;
  readonly training: boolean;
  readonly ctor_args: readonly Recorded[];
  readonly ctor_kwargs: Readonly<Record<string, Recorded>>;
  readonly args: readonly Recorded[];
  readonly kwargs: Readonly<Record<string, Recorded>>;
  readonly state: Readonly<Record<string, RecordedTensor>>;
  readonly repr: string;
  readonly output: Recorded;
}

export interface OnnxRow {
  readonly name: string;
  readonly op: string;
  readonly attrs: Readonly<Record<string, number | string | readonly number[]>>;
  readonly inputs: readonly (RecordedTensor | null)[];
  readonly outputs: readonly RecordedTensor[];
  readonly rtol: number;
  readonly atol: number;
}

export interface RandomRow {
  readonly seed: number;
  readonly program: readonly string[];
  readonly values: readonly RecordedTensor[];
}

export interface ProgramRow {
  readonly source: string;
  readonly stdout: string;
  readonly error: { readonly type: string; readonly message: string; readonly line: number } | null;
}

interface Files {
  readonly opinfo: readonly OpInfoRow[];
  readonly modules: readonly ModuleRow[];
  readonly onnx_node: readonly OnnxRow[];
  readonly rng: readonly RandomRow[];
  readonly programs: Readonly<Record<string, ProgramRow>>;
}

/** Tests run in the project's root. */
const folder = join(process.cwd(), "test/conformance/oracle");

const wholeFloat = /([[,:] ?)(-?\d+\.0)(?=[,\]}])/g;

/** The rows of one file; `directory` may be another folder of the same files. */
export function load<K extends keyof Files>(name: K, directory = folder): Files[K] {
  const text = gunzipSync(readFileSync(join(directory, `${name}.json.gz`))).toString("utf8");
  // JSON.parse would make 1.0 an int: a whole number with a point is kept as a float's text.
  const floats = name === "opinfo" || name === "modules" ? text.replace(wholeFloat, '$1{"float":"$2"}') : text;
  // The files' form is README.md's; nothing here is written by a user.
  return JSON.parse(floats) as Files[K];
}

export const isRecordedTensor = (value: Recorded | undefined): value is RecordedTensor =>
  typeof value === "object" && value !== null && "data" in value && "shape" in value;

export const isDType = (text: string): text is DType => Object.hasOwn(dtypes, text);

/** The recorded tensor in the engine's form. */
export function decode({ dtype, shape, data }: RecordedTensor): Tensor {
  if (!isDType(dtype)) throw new Error(`unknown dtype ${dtype}`);
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const { makeArray, bytes: size } = dtypes[dtype];
  const array = makeArray(bytes.buffer, 0, bytes.length / size);
  return new Tensor(new Storage(dtype, array), shape, contiguousStrides(shape), 0);
}
