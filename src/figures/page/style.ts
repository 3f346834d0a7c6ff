/** The exported page: one column of text, light or dark as the reader's system is, black on white on paper. */
export const pageStyle = `
:root { --foreground: #1f2328; --background: #fff; --muted: #59636e; --code: #f6f8fa; --line: #d1d9e0; }
@media (prefers-color-scheme: dark) { :root { --foreground: #d6dde4; --background: #161b22; --muted: #9aa4ae; --code: #1f262e; --line: #3a434d; } }
@media print { :root { --foreground: #000; --background: #fff; --muted: #444; --code: #f6f8fa; --line: #bbb; } svg, img, tr, math, figcaption { break-inside: avoid-page; } figcaption, caption, figure.static > p { break-after: avoid-page; } h1, h2, h3 { break-after: avoid-page; } pre, table { break-inside: auto; } a { color: inherit; } main { max-width: none; padding: 0; } }
:root { --vscode-editor-foreground: var(--foreground); --vscode-editor-background: var(--background); --vscode-descriptionForeground: var(--muted); --vscode-widget-border: var(--line); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--background); color: var(--foreground); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 900px; margin: 0 auto; padding: 24px 20px 64px; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.6em 0 .5em; }
h1 { font-size: 2em; margin-top: .4em; }
pre, code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 13px; }
pre { overflow-x: auto; margin: 0; padding: 10px 14px; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
.source { background: var(--code); border: 1px solid var(--line); border-radius: 6px; }
.code { margin: 18px 0; }
.stderr { color: #c62828; }
@media (prefers-color-scheme: dark) { .stderr { color: #ff8a80; } }
.figure { margin: 14px 0 22px; font-size: 13px; }
p > code, li > code { background: var(--code); border-radius: 4px; padding: 1px 4px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 8px 0; }
th, td { padding: 3px 12px 3px 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th, caption { font-weight: 600; text-align: left; }
img { max-width: 100%; }
figure { margin: 0; overflow-x: auto; }
figcaption { font-weight: 600; }
figure.static svg { max-width: 100%; height: auto; }
.good { color: #1a7f37; } .bad { color: #c62828; }
@media (prefers-color-scheme: dark) { .good { color: #57d98a; } .bad { color: #ff8a80; } figure.static svg { border-radius: 4px; } }
@media screen { .drawn > figure.static { display: none; } }
@media print { figure { overflow: visible; } .figure table { font-size: 7.5pt; line-height: 1.3; } .figure th, .figure td { padding: 2px 6px 2px 0; }
.drawn > .lnnb-figure, details { display: none; } .good { color: #1a7f37; } .bad, .stderr { color: #c62828; } }
.note { color: var(--muted); margin: 2px 0; }
a { color: #0969da; } @media (prefers-color-scheme: dark) { a { color: #6cb6ff; } }
math { font-size: 1.08em; }
@media screen { math[display="block"] { max-width: 100%; overflow: auto hidden; } }
`;
