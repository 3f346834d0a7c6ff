class Chain:
    def a(self, *args):
        return self


c = Chain()
(
    c.a(1)
    .a(2)
    .missing(
        3,
        4,
    )
)
