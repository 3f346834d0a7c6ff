/** Random format specifications: the mini-language of `format`, and that of `%`. */
import type { Source } from "./source.ts";
import type { Kind } from "./templates.ts";

function spec(source: Source): string {
  let text = "";
  if (source.chance(0.4))
    text += (source.chance(0.5) ? source.pick(["*", "0", " ", "x", "é", "<"]) : "") + source.pick(["<", ">", "^", "="]);
  if (source.chance(0.3)) text += source.pick(["+", "-", " "]);
  if (source.chance(0.07)) text += "z";
  if (source.chance(0.2)) text += "#";
  if (source.chance(0.2)) text += "0";
  if (source.chance(0.6)) text += source.pick(["1", "5", "8", "12", "20"]);
  if (source.chance(0.25)) text += source.pick([",", "_"]);
  if (source.chance(0.5)) text += `.${source.pick(["0", "1", "2", "3", "6", "10", "17", "20"])}`;
  if (source.chance(0.75)) text += source.pick([..."fFeEgGn%dxXobcs", "d", "f", "g", "s", "e", "q"]);
  return text;
}

function percent(source: Source): string {
  let text = "%";
  for (const flag of "-+ 0#") if (source.chance(0.2)) text += flag;
  if (source.chance(0.5)) text += source.pick(["1", "5", "10", "15"]);
  if (source.chance(0.5)) text += `.${source.pick(["", "0", "1", "2", "5", "10", "17"])}`;
  return text + source.pick([..."diouxXeEfFgGcrsa", "%", "d", "f", "s", "y"]);
}

/** An expression that formats a value. */
export function formatting(source: Source, make: (kind: Kind) => string): string {
  const value = make(source.pick(["n", "i", "f", "f", "s", "b", "x", "l"] as const));
  switch (source.below(5)) {
    case 0:
      return `format(${value}, ${JSON.stringify(spec(source))})`;
    case 1:
      return `"{:${spec(source)}}|{!${source.pick(["r", "s", "a"])}:${spec(source)}}".format(${value}, ${make("x")})`;
    case 2:
      return `"<${percent(source)}>" % ${source.chance(0.8) ? `(${value},)` : value}`;
    case 3:
      return `"${percent(source)} ${percent(source)}" % (${value}, ${make("f")})`;
    default: {
      const name = source.pick(["n1", "f1", "s1", "i1", "l1", "f2", "n2"]);
      return `f"{${name}${source.pick(["", "=", "!r", "!s", "=!r", " = "])}:${spec(source)}}"`;
    }
  }
}
