/** Reads a signature as it is shown: `f(a, b=(1, 2), *, c)`. */

/** The parameters' texts, split at top-level commas: `["a", "b=(1, 2)", "*", "c"]`. */
export function parameterTexts(signature: string): string[] {
  const open = signature.indexOf("(");
  const close = signature.lastIndexOf(")");
  if (open < 0 || close < open) return [];
  const parts: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let i = start; i <= close; i++) {
    const c = signature[i];
    if (c === "(" || c === "[" || c === "{") depth++;
    else if (i === close || (c === "," && depth === 0)) {
      const part = signature.slice(start, i).trim();
      if (part) parts.push(part);
      start = i + 1;
    } else if (c === ")" || c === "]" || c === "}") depth--;
  }
  return parts;
}

/** The names alone, stars kept on `*args` and `**kwargs`, bare `*` and `/` left out. */
export function parameterNames(signature: string): string[] {
  return parameterTexts(signature)
    .map((text) => text.split(/[:=]/)[0].trim())
    .filter((name) => name !== "*" && name !== "/");
}
