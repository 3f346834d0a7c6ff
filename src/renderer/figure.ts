import type { PlotlyLibrary } from "plotly.js-dist-min";
import type { Payload } from "../figures/payload.ts";
import { assemble, type PlotlyFigure } from "../figures/plot/assemble.ts";
import { tableToCsv } from "../figures/text.ts";
import type { Theme } from "../figures/theme.ts";
import type { Choice, View } from "../figures/view.ts";
import { viewOf } from "../figures/views/index.ts";
import { element, icon, icons } from "./dom.ts";
import { zoomKeys } from "./keys.ts";
import { keyOf, linkPanels, listen, placesByKey } from "./linked.ts";
import { questionElement } from "./quiz.ts";
import { fileName, imageOf, save } from "./save.ts";
import { installStyle } from "./style.ts";
import { tableElement } from "./table.ts";
import { onThemeChange, readTheme } from "./theme.ts";
import { type Action, toolbarElement } from "./toolbar.ts";
import { resetZoom, zoom } from "./zoom.ts";

export type LoadPlotly = () => Promise<PlotlyLibrary>;

const config = {
  displayModeBar: false,
  displaylogo: false,
  responsive: false,
  showTips: false,
  doubleClick: "reset",
  // Templates would be fetched for maps only, and nothing here draws one; no address is ever asked.
  plotlyServerURL: "",
};

/** Shows a figure in `parent` until the returned function is called, which frees all that it holds. */
export function mountFigure(parent: HTMLElement, payload: Payload, loadPlotly: LoadPlotly): () => void {
  installStyle();
  const mounted = new MountedFigure(parent, viewOf(payload), loadPlotly);
  return () => mounted.dispose();
}

/** The one part with a life: it listens to the theme, its size and its controls, and draws anew. */
class MountedFigure {
  private readonly root: HTMLElement;
  private readonly plot = element("div", { class: "lnnb-plot" });
  private readonly tables = element("div");
  private readonly status = element("div", { class: "lnnb-hidden", role: "status" });
  private readonly cleanups: (() => void)[] = [];
  private choice: Choice;
  private asTable = false;
  private theme: Theme = readTheme();
  private figure: PlotlyFigure | null = null;
  private plotly: PlotlyLibrary | null = null;
  private disposed = false;
  private width = 0;
  private drawing: Promise<void> = Promise.resolve();
  private places: ReturnType<typeof placesByKey> = new Map();
  /** Chooses an option of the selector by a click on a point. */
  private pick: (option: number) => void = () => {};

