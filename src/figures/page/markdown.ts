/** Markdown cells as HTML: CommonMark's common part, tables and formulas. Raw HTML is shown as text. */
import { escapeHtml } from "./escape.ts";
import { texToMathMl } from "./math.ts";

export function markdownToHtml(source: string): string {
  const lines = source.replace(/\r\n?/g, "\n").split("\n");
  const parts: string[] = [];
  let i = 0;
  const isBlockStart = (line: string): boolean =>
    /^(#{1,6}\s|```|~~~|>|\s*([-*+]|\d+[.)])\s|\$\$|([-*_])(\s*\3){2,}\s*$)/.test(line);
  while (i < lines.length) {
    const line = lines[i];
    if (line.trim() === "") {
      i++;
      continue;
    }
    const fence = /^(```|~~~)\s*([\w+-]*)/.exec(line);
    if (fence !== null) {
      const body: string[] = [];
      for (i++; i < lines.length && !lines[i].startsWith(fence[1]); i++) body.push(lines[i]);
      i++;
      parts.push(`<pre><code>${escapeHtml(body.join("\n"))}</code></pre>`);
      continue;
    }
    if (line.trimStart().startsWith("$$")) {
      const body = [line.trim().slice(2)];
      i++;
      if (!body[0].trimEnd().endsWith("$$")) {
        while (i < lines.length && !lines[i].trimEnd().endsWith("$$")) body.push(lines[i++]);
        if (i < lines.length) body.push(lines[i++]);
      }
      parts.push(`<p>${texToMathMl(body.join(" ").trimEnd().replace(/\$\$$/, ""), true)}</p>`);
      continue;
    }
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (heading !== null) {
      const level = heading[1].length;
      parts.push(`<h${level}>${inline(heading[2])}</h${level}>`);
      i++;
    } else if (/^([-*_])(\s*\1){2,}\s*$/.test(line)) {
      parts.push("<hr>");
      i++;
    } else if (line.startsWith(">")) {
      const body: string[] = [];
      while (i < lines.length && lines[i].startsWith(">")) body.push(lines[i++].replace(/^>\s?/, ""));
      parts.push(`<blockquote>${markdownToHtml(body.join("\n"))}</blockquote>`);
    } else if (/^\s*([-*+]|\d+[.)])\s/.test(line)) {
      const end = listEnd(lines, i);
      parts.push(list(lines.slice(i, end)));
      i = end;
    } else if (line.includes("|") && /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[i + 1] ?? "")) {
      let end = i + 2;
      while (end < lines.length && lines[end].includes("|")) end++;
      parts.push(table(lines.slice(i, end)));
      i = end;
    } else {
      const body: string[] = [];
      do body.push(lines[i++]);
      while (i < lines.length && lines[i].trim() !== "" && !isBlockStart(lines[i]));
      parts.push(`<p>${inline(body.join("\n"))}</p>`);
    }
  }
  return parts.join("\n");
}

const isItem = (line: string): boolean => /^\s*([-*+]|\d+[.)])\s/.test(line);

/** A list goes on over its items, their indented lines, and single blank lines between them. */
function listEnd(lines: readonly string[], start: number): number {
  let end = start + 1;
  const isOrdered = (line: string): boolean => /^\s*\d/.test(line);
  while (end < lines.length) {
    const line = lines[end];
    if (/^\S/.test(line) && isItem(line) && isOrdered(line) !== isOrdered(lines[start])) break;
    const continues =
      isItem(line) ||
      /^\s+\S/.test(line) ||
      (line.trim() === "" && /^(\s+\S|\s*([-*+]|\d+[.)])\s)/.test(lines[end + 1] ?? ""));
    if (!continues && (line.trim() === "" || lines[end - 1].trim() === "")) break;
    end++;
  }
  return end;
}

function list(lines: readonly string[]): string {
  const [first] = lines;
  const indent = /^\s*/.exec(first)?.[0].length ?? 0;
  const tag = /^\s*\d/.test(first) ? "ol" : "ul";
  const items: string[][] = [];
  for (const line of lines) {
    const own = isItem(line) && (/^\s*/.exec(line)?.[0].length ?? 0) <= indent + 1;
    if (own) items.push([line.replace(/^\s*([-*+]|\d+[.)])\s+/, "")]);
    else items.at(-1)?.push(line.replace(/^ {1,4}/, ""));
  }
  const rendered = items.map((item) => {
    const html = markdownToHtml(item.join("\n"));
    // A tight item is its text, not a paragraph.
    return `<li>${/^<p>.*<\/p>$/s.test(html) && !html.slice(3).includes("<p>") ? html.slice(3, -4) : html}</li>`;
  });
  return `<${tag}>${rendered.join("")}</${tag}>`;
}

function table(lines: readonly string[]): string {
  const split = (line: string): string[] =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim());
  const aligns = split(lines[1]).map((rule) =>
    /^:.*:$/.test(rule) ? "center" : rule.endsWith(":") ? "right" : "left",
  );
  const row = (line: string, tag: "th" | "td"): string =>
    `<tr>${split(line)
      .map((cell, c) => `<${tag} style="text-align:${aligns[c] ?? "left"}">${inline(cell)}</${tag}>`)
      .join("")}</tr>`;
  const body = lines.slice(2).map((line) => row(line, "td"));
  return `<table><thead>${row(lines[0], "th")}</thead><tbody>${body.join("")}</tbody></table>`;
}

/** Code, formulas, links, strong and emphasised text. Pieces that are done are set aside, so that no rule reads another's output. */
function inline(text: string): string {
  const done: string[] = [];
  const keep = (html: string): string => `\uE000${done.push(html) - 1}\uE000`;
  const restore = (html: string): string => {
    let result = html;
    while (result.includes("\uE000"))
      result = result.replace(/\uE000(\d+)\uE000/g, (_, i: string) => done[Number(i)] ?? "");
    return result;
  };
  const marked = escapeHtml(
    text
      .replaceAll("\uE000", "")
      .replace(/(`+)([\s\S]*?[^`])\1(?!`)/g, (_, _ticks: string, code: string) =>
        keep(`<code>${escapeHtml(code.trim())}</code>`),
      )
      .replace(/\$\$([^$]+)\$\$/g, (_, tex: string) => keep(texToMathMl(tex, true)))
      .replace(/\$(?!\s)([^$\n]*(?:\n[^$\n]+)?[^\s$\\])\$(?!\d)/g, (_, tex: string) => keep(texToMathMl(tex, false)))
      .replace(/\\([\\`*_{}[\]()#+\-.!$|>~])/g, (_, c: string) => keep(escapeHtml(c))),
  )
    .replace(/!\[([^\]]*)\]\(([^)\s]*)[^)]*\)/g, (_, alt: string, address: string) =>
      // A page asks no other machine for anything: a picture that is not in it is its description.
      /^data:image\/(?:png|jpeg|gif|webp);base64,[\w+/=]+$/.test(address)
        ? keep(`<img src="${address}" alt="${alt}">`)
        : alt,
    )
    .replace(/\[([^\]]+)\]\(([^)\s]+)(?:\s+&quot;[^)]*&quot;)?\)/g, (whole, label: string, address: string) =>
      /^(https?:|mailto:|#)/i.test(address)
        ? `${keep(`<a href="${address}">`)}${label}${keep("</a>")}`
        : whole && label,
    )
    .replace(/(\*\*|__)(?=\S)([\s\S]*?\S)\1/g, "<strong>$2</strong>")
    .replace(/\*(?=\S)([^*]*?\S)\*/g, "<em>$1</em>")
    .replace(/(^|[^\w])_(?=\S)([^_]*?\S)_(?![\w])/g, "$1<em>$2</em>")
    .replace(/ {2,}\n/g, "<br>");
  return restore(marked);
}
