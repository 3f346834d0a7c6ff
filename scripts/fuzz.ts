/**
 * Runs mutated programs: none may crash, hang or show an internal error.
 * usage: node scripts/run.mjs fuzz A..B [--corpus FOLDER...]   the seeds A to B
 *        node scripts/run.mjs fuzz --print SEED
 */
import { corpusOf, Fuzzer } from "../test/conformance/fuzz/run.ts";

const args = process.argv.slice(2);
const at = args.indexOf("--corpus");
const fuzzer = new Fuzzer(corpusOf([...new Set(["test/conformance/python", ...(at < 0 ? [] : args.slice(at + 1))])]));
if (args[0] === "--print") process.stdout.write(fuzzer.program(Number(args[1])));
else {
  const [first, last] = args[0].split("..").map(Number);
  const began = Date.now();
  const seen = new Map<string, number>();
  let failures = 0;
  for (let seed = first; seed <= last; seed++) {
    // Weak references keep what they refer to until a turn of the event loop ends: so does every class of a program.
    if (seed % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    const failure = fuzzer.run(seed);
    if (failure !== null) {
      failures++;
      // Failures of one place are shown once.
      const place = failure.detail.split("\n").slice(0, 3).join("\n");
      const count = (seen.get(place) ?? 0) + 1;
      seen.set(place, count);
      if (count === 1) process.stdout.write(`=== seed ${seed}: ${failure.kind}\n${failure.detail}\n`);
    }
    if ((seed - first + 1) % 10_000 === 0) {
      process.stderr.write(
        `${seed - first + 1} in ${Math.round((Date.now() - began) / 1000)} s, ${failures} failures\n`,
      );
    }
  }
  process.stdout.write(`${last - first + 1} programs, ${failures} failures\n`);
  for (const [place, count] of seen) process.stdout.write(`${count} times: ${place.replaceAll("\n", " | ")}\n`);
}
