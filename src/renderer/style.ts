/** Everything in VS Code's variables, with fallbacks for a plain page. Classes begin with lnnb-: one iframe serves all outputs. */
const css = `
.lnnb-figure {
  --lnnb-foreground: var(--vscode-editor-foreground, #1f2328);
  --lnnb-muted: var(--vscode-descriptionForeground, #59636e);
  --lnnb-line: var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border, #8884)));
  --lnnb-good: #00805d; --lnnb-bad: #c62828;
  margin: 0; padding: 4px 0; color: var(--lnnb-foreground);
  font-family: var(--vscode-font-family, system-ui, sans-serif);
  font-size: var(--vscode-font-size, 13px); line-height: 1.45; overflow: hidden; container-type: inline-size;
}
.lnnb-figure[data-theme="dark"], .lnnb-figure[data-theme="hc-dark"] { --lnnb-good: #3ecf9f; --lnnb-bad: #ff7b72; }
.lnnb-figure *, .lnnb-figure *::before { box-sizing: border-box; }
.lnnb-header { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 2px 8px; }
.lnnb-title { flex: 1 1 12em; margin: 0; font-weight: 600; font-size: 1.08em; overflow-wrap: anywhere; min-height: 24px; padding-top: 2px; }
.lnnb-toolbar { display: flex; flex-wrap: wrap; gap: 1px; opacity: .75; }
.lnnb-figure:hover .lnnb-toolbar, .lnnb-toolbar:focus-within { opacity: 1; }
.lnnb-button { display: inline-flex; align-items: center; justify-content: center; width: 24px; height: 24px; padding: 0; border: 1px solid transparent;
  border-radius: 4px; color: inherit; background: none; cursor: pointer; }
.lnnb-button:hover { background: var(--vscode-toolbar-hoverBackground, #8883); outline: 1px dashed var(--vscode-contrastActiveBorder, transparent); outline-offset: -1px; }
.lnnb-button[aria-pressed="true"] { background: var(--vscode-inputOption-activeBackground, #0a69da2e); border-color: var(--vscode-inputOption-activeBorder, #0a69da);
  color: var(--vscode-inputOption-activeForeground, inherit); }
.lnnb-figure :focus-visible { outline: 1px solid var(--vscode-focusBorder, #0a69da); outline-offset: 1px; }
.lnnb-verdict { display: flex; gap: 6px; margin: 4px 0; overflow-wrap: anywhere; }
.lnnb-verdict svg { flex: none; margin-top: 1px; stroke-width: 2; }
.lnnb-verdict[data-ok="true"] svg { color: var(--lnnb-good); }
.lnnb-verdict[data-ok="false"] svg { color: var(--lnnb-bad); }
.lnnb-formula { margin: 6px 0; padding: 6px 10px; border-left: 2px solid var(--lnnb-line); font-family: var(--vscode-editor-font-family, ui-monospace, monospace);
  font-size: .95em; white-space: pre-wrap; }
.lnnb-controls { display: flex; flex-wrap: wrap; gap: 4px 12px; margin: 4px 0; align-items: center; }
.lnnb-controls label { display: inline-flex; gap: 6px; align-items: center; max-width: 100%; }
.lnnb-select { min-width: 0; max-width: 22em; height: 24px; padding: 0 4px; font: inherit; color: var(--vscode-settings-dropdownForeground, var(--vscode-dropdown-foreground, inherit));
  background: var(--vscode-dropdown-background, transparent); border: 1px solid var(--vscode-dropdown-border, #8886); border-radius: 3px; }
.lnnb-plot { position: relative; margin: 6px 0 2px; border-radius: 3px; }
.lnnb-ring { position: absolute; width: 14px; height: 14px; margin: -7px 0 0 -7px; border: 2px solid var(--lnnb-foreground); border-radius: 50%; pointer-events: none; box-shadow: 0 0 0 1px var(--vscode-editor-background, #fff), inset 0 0 0 1px var(--vscode-editor-background, #fff); }
.lnnb-plot .main-svg { overflow: hidden; }
.lnnb-legend { display: flex; flex-wrap: wrap; gap: 2px 6px; margin: 4px 0 0; }
.lnnb-legend:empty { display: none; }
.lnnb-key { display: inline-flex; gap: 6px; align-items: center; max-width: 100%; min-height: 24px; padding: 1px 6px; font: inherit; color: inherit; background: none;
  border: 1px solid transparent; border-radius: 4px; cursor: pointer; text-align: left; overflow-wrap: anywhere; }
.lnnb-key svg { flex: none; }
.lnnb-key:hover, .lnnb-export:hover { background: var(--vscode-toolbar-hoverBackground, #8883); }
.lnnb-key[aria-pressed="false"] svg { opacity: .3; }
.lnnb-key[aria-pressed="false"] span { text-decoration: line-through; }
.lnnb-exports { display: flex; flex-wrap: wrap; gap: 4px; margin: 4px 0; }
.lnnb-exports[hidden], .lnnb-legend[hidden] { display: none; }
.lnnb-export { min-height: 24px; padding: 1px 10px; font: inherit; color: inherit; background: none; border: 1px solid var(--vscode-contrastBorder, #8886); border-radius: 4px; cursor: pointer; }
.lnnb-sliders { display: flex; flex-wrap: wrap; gap: 6px 20px; margin: 6px 0; align-items: center; }
.lnnb-control { display: inline-flex; gap: 8px; align-items: center; max-width: 100%; min-height: 24px; }
.lnnb-slider { width: 14em; max-width: 45cqw; margin: 0; accent-color: var(--vscode-focusBorder, #0a69da); }
.lnnb-switch { width: 16px; height: 16px; margin: 0; accent-color: var(--vscode-focusBorder, #0a69da); }
.lnnb-value { min-width: 5em; font-variant-numeric: tabular-nums; font-family: var(--vscode-editor-font-family, ui-monospace, monospace); }
.lnnb-waiting { display: flex; gap: 8px; align-items: center; margin: 4px 0; color: var(--lnnb-muted); }
.lnnb-waiting[hidden] { display: none; }
.lnnb-stale { opacity: .45; }
@media (prefers-reduced-motion: no-preference) {
  .lnnb-button, .lnnb-key, .lnnb-export { transition: background-color .1s; }
  .lnnb-toolbar { transition: opacity .15s; }
}
.lnnb-scroll { overflow-x: auto; max-height: 420px; overflow-y: auto; margin: 2px 0 6px; }
.lnnb-scroll:focus-visible { outline-offset: -1px; }
.lnnb-scroll[data-more="right"] { mask-image: linear-gradient(to left, #0003, #000 36px); }
.lnnb-scroll[data-more="left"] { mask-image: linear-gradient(to right, #0003, #000 36px); }
.lnnb-scroll[data-more="both"] { mask-image: linear-gradient(to right, #0003, #000 36px, #000 calc(100% - 36px), #0003); }
.lnnb-table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: auto; border: none; }
.lnnb-caption { color: var(--lnnb-muted); margin: 8px 0 0; overflow-wrap: anywhere; }
.lnnb-table th, .lnnb-table td { padding: 2px 10px 2px 0; text-align: right; white-space: nowrap; border: none; border-bottom: 1px solid var(--lnnb-line); background: none; font-weight: 400; }
.lnnb-table thead th { font-weight: 600; vertical-align: bottom; position: sticky; top: 0; background: var(--vscode-editor-background, #fff); }
.lnnb-table [data-align="left"] { text-align: left; }
.lnnb-table tbody th { max-width: 24em; overflow: hidden; text-overflow: ellipsis; }
.lnnb-table [data-status="good"] { color: var(--lnnb-good); font-weight: 600; }
.lnnb-table [data-status="bad"] { color: var(--lnnb-bad); font-weight: 600; }
.lnnb-notes { margin: 4px 0 0; padding: 0; list-style: none; color: var(--lnnb-muted); font-size: .95em; overflow-wrap: anywhere; }
.lnnb-problem { margin: 0 0 6px; }
.lnnb-plain { margin: 0; white-space: pre-wrap; font-family: var(--vscode-editor-font-family, ui-monospace, monospace); }
.lnnb-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.lnnb-question { border: none; margin: 8px 0 14px; padding: 0; min-width: 0; }
.lnnb-question legend { font-weight: 600; padding: 0; margin-bottom: 6px; }
.lnnb-choice { display: flex; gap: 8px; width: 100%; max-width: 46em; margin: 4px 0; padding: 5px 10px; font: inherit; text-align: left; color: inherit; cursor: pointer;
  background: none; border: 1px solid var(--vscode-contrastBorder, #8886); border-radius: 4px; }
.lnnb-choice:hover:not([aria-disabled="true"]) { background: var(--vscode-list-hoverBackground, #8882); }
.lnnb-choice[data-state="right"] { border-color: var(--lnnb-good); box-shadow: inset 3px 0 var(--lnnb-good); }
.lnnb-choice[data-state="wrong"] { border-color: var(--lnnb-bad); box-shadow: inset 3px 0 var(--lnnb-bad); }
.lnnb-choice .lnnb-mark { margin-left: auto; font-weight: 600; }
.lnnb-why { margin: 6px 0 0; max-width: 46em; }
@media print { .lnnb-toolbar, .lnnb-controls, .lnnb-exports { display: none; } .lnnb-scroll { max-height: none; overflow: visible; mask-image: none; } }
`;

let installed: CSSStyleSheet | null = null;

/** Once a page: figures share the sheet. */
export function installStyle(): void {
  if (installed !== null) return;
  installed = new CSSStyleSheet();
  installed.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, installed];
}
