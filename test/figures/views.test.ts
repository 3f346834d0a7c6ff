import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast } from "../../src/figures/colour.ts";
import type { Payload } from "../../src/figures/payload.ts";
import { assemble } from "../../src/figures/plot/assemble.ts";
import { payloadToPlotly, plotlyMimeBundle } from "../../src/figures/plotly.ts";
import {
  badColour,
  goodColour,
  mutedColour,
  seriesColour,
  type Theme,
  type ThemeKind,
} from "../../src/figures/theme.ts";
import type { View } from "../../src/figures/view.ts";
import { viewOf } from "../../src/figures/views/index.ts";
import { samples } from "./samples.ts";

const theme = (kind: ThemeKind, foreground: string, background: string): Theme => ({
  kind,
  foreground,
  background,
  fontFamily: "sans-serif",
  fontSize: 13,
});
const themes = [
  theme("light", "#3b3b3b", "#ffffff"),
  theme("dark", "#cccccc", "#1f1f1f"),
  theme("hc-dark", "#ffffff", "#000000"),
  theme("hc-light", "#292929", "#ffffff"),
  // Solarized: neither white nor black.
  theme("light", "#657b83", "#fdf6e3"),
];
/** All, one, and the last. */
const choices = (view: View): number[] => (view.selector === null ? [0] : [0, 1, view.selector.options.length - 1]);

function eachText(value: unknown, visit: (text: string) => void): void {
  if (typeof value === "string") visit(value);
  else if (Array.isArray(value)) for (const entry of value) eachText(entry, visit);
  else if (typeof value === "object" && value !== null)
    for (const entry of Object.values(value)) eachText(entry, visit);
}

function domains(figure: { layout: Readonly<Record<string, unknown>> }, side: "x" | "y"): [number, number][] {
  return Object.entries(figure.layout).flatMap(([name, axis]) => {
    if (!name.startsWith(`${side}axis`) || typeof axis !== "object" || axis === null || !("domain" in axis)) return [];
    const { domain } = axis;
    return Array.isArray(domain) ? [[Number(domain[0]), Number(domain[1])]] : [];
  });
}

