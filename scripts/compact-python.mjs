// Python sources as the bundles carry them: without comments, blank lines, blanks around operators and most of their
// indentation. Strings, and so docstrings, stay as they are; no line of these modules is ever shown.
import { readFileSync } from "node:fs";

/** What can begin a string or a comment, or end a line. */
const token = /#[^\n]*|("""|'''|"|')|\n(?:[ \t]*(?:#[^\n]*)?\n)*([ \t]*)|\\[\s\S]/g;

const opening = /[([{]/g;
const closing = /[)\]}]/g;
const count = (text, pattern) => text.match(pattern)?.length ?? 0;

/** Code without the blanks around operators and brackets; those between words stay. */
const squeezed = (code) => code.replace(/[ \t]*([-=,:+*/<>|&%@^~()[\]{}])[ \t]*/g, "$1");

/**
 * The same program in fewer characters: lines inside brackets become one.
 * @param {string} source
 */
export function compactPython(source) {
  let result = "";
  let from = 0;
  let depth = 0;
  const take = (end) => {
    const code = source.slice(from, end);
    depth += count(code, opening) - count(code, closing);
    result += squeezed(code);
    from = token.lastIndex;
  };
  token.lastIndex = 0;
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    const [found, quote, spaces] = match;
    take(match.index);
    if (quote !== undefined) {
      token.lastIndex = endOfString(source, token.lastIndex, quote);
      result += source.slice(match.index, token.lastIndex);
      from = token.lastIndex;
    } else if (spaces !== undefined) {
      result = result.replace(/[ \t]+$/, "");
      if (depth === 0) result += `\n${indentation(spaces)}`;
      else if (!/[-=,:+*/<>|&%@^~([{]$/.test(result)) result += " ";
    } else if (!found.startsWith("#")) result += found;
  }
  return result + squeezed(source.slice(from));
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
