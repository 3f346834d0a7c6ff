for a in (0, 1, -1, 5, -6, 255, 2**31, -2**31, 2**40 + 3, -2**70):
    for b in (0, 1, -1, 3, 2**33, -2**65):
        print(a & b, a | b, a ^ b, ~a)
    for s in (0, 1, 5, 31, 64, 100):
        print(a << s, a >> s)
print((5).bit_length(), (-255).bit_length(), (0).bit_length(), (2**100).bit_length(), (1023).bit_count(), (-7).bit_count())