  constructor(
    parent: HTMLElement,
    private readonly view: View,
    private readonly loadPlotly: LoadPlotly,
  ) {
    this.choice = { selected: view.selector?.initial ?? 0, logCounts: false };
    this.root = element("figure", { class: "lnnb-figure", "aria-label": view.title || view.summary });
    const drawable = view.panels(this.theme, this.choice).length > 0;
    this.root.append(...this.head(drawable), this.plot, this.tables, ...this.foot(), this.status);
    if (!drawable) this.plot.hidden = true;
    parent.append(this.root);
    this.plot.setAttribute("role", "application");
    this.plot.setAttribute("tabindex", "0");
    this.plot.setAttribute("aria-roledescription", "plot");
    this.plot.setAttribute(
      "aria-label",
      `${view.summary} Plus and minus zoom, arrow keys pan, 0 resets. The same numbers are in the table view.`,
    );
    // Keys meant for a control must not move the notebook's selection; Escape leaves the output as always, and F1 is VS Code's.
    this.listen("keydown", (event) => {
      const isForEditor = event.ctrlKey || event.metaKey || event.key === "Escape" || /^F\d+$/.test(event.key);
      if (!isForEditor) event.stopPropagation();
    });
    this.plot.addEventListener("keydown", (event) => {
      if (this.plotly !== null && event.target === this.plot) zoomKeys(event, this.plotly, this.plot);
    });
    const observer = new ResizeObserver(() => this.resized());
    observer.observe(this.root);
    this.cleanups.push(
      () => observer.disconnect(),
      onThemeChange(() => {
        this.theme = readTheme();
        this.draw();
      }),
    );
    this.width = Math.floor(this.root.clientWidth);
    this.showTables();
    this.draw();
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const cleanup of this.cleanups) cleanup();
    this.plotly?.purge(this.plot);
    this.root.remove();
  }

  private listen(type: "keydown", listener: (event: KeyboardEvent) => void): void {
    this.root.addEventListener(type, listener);
    this.cleanups.push(() => this.root.removeEventListener(type, listener));
  }

  private head(drawable: boolean): HTMLElement[] {
    const { view } = this;
    const parts: HTMLElement[] = [
      element(
        "div",
        { class: "lnnb-header" },
        element("figcaption", { class: "lnnb-title" }, view.title),
        toolbarElement(this.actions(drawable)),
      ),
    ];
    if (view.verdict !== null) {
      const { ok, text } = view.verdict;
      parts.push(
        element(
          "p",
          { class: "lnnb-verdict", "data-ok": String(ok) },
          icon(ok ? icons.good : icons.bad),
          element("span", {}, element("span", { class: "lnnb-hidden" }, ok ? "OK: " : "Wrong: "), text),
        ),
      );
    }
    if (view.formula.length > 0) parts.push(element("pre", { class: "lnnb-formula" }, view.formula.join("\n")));
    if (view.selector !== null) parts.push(this.selector(view.selector));
    return parts;
  }

  private selector({ label, options, initial }: NonNullable<View["selector"]>): HTMLElement {
    const select = element(
      "select",
      { class: "lnnb-select" },
      ...options.map((option, i) => element("option", { value: String(i), selected: i === initial }, option)),
    );
    const choose = (selected: number): void => {
      select.value = String(selected);
      this.choice = { ...this.choice, selected };
      this.showTables();
      this.draw();
      this.status.textContent = `${label} ${options[selected]} is shown.`;
    };
    select.addEventListener("change", () => choose(Number(select.value)));
    // A second click on what is shown goes back to the whole.
    this.pick = (option) => {
      if (options[option] !== undefined) choose(option === this.choice.selected ? initial : option);
    };
    return element("div", { class: "lnnb-controls" }, element("label", {}, element("span", {}, label), select));
  }

  private actions(drawable: boolean): Action[] {
    const { view } = this;
    const csv: Action = {
      label: "Save as CSV",
      icon: icons.rows,
      run: () => {
        const tables = view.tables(this.choice.selected);
        const text = tables.map((table) => tableToCsv(table)).join("\r\n");
        save(fileName(view.title, "csv"), new Blob([text], { type: "text/csv" }));
      },
    };
    if (!drawable) return view.questions.length > 0 ? [] : [csv];
    const image = async (format: "png" | "svg"): Promise<Blob | null> =>
      this.plotly === null || this.figure === null
        ? null
        : imageOf(this.plotly, this.figure, this.theme.background, this.width, format);
    const saveImage = (format: "png" | "svg"): void => {
      void image(format).then((blob) => blob !== null && save(fileName(view.title, format), blob));
    };
    return [
      {
        label: "Show as table",
        icon: icons.table,
        pressed: false,
        run: (pressed) => {
          this.asTable = pressed;
          this.plot.hidden = pressed;
          this.showTables();
          if (!pressed) this.draw();
          this.status.textContent = pressed ? "Shown as tables." : "Shown as plots.";
        },
      },
      ...(view.logToggle
        ? [
            {
              label: "Logarithmic counts",
              icon: icons.log,
              pressed: false,
              run: (pressed: boolean) => {
                this.choice = { ...this.choice, logCounts: pressed };
                this.draw();
              },
            },
          ]
        : []),
      { label: "Zoom in", icon: icons.zoomIn, run: () => this.plotly && zoom(this.plotly, this.plot, 0.7) },
      { label: "Zoom out", icon: icons.zoomOut, run: () => this.plotly && zoom(this.plotly, this.plot, 1 / 0.7) },
      { label: "Reset zoom", icon: icons.reset, run: () => this.plotly && resetZoom(this.plotly, this.plot) },
      {
        label: "Copy as PNG",
        icon: icons.copy,
        run: () => {
          void image("png").then(async (blob) => {
            if (blob === null) return;
            try {
              await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
              this.status.textContent = "Copied.";
            } catch {
              // Where the page may not write to the clipboard, a file still serves.
              save(fileName(view.title, "png"), blob);
            }
          });
        },
      },
      { label: "Save as PNG", icon: icons.image, run: () => saveImage("png") },
      { label: "Save as SVG", icon: icons.vector, run: () => saveImage("svg") },
      csv,
    ];
  }

  private foot(): HTMLElement[] {
    const { view } = this;
    const parts: HTMLElement[] = view.questions.map((question, i) =>
      questionElement(question, view.questions.length > 1 ? `${i + 1}. ` : ""),
    );
    if (view.notes.length > 0) {
      parts.push(element("ul", { class: "lnnb-notes" }, ...view.notes.map((note) => element("li", {}, note))));
    }
    return parts;
  }

  private showTables(): void {
    const all = this.view.tables(this.choice.selected);
    const shown = this.asTable || this.plot.hidden ? all : all.filter((table) => table.always);
    this.tables.replaceChildren(...shown.filter((table) => table.rows.length > 0).map(tableElement));
  }

  private listenToPoints(): void {
    listen(this.plot, "plotly_click", (event) => {
      const key = keyOf(event);
      if (typeof key === "number") this.pick(key);
    });
    this.cleanups.push(linkPanels(this.plot, () => this.places));
  }

  private resized(): void {
    const width = Math.floor(this.root.clientWidth);
    // A scroll bar that comes and goes with the drawing must not make it flicker.
    if (width === 0 || Math.abs(width - this.width) < 2) return;
    this.width = width;
    this.draw();
  }

  /** Draws what is chosen now. Height is reserved at once, so that nothing jumps while the library loads. */
  private draw(): void {
    this.root.dataset.theme = this.theme.kind;
    if (this.disposed || this.plot.hidden || this.width === 0) return;
    const panels = this.view.panels(this.theme, this.choice);
    const figure = assemble(panels, this.theme, this.width);
    this.figure = figure;
    this.plot.style.height = `${figure.layout.height}px`;
    this.drawing = this.drawing.then(async () => {
      if (this.disposed || this.figure !== figure) return;
      const first = this.plotly === null;
      this.plotly ??= await this.loadPlotly();
      if (this.disposed || this.figure !== figure) return;
      const revision = `${this.choice.selected} ${this.choice.logCounts}`;
      await this.plotly.react(this.plot, figure.data, { ...figure.layout, uirevision: revision }, config);
      this.places = placesByKey(figure);
      if (first) this.listenToPoints();
      if (this.disposed) this.plotly.purge(this.plot);
    });
  }
}
