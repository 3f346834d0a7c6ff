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

interface Entries {
  /** The first ones, as many as a table shows. */
  readonly entries: readonly Entry[];
  readonly count: number;
  readonly numeric: boolean;
}

interface Column extends Entries {
  readonly label: string;
}

export const table = native(
  "table(data, rows=None, columns=None, title=None)",
  (machine: Machine, data: Value, rows: Value, columns: Value, title: Value) => {
    const named = columns === null ? null : namesOf(machine, columns, "table(): argument 'columns'");
    const body = columnsOf(machine, data, named);
    const count = Math.max(0, ...body.map((column) => column.count));
    for (const column of body) {
      if (column.count !== count) {
        throw valueError(
          `table(): columns must be equally long, but '${column.label}' has ${column.count} entries and another ${count}`,
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
        columns: all.map((column) => ({ label: column.label, numeric: column.count > 0 && column.numeric })),
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
    const named = count > 1 && body.every(({ numeric }) => numeric);
    return named
      ? {
          label: "",
          ...listed(
            Array.from({ length: Math.min(count, ROWS) }, (_, i) => String(i)),
            count,
          ),
        }
      : null;
  }
  const names = namesOf(machine, rows, "table(): argument 'rows'");
  if (names.length !== count)
    throw valueError(`table(): argument 'rows' names ${names.length}, but there are ${plural(count, "row")}`);
  return { label: "", ...listed(names) };
}

function columnsOf(machine: Machine, data: Value, named: readonly string[] | null): Column[] {
  if (data instanceof PyDict) {
    return [...iterate(machine, data)].map((key) => ({
      label: str(machine, key),
      ...entriesOf(machine, data.get(machine, key) ?? null),
    }));
  }
  if (data instanceof PyTensor) {
    const { source, shape } = numbersOf(machine, data, "table(): argument 'data'");
    if (shape.length !== 2)
      throw valueError(`table(): a tensor must have two dimensions, but has shape (${shape.join(", ")})`);
    const shown = Math.min(ROWS, shape[0]);
    const flat = new Float64Array(shown * shape[1]);
    source.read(0, flat);
    return label(named, shape[1], (c) =>
      listed(
        Array.from({ length: shown }, (_, r) => round(flat[r * shape[1] + c], 9)),
        shape[0],
      ),
    );
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
      ...listed(list.map((row) => (row instanceof PyDict ? entryOf(machine, row.get(machine, key) ?? null) : null))),
    }));
  }
  const matrix = list.map((row) => entriesOf(machine, row));
  const width = Math.max(0, ...matrix.map((row) => row.count));
  return label(named, width, (c) => listed(matrix.map((row) => row.entries[c] ?? null)));
}

const listed = (all: readonly Entry[], count = all.length): Entries => ({
  entries: all.slice(0, ROWS),
  count,
  numeric: all.every((entry) => typeof entry === "number" || entry === null),
});

function label(named: readonly string[] | null, count: number, entries: (c: number) => Entries): Column[] {
  if (named !== null && named.length !== count) {
    throw valueError(`table(): argument 'columns' names ${named.length}, but there are ${plural(count, "column")}`);
  }
  return Array.from({ length: count }, (_, c) => ({ label: named?.[c] ?? String(c), ...entries(c) }));
}

function entriesOf(machine: Machine, value: Value): Entries {
  if (value instanceof PyTensor) {
    const { source } = numbersOf(machine, value, "table()");
    const values = new Float64Array(Math.min(ROWS, source.length));
    source.read(0, values);
    return listed(
      Array.from(values, (x) => round(x, 9)),
      source.length,
    );
  }
  if (!isSequence(value))
    throw typeError(`table(): a column or row must be a tensor or a list, not ${typeName(value)}`);
  return listed(toArray(machine, value).map((item) => entryOf(machine, item)));
}

function entryOf(machine: Machine, value: Value): Entry {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  const number = numberOf(value);
  return number === undefined ? str(machine, value) : round(number, 12);
}
