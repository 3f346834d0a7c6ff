import type { Payload } from "../figures/payload.ts";
import { viewOf } from "../figures/views/index.ts";
import { type FigureOptions, MountedFigure } from "./figure.ts";
import type { FigureHost } from "./host.ts";
import { MountedInteraction } from "./interact.ts";

/** Shows a figure in `parent` until the returned function is called, which frees all that it holds. */
export function mountFigure(
  parent: HTMLElement,
  payload: Payload,
  host: FigureHost,
  options: FigureOptions = {},
): () => void {
  const mounted =
    payload.kind === "interact"
      ? new MountedInteraction(parent, payload, host, options)
      : new MountedFigure(parent, viewOf(payload), host, options);
  return () => mounted.dispose();
}
