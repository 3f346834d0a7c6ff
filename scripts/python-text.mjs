// Library modules written in Python, as text that is smaller and means the same: indented by one space a level, without
// lines that are only a comment. Lines keep their numbers, so that tracebacks point where they did.
import { readFileSync } from "node:fs";

/** Where a line ends: inside a string of three quotes (its quotes), or not (""). */
function openQuotes(line, from, quotes) {
  let open = quotes;
  let i = from;
  while (i < line.length) {
    if (open !== "") {
      if (line[i] === "\\") i += 2;
      else if (line.startsWith(open, i)) {
        i += 3;
        open = "";
      } else i++;
      continue;
    }
    const c = line[i];
    if (c === "#") return "";
    if (c !== '"' && c !== "'") {
      i++;
      continue;
    }
    if (line.startsWith(c.repeat(3), i)) {
      open = c.repeat(3);
      i += 3;
      continue;
    }
    for (i++; i < line.length && line[i] !== c; i++) if (line[i] === "\\") i++;
    i++;
  }
  return open;
}

export function smallerPython(source) {
  let quotes = "";
  const lines = source.split("\n").map((line) => {
    if (quotes !== "") {
      quotes = openQuotes(line, 0, quotes);
      return line;
    }
    const text = line.trimStart();
    if (text.startsWith("#")) return "";
    quotes = openQuotes(text, 0, "");
    return " ".repeat(Math.ceil((line.length - text.length) / 4)) + text;
  });
  return lines.join("\n");
}

/** For esbuild: `.py` imports give the smaller text. */
export const pythonText = {
  name: "python-text",
  setup(build) {
    build.onLoad({ filter: /\.py$/ }, ({ path }) => ({
      contents: smallerPython(readFileSync(path, "utf8")),
      loader: "text",
    }));
  },
};
