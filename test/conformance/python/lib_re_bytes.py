import re
print(re.findall(rb"\d+", b"a1b22"), re.match(rb"(\w+)", b"ab c").group(1), re.sub(b"a", b"b", b"banana"), re.split(b",", b"a,b"), re.compile(b"a"), re.search(rb"[\xe0-\xff]", b"a\xe9").span(), re.sub(rb"(\d)", rb"<\1>", b"a1"))
