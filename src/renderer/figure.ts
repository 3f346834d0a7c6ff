import type { PlotlyLibrary } from "plotly.js-dist-min";
import { assemble, PANEL_HEIGHT, type PlotlyFigure } from "../figures/plot/assemble.ts";
import { draftTrace } from "../figures/plot/draft.ts";
import { unescapeLabel } from "../figures/plot/text.ts";
import { tableToCsv } from "../figures/text.ts";
import type { Theme } from "../figures/theme.ts";
import { type Choice, initialChoice, type Panel, type View } from "../figures/view.ts";
import { actionsFor } from "./actions.ts";
import { brushed, countBrushed } from "./brush.ts";
import { element } from "./dom.ts";
import { exportRow } from "./export.ts";
import type { FigureHost } from "./host.ts";
import { keyHelp, type PlotKeys, plotKey } from "./keys.ts";
import { legendButtons, legendEntries, withoutHidden } from "./legend.ts";
import { keysOfEvent, keysOfSelection, linkPanels, listen, placesByKey } from "./linked.ts";
import { type Key, keysOfPlace, type Place, pointAt, step, textOfPlace } from "./points.ts";
import { framed, imageOf } from "./save.ts";
import { selectorElement } from "./selector.ts";
import { installStyle } from "./style.ts";
import { onThemeChange, readTheme } from "./theme.ts";
import { toolbarElement } from "./toolbar.ts";
import { onVisibility, turn } from "./turns.ts";
import { FigureWords } from "./words.ts";
import { pan, type Ranges, withRanges, zoom, zoomedRanges } from "./zoom.ts";

const config = {
  displayModeBar: false,
  displaylogo: false,
  responsive: false,
  showTips: false,
  // The reset is ours: see plotly_doubleclick.
  doubleClick: false,
  // Templates would be fetched for maps only, and nothing here draws one; no address is ever asked.
  plotlyServerURL: "",
};

export interface FigureOptions {
  /** The stored figure, for an editor tab of its own; none where it is in one, or part of another. */
  readonly stored?: unknown;
  /** Whether the plot may grow to the height of the window: the page is the figure's own. */
  readonly grows?: boolean;
}

/** How many times higher than usual a plot is drawn at most. */
const MOST_GROWTH = 2.2;

/** One figure in its element. The one part with a life: it listens to the theme, its size and its controls, and draws anew. */
export class MountedFigure {
  private readonly root: HTMLElement;
  private readonly caption = element("figcaption", { class: "lnnb-title" });
  private readonly words = new FigureWords();
  private readonly legend = element("div", { class: "lnnb-legend", role: "group", "aria-label": "Legend" });
  private readonly plot = element("div", { class: "lnnb-plot" });
  private readonly status = element("div", { class: "lnnb-hidden", role: "status" });
  private readonly cleanups: (() => void)[] = [];
  private choice: Choice;
  private made: { view: View; theme: Theme; choice: Choice; panels: readonly Panel[] } | null = null;
  private asTable = false;
  private theme: Theme = readTheme();
  /** What is drawn: without the legend, with what is hidden or faded. */
  private figure: PlotlyFigure | null = null;
  /** What the plot shows: what was out of sight is drawn when it comes. */
  private drawn: PlotlyFigure | null = null;
  private inSight = false;
  private wasAway = true;
  private plotly: PlotlyLibrary | null = null;
  private disposed = false;
  private width = 0;
  private drawing: Promise<void> = Promise.resolve();
  private places: ReturnType<typeof placesByKey> = new Map();
  /** Kept while the same thing is drawn anew: for another theme, width or value. */
  private zoomed: Ranges = new Map();
  private drawings = 0;
  private hidden: ReadonlySet<string> = new Set();
  private selecting = false;
  private isDraft = false;
  private shownLegend = "";
  private brush: ReadonlySet<Key> = new Set();
  /** Where the keyboard is. */
  private at: Place | null = null;
  /** Chooses an option of the selector by a click on a point. */
  private pick: (option: number) => void = () => {};

