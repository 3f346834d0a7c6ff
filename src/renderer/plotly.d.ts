/** The part of the plotting library that the renderer calls. */
declare module "plotly.js-dist-min" {
  interface PlotlyLibrary {
    react(element: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
    relayout(element: HTMLElement, update: unknown): Promise<unknown>;
    purge(element: HTMLElement): void;
    toImage(
      figure: unknown,
      options: { format: "png" | "svg"; width: number; height: number; scale?: number },
    ): Promise<string>;
    readonly Fx: {
      hover(
        element: HTMLElement,
        at: readonly { curveNumber: number; pointNumber: number }[] | { xval: number; yval: number },
        subplot: string,
      ): void;
      unhover(element: HTMLElement): void;
    };
  }
  const library: PlotlyLibrary;
  export default library;
  export type { PlotlyLibrary };
}
