export type TokenKind =
  | "name"
  | "keyword"
  | "number"
  | "string"
  | "fstring"
  | "op"
  | "newline"
  | "indent"
  | "dedent"
  | "end";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** For an f-string: what stands between its quotes. */
  readonly parts?: readonly FStringPart[];
}

/** Raw text between fields, or a field with the tokens of its expression. */
export type FStringPart =
  | { readonly kind: "text"; readonly raw: string; readonly start: number; readonly end: number }
  | {
      readonly kind: "field";
      readonly tokens: readonly Token[];
      readonly start: number;
      readonly end: number;
      /** The field's source up to its `=`, for `{x=}`. */
      readonly debugText: string | null;
      readonly conversion: string;
      readonly spec: readonly FStringPart[] | null;
    };

export const keywords: ReadonlySet<string> = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);
