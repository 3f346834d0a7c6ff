# UserDict, UserList and UserString, and classes of them.
import collections
class Lower(collections.UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(str(key).lower(), value)
d = Lower({'b': 1})
d["KEY"] = 1
print(d, d.data, "key" in d, len(d), d.get("none", 5), sorted(d))
l = collections.UserList([3, 1, 2])
l.append(l[0])
l.sort()
print(l, l + [l[0]], l.data, l[1:], l * 2, l.count(l[0]))
s = collections.UserString("Some Text 1")
print(s.upper(), s + "!", s[1:4], len(s), s == "Some Text 1", "Text" in s, repr(s), type(s * 2).__name__)
