"""A prompt from which directions are lifted out one by one; what is left keeps its offsets."""

import re

from ..reading import Said


class Page:
    """`text` has spaces where something was taken; `prompt` is as typed. `plain` apostrophes are used in both for matching."""

    def __init__(self, prompt: str) -> None:
        self.prompt = prompt
        self.text = prompt.replace("’", "'")

    def blank(self, start: int, end: int) -> None:
        self.text = self.text[:start] + " " * (end - start) + self.text[end:]

    def said(self, value: str, start: int, end: int) -> Said:
        return Said(" ".join(value.split()), self.prompt[start:end])

    def take(self, pattern: re.Pattern[str], *names: str) -> Said | None:
        """The first hit's named group, the whole hit blanked out; None where there is none."""
        return next(iter(self.take_all(pattern, *names, most=1)), None)

    def take_all(self, pattern: re.Pattern[str], *names: str, most: int = 9) -> list[Said]:
        found: list[Said] = []
        for _ in range(most):
            hit = pattern.search(self.text)
            if hit is None or hit.start() == hit.end():
                break
            name = next((one for one in names if hit.group(one)), names[0])
            start, end = hit.span(name)
            if start >= 0 and hit.group(name).strip(" ,.;:"):
                start += len(hit.group(name)) - len(hit.group(name).lstrip())
                end = start + len(hit.group(name).strip())
                found.append(self.said(self.text[start:end], start, end))
            self.blank(*hit.span())
        return found
