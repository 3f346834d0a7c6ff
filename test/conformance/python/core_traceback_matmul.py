class M:
    pass


M() @ M()
