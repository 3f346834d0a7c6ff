/** `torch.set_printoptions`. */

export interface PrintOptions {
  /** Digits after the point. */
  precision: number;
  /** More elements than this are summarized. */
  threshold: number;
  /** Elements shown at each end of a summarized dimension. */
  edgeitems: number;
  linewidth: number;
  /** Scientific notation always or never; null: where the values ask for it. */
  sciMode: boolean | null;
}

const profiles: Readonly<Record<string, Omit<PrintOptions, "sciMode">>> = {
  default: { precision: 4, threshold: 1000, edgeitems: 3, linewidth: 80 },
  short: { precision: 2, threshold: 1000, edgeitems: 2, linewidth: 80 },
  full: { precision: 4, threshold: Infinity, edgeitems: 3, linewidth: 80 },
};

/** PyTorch's options at its start. */
export const freshPrintOptions = (): PrintOptions => ({ ...profiles.default, sciMode: null });

/** The options in use; a session has one set, as PyTorch has one a process. */
export const printOptions: PrintOptions = freshPrintOptions();

export interface PrintOptionChanges extends Partial<PrintOptions> {
  readonly profile?: string;
}

/** A profile first, then single options; `sciMode` goes back to null where it is left out, as in PyTorch. */
export function setPrintOptions(changes: PrintOptionChanges): void {
  const { profile, sciMode = null, precision, threshold, edgeitems, linewidth } = changes;
  if (profile !== undefined && Object.hasOwn(profiles, profile)) Object.assign(printOptions, profiles[profile]);
  if (precision !== undefined) printOptions.precision = precision;
  if (threshold !== undefined) printOptions.threshold = threshold;
  if (edgeitems !== undefined) printOptions.edgeitems = edgeitems;
  if (linewidth !== undefined) printOptions.linewidth = linewidth;
  printOptions.sciMode = sciMode;
}
