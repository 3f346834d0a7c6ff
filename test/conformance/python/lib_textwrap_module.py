import textwrap
text = "The quick brown fox jumped over the lazy dog. It was a well-known fact that antidisestablishmentarianism is a long word -- very long."
for w in (20, 30, 50, 8):
    print(textwrap.wrap(text, w))
print(textwrap.fill(text, 40, initial_indent="* ", subsequent_indent="  "), textwrap.shorten(text, 40), textwrap.shorten("hello", 10), textwrap.shorten("a b c d e f", 6, placeholder="..."), textwrap.indent("a\n\nb\n", "> "), textwrap.indent("a\nb", "--", lambda l: True), textwrap.wrap(""), textwrap.wrap("a\tb\n\nc", 80), textwrap.wrap(text, 15, break_long_words=False), textwrap.wrap("aaa bbb", 3, max_lines=1), sep="\n")
print(textwrap.dedent("""
    def f():
        return 1

      x
    """), repr(textwrap.dedent("  a\n\tb")), repr(textwrap.dedent("\n  a\n  b\n")))