  constructor(
    parent: HTMLElement,
    private view: View,
    private readonly host: FigureHost,
    private readonly options: FigureOptions = {},
  ) {
    installStyle();
    this.choice = initialChoice(view);
    const drawable = this.panels().length > 0;
    const exports = exportRow(
      {
        title: view.title,
        image: drawable ? (format) => this.image(format) : null,
        csv: () => this.view.tables(this.choice.selected).map(tableToCsv).join("\r\n"),
        announce: (text) => this.announce(text),
      },
      host,
    );
    const toolbar = toolbarElement(actionsFor(view, drawable, this, exports, host.messages, options.stored));
    const selector = view.selector === null ? null : selectorElement(view.selector, (option) => this.choose(option));
    if (selector !== null) this.pick = selector.pick;
    this.root = element(
      "figure",
      { class: "lnnb-figure" },
      element("div", { class: "lnnb-header" }, this.caption, ...(toolbar === null ? [] : [toolbar])),
      exports,
      this.words.above,
      ...(selector === null ? [] : [selector.element]),
      this.legend,
      this.plot,
      this.words.tables,
      this.words.below,
      this.status,
    );
    this.plot.hidden = !drawable;
    parent.append(this.root);
    this.plot.setAttribute("role", "application");
    this.plot.setAttribute("tabindex", "0");
    this.plot.setAttribute("aria-roledescription", "plot");
    this.watch();
    this.width = Math.floor(this.root.clientWidth);
    this.showWords();
    this.draw();
  }

  /**
   * Shows another state of the same kind of figure; zoom, choice and what is hidden stay. The plot is a draft, which looks
   * the same and cannot be pointed at, until `finish` is called.
   */
  update(view: View): void {
    this.view = view;
    this.isDraft = true;
    this.showWords();
    this.draw();
  }

