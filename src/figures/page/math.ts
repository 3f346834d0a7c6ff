/** The TeX that notebooks about mathematics use, as MathML: read aloud, printed and scaled by every browser, with no script. */
import { escapeHtml } from "./escape.ts";

const letters: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ϵ",
  varepsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  phi: "ϕ",
  varphi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  Gamma: "Γ",
  Delta: "Δ",
  Theta: "Θ",
  Lambda: "Λ",
  Xi: "Ξ",
  Pi: "Π",
  Sigma: "Σ",
  Phi: "Φ",
  Psi: "Ψ",
  Omega: "Ω",
  ell: "ℓ",
  infty: "∞",
  partial: "∂",
  nabla: "∇",
  hbar: "ℏ",
};
const operators: Readonly<Record<string, string>> = {
  cdot: "⋅",
  times: "×",
  odot: "⊙",
  oplus: "⊕",
  otimes: "⊗",
  pm: "±",
  mp: "∓",
  div: "÷",
  ast: "∗",
  circ: "∘",
  le: "≤",
  leq: "≤",
  ge: "≥",
  geq: "≥",
  ne: "≠",
  neq: "≠",
  approx: "≈",
  equiv: "≡",
  sim: "∼",
  propto: "∝",
  ll: "≪",
  gg: "≫",
  to: "→",
  rightarrow: "→",
  leftarrow: "←",
  Rightarrow: "⇒",
  Leftarrow: "⇐",
  leftrightarrow: "↔",
  mapsto: "↦",
  in: "∈",
  notin: "∉",
  subset: "⊂",
  cup: "∪",
  cap: "∩",
  forall: "∀",
  exists: "∃",
  ldots: "…",
  dots: "…",
  cdots: "⋯",
  mid: "∣",
  lbrace: "{",
  rbrace: "}",
  langle: "⟨",
  rangle: "⟩",
  lVert: "‖",
  rVert: "‖",
  Vert: "‖",
  lvert: "|",
  rvert: "|",
  vert: "|",
  lfloor: "⌊",
  rfloor: "⌋",
  lceil: "⌈",
  rceil: "⌉",
  colon: ":",
  top: "⊤",
  prime: "′",
  "{": "{",
  "}": "}",
  "|": "‖",
  "%": "%",
  "#": "#",
  _: "_",
};
const large: Readonly<Record<string, string>> = {
  sum: "∑",
  prod: "∏",
  int: "∫",
  max: "max",
  min: "min",
  lim: "lim",
  argmax: "argmax",
  argmin: "argmin",
};
const functions = new Set([
  "log",
  "ln",
  "exp",
  "sin",
  "cos",
  "tan",
  "tanh",
  "sinh",
  "cosh",
  "det",
  "dim",
  "var",
  "Var",
  "erf",
]);
const spaces: Readonly<Record<string, string>> = {
  ",": "0.17em",
  ":": "0.22em",
  ";": "0.28em",
  "!": "-0.17em",
  " ": "0.33em",
  quad: "1em",
  qquad: "2em",
};
const accents: Readonly<Record<string, string>> = {
  hat: "^",
  widehat: "^",
  bar: "¯",
  overline: "¯",
  tilde: "~",
  widetilde: "~",
  vec: "→",
  dot: "˙",
  ddot: "¨",
};
const variants: Readonly<Record<string, string>> = {
  mathrm: "normal",
  mathbf: "bold",
  boldsymbol: "bold-italic",
  mathcal: "script",
  mathbb: "double-struck",
  mathsf: "sans-serif",
  mathtt: "monospace",
};
const sized = new Set([
  "big",
  "Big",
  "bigg",
  "Bigg",
  "bigl",
  "bigr",
  "Bigl",
  "Bigr",
  "biggl",
  "biggr",
  "left",
  "right",
  "middle",
  "displaystyle",
  "textstyle",
  "limits",
  "nolimits",
]);

/** What could not be read is shown as its source. */
export function texToMathMl(tex: string, display: boolean): string {
  const source = escapeHtml(tex.trim());
  const mode = display ? ' display="block"' : "";
  let content: string;
  try {
    const reader = new Reader(tokens(tex));
    content = reader.row(() => reader.done);
  } catch {
    content = `<mtext>${source}</mtext>`;
  }
  return `<math${mode}><semantics><mrow>${content}</mrow><annotation encoding="application/x-tex">${source}</annotation></semantics></math>`;
}

/** Text groups whole (their spaces count), commands (`\frac`, `\,`), numbers, and single characters; other white space means nothing. */
function tokens(tex: string): string[] {
  return tex.match(/\\(?:text|textrm|mbox)\s*\{[^{}]*\}|\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\S/gsu) ?? [];
}

