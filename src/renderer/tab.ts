/** The script of an editor tab that shows one figure, large. The figure stands in the page as JSON. */

import { readFromHost } from "../figures/messages.ts";
import { FIGURE_MIME } from "../figures/payload.ts";
import { readPayload } from "../figures/read-payload.ts";
import type { FigureHost } from "./host.ts";
import { loadPlotly } from "./load-plotly.ts";
import { mountFigure } from "./mount.ts";
import { mountProblem } from "./problem.ts";

interface EditorApi {
  postMessage(message: unknown): void;
}
declare const acquireVsCodeApi: () => EditorApi;

const editor = acquireVsCodeApi();

/** VS Code hands files of a tab to nobody: the extension saves them. */
async function save(name: string, blob: Blob): Promise<void> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = "";
  // In pieces: a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  editor.postMessage({ type: "save", name, base64: btoa(binary) });
}

const host: FigureHost = {
  loadPlotly,
  save: (name, blob) => void save(name, blob),
  messages: {
    post: (message) => editor.postMessage(message),
    listen(listener) {
      const heard = ({ data }: MessageEvent<unknown>): void => {
        const message = readFromHost(data);
        if (message !== null) listener(message);
      };
      window.addEventListener("message", heard);
      return () => window.removeEventListener("message", heard);
    },
  },
};

const stored = document.querySelector(`script[type="${FIGURE_MIME}"]`)?.textContent ?? "null";
const read = readPayload(JSON.parse(stored));
if (read.ok) mountFigure(document.body, read.payload, host, { grows: true });
else mountProblem(document.body, read.problem, "");
