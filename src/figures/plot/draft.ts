import type { Json, Trace } from "../view.ts";

/**
 * A trace that looks the same and costs the plotting library a fraction: the bars of a histogram, an element of the page
 * each, as one filled outline. It cannot be pointed at, so it is for what is moving.
 */
export function draftTrace(trace: Trace): Trace {
  const { type, x, y, width, marker } = trace;
  if (type !== "bar" || trace.selectedpoints !== undefined || trace.visible === false) return trace;
  if (!isNumbers(x) || !isNumbers(y) || !isNumbers(width) || x.length !== y.length || x.length !== width.length)
    return trace;
  const style = Object(marker);
  // A frame around each bar would be missed, and a gap between two would be filled.
  if (typeof style.color !== "string" || style.line?.width !== 0) return trace;
  const touch = x.every(
    (at, i) => i === 0 || Math.abs(at - x[i - 1] - (width[i] + width[i - 1]) / 2) < width[i] * 1e-3,
  );
  if (!touch) return trace;
  const drafted: Record<string, Json> = {
    type: "scatter",
    mode: "lines",
    line: { width: 0 },
    hoverinfo: "skip",
    fill: "tozeroy",
    fillcolor: style.color,
    showlegend: false,
    x: x.flatMap((at, i) => [at - width[i] / 2, at + width[i] / 2]),
    y: y.flatMap((height) => [height, height]),
  };
  for (const axis of ["xaxis", "yaxis"]) {
    const name = trace[axis];
    if (name !== undefined) drafted[axis] = name;
  }
  return drafted;
}

const isNumbers = (value: Json | undefined): value is readonly number[] =>
  Array.isArray(value) && value.every((one: Json) => typeof one === "number");
