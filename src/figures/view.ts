/** How a figure presents itself, before any drawing: a title, sentences, tables, and panels of plots. */
import type { Theme } from "./theme.ts";

export interface Cell {
  readonly text: string;
  /** The exact value, for CSV; the text where left out. */
  readonly value?: number | string;
  readonly status?: "good" | "bad";
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly align: "left" | "right" }[];
  readonly rows: readonly (readonly Cell[])[];
  /** Shown beside the plots too, not only in their place. */
  readonly always: boolean;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
/**
 * A trace of the plotting library, without its axes. Points that carry equal `customdata` are the same thing in several
 * panels: the pointer on one marks the others. Where it is a number, a click chooses that option of the view's selector.
 */
export type Trace = { readonly [key: string]: Json };

export interface PanelAxis {
  readonly label: string;
  readonly scale?: "linear" | "log";
  readonly range?: readonly [number, number];
  readonly ticks?: { readonly values: readonly number[]; readonly texts: readonly string[] };
  /** From top to bottom. */
  readonly reversed?: boolean;
  readonly zeroLine?: boolean;
  /** Shares, to be read as percent. */
  readonly percent?: boolean;
  /** Only whole numbers are ticked. */
  readonly whole?: boolean;
}

/** A straight line across a panel, in axis values. */
export interface Mark {
  readonly axis: "x" | "y";
  readonly at: number;
  readonly label: string;
  readonly colour: string;
}

export interface Panel {
  readonly title: string;
  readonly x: PanelAxis;
  readonly y: PanelAxis;
  readonly traces: readonly Trace[];
  readonly marks?: readonly Mark[];
  /** Pixels of plot area; 220 where left out. */
  readonly height?: number;
  /** Room for a colour bar on the right. */
  readonly colourBar?: { readonly ticks?: PanelAxis["ticks"]; readonly label: string };
  /** Always a whole row. */
  readonly wide?: boolean;
  /** Neighbours of one name share a row and fill it, where there is room for more than one panel beside another. */
  readonly row?: string;
}

export interface Question {
  readonly question: string;
  readonly choices: readonly string[];
  readonly answer: number;
  readonly why: string;
}

export interface View {
  readonly title: string;
  /** One sentence that says what there is to see: the caption, and what a screen reader hears. */
  readonly summary: string;
  readonly verdict: { readonly ok: boolean; readonly text: string } | null;
  readonly notes: readonly string[];
  /** Chooses one of several like things (a token, a tensor); `initial` is shown first. */
  readonly selector: { readonly label: string; readonly options: readonly string[]; readonly initial: number } | null;
  /** What can be seen on a logarithmic scale, and whether it is at first. */
  readonly log: Toggle | null;
  /** Whether series can be seen side by side as well as over one another. */
  readonly apart: Toggle | null;
  /** Everything that the panels show, and more. */
  tables(selected: number): readonly Table[];
  panels(theme: Theme, choice: Choice): readonly Panel[];
  readonly questions: readonly Question[];
  readonly formula: readonly string[];
  /** Lines to show as they are. */
  readonly text: string;
}

export interface Toggle {
  readonly label: string;
  readonly initial: boolean;
}

export interface Choice {
  readonly selected: number;
  readonly log: boolean;
  readonly apart: boolean;
}

/** What is shown before anyone has chosen. */
export const initialChoice = (view: View): Choice => ({
  selected: view.selector?.initial ?? 0,
  log: view.log?.initial ?? false,
  apart: view.apart?.initial ?? false,
});

/** Parts that most views leave out. */
export const plainView = {
  verdict: null,
  selector: null,
  log: null,
  apart: null,
  questions: [],
  formula: [],
  text: "",
} as const;
