/**
 * A figure of `lnnb.interact`: its controls, and what the function gave. The kernel is asked while they move; where there is
 * none, the last state is shown, and said to be that.
 */
import type { FromHost } from "../figures/messages.ts";
import { decodeInteractState, type InteractState, type PayloadOf } from "../figures/payload.ts";
import { PayloadError } from "../figures/schema.ts";
import { viewOf } from "../figures/views/index.ts";
import { settingsText } from "../figures/views/interact.ts";
import { controlElement } from "./control.ts";
import { element } from "./dom.ts";
import { type FigureOptions, MountedFigure } from "./figure.ts";
import type { FigureHost } from "./host.ts";
import { notesElement, textElement, verdictElement } from "./parts.ts";
import { installStyle } from "./style.ts";

type Interact = PayloadOf<"interact">;

/** What is said about the kernel. */
const needsKernel =
  "This is the last state that was computed. To move the controls, run the cell: they need its kernel.";
const QUIET_MS = 600;
/** After so long without another answer the drag is taken to rest, and drafts become figures. */
const REST_MS = 150;
/** After so long an answer is worth waiting for visibly, and worth stopping. */
const SLOW_MS = 700;

export class MountedInteraction {
  private readonly root: HTMLElement;
  private readonly words = element("div");
  private readonly slots = element("div");
  private readonly kernelNote = element("p", { class: "lnnb-caption" });
  private readonly status = element("div", { class: "lnnb-hidden", role: "status" });
  private readonly waiting = element("p", { class: "lnnb-waiting", hidden: true });
  private readonly controls: ReturnType<typeof controlElement>[];
  private readonly settings: number[];
  private readonly inner: FigureOptions;
  private state: InteractState;
  private figures: { kind: string; mounted: MountedFigure }[] = [];
  private frame = 0;
  private slow: ReturnType<typeof setTimeout> | undefined;
  private quiet: ReturnType<typeof setTimeout> | undefined;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private readonly stopListening: () => void;

