import sys
try:
    str(10**5000)
except ValueError as e:
    print(e)
try:
    int("1" * 5000)
except ValueError as e:
    print(e)
print(len(str(10**4299)), hex(10**5000)[:10], len(bin(2**20000)), sys.maxsize, 10**4299 == int("1" + "0" * 4299))
print(f"{2**200:,}", f"{2**70:_}", f"{2**70:x}", f"{2**70:#b}", f"{10**20:e}", f"{2**64:>30}")
