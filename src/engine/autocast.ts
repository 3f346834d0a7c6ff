/** What `torch.autocast` switches: the dtype that matrix products compute in, and the weights already converted to it. */
import type { DType } from "./tensor/dtype.ts";
import type { Tensor } from "./tensor/tensor.ts";

/** The dtypes that regions of each device start with (PyTorch's `torch.get_autocast_dtype`). */
const initialDTypes: readonly (readonly [string, DType])[] = [
  ["cpu", "bfloat16"],
  ["cuda", "float16"],
  ["mps", "float16"],
  ["xpu", "float16"],
];

export class AutocastState {
  /** Only the CPU's region changes what operations do; the others keep their switches for who asks. */
  private readonly enabledDevices = new Set<string>();
  private readonly dtypes = new Map(initialDTypes);
  cacheEnabled = true;
  /** How many regions are open. */
  nesting = 0;
  /** Leaves that require gradients, and their conversions: within a region each is converted once. */
  readonly weights = new Map<Tensor, Tensor>();

  /** Whether operations convert their arguments now. */
  get isOn(): boolean {
    return this.enabledDevices.has("cpu");
  }
  get dtype(): DType {
    return this.dtypeOf("cpu") ?? "bfloat16";
  }
  isAvailable(device: string): boolean {
    return this.dtypes.has(device);
  }
  isEnabled(device: string): boolean {
    return this.enabledDevices.has(device);
  }
  setEnabled(device: string, enabled: boolean): void {
    if (enabled) this.enabledDevices.add(device);
    else this.enabledDevices.delete(device);
  }
  dtypeOf(device: string): DType | undefined {
    return this.dtypes.get(device);
  }
  setDType(device: string, dtype: DType): void {
    this.dtypes.set(device, dtype);
  }
}

let inForce = new AutocastState();

/** The switches of the session that runs. */
export const autocast = (): AutocastState => inForce;

/** Puts a session's switches in force and gives back those that were. */
export function exchangeAutocast(next: AutocastState): AutocastState {
  const before = inForce;
  inForce = next;
  return before;
}
