width = "x"
print(f"{3.14159:.2f} {'ok'}")
print(f"a {3.14159:{width}} b")
