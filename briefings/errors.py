"""The error tree: what can go wrong, sorted by what the caller can do about it.

TrendbriefError
├── InputError               something given from outside cannot be used; names it and the mend
│   ├── UnreadableDocument   bytes that no reader can turn into text or items
│   └── ConfigurationError   a setting, theme file or source list is wrong
├── StoreError               the database cannot be used as it is
│   ├── SchemaMismatch       its schema is older, newer or unknown
│   └── StoreBusy            another process holds it
├── NotPainted               a picture that could not be made; the text tells the same
├── NotTokenized             no tokeniser could be asked; words are found without it
├── NotUnderstood            a chat command that could not be read (carries what and an example)
└── SendError                a message was not, or may not have been, delivered
    ├── DestinationGone      final for this chat: pause the subscription, tell someone
    ├── DestinationMoved     the chat has a new address: store it, send once more
    ├── WaitBeforeSending    a rate limit: wait so long; costs no attempt
    ├── MarkupRefused        the platform refused the formatting: send the same text plain
    ├── NotSent              surely not sent, worth another try
    └── OutcomeUnknown       sent or not, nobody knows: counted as maybe twice when repeated
"""


class TrendbriefError(Exception):
    """Root of every error that this program raises on purpose."""


class InputError(TrendbriefError):
    """Something given from outside cannot be used. The text names the input and the mend."""


class UnreadableDocument(InputError):  # noqa: N818 - reads as what it is about
    """Bytes that no reader can turn into text or items."""


class ConfigurationError(InputError):
    """A setting, theme file or source list is wrong."""


class StoreError(TrendbriefError):
    """The database cannot be used as it is."""


class SchemaMismatch(StoreError):  # noqa: N818
    """The database's schema is older, newer or unknown. The text says what to do."""


class StoreBusy(StoreError):  # noqa: N818
    """Another process holds the database. The text names the holder."""


class NotPainted(TrendbriefError):  # noqa: N818
    """A picture could not be made. The text says why; what it would show is told in words."""


class NotTokenized(TrendbriefError):  # noqa: N818
    """No tokeniser could be asked. The text says why; words are found without it."""


class NotUnderstood(TrendbriefError):  # noqa: N818
    """A chat command that could not be read.

    `reason` is a wording key with its values, so that it is said in the reader's language;
    `example` is a command that would work, `suggestions` are near ones.
    """

    def __init__(
        self,
        reason: str,
        *,
        example: str = "/help",
        suggestions: tuple[str, ...] = (),
        **values: str,
    ) -> None:
        super().__init__(reason.format(**values) if values else reason)
        self.reason = reason
        self.values = values
        self.example = example
        self.suggestions = suggestions


class SendError(TrendbriefError):
    """A message was not, or may not have been, delivered. The text is the platform's reason."""


class DestinationGone(SendError):  # noqa: N818
    """Final for this chat (blocked, kicked, archived, no rights): pause, tell someone.

    `whole_bot` says that the token or workspace is dead, not only this chat.
    """

    def __init__(self, reason: str, *, whole_bot: bool = False) -> None:
        super().__init__(reason)
        self.whole_bot = whole_bot


class DestinationMoved(SendError):  # noqa: N818
    """The chat has a new address: store it, send once more."""

    def __init__(self, reason: str, *, address: str) -> None:
        super().__init__(reason)
        self.address = address


class WaitBeforeSending(SendError):  # noqa: N818
    """A rate limit: nothing may be sent before `after_seconds` have passed."""

    def __init__(self, reason: str, *, after_seconds: float, whole_bot: bool = False) -> None:
        super().__init__(reason)
        self.after_seconds = after_seconds
        self.whole_bot = whole_bot


class MarkupRefused(SendError):  # noqa: N818
    """The platform refused the formatting, nothing was sent: send the same text plain."""


class NotSent(SendError):  # noqa: N818
    """Surely not sent, worth another try."""


class OutcomeUnknown(SendError):  # noqa: N818
    """Sent or not, nobody knows (time-out or reset after the request left)."""
