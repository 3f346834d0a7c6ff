// A reporter for Node's test runner: appends each result to the file LNNB_TEST_RESULTS as one line of JSON (a
// TestResult of test/integration/support/runner.ts). Prints nothing; who started the run prints what matters.
import { appendFileSync } from "node:fs";

/** The failure with the stack of its cause: node:test wraps what a test threw. */
function describeError(error) {
  const cause = error?.cause ?? error;
  return cause?.stack ?? String(cause);
}

export default async function* report(events) {
  /** Names of the suites around the test that runs, by depth. One list a file: files run side by side. */
  const paths = new Map();
  for await (const { type, data } of events) {
    if (type === "test:stdout" || type === "test:stderr") yield data.message;
    if (type === "test:diagnostic" && data.file !== undefined) yield `measured: ${data.message}\n`;
    const path = paths.get(data?.file) ?? [];
    paths.set(data?.file, path);
    if (type === "test:start") path.length = data.nesting;
    if (type === "test:start") path[data.nesting] = data.name;
    if (type !== "test:pass" && type !== "test:fail") continue;
    const failed = type === "test:fail" && data.todo === undefined;
    // A suite fails because a test in it did, which has been reported; unless it broke by itself.
    const derived = ["subtestsFailed", "testCodeFailure"].includes(data.details.error?.failureType);
    if (data.details.type === "suite" && !(failed && !derived)) continue;
    const skip = data.skip ?? data.todo;
    const result = {
      name: [...path.slice(0, data.nesting), data.name].join(" > "),
      status: failed ? "failed" : skip === undefined ? "passed" : "skipped",
      milliseconds: data.details.duration_ms,
      detail: failed ? describeError(data.details.error) : typeof skip === "string" ? skip : undefined,
    };
    appendFileSync(process.env.LNNB_TEST_RESULTS, `${JSON.stringify(result)}\n`);
  }
}
