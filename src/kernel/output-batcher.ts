/**
 * Brings a run's output into the editor: in order, appended and never rebuilt (replacing an ever-growing text is
 * quadratic), in few calls (each crosses to another process).
 */
import type { MimeBundle, StreamName } from "./protocol.ts";
import type { OutputSink } from "./session.ts";

/** What is needed of vscode's `NotebookCellExecution`, with `Output` for its `NotebookCellOutput`. */
export interface OutputTarget<Output> {
  createStream(stream: StreamName, text: string): Output;
  createDisplay(data: MimeBundle, isResult: boolean): Output;
  append(outputs: readonly Output[]): PromiseLike<void>;
  /** Adds text to a stream's output that was appended before. */
  appendText(stream: StreamName, text: string, output: Output): PromiseLike<void>;
}

export interface OutputBatcher extends OutputSink {
  /** Resolves when all that was written is in the editor. */
  flush(): Promise<void>;
}

type Entry =
  | { readonly type: "text"; readonly stream: StreamName; text: string }
  | { readonly type: "display"; readonly data: MimeBundle; readonly isResult: boolean };

/** @param intervalMs the least time between two deliveries; the first is at once. */
export function batchOutput<Output>(target: OutputTarget<Output>, intervalMs = 40): OutputBatcher {
  let pending: Entry[] = [];
  let delivering: Promise<void> | undefined;
  let wake: (() => void) | undefined;
  let hurry = false;
  /** The stream's output that is last in the cell: more text of that stream is added to it. */
  let tail: { readonly stream: StreamName; readonly output: Output } | undefined;

  async function deliver(): Promise<void> {
    const entries = pending;
    pending = [];
    const [first] = entries;
    if (first?.type === "text" && first.stream === tail?.stream) {
      entries.shift();
      await target.appendText(first.stream, first.text, tail.output);
    }
    if (entries.length === 0) return;
    const outputs = entries.map((entry) =>
      entry.type === "text"
        ? target.createStream(entry.stream, entry.text)
        : target.createDisplay(entry.data, entry.isResult),
    );
    const last = entries[entries.length - 1];
    tail = last.type === "text" ? { stream: last.stream, output: outputs[outputs.length - 1] } : undefined;
    await target.append(outputs);
  }

  async function pump(): Promise<void> {
    while (pending.length > 0) {
      try {
        await deliver();
      } catch {
        // The cell was deleted, or its notebook closed, while it ran: there is nowhere to show this.
      }
      if (!hurry) await pause();
    }
    delivering = undefined;
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, intervalMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function add(entry: Entry): void {
    pending.push(entry);
    // Not within this call: what is written in the same turn goes along.
    delivering ??= Promise.resolve().then(pump);
  }

  return {
    write(stream, text) {
      const last = pending.at(-1);
      if (last?.type === "text" && last.stream === stream) last.text += text;
      else add({ type: "text", stream, text });
    },
    display: (data, isResult) => add({ type: "display", data, isResult }),
    async flush() {
      hurry = true;
      wake?.();
      while (delivering !== undefined) await delivering;
      hurry = false;
    },
  };
}
