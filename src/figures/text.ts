import type { Payload } from "./payload.ts";
import type { Table, View } from "./view.ts";
import { viewOf } from "./views/index.ts";

const ROW_LIMIT = 20;

/** The figure for a terminal, a diff and a search: title, sentence, and the tables that go with the plots. */
export function payloadToText(payload: Payload): string {
  return viewToText(viewOf(payload));
}

export function viewToText(view: View): string {
  const tables = view.tables(view.selector?.initial ?? 0);
  const shown = tables.some((table) => table.always) ? tables.filter((table) => table.always) : tables.slice(0, 1);
  const parts = [
    [view.title, view.verdict === null ? view.summary : `${view.verdict.ok ? "[ok]" : "[wrong]"} ${view.verdict.text}`]
      .filter((part) => part !== "")
      .join("\n"),
    ...(view.formula.length > 0 ? [view.formula.map((line) => `  ${line}`).join("\n")] : []),
    ...(view.text === "" ? [] : [view.text]),
    ...shown.filter((table) => table.rows.length > 0).map(tableToText),
    ...view.questions.map(
      ({ question, choices }, i) =>
        `${view.questions.length > 1 ? `${i + 1}. ` : ""}${question}\n${choices.map((choice, k) => `  ${String.fromCharCode(97 + k)}) ${choice}`).join("\n")}`,
    ),
    ...(view.notes.length > 0 ? [view.notes.map((note) => `Note: ${note}`).join("\n")] : []),
  ];
  return parts.join("\n\n");
}

/** Columns aligned with spaces; a long table keeps its head and its end. */
export function tableToText(table: Table): string {
  const { rows, columns } = table;
  const cut = rows.length > ROW_LIMIT;
  const shown = cut ? [...rows.slice(0, ROW_LIMIT - 3), ...rows.slice(-2)] : rows;
  const texts = [columns.map(({ label }) => label), ...shown.map((row) => row.map((cell) => cell.text))];
  const widths = columns.map((_, c) => Math.max(...texts.map((row) => width(row[c] ?? ""))));
  const lines = texts.map((row) =>
    columns
      .map(({ align }, c) => {
        const gap = " ".repeat(widths[c] - width(row[c] ?? ""));
        return align === "right" ? gap + (row[c] ?? "") : (row[c] ?? "") + gap;
      })
      .join("  ")
      .trimEnd(),
  );
  if (cut) lines.splice(ROW_LIMIT - 2, 0, `... ${rows.length - shown.length} more rows`);
  return (table.caption === "" ? lines : [table.caption, ...lines]).join("\n");
}

/** Columns in a terminal: combining marks (the hat of x̂) take none. */
const width = (text: string): number => [...text].filter((c) => !/\p{M}/u.test(c)).length;

/** Comma-separated values: exact numbers, quoted where needed (RFC 4180). */
export function tableToCsv({ columns, rows }: Table): string {
  const quote = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [
    columns.map(({ label }) => quote(label)),
    ...rows.map((row) => row.map((cell) => quote(String(cell.value ?? cell.text)))),
  ]
    .map((fields) => `${fields.join(",")}\r\n`)
    .join("");
}
