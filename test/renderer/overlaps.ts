/** Where two texts of a drawn figure lie over one another. Runs in the page. */
export function overlappingTexts(plot: Element): string[] {
  const shown = [...plot.querySelectorAll<SVGTextElement>(".main-svg text")].flatMap((text) => {
    const content = text.textContent?.trim() ?? "";
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const visible = content !== "" && right > left && getComputedStyle(text).visibility !== "hidden";
    // A line's box is higher than its letters.
    return visible ? [{ content, left: left + 1, right: right - 1, top: top + 2, bottom: bottom - 2 }] : [];
  });
  const outer = plot.getBoundingClientRect();
  return shown.flatMap((a, i) => [
    ...(a.left < outer.left - 2 || a.right > outer.right + 2 ? [`"${a.content}" is cut off`] : []),
    ...shown
      .slice(i + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `"${a.content}" and "${b.content}"`),
  ]);
}
