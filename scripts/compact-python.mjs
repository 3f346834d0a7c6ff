// Python sources as the bundles carry them: without comments, blank lines and most of their indentation. Strings, and so
// docstrings, stay as they are; no line of these modules is ever shown.
import { readFileSync } from "node:fs";

/** What can begin a string or a comment, or end a line. */
const token = /#[^\n]*|("""|'''|"|')|\n(?:[ \t]*(?:#[^\n]*)?\n)*([ \t]*)|\\[\s\S]/g;

/**
 * The same program in fewer characters.
 * @param {string} source
 */
export function compactPython(source) {
  let result = "";
  let from = 0;
  const take = (end) => {
    result += source.slice(from, end);
    from = token.lastIndex;
  };
  token.lastIndex = 0;
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    const [found, quote, spaces] = match;
    if (quote !== undefined) token.lastIndex = endOfString(source, token.lastIndex, quote);
    else if (found.startsWith("#")) take(match.index);
    else if (spaces !== undefined) {
      take(match.index);
      result = `${result.replace(/[ \t]+$/, "")}\n${indentation(spaces)}`;
    }
  }
  return result + source.slice(from);
}

/** Levels of four become levels of one. */
const indentation = (spaces) => " ".repeat(Math.ceil(spaces.replaceAll("\t", "    ").length / 4));

function endOfString(source, start, quote) {
  for (let i = start; i < source.length; i++) {
    if (source[i] === "\\") i++;
    else if (source.startsWith(quote, i)) return i + quote.length;
  }
  return source.length;
}

/** @type {import("esbuild").Plugin} */
export const compactPythonSources = {
  name: "compact-python",
  setup(build) {
    build.onLoad({ filter: /\.py$/ }, ({ path }) => ({
      contents: compactPython(readFileSync(path, "utf8")),
      loader: "text",
    }));
  },
};
