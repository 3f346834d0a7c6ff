import collectionz.abc