  constructor(
    parent: HTMLElement,
    private readonly payload: Interact,
    private readonly host: FigureHost,
    { stored, grows }: FigureOptions,
  ) {
    installStyle();
    this.inner = grows === undefined ? {} : { grows };
    this.state = payload.state;
    this.settings = [...payload.state.settings];
    this.controls = payload.controls.map((control, i) =>
      controlElement(control, this.settings[i] ?? 0, (position) => {
        this.settings[i] = position;
        this.ask();
      }),
    );
    const { messages } = host;
    const open = element("button", { type: "button", class: "lnnb-export" }, "Open in an editor tab");
    open.addEventListener("click", () => messages?.post({ type: "open", payload: this.storedNow(stored) }));
    this.root = element(
      "figure",
      { class: "lnnb-figure lnnb-interact", "aria-label": payload.title || payload.function },
      ...(payload.title === "" ? [] : [element("figcaption", { class: "lnnb-title" }, payload.title)]),
      element(
        "div",
        { class: "lnnb-sliders", role: "group", "aria-label": "Controls" },
        ...this.controls.map((control) => control.element),
        ...(messages === null || stored === undefined ? [] : [open]),
      ),
      this.waiting,
      this.kernelNote,
      this.words,
      this.slots,
      ...notesElement(payload.notes),
      this.status,
    );
    parent.append(this.root);
    // The sliders' arrow keys are not the notebook's.
    this.root.addEventListener("keydown", (event) => {
      if (!event.ctrlKey && !event.metaKey && event.key !== "Escape" && !/^F\d+$/.test(event.key))
        event.stopPropagation();
    });
    this.setLive(false);
    this.show(payload.state);
    this.stopListening = messages?.listen((message) => this.receive(message)) ?? (() => {});
    messages?.post({ type: "ask", handle: payload.handle });
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.slow);
    clearTimeout(this.quiet);
    clearTimeout(this.rest);
    this.stopListening();
    for (const { mounted } of this.figures) mounted.dispose();
    this.root.remove();
  }

  private storedNow(stored: unknown): unknown {
    return typeof stored === "object" && stored !== null ? { ...stored, state: this.state } : stored;
  }

  private setLive(live: boolean): void {
    for (const control of this.controls) control.setEnabled(live);
    this.kernelNote.textContent = live ? "" : needsKernel;
    this.kernelNote.hidden = live;
  }

  /** At most once a frame: the host keeps the last of what waits. */
  private ask(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const { messages } = this.host;
      messages?.post({ type: "move", handle: this.payload.handle, settings: [...this.settings] });
      this.slow ??= setTimeout(() => this.showWaiting("Computing"), SLOW_MS);
    });
  }

  private showWaiting(text: string): void {
    const stop = element("button", { type: "button", class: "lnnb-export" }, "Stop");
    stop.addEventListener("click", () => this.host.messages?.post({ type: "stop", handle: this.payload.handle }));
    this.waiting.replaceChildren(`${text}…`, ...(text === "Computing" ? [stop] : []));
    this.waiting.hidden = false;
  }

  private settle(): void {
    clearTimeout(this.slow);
    this.slow = undefined;
    this.waiting.hidden = true;
  }

  private receive(message: FromHost): void {
    if (message.handle !== this.payload.handle) return;
    switch (message.type) {
      case "known":
        this.setLive(message.known);
        return;
      case "waits":
        this.showWaiting("A cell is running: the controls move when it has ended");
        return;
      case "gone":
        this.settle();
        this.setLive(false);
        this.announce(needsKernel);
        return;
      case "moved":
        this.arrive(message.state);
    }
  }

  private arrive(json: unknown): void {
    let state: InteractState;
    try {
      state = decodeInteractState(json);
    } catch (error) {
      if (!(error instanceof PayloadError)) throw error;
      this.announce(`The kernel's answer could not be read: ${error.message}.`);
      return;
    }
    // While a drag goes on, its answers are on their way: only the last of them ends the waiting.
    if (state.settings.every((position, i) => position === this.settings[i])) this.settle();
    this.show(state);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      for (const { mounted } of this.figures) mounted.finish();
    }, REST_MS);
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.announce(this.spoken()), QUIET_MS);
  }

  private announce(text: string): void {
    this.status.textContent = text;
  }

  private spoken(): string {
    const { state } = this;
    const settings = settingsText({ controls: this.payload.controls, state });
    if (state.error !== null) return `${settings}: ${state.error.name}: ${state.error.message}`;
    return `${settings}. ${state.figures.map((figure) => viewOf(figure).summary).join(" ")} ${state.text}`;
  }

  private show(state: InteractState): void {
    this.state = state;
    const { error } = state;
    this.words.replaceChildren(
      ...verdictElement(error === null ? null : { ok: false, text: `${error.name}: ${error.message}` }),
      ...textElement([state.text.trimEnd(), error?.traceback ?? ""].filter((part) => part !== "").join("\n")),
    );
    // An error leaves the figures of the last good state, faded: the plot does not jump while a slider passes a bad value.
    this.slots.classList.toggle("lnnb-stale", error !== null && state.figures.length === 0);
    if (error !== null && state.figures.length === 0) return;
    const { figures } = this;
    while (figures.length > state.figures.length) figures.pop()?.mounted.dispose();
    state.figures.forEach((payload, i) => {
      const view = viewOf(payload);
      const shape = `${payload.kind} ${view.selector?.options.join("\n") ?? ""} ${view.log !== null} ${view.apart !== null}`;
      if (figures[i]?.kind === shape) figures[i].mounted.update(view);
      else {
        figures[i]?.mounted.dispose();
        const slot = this.slotAt(i);
        figures[i] = { kind: shape, mounted: new MountedFigure(slot, view, this.host, this.inner) };
      }
    });
  }

  private slotAt(i: number): Element & HTMLElement {
    const known = this.slots.children[i];
    if (known instanceof HTMLElement) return known;
    const slot = element("div");
    this.slots.append(slot);
    return slot;
  }
}
