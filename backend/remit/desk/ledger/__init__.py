"""The one writer on the money path, its books, and the limits it decides by."""
