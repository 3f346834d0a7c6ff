/** Reads of a figure's JSON, which the views have written: what is absent has a default, what is null is missing. */
import type { Json } from "../view.ts";

type JsonObject = { readonly [key: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
export const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
export const numberOf = (value: Json | undefined, otherwise: number): number =>
  typeof value === "number" ? value : otherwise;
export const textOf = (value: Json | undefined, otherwise = ""): string =>
  typeof value === "string" ? value : otherwise;

/** The numbers of a list; NaN stands for what is missing. */
export const numbersOf = (value: Json | undefined): number[] =>
  listOf(value).map((entry) => numberOf(entry, Number.NaN));

/** A label as it was before it was escaped for the plotting library, and without the library's tags. */
export const plainLabel = (label: string): string =>
  label
    .replace(/<br>/g, " ")
    .replace(/<\/?[bi]>/g, "")
    .replaceAll("&#123;", "{")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
