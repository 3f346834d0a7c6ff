import { type NumberSource, slice } from "../../../engine/statistics/index.ts";
import { formatCount, formatNumber, plural } from "../../../figures/format.ts";
import type { LineData } from "../../../figures/payload.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { Raised } from "../../runtime/objects/raised.ts";
import { PyList, PyTuple } from "../../runtime/objects/sequence.ts";
import { native } from "../../runtime/objects/signature.ts";
import { isCallable, iterate, str, toArray, typeName } from "../../runtime/protocols/index.ts";
import {
  argumentText,
  axisOf,
  flagOf,
  isSequence,
  type Labelled,
  labelledValues,
  numberOf,
  numbersOf,
  roleOf,
  textOf,
  vectorOf,
  vectorSource,
} from "./arguments.ts";
import { head, pick, rounded } from "./build/common.ts";
import { thin } from "./build/thin.ts";
import { float, show } from "./result.ts";

const MAX_LINES = 64;

/** A matrix is a line for each of its rows. */
function split(
  machine: Machine,
  { label, name, value }: Labelled,
  where: string,
): { label: string; name: string | null; values: NumberSource }[] {
  const { source, shape } = numbersOf(machine, value, `${where}: '${label}'`);
  if (shape.length > 2) {
    throw valueError(`${where}: '${label}' must have one dimension or two, but has shape (${shape.join(", ")})`);
  }
  if (shape.length < 2) return [{ label, name, values: source }];
  const [rows, columns] = shape;
  if (rows > MAX_LINES)
    throw valueError(`${where}: '${label}' has ${rows} rows; at most ${MAX_LINES} lines can be told apart`);
  return Array.from({ length: rows }, (_, r) => ({
    label: rows === 1 ? label : `${label}[${r}]`,
    name: null,
    values: slice(source, r * columns, columns),
  }));
}

function bandOf(machine: Machine, bands: Value, label: string): { low: NumberSource; high: NumberSource } | null {
  if (bands === null) return null;
  if (!(bands instanceof PyDict)) {
    throw typeError(`lines(): argument 'bands' must be a dict from labels to (low, high), not ${typeName(bands)}`);
  }
  const band = bands.get(machine, label);
  if (band === undefined) return null;
  const ends = isSequence(band) ? toArray(machine, band) : [];
  if (ends.length !== 2) throw valueError(`lines(): the band of '${label}' must be a pair (low, high)`);
  return {
    low: vectorSource(machine, ends[0], `lines(): the lower end of the band of '${label}'`),
    high: vectorSource(machine, ends[1], `lines(): the upper end of the band of '${label}'`),
  };
}

/** 0, 1, 2, ...: where a line has no x of its own. */
const positions = (length: number): NumberSource => ({
  length,
  read(start, into) {
    for (let i = 0; i < into.length; i++) into[i] = start + i;
  },
});

export const lines = native(
  "lines(*values, x=None, title=None, x_label=None, y_label=None, log_x=False, log_y=False, markers=False, bands=None, **named)",
  (
    machine: Machine,
    values: Value[],
    x: Value,
    title: Value,
    xLabel: Value,
    yLabel: Value,
    logX: Value,
    logY: Value,
    markers: Value,
    bands: Value,
    named: Map<string, Value>,
  ) => {
    const given = labelledValues(machine, values, named).flatMap((entry) => split(machine, entry, "lines()"));
    if (given.length === 0)
      throw typeError("lines() needs at least one line: lines(loss) or lines({'pre': a, 'post': b}, x=depth)");
    if (given.length > MAX_LINES) throw valueError(`lines() shows at most ${MAX_LINES} lines, but got ${given.length}`);
    const shared = x === null ? null : vectorSource(machine, x, "lines(): argument 'x'");
    const limit = Math.max(200, Math.floor(3600 / given.length));
    const notes: string[] = [];
    const series: LineData[] = given.map(({ label, name, values: y }) => {
      const xs = shared ?? positions(y.length);
      if (xs.length !== y.length) {
        throw valueError(`lines(): 'x' has ${plural(xs.length, "value")}, but '${label}' has ${y.length}`);
      }
      const band = bandOf(machine, bands, label);
      for (const end of band === null ? [] : [band.low, band.high]) {
        if (end.length !== y.length) {
          throw valueError(
            `lines(): the band of '${label}' has ${plural(end.length, "value")}, but the line has ${y.length}`,
          );
        }
      }
      const kept = thin(y, limit, () => machine.checkInterrupt());
      if (kept.length < y.length)
        notes.push(
          `${label}: ${formatCount(kept.length)} of ${formatCount(y.length)} points are drawn, extremes kept.`,
        );
      const shown = (source: NumberSource): number[] => rounded(pick(source, kept));
      return {
        label,
        role: roleOf(name),
        x: shown(xs),
        y: shown(y),
        low: band === null ? null : shown(band.low),
        high: band === null ? null : shown(band.high),
      };
    });
    const xText =
      textOf(xLabel, "lines(): argument 'x_label'") ?? (x === null ? "" : argumentText(machine, -1, "x", "x"));
    const yText = textOf(yLabel, "lines(): argument 'y_label'") ?? (given.length === 1 ? given[0].label : "");
    return show(
      machine,
      {
        ...head(
          "lines",
          textOf(title, "lines(): argument 'title'") ??
            given
              .map(({ label }) => label)
              .join(", ")
              .slice(0, 80),
          notes,
        ),
        x: axisOf(xText, flagOf(logX, "lines(): argument 'log_x'")),
        y: axisOf(yText, flagOf(logY, "lines(): argument 'log_y'")),
        markers: flagOf(markers, "lines(): argument 'markers'"),
        series,
      },
      { sentence: plural(series.length, "line") },
    );
  },
  "Draws lines: tensors of one dimension, a dict of them, or a matrix (a line a row), against `x` or their positions.",
);

