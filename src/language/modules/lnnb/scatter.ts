import { describe, extremePositions, type NumberSource, sampleIndices } from "../../../engine/statistics/index.ts";
import { formatCount, plural } from "../../../figures/format.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { native } from "../../runtime/objects/signature.ts";
import { isCallable, iterate, str, toArray, typeName } from "../../runtime/protocols/index.ts";
import { wrapTensor } from "../torch/wrap.ts";
import { argumentText, axisOf, flagOf, isSequence, numbersOf, textOf } from "./arguments.ts";
import { head, pick, rounded } from "./build/common.ts";
import { show } from "./result.ts";
import { tensorFrom } from "./tensors.ts";
import { withoutGradients } from "./torch-calls.ts";

const POINTS = 3000;

interface Cloud {
  readonly label: string;
  readonly x: NumberSource;
  readonly y: NumberSource;
}

export const scatter = native(
  "scatter(x, y=None, title=None, x_label=None, y_label=None, log_x=False, log_y=False, diagonal=False, curves=None)",
  (
    machine: Machine,
    x: Value,
    y: Value,
    title: Value,
    xLabel: Value,
    yLabel: Value,
    logX: Value,
    logY: Value,
    diagonal: Value,
    curves: Value,
  ) => {
    const clouds = cloudsOf(machine, x, y);
    const limit = Math.max(100, Math.floor(POINTS / clouds.length));
    const notes: string[] = [];
    const series = clouds.map((cloud) => {
      const index = sampleIndices(cloud.x.length, limit, outermost(machine, cloud));
      if (index.length < cloud.x.length) {
        notes.push(
          `${cloud.label}: ${formatCount(index.length)} of ${formatCount(cloud.x.length)} points are drawn, the outermost among them.`,
        );
      }
      return {
        label: cloud.label,
        role: null,
        x: rounded(pick(cloud.x, index)),
        y: rounded(pick(cloud.y, index)),
        total: cloud.x.length,
      };
    });
    const labels =
      x instanceof PyDict ? ["", ""] : [argumentText(machine, 0, "x", "x"), argumentText(machine, 1, "y", "y")];
    const total = clouds.reduce((sum, cloud) => sum + cloud.x.length, 0);
    return show(
      machine,
      {
        ...head(
          "scatter",
          textOf(title, "scatter(): argument 'title'") ??
            (x instanceof PyDict ? "" : `${labels[1]} against ${labels[0]}`),
          notes,
        ),
        x: axisOf(
          textOf(xLabel, "scatter(): argument 'x_label'") ?? labels[0],
          flagOf(logX, "scatter(): argument 'log_x'"),
        ),
        y: axisOf(
          textOf(yLabel, "scatter(): argument 'y_label'") ?? labels[1],
          flagOf(logY, "scatter(): argument 'log_y'"),
        ),
        diagonal: flagOf(diagonal, "scatter(): argument 'diagonal'"),
        series,
        curves: curvesOf(machine, curves, clouds),
      },
      { sentence: plural(total, "point") },
    );
  },
  "Draws points: two tensors of one size, or a dict from labels to pairs; `curves={label: function}` lays functions over them.",
);

function cloudsOf(machine: Machine, x: Value, y: Value): Cloud[] {
  if (!(x instanceof PyDict)) {
    if (y === null) throw typeError("scatter() needs x and y, or a dict from labels to pairs (x, y)");
    return [cloud(machine, argumentText(machine, 1, "y", "y"), x, y)];
  }
  if (y !== null) throw typeError("scatter(): argument 'y' must be left out where 'x' is a dict of pairs");
  const clouds = [...iterate(machine, x)].map((key) => {
    const label = str(machine, key);
    const pair = x.get(machine, key) ?? null;
    const items = isSequence(pair) ? toArray(machine, pair) : [];
    if (items.length !== 2) throw valueError(`scatter(): '${label}' must be a pair (x, y)`);
    return cloud(machine, label, items[0], items[1]);
  });
  if (clouds.length === 0 || clouds.length > 16)
    throw valueError(`scatter() shows 1 to 16 sets of points, but got ${clouds.length}`);
  return clouds;
}

function cloud(machine: Machine, label: string, x: Value, y: Value): Cloud {
  const first = numbersOf(machine, x, "scatter(): argument 'x'");
  const second = numbersOf(machine, y, "scatter(): argument 'y'");
  if (first.source.length !== second.source.length) {
    throw valueError(
      `scatter(): x and y must have equally many values, but have ${first.source.length} and ${second.source.length}`,
    );
  }
  return { label, x: first.source, y: second.source };
}

/** The outermost points of each direction. */
function outermost(machine: Machine, { x, y }: Cloud): number[] {
  const check = (): void => machine.checkInterrupt();
  return [...extremePositions(x, check), ...extremePositions(y, check)];
}

function curvesOf(
  machine: Machine,
  curves: Value,
  clouds: readonly Cloud[],
): { label: string; x: number[]; y: number[] }[] {
  if (curves === null) return [];
  if (!(curves instanceof PyDict)) {
    throw typeError(`scatter(): argument 'curves' must be a dict from labels to functions, not ${typeName(curves)}`);
  }
  let low = Infinity;
  let high = -Infinity;
  for (const { x } of clouds) {
    const { moments } = describe(x, { checkInterrupt: () => machine.checkInterrupt() });
    if (moments.count === 0) continue;
    low = Math.min(low, moments.min);
    high = Math.max(high, moments.max);
  }
  if (!(high >= low)) return [];
  const at = Float64Array.from({ length: 200 }, (_, i) => low + ((high - low) * i) / 199);
  return [...iterate(machine, curves)].map((key) => {
    const label = str(machine, key);
    const f = curves.get(machine, key) ?? null;
    if (!isCallable(f))
      throw typeError(`scatter(): the curve '${label}' must be a function of a tensor, not ${typeName(f)}`);
    const value = withoutGradients(machine, () =>
      machine.call(f, [wrapTensor(tensorFrom(at, [at.length], "float32"))]),
    );
    const { source, shape } = numbersOf(machine, value, `scatter(): the value of the curve '${label}'`);
    if (source.length !== at.length) {
      throw valueError(
        `scatter(): the curve '${label}' must give ${at.length} values for as many, but gave shape (${shape.join(", ")})`,
      );
    }
    const y = new Float64Array(at.length);
    source.read(0, y);
    return { label, x: rounded(at), y: rounded(y) };
  });
}
