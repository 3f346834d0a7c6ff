import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { payloadToPlotly } from "../../src/figures/plotly.ts";
import { payloadToSvg } from "../../src/figures/svg/figure.ts";
import { traceTypes } from "../../src/figures/svg/traces.ts";
import { viewOf } from "../../src/figures/views/index.ts";
import { samples } from "./samples.ts";

/** The names of the elements; fails where the text is not well-formed XML of the kind that we write. */
function elements(svg: string): string[] {
  const names: string[] = [];
  const open: string[] = [];
  let rest = svg;
  while (rest !== "") {
    const tag = /^<(\/?)([A-Za-z]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/.exec(rest);
    const text = /^[^<>]+/.exec(rest);
    const found = tag ?? text;
    assert.ok(found, `not well formed at: ${rest.slice(0, 80)}`);
    rest = rest.slice(found[0].length);
    assert.doesNotMatch(found[0], /&(?!amp;|lt;|gt;|quot;|#39;)/);
    if (tag === null) continue;
    const [, isEnd, name, , isEmpty] = tag;
    if (isEnd) assert.equal(open.pop(), name);
    else {
      names.push(name);
      if (!isEmpty) open.push(name);
    }
  }
  assert.deepEqual(open, []);
  return names;
}

const attributes = (svg: string, element: string): Record<string, string>[] =>
  [...svg.matchAll(new RegExp(`<${element}((?: [\\w:-]+="[^"]*")*)`, "g"))].map(([, list]) =>
    Object.fromEntries([...list.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
  );

const texts = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, content]) => content);

const bars = (values: number[], scale: "linear" | "log" = "linear") =>
  ({
    version: 1,
    kind: "bars",
    title: "t",
    notes: [],
    categories: values.map((_, i) => `c${i}`),
    categoryLabel: "",
    y: { label: "height", scale },
    series: [{ label: "s", role: null, values, errors: null }],
    markers: null,
  }) as const;

describe("figures as SVG", () => {
  for (const [name, payload] of Object.entries(samples)) {
    for (const width of [400, 800]) {
      test(`${name}, ${width} px wide: well formed, finite, described`, () => {
        const svg = payloadToSvg(payload, { width });
        const view = viewOf(payload);
        const isEmpty = view.tables(0).every(({ rows }) => rows.length === 0) && payloadToPlotly(payload) === null;
        assert.equal(svg === null, isEmpty);
        if (svg === null) return;
        elements(svg);
        assert.doesNotMatch(svg, /="[^"]*(?:NaN|Infinity|undefined)/);
        const [{ width: drawn, height }] = attributes(svg, "svg");
        assert.ok(Number(height) > 40 && Number(drawn) >= width, `${drawn} x ${height}`);
        assert.match(svg, /<desc [^>]*>[^<]{5,}<\/desc>/);
        // Every panel has its title or an axis label: a drawing without words says nothing.
        assert.ok(texts(svg).length > 3);
      });
    }
  }

  test("every kind of trace that the views make can be drawn", () => {
    const made = Object.values(samples).flatMap((payload) => payloadToPlotly(payload)?.data ?? []);
    assert.deepEqual(new Set(made.map(({ type }) => type)), new Set(traceTypes));
  });

  test("bars stand on zero, as high as their values", () => {
    const svg = payloadToSvg(bars([1, 2, -1])) ?? "";
    const drawn = attributes(svg, "rect").filter(({ x, fill }) => x !== undefined && fill === undefined);
    const [one, two, minus] = drawn.map(({ y, height }) => ({ top: Number(y), height: Number(height) }));
    assert.ok(Math.abs(two.height - 2 * one.height) < 0.1);
    assert.ok(Math.abs(minus.height - one.height) < 0.1);
    assert.ok(Math.abs(one.top + one.height - (two.top + two.height)) < 0.1);
    assert.ok(Math.abs(minus.top - (one.top + one.height)) < 0.1);
  });

  test("a logarithmic axis gives equal factors equal distances", () => {
    const svg = payloadToSvg(bars([1, 10, 100], "log")) ?? "";
    const tops = attributes(svg, "rect")
      .filter(({ x, fill }) => x !== undefined && fill === undefined)
      .map(({ y }) => Number(y));
    assert.ok(Math.abs(tops[0] - tops[1] - (tops[1] - tops[2])) < 0.1, tops.join(", "));
    assert.ok(tops[0] > tops[1]);
  });

  test("labels are text, whatever is in them", () => {
    const payload = { ...samples["distribution with NaN"], title: "</title><script>alert(1)</script> & \"'" };
    const svg = payloadToSvg(payload) ?? "";
    assert.ok(!elements(svg).includes("script"));
    assert.ok(texts(svg).some((text) => text.includes("&lt;b&gt;overflowing&lt;/b&gt; &amp; %{x}")));
  });

  test("figures of one page do not share names", () => {
    const ids = (id: string): string[] =>
      attributes(payloadToSvg(samples.compare, { id }) ?? "", "\\w+").flatMap((a) => a.id ?? []);
    const first = ids("a");
    assert.ok(first.length > 3);
    assert.equal(new Set([...first, ...ids("b")]).size, 2 * first.length);
  });
});
