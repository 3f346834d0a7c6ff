import string
from collections import UserDict, UserList, UserString

text = UserString("abc")
print(text.upper(), type(text.upper()).__name__, text + "d", "d" + text, text[1], text * 2, text == "abc", "b" in text)
print(text.center(7, "*"), text.replace("a", UserString("z")), text.split("b"), len(text), text.find("c"), repr(UserString(3)))
items = UserList([3, 1, 2])
items.sort()
print(items, items + [4], [4] + items, items * 2, items[1:], type(items[1:]).__name__, items.index(3), items == [1, 2, 3])
items += (7,)
items.extend([8])
print(items.pop(), items, items.copy() == items)
table = UserDict({"a": 1}, b=2)
print(table | {"c": 3}, {"c": 3} | table, table.get("q"), table.pop("a"), table, UserDict.fromkeys("ab", 1))

class Shouting(string.Formatter):
    def format_field(self, value, spec):
        return super().format_field(value, spec).upper()

print(Shouting().format("{0} {name!r:>8} {1[0]}", "a", ["b"], name="c"))
print(list(string.Formatter().parse("a{b!r:c}d{{e}}{}f")))
for template in ("{", "}", "{a", "{0}{}", "{0!q}", "{missing}"):
    try:
        print(string.Formatter().format(template, 1))
    except (ValueError, KeyError, IndexError) as e:
        print(type(e).__name__, e)
