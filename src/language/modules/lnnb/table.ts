import { plural } from "../../../figures/format.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { native } from "../../runtime/objects/signature.ts";
import { iterate, str, toArray, typeName } from "../../runtime/protocols/index.ts";
import { PyTensor } from "../torch/objects/tensor.ts";
import { isSequence, namesOf, numberOf, numbersOf, textOf } from "./arguments.ts";
import { head, round } from "./build/common.ts";
import { show } from "./result.ts";

const ROWS = 1000;
type Entry = string | number | boolean | null;

interface Column {
  readonly label: string;
  readonly entries: readonly Entry[];
}

export const table = native(
  "table(data, rows=None, columns=None, title=None)",
  (machine: Machine, data: Value, rows: Value, columns: Value, title: Value) => {
    const named = columns === null ? null : namesOf(machine, columns, "table(): argument 'columns'");
    const body = columnsOf(machine, data, named);
    const count = Math.max(0, ...body.map(({ entries }) => entries.length));
    for (const { label, entries } of body) {
      if (entries.length !== count) {
        throw valueError(
          `table(): columns must be equally long, but '${label}' has ${entries.length} entries and another ${count}`,
        );
      }
    }
    const all = [rowNames(machine, rows, count, body), ...body].filter((column) => column !== null);
    const shown = Math.min(count, ROWS);
    return show(
      machine,
      {
        ...head(
          "table",
          textOf(title, "table(): argument 'title'") ?? "",
          shown < count ? [`The first ${shown} of ${plural(count, "row")} are shown.`] : [],
        ),
        columns: all.map(({ label, entries }) => ({
          label,
          numeric: entries.length > 0 && entries.every((entry) => typeof entry === "number" || entry === null),
        })),
        rows: Array.from({ length: shown }, (_, r) => all.map(({ entries }) => entries[r])),
        rowTotal: count,
      },
      { sentence: `${plural(count, "row")}, ${plural(body.length, "column")}` },
    );
  },
  "Shows a table: a dict from column names to tensors or lists, a list of dicts or rows, or a matrix.",
);

/** Names given; else numbers where there is nothing else to tell rows apart by. */
function rowNames(machine: Machine, rows: Value, count: number, body: readonly Column[]): Column | null {
  if (rows === null) {
    const numbersOnly = body.every(({ entries }) =>
      entries.every((entry) => typeof entry === "number" || entry === null),
    );
    return numbersOnly && count > 1 ? { label: "", entries: Array.from({ length: count }, (_, i) => String(i)) } : null;
  }
  const names = namesOf(machine, rows, "table(): argument 'rows'");
  if (names.length !== count)
    throw valueError(`table(): argument 'rows' names ${names.length}, but there are ${plural(count, "row")}`);
  return { label: "", entries: names };
}

function columnsOf(machine: Machine, data: Value, named: readonly string[] | null): Column[] {
  if (data instanceof PyDict) {
    return [...iterate(machine, data)].map((key) => ({
      label: str(machine, key),
      entries: entriesOf(machine, data.get(machine, key) ?? null),
    }));
  }
  if (data instanceof PyTensor) {
    const { source, shape } = numbersOf(machine, data, "table(): argument 'data'");
    if (shape.length !== 2)
      throw valueError(`table(): a tensor must have two dimensions, but has shape (${shape.join(", ")})`);
    const flat = new Float64Array(source.length);
    source.read(0, flat);
    return label(named, shape[1], (c) => Array.from({ length: shape[0] }, (_, r) => round(flat[r * shape[1] + c], 9)));
  }
  if (!isSequence(data))
    throw typeError(`table(): argument 'data' must be a dict, a list of rows or a tensor, not ${typeName(data)}`);
  const list = toArray(machine, data);
  if (list.some((row) => row instanceof PyDict)) {
    const keys = new Map<string, Value>();
    for (const row of list) {
      if (!(row instanceof PyDict)) throw typeError(`table(): rows must all be dicts, but one is ${typeName(row)}`);
      for (const key of iterate(machine, row)) keys.set(str(machine, key), key);
    }
    return [...keys].map(([name, key]) => ({
      label: name,
      entries: list.map((row) => (row instanceof PyDict ? entryOf(machine, row.get(machine, key) ?? null) : null)),
    }));
  }
  const matrix = list.map((row) => entriesOf(machine, row));
  const width = Math.max(0, ...matrix.map((row) => row.length));
  return label(named, width, (c) => matrix.map((row) => row[c] ?? null));
}

function label(named: readonly string[] | null, count: number, entries: (c: number) => Entry[]): Column[] {
  if (named !== null && named.length !== count) {
    throw valueError(`table(): argument 'columns' names ${named.length}, but there are ${plural(count, "column")}`);
  }
  return Array.from({ length: count }, (_, c) => ({ label: named?.[c] ?? String(c), entries: entries(c) }));
}

function entriesOf(machine: Machine, value: Value): Entry[] {
  if (value instanceof PyTensor) {
    const { source } = numbersOf(machine, value, "table()");
    const values = new Float64Array(source.length);
    source.read(0, values);
    return Array.from(values, (x) => round(x, 9));
  }
  if (!isSequence(value))
    throw typeError(`table(): a column or row must be a tensor or a list, not ${typeName(value)}`);
  return toArray(machine, value).map((item) => entryOf(machine, item));
}

function entryOf(machine: Machine, value: Value): Entry {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  const number = numberOf(value);
  return number === undefined ? str(machine, value) : round(number, 12);
}