export const sweep = native(
  "sweep(f, *, title=None, y_label=None, log_x=None, log_y=False, **parameter)",
  (
    machine: Machine,
    f: Value,
    title: Value,
    yLabel: Value,
    logX: Value,
    logY: Value,
    parameter: Map<string, Value>,
  ) => {
    if (!isCallable(f)) throw typeError(`sweep(): argument 'f' must be callable, not ${typeName(f)}`);
    const [first, ...others] = parameter;
    if (first === undefined || others.length > 0) {
      throw typeError(
        `sweep() takes one parameter to sweep, as eps=[1e-8, 1e-5, 1e-2], but got ${others.length === 0 ? "none" : [...parameter.keys()].join(", ")}`,
      );
    }
    const [name, values] = first;
    const where = `sweep(): '${name}'`;
    const xs = vectorOf(machine, values, where);
    if (xs.length === 0) throw valueError(`${where} has no values`);
    const settings = [...iterate(machine, values)];
    const lineValues = new Map<string, Float64Array>();
    settings.forEach((setting, i) => {
      machine.checkInterrupt();
      for (const [label, value] of numbersByLabel(machine, callWith(machine, f, name, setting))) {
        let line = lineValues.get(label);
        if (line === undefined) {
          line = new Float64Array(xs.length).fill(Number.NaN);
          lineValues.set(label, line);
        }
        line[i] = value;
      }
    });
    const label = argumentText(machine, 0, "f", "f");
    const y =
      textOf(yLabel, "sweep(): argument 'y_label'") ??
      (lineValues.size === 1 && !lineValues.has("") ? [...lineValues.keys()][0] : "");
    const result = new PyDict();
    const series = [...lineValues].map(([key, line]) => {
      result.set(machine, key === "" ? label : key, new PyList(Array.from(line, float)));
      return {
        label: key === "" ? label : key,
        role: null,
        x: rounded(xs, 9),
        y: rounded(line, 9),
        low: null,
        high: null,
      };
    });
    return show(
      machine,
      {
        ...head(
          "sweep",
          textOf(title, "sweep(): argument 'title'") ??
            `${series.map((line) => line.label).join(", ")} against ${name}`,
        ),
        parameter: name,
        x: axisOf(name, logX === null ? spansDecades(xs) : flagOf(logX, "sweep(): argument 'log_x'")),
        y: axisOf(y, flagOf(logY, "sweep(): argument 'log_y'")),
        series,
      },
      {
        sentence: `${name} from ${endsOf(xs)
          .map((end) => formatNumber(end))
          .join(" to ")}`,
        attributes: { x: new PyList(Array.from(xs, float)), values: result },
      },
    );
  },
  "Calls f for every value of one parameter (`eps=[...]`) and draws what it gives: a number, or a dict of numbers.",
);

/** By keyword where f has that name, else as the only argument. */
function callWith(machine: Machine, f: Value, name: string, setting: Value): Value {
  try {
    return machine.call(f, [], new Map([[name, setting]]));
  } catch (error) {
    const unknown =
      error instanceof Raised &&
      error.exception.type.name === "TypeError" &&
      /unexpected keyword argument|takes no keyword arguments/.test(str(machine, error.exception));
    if (!unknown) throw error;
    return machine.call(f, [setting]);
  }
}

function numbersByLabel(machine: Machine, value: Value): [string, number][] {
  if (value instanceof PyDict) {
    return [...iterate(machine, value)].map((key) => {
      const label = str(machine, key);
      return [label, requireNumber(value.get(machine, key) ?? null, `'${label}'`)];
    });
  }
  if (value instanceof PyTuple || value instanceof PyList) {
    return toArray(machine, value).map((item, i) => [`value ${i}`, requireNumber(item, `value ${i}`)]);
  }
  return [["", requireNumber(value, "a number")]];
}

function requireNumber(value: Value, what: string): number {
  const found = numberOf(value);
  if (found !== undefined) return found;
  throw typeError(`sweep(): f must give numbers (or tensors of one element), but ${what} is ${typeName(value)}`);
}

/** The least and the greatest of the values, of any number of them. */
function endsOf(values: Float64Array): [low: number, high: number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}

/** A range over two decades or more asks for a logarithmic axis. */
function spansDecades(values: Float64Array): boolean {
  const positive = values.filter((value) => value > 0);
  const [low, high] = endsOf(positive);
  return positive.length >= values.length - 1 && high >= 100 * low;
}
