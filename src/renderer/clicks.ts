/** Calls `listener` with the number that a clicked point carries as its custom data. */
export function onPointClick(plot: HTMLElement, listener: (option: number) => void): void {
  // The library adds `on` to the element that it has drawn in.
  const on: unknown = Reflect.get(plot, "on");
  if (typeof on !== "function") return;
  on.call(plot, "plotly_click", (event: unknown) => {
    const option = customData(event);
    if (option !== null) listener(option);
  });
}

function customData(event: unknown): number | null {
  if (typeof event !== "object" || event === null || !("points" in event) || !Array.isArray(event.points)) return null;
  for (const point of event.points) {
    const data: unknown = typeof point === "object" && point !== null ? Reflect.get(point, "customdata") : null;
    if (typeof data === "number") return data;
  }
  return null;
}
