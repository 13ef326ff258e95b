"""One turn of conversation: recognise, resolve names, ask or perform, and reply from what was read back."""

from assistant.conversation.mind import Mind
from assistant.conversation.reply import Reply
from assistant.conversation.tongues import Tongues
from assistant.conversation.turn import Conversation

__all__ = ["Conversation", "Mind", "Reply", "Tongues"]
