/** Cell ids: nbformat 4.5 wants 1 to 64 of [a-zA-Z0-9-_], unique in the notebook. */

/** 53 bits in hexadecimal; for spellings and ids, not for secrets (cyrb53, public domain). */
export function hashText(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (2 ** 21 * (low >>> 0) + (high >>> 11)).toString(16).padStart(14, "0");
}

/** A new id as Jupyter makes them: eight random hexadecimal digits. */
export function newCellId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Gives each cell an id of its own: the first cell with an id keeps it. The new ones follow from the place and the old
 * id, so that saving the same notebook twice writes the same bytes.
 */
export function withUniqueIds<T extends { readonly id: string }>(cells: readonly T[]): readonly T[] {
  const taken = new Set(cells.map((cell) => cell.id));
  const seen = new Set<string>();
  let changed = false;
  const result = cells.map((cell, index) => {
    if (cell.id !== "" && !seen.has(cell.id)) {
      seen.add(cell.id);
      return cell;
    }
    changed = true;
    let id = "";
    for (let attempt = 0; id === "" || taken.has(id); attempt++) {
      id = hashText(`${index}\n${cell.id}\n${attempt}`).slice(-8);
    }
    taken.add(id);
    seen.add(id);
    return { ...cell, id };
  });
  return changed ? result : cells;
}
