print(1_000, 0x_ff, 0b1010, 0o17, 1e3, 1_0.5_0, .5, 5., 1e-5, 0xFFFFFFFFFFFFFFFFFF, 1E5, 00, 0_0, 1e400, 5.e2)
print(-7 // 2, -7 % 3, 7 // -2, 7 % -3, -7.5 // 2, -7.5 % 2, 7.5 % -2, divmod(-7, 3), divmod(7.5, -2), 0 // 5, -0.0 % 1)
print(2**10, 2**-1, (-2) ** 3, -(2**2), 2**100, 10**20 // 7, 10**20 % 7, -(10**20) // 7, 4**0.5, 0**0, 0.0**0)
print(7 / 2, 1 / 3, 10**400 / 10**399, 2**53 + 1, (2**53 + 1) / 1, 1e16 + 1, 0.1 + 0.2, 1e308 * 10, 5 / -1, 6 / 3)
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 40, -1 >> 3, -5 & 0xFF, 1 << 100, (1 << 100) >> 98, -(1 << 70) >> 60, ~(2**70), 2**70 & 2**70 - 1)
print(True + True, True * 5, False or 0, -True, ~True, True & False, True | 1, True ^ True, True / 2, sum([True, True]))
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(1250, -2), round(0.5), round(1e20), round(-0.4))
print(int(3.9), int(-3.9), int("0x1f", 16), int("101", 2), int(" 42 "), int("-7"), float("1e3"), float(" inf "), float("-nan"), int(1e20))
print(abs(-5), abs(-5.5), abs(-(2**70)), pow(3, 200, 13), pow(2, -1, 7), pow(2.0, 3), max(3, 7.5), min(-1, -1.0), sum([0.1] * 10))
print(9007199254740991 + 1, 9007199254740991 + 2, 9007199254740993 - 2, 2**53 * 3, -(2**53) - 1, 3 * 3037000500, 9007199254740993 * 0)
print(123456789 * 987654321, 99999999999 * 99999999999, 2**31 * 2**31, -(2**62) * 2, 10**15 * 10**3, (10**18) // (10**9), 10**18 % 999999937)
for bad in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0.0**-1, lambda: 0**-1,
            lambda: 1 << -1, lambda: 2.0**10000, lambda: float(10**400), lambda: int("12x"), lambda: int("9", 8), lambda: float("x"), lambda: int(float("nan")),
            lambda: int(float("inf")), lambda: 10**400 * 1.0, lambda: 10**400 / 3, lambda: int([]), lambda: pow(2, -1, 4), lambda: round("x"), lambda: divmod(1, 0)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(1 .real, (5).bit_length(), 3.0.is_integer(), 1.5.as_integer_ratio(), 0.1.hex(), (255).to_bytes(2, "big"), 1..imag)
print(1if 1else 2, [1,2][0]if True else 3, 1and 2)
a = 5
a += 1.5; a -= 2; a *= 3; a /= 2; a //= 1; a **= 2; a %= 7
print(a, 5 == 5.0, 5 is not 5.5, 1 <= 1.0 < 2)
print(0.1 + 0.7, 1.1 * 3, 1e22, 1e21, 123456789012345680.0, 1.7976931348623157e308, 5e-324, 0.0001, 0.00001, -0.0, 1e15, 1e16, 100000.0)
x = 2**63
print(x, x - 1, -x, x * x, x // 3, x % 1000, x >> 3, x / 2, float(x), hash(x), x == float(x), str(x)[::-1])
print(sum(range(10**6)), sum(i * i for i in range(1000)), 3**50 - 3**49, (2**64 - 1) ^ (2**63), 1 - 2**64, 12345678901234567890 % 97)
