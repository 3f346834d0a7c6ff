import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readPayload, writePayload } from "../../src/figures/read-payload.ts";
import { samples } from "./samples.ts";

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

for (const [name, payload] of Object.entries(samples)) {
  test(`${name}: survives JSON, and is small`, () => {
    const json = writePayload(payload);
    assert.ok(JSON.stringify(json).length < 64 * 1024 || payload.kind === "trace");
    const read = readPayload(throughJson(json));
    assert.ok(read.ok, read.ok ? "" : read.problem);
    assert.deepEqual(read.payload, payload);
  });
}

test("NaN and infinities travel by name", () => {
  const json = JSON.stringify(writePayload(samples["distribution empty"]));
  assert.match(json, /"mean":"nan"/);
});

test("a newer figure says so", () => {
  const read = readPayload({ version: 2, kind: "hologram" });
  assert.ok(!read.ok);
  assert.match(read.problem, /newer release \(figure version 2/);
});

test("a damaged figure names the field and what it should be", () => {
  const json = throughJson(writePayload(samples.lines));
  assert.ok(typeof json === "object" && json !== null);
  const damaged = readPayload({ ...json, x: { label: "block", scale: "cubic" } });
  assert.deepEqual(damaged, { ok: false, problem: "This figure is damaged: x.scale should be one of linear, log." });
  const deep = readPayload({ ...json, series: [{ label: 3 }] });
  assert.deepEqual(deep, { ok: false, problem: "This figure is damaged: series[0].label should be text." });
});

test("an unknown kind is named; a name of Object's own is no kind", () => {
  for (const kind of ["hologram", "constructor", "__proto__", 7, null]) {
    const read = readPayload({ version: 1, kind, title: "", notes: [] });
    assert.ok(!read.ok);
    assert.match(read.problem, /kind is unknown/);
  }
});

test("nothing that JSON can hold makes reading throw", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      readPayload(value);
    }),
  );
  const kinds = Object.values(samples).map(({ kind }) => kind);
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.dictionary(fc.string(), fc.jsonValue()), (kind, fields) => {
      const read = readPayload({ ...fields, version: 1, kind });
      assert.ok(read.ok || read.problem.endsWith("."));
    }),
  );
});

test("any one field of a payload replaced by something else is refused or read, never thrown at", () => {
  const json = throughJson(writePayload(samples["check_gradients wrong"]));
  const replace = (value: unknown, at: number, counter: { n: number }): unknown => {
    if (counter.n++ === at) return { surprise: true };
    if (Array.isArray(value)) return value.map((entry) => replace(entry, at, counter));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, replace(entry, at, counter)]));
  };
  for (let at = 1; at < 120; at++) readPayload(replace(json, at, { n: 0 }));
});

test("a payload over the limit is not written", () => {
  const huge = { ...samples.lines, notes: ["x".repeat(2 ** 20)] };
  assert.throws(() => writePayload(huge), /passes the limit/);
});
