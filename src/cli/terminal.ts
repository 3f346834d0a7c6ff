/** Standard output and error, written at once: nothing is lost when the process ends, and the two keep their order. */
import { writeSync } from "node:fs";

const descriptors = { stdout: 1, stderr: 2 } as const;

/** As a shell reports a program that a closed pipe has ended: `lnnb ... | head`. */
const brokenPipeStatus = 141;

export function writeTo(stream: "stdout" | "stderr", text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptors[stream], bytes, written);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EPIPE") process.exit(brokenPipeStatus);
      if (code !== "EAGAIN") throw error;
      pause(1);
    }
  }
}

const clock = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
/** A pipe that does not block is full: its reader needs time. */
const pause = (milliseconds: number): void => void Atomics.wait(clock, 0, 0, milliseconds);
