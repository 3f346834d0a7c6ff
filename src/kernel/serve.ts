/** The worker's side of a session: runs cells one after another and sends what they print and show. */
import type { Host, Interpreter, InterpreterOptions, Outcome } from "../language/interpreter-api.ts";
import { limitOutput } from "./output-limit.ts";
import { calmProgress } from "./progress.ts";
import type { FromWorker, Startup, ToWorker } from "./protocol.ts";
import { textWriter } from "./text-channel.ts";

export interface Port {
  post(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
}

export type CreateInterpreter = (host: Host, options: InterpreterOptions) => Interpreter;

const unlimited = { lines: Infinity, characters: Infinity, displays: Infinity };

export function serve(port: Port, { text, interrupt, options }: Startup, createInterpreter: CreateInterpreter): void {
  const writer = textWriter(text, () => port.post({ type: "text" }));
  let output = limitOutput(options.outputLimit ?? unlimited, writer.write);
  const host: Host = {
    write: (stream, content) => output.write(stream, content),
    display(data, isResult = false) {
      if (!output.admitDisplay()) return;
      writer.writeBarrier();
      port.post({ type: "display", data, isResult });
    },
    progress: calmProgress(
      (progress) => port.post({ type: "progress", progress }),
      () => performance.now(),
    ),
    now: () => performance.timeOrigin + performance.now(),
    interrupt,
    sleep(milliseconds) {
      const end = performance.now() + milliseconds;
      for (let left = milliseconds; left > 0; left = end - performance.now()) {
        // Who sleeps takes no memory.
        Atomics.compareExchange(interrupt, 0, 2, 0);
        if (Atomics.wait(interrupt, 0, 0, left) === "timed-out" || Atomics.load(interrupt, 0) === 1) return;
      }
    },
  };
  const interpreter = createInterpreter(host, {
    preloaded: options.preloaded,
    ...(options.recursionLimit !== undefined && { recursionLimit: options.recursionLimit }),
  });

  port.onMessage((message) => {
    if (message.type === "interact") {
      port.post({ type: "interacted", reply: interactSafely(interpreter, message.handle, message.settings) });
      return;
    }
    const { run, cell } = message;
    output = limitOutput(options.outputLimit ?? unlimited, writer.write);
    const outcome = runSafely(() => interpreter.run(cell));
    output.finish();
    port.post({ type: "done", run, outcome });
  });
  port.post({ type: "ready" });
}

function interactSafely(interpreter: Interpreter, handle: string, settings: readonly number[] | null): unknown {
  try {
    return interpreter.interact(handle, settings);
  } catch {
    return null;
  }
}

/** `Interpreter.run` does not throw; if it does, that is a bug of ours, and the session goes on. */
function runSafely(run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    const message = `internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    return {
      status: "error",
      error: { name: "SystemError", message, traceback: `SystemError: ${message}`, frames: [] },
    };
  }
}
