/**
 * A user's label as the plotting library must get it to show it as it is: the library reads a few HTML tags and entities,
 * and `%{...}` in hover templates.
 */
export const escapeLabel = (label: string): string =>
  label.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("%{", "%&#123;");

/** The other way, on one line: what a page shows, and a screen reader says. */
export const unescapeLabel = (label: string): string =>
  label
    .replaceAll("<br>", ", ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#123;", "{")
    .replaceAll("&amp;", "&");
