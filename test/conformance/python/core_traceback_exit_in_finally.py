def f():
    try:
        raise ValueError("x")
    finally:
        print("finally runs")


def main():
    for i in range(2):
        try:
            if i:
                f()
        finally:
            print("loop", i)


main()
