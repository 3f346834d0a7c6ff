import assert from "node:assert/strict";
import { test } from "node:test";
import { batchOutput, type OutputTarget } from "../../src/kernel/output-batcher.ts";

/** Records the calls that an editor would get. */
function recorder(delayMs = 0): { target: OutputTarget<number>; calls: string[]; shown: () => string } {
  const calls: string[] = [];
  const outputs: string[] = [];
  const order: number[] = [];
  const create = (text: string): number => outputs.push(text) - 1;
  const settle = (call: string): Promise<void> => {
    calls.push(call);
    return new Promise((resolve) => setTimeout(resolve, delayMs));
  };
  return {
    calls,
    shown: () => order.map((index) => outputs[index]).join("|"),
    target: {
      createStream: (stream, text) => create(`${stream}:${text}`),
      createDisplay: (data) => create(`display:${data["text/plain"]}`),
      append(added) {
        order.push(...added);
        return settle(`append ${added.length}`);
      },
      appendText(_stream, text, output) {
        outputs[output] += text;
        return settle("append text");
      },
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("what is written in one turn is one call", async () => {
  const { target, calls, shown } = recorder();
  const output = batchOutput(target);
  for (let i = 0; i < 1000; i++) output.write("stdout", `${i % 10}`);
  await output.flush();
  assert.deepEqual(calls, ["append 1"]);
  assert.equal(shown(), `stdout:${"0123456789".repeat(100)}`);
});

test("the first text is shown at once, what follows soon after", async () => {
  const { target, calls } = recorder();
  const output = batchOutput(target, 60);
  output.write("stdout", "a");
  await pause(5);
  assert.deepEqual(calls, ["append 1"]);
  output.write("stdout", "b");
  await pause(5);
  assert.deepEqual(calls, ["append 1"]);
  await pause(90);
  assert.deepEqual(calls, ["append 1", "append text"]);
});

test("text is appended to its output and never written again", async () => {
  const { target, calls, shown } = recorder();
  const output = batchOutput(target, 1);
  for (let i = 0; i < 5; i++) {
    output.write("stdout", `${i}`);
    await pause(10);
  }
  await output.flush();
  assert.deepEqual(calls, ["append 1", ...Array.from({ length: 4 }, () => "append text")]);
  assert.equal(shown(), "stdout:01234");
});

test("streams and displays keep their order", async () => {
  const { target, shown } = recorder();
  const output = batchOutput(target, 1);
  output.write("stdout", "a");
  output.write("stderr", "b");
  output.display({ "text/plain": "X" }, false);
  output.write("stdout", "c");
  await pause(10);
  output.write("stdout", "d");
  output.display({ "text/plain": "Y" }, false);
  await pause(10);
  output.write("stdout", "e");
  await output.flush();
  assert.equal(shown(), "stdout:a|stderr:b|display:X|stdout:cd|display:Y|stdout:e");
});

test("a flush waits for a slow editor, and does not wait for the interval", async () => {
  const { target, shown } = recorder(20);
  const output = batchOutput(target, 10_000);
  output.write("stdout", "a");
  await pause(30);
  output.write("stdout", "b");
  const begin = performance.now();
  await output.flush();
  assert.ok(performance.now() - begin < 1000);
  assert.equal(shown(), "stdout:ab");
});

test("an editor that refuses does not stop the run", async () => {
  const { target } = recorder();
  const output = batchOutput({ ...target, append: () => Promise.reject(new Error("the cell is gone")) }, 1);
  output.write("stdout", "a");
  await output.flush();
  output.write("stderr", "b");
  await output.flush();
});