const element = (tag: string, content: string, attributes = ""): string => `<${tag}${attributes}>${content}</${tag}>`;
const identifier = (text: string): string => element("mi", escapeHtml(text));
const operator = (text: string, attributes = ' stretchy="false"'): string =>
  element("mo", escapeHtml(text), attributes);

class Reader {
  private position = 0;
  constructor(private readonly tokens: readonly string[]) {}

  get done(): boolean {
    return this.position >= this.tokens.length;
  }
  private get next(): string | undefined {
    return this.tokens[this.position];
  }

  /** Atoms with their scripts until `ended`. */
  row(ended: () => boolean): string {
    const parts: string[] = [];
    while (!ended()) {
      if (this.done) throw new Error("a group is not closed");
      parts.push(this.scripted());
    }
    return parts.join("");
  }

  private scripted(): string {
    const start = this.next;
    const base = this.atom();
    // Limits stand above and below large operators and under braces.
    const stacked =
      start !== undefined &&
      (Object.hasOwn(large, start.slice(1)) || start === "\\underbrace" || start === "\\overbrace");
    let below: string | null = null;
    let above: string | null = null;
    for (;;) {
      if (this.next === "_" && below === null) {
        this.position++;
        below = this.argument();
      } else if (this.next === "^" && above === null) {
        this.position++;
        above = this.argument();
      } else if (this.next === "'" && above === null) {
        this.position++;
        above = operator("′");
      } else break;
    }
    if (below !== null && above !== null) return element(stacked ? "munderover" : "msubsup", base + below + above);
    if (below !== null) return element(stacked ? "munder" : "msub", base + below);
    if (above !== null) return element(stacked ? "mover" : "msup", base + above);
    return base;
  }

  /** A group in braces, or one atom. */
  private argument(): string {
    if (this.next !== "{") return this.atom();
    this.position++;
    const content = this.row(() => this.next === "}");
    this.position++;
    return element("mrow", content);
  }

  /** The characters of a group, as they are. */
  private words(): string {
    const parts: string[] = [];
    for (let depth = 0; ; ) {
      const token = this.tokens[this.position++];
      if (token === undefined) throw new Error("a group is not closed");
      if (token === "{") depth++;
      else if (token === "}") depth--;
      else parts.push(token);
      if (depth <= 0) return parts.join("");
    }
  }

  private atom(): string {
    const token = this.tokens[this.position++];
    if (token === undefined) throw new Error("something is missing");
    if (token === "{") {
      this.position--;
      return this.argument();
    }
    if (token.startsWith("\\")) return this.command(token.slice(1));
    if (/^\d/.test(token)) return element("mn", token);
    if (/^\p{L}$/u.test(token)) return identifier(token);
    return operator(token === "-" ? "−" : token === "*" ? "∗" : token);
  }

  private command(name: string): string {
    const text = /^(?:text|textrm|mbox)\s*\{([^{}]*)\}$/.exec(name);
    if (text !== null) return element("mtext", escapeHtml(text[1]));
    if (Object.hasOwn(letters, name)) return identifier(letters[name]);
    if (Object.hasOwn(spaces, name)) return `<mspace width="${spaces[name]}"></mspace>`;
    if (Object.hasOwn(large, name)) return operator(large[name], ' movablelimits="true"');
    if (Object.hasOwn(operators, name)) return operator(operators[name]);
    if (functions.has(name)) return identifier(name);
    if (Object.hasOwn(accents, name))
      return element("mover", this.argument() + operator(accents[name]), ' accent="true"');
    if (Object.hasOwn(variants, name))
      return element("mi", escapeHtml(this.words()), ` mathvariant="${variants[name]}"`);
    switch (name) {
      case "frac":
      case "dfrac":
      case "tfrac": {
        const above = this.argument();
        return element("mfrac", above + this.argument());
      }
      case "sqrt": {
        if (this.next !== "[") return element("msqrt", this.argument());
        this.position++;
        const degree = this.row(() => this.next === "]");
        this.position++;
        return element("mroot", this.argument() + element("mrow", degree));
      }
      case "operatorname":
        return identifier(this.words());
      case "underbrace":
        return element("munder", this.argument() + operator("⏟", ""));
      case "overbrace":
        return element("mover", this.argument() + operator("⏞", ""));
      case "\\":
        return '<mspace linebreak="newline"></mspace>';
    }
    // Sizes of brackets: the bracket itself follows.
    if (sized.has(name)) {
      if (this.next === ".") this.position++;
      return "";
    }
    throw new Error(`\\${name} is not known`);
  }
}
