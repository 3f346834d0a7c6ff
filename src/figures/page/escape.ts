/** Text as HTML that shows it as it is. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

/** JSON inside a script element: nothing in it can end the element. */
export const escapeScriptJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

/** Our own or a library's program inside a script element. */
export const escapeScript = (source: string): string =>
  source.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");