for (const [name, payload] of Object.entries(samples)) {
  test(`${name}: every choice draws as plain JSON in every theme and width`, () => {
    const view = viewOf(payload);
    for (const each of themes) {
      for (const selected of choices(view)) {
        for (const log of view.log === null ? [false] : [false, true]) {
          for (const apart of view.apart === null ? [false] : [false, true]) {
            const panels = view.panels(each, { selected, log, apart });
            if (panels.length === 0) continue;
            const figure = assemble(panels, each, 800);
            const json = JSON.stringify(figure);
            assert.ok(!/undefined|\[object/.test(json), "a value has no text");
            assert.ok(figure.layout.height > 60 && figure.layout.height < 6000);
          }
        }
      }
    }
  });

  test(`${name}: panels lie beside and below each other, inside the figure`, () => {
    for (const width of [360, 800, 1400]) {
      const figure = payloadToPlotly(payload, themes[0], width);
      if (figure === null) continue;
      const xs = domains(figure, "x");
      const ys = domains(figure, "y");
      assert.equal(xs.length, ys.length);
      xs.forEach(([left, right], i) => {
        assert.ok(
          left >= 0 && right <= 1 && (right - left) * width > 120,
          `panel ${i} is ${(right - left) * width} px wide`,
        );
        assert.ok(ys[i][0] >= 0 && ys[i][1] <= 1 && ys[i][1] > ys[i][0]);
        for (let k = 0; k < i; k++) {
          const apart = right <= xs[k][0] || left >= xs[k][1] || ys[i][1] <= ys[k][0] || ys[i][0] >= ys[k][1];
          assert.ok(apart, `panels ${k} and ${i} overlap at ${width} px`);
        }
      });
    }
  });

  test(`${name}: has a sentence, and tables whose rows are as wide as their heads`, () => {
    const view = viewOf(payload);
    assert.match(view.summary, /^\S.*\.$/s);
    for (const selected of choices(view)) {
      for (const table of view.tables(selected)) {
        for (const row of table.rows) assert.equal(row.length, table.columns.length);
      }
    }
  });

  test(`${name}: no trace needs WebGL`, () => {
    for (const trace of payloadToPlotly(payload)?.data ?? [])
      assert.ok(["bar", "scatter", "heatmap"].includes(String(trace.type)));
  });
}

test("all that is plotted is in a table too", () => {
  for (const payload of Object.values(samples)) {
    if (payloadToPlotly(payload) === null) continue;
    const view = viewOf(payload);
    assert.ok(
      view.tables(view.selector?.initial ?? 0).some((table) => table.rows.length > 0),
      payload.kind,
    );
  }
});

test("markup in labels reaches the plot escaped", () => {
  const figure = payloadToPlotly(samples["distribution with NaN"]);
  let found = 0;
  eachText(figure, (text) => {
    assert.ok(!text.includes("<b>overflowing"), text);
    assert.ok(!text.includes("%{x} naïve"), text);
    if (text.includes("&lt;b&gt;overflowing")) found++;
  });
  assert.ok(found > 0);
});

for (const each of themes) {
  test(`series stand out 3 to 1, text 4.5 to 1, on ${each.kind} ${each.background}`, () => {
    for (let i = 0; i < 7; i++) assert.ok(contrast(seriesColour(each, null, i), each.background) >= 3);
    assert.ok(contrast(goodColour(each), each.background) >= 3);
    assert.ok(contrast(badColour(each), each.background) >= 3);
    assert.ok(contrast(mutedColour(each), each.background) >= 4.5);
  });
}

test("before and after, analytic and numeric, forward and backward keep their colours in every figure", () => {
  const [light] = themes;
  assert.equal(seriesColour(light, "before", 0), seriesColour(light, "before", 5));
  const pairs = [
    ["before", "after"],
    ["analytic", "numeric"],
    ["forward", "backward"],
  ] as const;
  for (const [a, b] of pairs) assert.notEqual(seriesColour(light, a, 0), seriesColour(light, b, 0));
});

test("the wrong gradient is chosen first, and named with its worst element", () => {
  const view = viewOf(samples["check_gradients wrong"]);
  assert.equal(view.verdict?.ok, false);
  assert.match(view.verdict?.text ?? "", /^The manual gradient of x is wrong: 8 of 128 elements .* worst at \[\d, 5\]/);
  assert.equal(view.selector?.initial, 0);
});

test("histograms of very different widths stand apart, others together", () => {
  const wide = samples.distribution;
  assert.ok(wide.kind === "distribution");
  const [before, after] = wide.series;
  const narrow = { ...after.overall, histogram: { start: 0, width: 1e-4, counts: [10, 500, 2], below: 0, above: 0 } };
  const payload: Payload = { ...wide, series: [before, { ...after, overall: narrow }] };
  const count = (each: Payload): number => domains(payloadToPlotly(each) ?? { layout: {} }, "x").length;
  assert.deepEqual([count(wide), count(payload)], [1, 2]);
});

test("equal tensors need no error plot", () => {
  const figure = payloadToPlotly(samples["compare equal"]);
  assert.equal(domains(figure ?? { layout: {} }, "x").length, 1);
});

test("an empty tensor says why nothing is drawn", () => {
  assert.equal(payloadToPlotly(samples["distribution empty"]), null);
  assert.match(viewOf(samples["distribution empty"]).notes.join(" "), /is empty: there is nothing to draw/);
});

test("a logarithmic axis leaves out what it cannot show, and says so", () => {
  const lines = samples.lines as Extract<Payload, { kind: "lines" }>;
  const [first] = lines.series;
  const payload: Payload = {
    ...lines,
    series: [{ ...first, y: first.y.map((y, i) => (i === 3 ? 0 : i === 4 ? Number.NaN : y)) }],
  };
  assert.match(viewOf(payload).notes.join(" "), /2 points not drawn/);
  assert.doesNotMatch(JSON.stringify(payloadToPlotly(payload)?.data), /"y":\[[^\]]*\b0,/);
});

test("Jupyter's bundle is a plotly figure on white", () => {
  const bundle = plotlyMimeBundle(samples.bars);
  const figure = bundle?.["application/vnd.plotly.v1+json"];
  assert.match(JSON.stringify(figure), /"paper_bgcolor":"#ffffff"/);
  assert.equal(plotlyMimeBundle(samples.table), null);
});