  finish(): void {
    if (!this.isDraft) return;
    this.isDraft = false;
    this.draw();
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const cleanup of this.cleanups) cleanup();
    this.plotly?.purge(this.plot);
    this.root.remove();
  }

  announce(text: string): void {
    this.status.textContent = text;
  }

  showTables(asTable: boolean): void {
    this.asTable = asTable;
    this.plot.hidden = asTable;
    this.legend.hidden = asTable;
    this.showWords();
    this.draw();
    this.announce(asTable ? "Shown as tables." : "Shown as plots.");
  }

  setChoice(change: Partial<Choice>): void {
    this.choice = { ...this.choice, ...change };
    this.zoomed = new Map();
    this.draw();
  }

  zoomBy(factor: number): void {
    if (this.plotly !== null) zoom(this.plotly, this.plot, factor);
  }

  reset(): void {
    this.zoomed = new Map();
    this.draw();
  }

  /** Whether dragging selects points, or zooms. */
  setSelecting(selecting: boolean): void {
    this.selecting = selecting;
    if (!selecting) this.setBrush(new Set());
    else this.draw();
    this.announce(selecting ? "Drag over points to select them in all panels." : "Dragging zooms.");
  }

  private choose(selected: number): void {
    this.choice = { ...this.choice, selected };
    this.zoomed = new Map();
    this.showWords();
    this.draw();
    const { selector } = this.view;
    if (selector !== null) this.announce(`${selector.label} ${selector.options[selected]} is shown.`);
  }

  private setBrush(brush: ReadonlySet<Key>): void {
    this.brush = brush;
    this.draw();
    const count = this.figure === null ? 0 : countBrushed(this.figure.data, brush);
    this.announce(brush.size === 0 ? "Nothing is selected." : `${count} points are selected.`);
  }

  private async image(format: "png" | "svg"): Promise<Blob | null> {
    if (this.plotly === null || this.figure === null) return null;
    const whole = assemble(this.panels(), this.theme, this.width);
    const figure = { ...whole, data: withoutHidden(whole.data, this.hidden) };
    return imageOf(this.plotly, framed(figure, this.view.title, this.theme, this.width), format);
  }

  private watch(): void {
    // Keys meant for a control must not move the notebook's selection; Escape leaves the output as always, and F1 is VS Code's.
    this.root.addEventListener("keydown", (event) => {
      const isForEditor = event.ctrlKey || event.metaKey || event.key === "Escape" || /^F\d+$/.test(event.key);
      if (!isForEditor) event.stopPropagation();
    });
    this.plot.addEventListener("keydown", (event) => {
      if (this.drawn !== null && event.target === this.plot) plotKey(event, this.keys);
    });
    this.plot.addEventListener("blur", () => {
      // What is removed from the page loses the focus as well.
      if (!this.disposed && this.drawn !== null) this.plotly?.Fx.unhover(this.plot);
    });
    const observer = new ResizeObserver(() => this.resized());
    observer.observe(this.root);
    this.cleanups.push(
      onVisibility(this.plot, (inSight) => this.cameInSight(inSight)),
      () => observer.disconnect(),
      onThemeChange(() => {
        this.theme = readTheme();
        this.draw();
      }),
    );
  }

  private readonly keys: PlotKeys = {
    zoom: (factor) => this.zoomBy(factor),
    reset: () => this.reset(),
    pan: (direction, share) => this.plotly !== null && pan(this.plotly, this.plot, direction, share),
    walk: (direction) => {
      if (this.figure === null || this.plotly === null) return;
      const next = step(this.figure, this.at, direction);
      if (next === null) return this.announce("There is no point further on.");
      const panel = this.at?.curve === next.curve ? "" : `${this.seriesName(next)}: `;
      this.at = next;
      pointAt(this.plotly, this.plot, this.figure, next);
      this.announce(`${panel}${textOfPlace(this.figure, next)}`);
    },
    choose: () => this.pickFrom(this.keysHere()),
    select: () => {
      const keys = this.keysHere();
      if (keys.length === 0) return this.announce("This point stands for nothing in other panels.");
      const brush = new Set(this.brush);
      const isIn = keys.every((key) => brush.has(key));
      for (const key of keys)
        if (isIn) brush.delete(key);
        else brush.add(key);
      this.setBrush(brush);
    },
    clear: () => this.setBrush(new Set()),
  };

  private keysHere(): readonly Key[] {
    return this.figure === null || this.at === null ? [] : keysOfPlace(this.figure, this.at);
  }

  private pickFrom(keys: readonly Key[]): void {
    const option = keys.find((key) => typeof key === "number");
    if (typeof option !== "number" || this.view.selector?.options[option] === undefined) return;
    // A second click on what is shown goes back to the whole.
    this.pick(option === this.choice.selected ? this.view.selector.initial : option);
  }

  private seriesName({ curve }: Place): string {
    const name = this.figure?.data[curve].name;
    return typeof name === "string" ? unescapeLabel(name) : "points";
  }

  /** All but the plot: title, verdict, tables, notes. */
  private showWords(): void {
    const { view } = this;
    this.root.setAttribute("aria-label", view.title || view.summary);
    this.plot.setAttribute("aria-label", `${view.summary} ${keyHelp} The same numbers are in the table view.`);
    this.caption.textContent = view.title;
    const all = view.tables(this.choice.selected);
    this.words.show(view, this.asTable || this.plot.hidden ? all : all.filter((table) => table.always));
  }

  private listenToPlot(): void {
    listen(this.plot, "plotly_click", (event) => this.pickFrom(keysOfEvent(event)));
    listen(this.plot, "plotly_selected", (event) => {
      const keys = keysOfSelection(event);
      if (keys.size > 0) this.setBrush(keys);
    });
    listen(this.plot, "plotly_relayout", (event) => {
      this.zoomed = zoomedRanges(this.plot, this.zoomed, event);
    });
    listen(this.plot, "plotly_doubleclick", () => this.reset());
    listen(this.plot, "plotly_deselect", () => this.setBrush(new Set()));
    this.cleanups.push(linkPanels(this.plot, () => this.places));
  }

  private cameInSight(inSight: boolean): void {
    this.wasAway ||= inSight && !this.inSight;
    this.inSight = inSight;
    // What has changed meanwhile (another theme, another width) is drawn now.
    if (inSight && this.figure !== null) this.drawFigure(this.figure);
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
    const whole = this.assemble();
    this.showLegend(whole);
    const data = brushed(withoutHidden(whole.data, this.hidden), this.brush);
    const figure = { ...whole, data };
    this.figure = figure;
    this.plot.style.height = `${figure.layout.height}px`;
    if (this.inSight) this.drawFigure(figure);
  }

  /** Once drawn it is drawn anew at once; but all figures at a time wait for each other. */
  private drawFigure(figure: PlotlyFigure): void {
    this.drawing = this.drawing.then(async () => {
      if (this.disposed || this.drawn === figure || this.figure !== figure) return;
      this.plotly ??= await this.host.loadPlotly();
      if (this.wasAway) await turn();
      this.wasAway = false;
      if (this.disposed || this.figure !== figure) return;
      const layout = {
        ...withRanges(figure.layout, this.zoomed),
        // What is zoomed, hidden and selected is kept here, not in the library.
        uirevision: ++this.drawings,
        dragmode: this.selecting ? "select" : "zoom",
        // The frame around what was selected has done its work.
        selections: [],
      };
      const began = performance.now();
      const data = this.isDraft ? figure.data.map(draftTrace) : figure.data;
      await this.plotly.react(this.plot, data, layout, config);
      // What the tests of speed read: how long this drawing took, and when the page had its first.
      this.plot.dataset.milliseconds = (performance.now() - began).toFixed(1);
      this.plot.dataset.drawnAt ??= performance.now().toFixed(1);
      const isFirst = this.drawn === null;
      this.drawn = figure;
      this.places = placesByKey(figure);
      if (isFirst) this.listenToPlot();
      if (this.disposed) this.plotly.purge(this.plot);
    });
  }

  /** Made once for each theme and choice: of a deep model they take as long as half of the drawing. */
  private panels(): readonly Panel[] {
    const { view, theme, choice, made } = this;
    if (made === null || made.view !== view || made.theme !== theme || made.choice !== choice) {
      this.made = { view, theme, choice, panels: view.panels(theme, choice) };
    }
    return this.made?.panels ?? [];
  }

  private assemble(): PlotlyFigure {
    const panels = this.panels();
    const usual = assemble(panels, this.theme, this.width, { legend: false });
    if (this.options.grows !== true) return usual;
    const growth = Math.min(MOST_GROWTH, (window.innerHeight * 0.8) / usual.layout.height);
    if (growth <= 1.05) return usual;
    const grown = panels.map((panel) => ({ ...panel, height: (panel.height ?? PANEL_HEIGHT) * growth }));
    return assemble(grown, this.theme, this.width, { legend: false });
  }

  private showLegend({ data }: PlotlyFigure): void {
    const entries = legendEntries(data);
    const shown = JSON.stringify([entries, [...this.hidden]]);
    if (shown === this.shownLegend) return;
    this.shownLegend = shown;
    const buttons = legendButtons(entries, this.hidden, (series, label, shown) => {
      const hidden = new Set(this.hidden);
      if (shown) hidden.delete(series);
      else hidden.add(series);
      this.hidden = hidden;
      this.draw();
      this.announce(`${label} is ${shown ? "shown" : "hidden"}.`);
    });
    // A button that has the focus keeps it while it is drawn anew.
    const focused = [...this.legend.children].indexOf(document.activeElement ?? this.legend);
    this.legend.replaceChildren(...buttons);
    if (focused >= 0) buttons[focused]?.focus();
  }
}
