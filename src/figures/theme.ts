import { ensureContrast, mix } from "./colour.ts";
import type { Role } from "./payload.ts";

export type ThemeKind = "light" | "dark" | "hc-light" | "hc-dark";

/** What a figure takes from where it is shown. */
export interface Theme {
  readonly kind: ThemeKind;
  readonly foreground: string;
  readonly background: string;
  readonly fontFamily: string;
  readonly fontSize: number;
}

/** Exports and print. */
export const lightTheme: Theme = {
  kind: "light",
  foreground: "#1f2328",
  background: "#ffffff",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSize: 13,
};

type Hue = "blue" | "vermilion" | "green" | "purple" | "gold" | "sky" | "grey";

/**
 * The hues of Okabe and Ito, "Color Universal Design" (2008), which people with any colour vision tell apart, darkened for
 * light and lightened for dark backgrounds; neighbours in the order differ in lightness too, so that print keeps them apart.
 */
const hues: Readonly<Record<"light" | "dark", Readonly<Record<Hue, string>>>> = {
  light: {
    blue: "#0072b2",
    vermilion: "#d55e00",
    green: "#00805d",
    purple: "#a8508c",
    gold: "#a97b00",
    sky: "#2f8fd0",
    grey: "#5f6b76",
  },
  dark: {
    blue: "#56b4e9",
    vermilion: "#f2864a",
    green: "#3ecf9f",
    purple: "#e39bc8",
    gold: "#e8c14a",
    sky: "#9ad4ff",
    grey: "#aab4be",
  },
};

const roleHues: Readonly<Record<NonNullable<Role>, Hue>> = {
  before: "vermilion",
  after: "blue",
  analytic: "green",
  numeric: "purple",
  forward: "blue",
  backward: "gold",
};

const sequence: readonly Hue[] = ["blue", "vermilion", "green", "purple", "gold", "sky", "grey"];
const dashes = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"] as const;

export const isDark = (theme: Theme): boolean => theme.kind === "dark" || theme.kind === "hc-dark";
const isHighContrast = (theme: Theme): boolean => theme.kind === "hc-dark" || theme.kind === "hc-light";

function hue(theme: Theme, name: Hue): string {
  // WCAG asks 3:1 of graphics; high-contrast themes promise more.
  return ensureContrast(
    hues[isDark(theme) ? "dark" : "light"][name],
    theme.background,
    isHighContrast(theme) ? 4.5 : 3,
  );
}

/** The colour of a series: its role's, else the next of the sequence. */
export const seriesColour = (theme: Theme, role: Role, position: number): string =>
  hue(theme, role === null ? sequence[position % sequence.length] : roleHues[role]);

/** A second sign beside the colour, for print. */
export const seriesDash = (position: number): string => dashes[Math.floor(position) % dashes.length];

export const goodColour = (theme: Theme): string => hue(theme, "green");
export const badColour = (theme: Theme): string =>
  ensureContrast(isDark(theme) ? "#ff6b6b" : "#c62828", theme.background, isHighContrast(theme) ? 4.5 : 3);
export const mutedColour = (theme: Theme): string =>
  isHighContrast(theme)
    ? theme.foreground
    : ensureContrast(mix(theme.foreground, theme.background, 0.3), theme.background, 4.5);
export const gridColour = (theme: Theme): string =>
  mix(theme.background, theme.foreground, isHighContrast(theme) ? 0.35 : 0.12);
export const axisColour = (theme: Theme): string =>
  mix(theme.background, theme.foreground, isHighContrast(theme) ? 1 : 0.45);

export type ColourScale = readonly (readonly [number, string])[];

/** From next to nothing (near the background) to much. */
export function sequentialScale(theme: Theme): ColourScale {
  const low = mix(theme.background, theme.foreground, 0.05);
  return isDark(theme)
    ? [
        [0, low],
        [0.35, "#1f5f96"],
        [0.7, "#56b4e9"],
        [1, "#e9f6ff"],
      ]
    : [
        [0, low],
        [0.35, "#8fc1e3"],
        [0.7, "#1f78b4"],
        [1, "#08305e"],
      ];
}

/** Blue below the centre, vermilion above it, the background's grey at it. */
export function divergingScale(theme: Theme): ColourScale {
  const middle = mix(theme.background, theme.foreground, 0.07);
  return isDark(theme)
    ? [
        [0, "#a8dcff"],
        [0.25, "#2f86c4"],
        [0.5, middle],
        [0.75, "#c8622a"],
        [1, "#ffd0b0"],
      ]
    : [
        [0, "#053b66"],
        [0.25, "#4f9fd0"],
        [0.5, middle],
        [0.75, "#e08a4c"],
        [1, "#8a3300"],
      ];
}
