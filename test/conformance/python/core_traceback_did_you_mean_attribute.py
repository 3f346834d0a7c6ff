class Model:
    def __init__(self):
        self.weight = 1

    def forward(self):
        return self.wieght


Model().forward()
