class Refused(Exception):
    """A file is not taken. `str()` is a sentence for whoever sent it; `too_large` asks for a 413."""

    def __init__(self, sentence, *, too_large=False):
        super().__init__(sentence)
        self.too_large = too_large
