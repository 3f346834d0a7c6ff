naïve = "日本語"
print(naïve + "x"); naïve["k"]  # comment
