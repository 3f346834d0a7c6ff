import { parseColour } from "../figures/colour.ts";
import { lightTheme, type Theme, type ThemeKind } from "../figures/theme.ts";

const kinds: Readonly<Record<string, ThemeKind>> = {
  "vscode-light": "light",
  "vscode-dark": "dark",
  "vscode-high-contrast": "hc-dark",
  "vscode-high-contrast-light": "hc-light",
};

const fallback: Readonly<Record<ThemeKind, { foreground: string; background: string }>> = {
  light: { foreground: "#1f2328", background: "#ffffff" },
  dark: { foreground: "#cccccc", background: "#1f1f1f" },
  "hc-light": { foreground: "#000000", background: "#ffffff" },
  "hc-dark": { foreground: "#ffffff", background: "#000000" },
};

/** The theme of the page: VS Code's where its attributes are there, else the system's light or dark. */
export function readTheme(): Theme {
  const attribute = document.body.getAttribute("data-vscode-theme-kind") ?? "";
  const kind: ThemeKind = Object.hasOwn(kinds, attribute) ? kinds[attribute] : systemKind();
  const style = getComputedStyle(document.documentElement);
  const variable = (...names: string[]): string =>
    names.map((name) => style.getPropertyValue(name).trim()).find((value) => value !== "") ?? "";
  const colour = (names: string[], otherwise: string): string => {
    const value = variable(...names);
    return parseColour(value) === null ? otherwise : value;
  };
  return {
    kind,
    foreground: colour(["--vscode-editor-foreground", "--vscode-foreground"], fallback[kind].foreground),
    background: colour(
      ["--vscode-notebook-outputContainerBackgroundColor", "--vscode-editor-background"],
      fallback[kind].background,
    ),
    fontFamily: variable("--vscode-font-family") || lightTheme.fontFamily,
    fontSize: Number.parseFloat(variable("--vscode-font-size")) || lightTheme.fontSize,
  };
}

const systemKind = (): ThemeKind => {
  if (matchMedia("print").matches) return "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
};

const listeners = new Set<() => void>();
let stopWatching: (() => void) | null = null;

/** Calls `listener` after every change of theme until the returned function is called. One observer serves all figures. */
export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  stopWatching ??= watch();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stopWatching?.();
    stopWatching = null;
  };
}

function watch(): () => void {
  let pending = 0;
  const changed = (): void => {
    // VS Code sets dozens of variables one after the other: wait for the last.
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => {
      for (const listener of [...listeners]) listener();
    });
  };
  const observer = new MutationObserver(changed);
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ["data-vscode-theme-kind", "data-vscode-theme-id", "class"],
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  const queries = [matchMedia("(prefers-color-scheme: dark)"), matchMedia("print")];
  for (const query of queries) query.addEventListener("change", changed);
  return () => {
    cancelAnimationFrame(pending);
    observer.disconnect();
    for (const query of queries) query.removeEventListener("change", changed);
  };
}
