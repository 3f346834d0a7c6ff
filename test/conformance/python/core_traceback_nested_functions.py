def outer():
    def middle():
        def inner():
            raise LookupError("found nothing")

        inner()

    middle()


outer()
