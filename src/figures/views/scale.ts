/** A y axis that the reader may switch between linear and logarithmic. */
import type { AxisData } from "../payload.ts";
import type { Choice, Toggle } from "../view.ts";

/** null where a logarithmic axis would have nothing to show. */
export const yLog = ({ scale }: AxisData, series: readonly (readonly number[])[]): Toggle | null =>
  series.some((values) => values.some((value) => value > 0 && Number.isFinite(value)))
    ? { label: "Logarithmic y axis", initial: scale === "log" }
    : null;

export const withScale = (axis: AxisData, { log }: Choice): AxisData => ({ ...axis, scale: log ? "log" : "linear" });
