"""What an eye sees from left to right, by the rules of docs/direction.md alone.

Written from that page, in its order and its words, without presskit's code and without regard to
time. Characters are those of `ALPHABET`; letters and digits may be any of their class.
"""

from __future__ import annotations

import re

BLANKS = " \u00a0"
HYPHENS = "-\u2010\u2011\u2012"
MARKS = "#%$°½"
JOINTS = ".,:/–+−×*=·'_&@\u00a0،" + HYPHENS + MARKS
STOPS = "،؛؟٪«»…"
CONNECTORS = "&+/|=<>×*–—-" + HYPHENS
OPERATORS = "+=×÷−*<>≤≥≈/"
PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»"}


def is_r(c: str) -> bool:
    return "\u05d0" <= c <= "\u064a" and c not in STOPS


def is_l(c: str) -> bool:
    return "a" <= c.lower() <= "z"


def is_e(c: str) -> bool:
    return "0" <= c <= "9"


def is_a(c: str) -> bool:
    return "٠" <= c <= "٩"


def is_d(c: str) -> bool:
    return is_e(c) or is_a(c)


def is_strong(c: str) -> bool:
    return is_r(c) or is_l(c) or is_d(c)


def seen(text: str, base: str) -> str:
    """The characters of a paragraph from left to right."""
    isolates = _rtl(text) if base == "rtl" else _ltr(text)
    inner = "ltr" if base == "rtl" else "rtl"
    parts = []
    place = 0
    while place < len(text):
        stop = isolates.get(place)
        if stop is None:
            stop = place + 1
            while base == "rtl" and is_d(text[place]) and stop < len(text) and is_d(text[stop]):
                stop += 1
            parts.append(text[place:stop])
        elif base == "ltr" and not any(map(is_r, text[place:stop])):
            parts.append(text[place:stop])  # digits
        else:
            parts.append(seen(text[place:stop], inner))
        place = stop
    return "".join(reversed(parts) if base == "rtl" else parts)


# Right-to-left text ---------------------------------------------------------------------------


def _rtl(text: str) -> dict[int, int]:
    """Where isolates begin, and where each ends."""
    wholes = _wholes(text)
    pieces = _latin_pieces(text, wholes)
    tokens = [(start, end, "piece") for start, end in pieces] + _numbers(text, pieces)
    tokens.sort()
    isolates = {}
    place = 0
    while place < len(tokens):
        count = _phrase(text, tokens, place, wholes)
        start = tokens[place][0]
        if count:
            for sentence in _sentences(text, start, tokens[place + count - 1][1], wholes):
                for begin, end in _parted(text, sentence, wholes):
                    first, last = _edges(text, begin, end, wholes, "@#$+-−./\\~&*°±", "+#%°$′")
                    if _has_strong(text, begin, end, wholes):
                        isolates[first] = last
        elif tokens[place][2] != "digits":
            isolates[start] = tokens[place][1]
        place += max(count, 1)
    return isolates


def _wholes(text: str) -> list[tuple[int, int]]:
    """Addresses and formulas (rules 1 and 2)."""
    found: list[tuple[int, int]] = []
    for start in range(len(text)):
        if found and start < found[-1][1]:
            continue
        end = _address(text, start) or _formula(text, start)
        if end:
            found.append((start, end))
    return found


def _address(text: str, start: int) -> int | None:
    if start and re.match(r"[A-Za-z0-9.+-]", text[start - 1]):
        return None
    stop = start
    while stop < len(text) and text[stop] not in BLANKS + STOPS + '"<>':
        stop += 1
    whole = text[start:stop]
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://|www\.|([a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}/", whole):
        return None
    return _edges(text, start, stop, [], "", "/#%$+=&_-")[1]


def _formula(text: str, start: int) -> int | None:
    if text[start] != "$" or (start and (text[start - 1].isalnum() or text[start - 1] in "_$\\")):
        return None
    sign = "$$" if text[start : start + 2] == "$$" else "$"
    close = text.find(sign, start + len(sign))
    inside = text[start + len(sign) : close]
    if close < 0 or not inside or "$" in inside or text[close:].startswith("$$") != (sign == "$$"):
        return None
    after = text[close + len(sign) : close + len(sign) + 1]
    if inside[0] in BLANKS or inside[-1] in BLANKS or is_d(after or "x"):
        return None
    if any(map(is_r, inside)) or not any(is_l(c) or c in "\\=^_" for c in inside):
        return None
    end = close + len(sign)
    if any((start <= one < end) != (start <= other < end) for one, other in _pairs(text, set())):
        return None
    return end


def _latin_pieces(text: str, wholes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    inside = {place for start, end in wholes for place in range(start, end)}

    def belongs(place: int) -> bool:
        c = text[place]
        return place in inside or not (c in BLANKS or c in STOPS or is_r(c))

    pieces = []
    place = 0
    while place < len(text):
        stop = place
        while stop < len(text) and belongs(stop):
            stop += 1
        if any(is_l(text[p]) or p in inside for p in range(place, stop)):
            pieces.append((place, stop))
        place = max(stop, place + 1)
    return pieces


def _numbers(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Rules 3 to 7."""
    letters = {place for start, end in pieces for place in range(start, end)}
    chains: list[tuple[int, int]] = []
    place = 0
    while place < len(text):
        if not is_d(text[place]) or place in letters:
            place += 1
            continue
        start, place = _chain(text, place, chains[-1][1] if chains else 0, letters)
        if any(map(is_e, text[start:place])):
            chains.append((start, place))
        else:
            chains += _arabic(text, start, place)
    found: list[tuple[int, int, str]] = []
    while chains:
        count, kind = _apart(text, chains[:8])
        start, end = chains[0][0], chains[count - 1][1]
        done = found[-1][1] if found else 0
        if kind == "phone":
            if ")" in text[start:end] and text[start - 1 : start] == "(":
                start -= 1
                start -= text[start - 1 : start] == "+" and start > done
            found.append((start, end, "phone"))
        else:
            limit = chains[count][0] if count < len(chains) else len(text)
            start, end = _sign_apart(text, start, end, done, letters, limit)
            parts = [(start, end)] if count > 1 else _span(text, start, end)
            for part in parts:
                plain = all(map(is_d, text[slice(*part)]))
                found.append((*part, "digits" if plain else "amount"))
        chains = chains[count:]
    return _sums(text, found)


def _chain(text: str, start: int, done: int, letters: set[int]) -> tuple[int, int]:
    """A number from its first digit: its groups, its marks, its sign (rule 3)."""
    end = start
    while True:
        while end < len(text) and is_d(text[end]):
            end += 1
        gap = 0
        while end + gap < len(text) and text[end + gap] in JOINTS:
            gap += 1
        behind = end + gap
        if not (1 <= gap <= 3 and behind < len(text) and is_d(text[behind])) or behind in letters:
            break
        end = behind
    for _ in range(2):
        if end < len(text) and text[end] in MARKS and end not in letters:
            end += 1
    if end < len(text) and text[end] == "+" and end not in letters:
        end += 1
    first = start
    for sign in ("+", "-"):  # $-5
        if text[start - 1 : start] == sign and text[start - 2 : start - 1] == "$":
            start -= 1 if start - 2 >= done else 0
            break
    before = start
    while start > done and text[start - 1] in MARKS and before - start < 2:
        start -= 1
    if start != before or first == before:
        sign = text[start - 1] if start > done else ""
        hangs = text[start - 2] if start > 1 else ""
        signs = set("+~≈*") | set(HYPHENS)
        tied = hangs and (is_strong(hangs) or hangs in ")]}%$°½#٪»+−.*" + HYPHENS)
        beside = text[start - 3 : start - 2]
        if sign not in HYPHENS and is_r(hangs) and not (is_strong(beside) or start - 3 in letters):
            tied = False  # a prefix of one letter
        if (sign and sign in signs and not tied) or (sign == "−" and not is_d(hangs or "x")):
            start -= 1
    return start, end


def _arabic(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The numbers of a chain that has digits of A alone."""
    found: list[tuple[int, int]] = []
    for place in range(start, end):
        if not is_a(text[place]):
            continue
        joined = found and (
            place == found[-1][1]
            or (place == found[-1][1] + 1 and text[place - 1] in ".,:/–،\u00a0" + HYPHENS)
        )
        if joined:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def _apart(text: str, chains: list[tuple[int, int]]) -> tuple[int, str]:
    """Phones and thousands (rules 5 and 6): how many of the chains are one."""
    reach = 1
    while reach < len(chains):
        end, start = chains[reach - 1][1], chains[reach][0]
        gap = text[end:start]
        fits = re.fullmatch(
            r"\)?[ \u00a0]?[\u2010-\u2012–.-]?\(?|\)?[\u2010-\u2012–-][ \u00a0]\(?", gap
        )
        if not (fits and is_d(text[end - 1]) and is_d(text[start])):
            break
        reach += 1
    for count in range(reach, 1, -1):
        if _thousands(text, chains[0][0], chains[count - 1][1]):
            return count, "amount"
    for count in range(reach, 0, -1):
        if _phone(text, chains[0][0], chains[count - 1][1]):
            return count, "phone"
    return 1, ""


def _thousands(text: str, start: int, end: int) -> bool:
    written = text[start:end]
    match = re.fullmatch(r"\D*(\d{1,3})((?:[ \u00a0]\d{3})+)(?:[.,]\d+)?(\D*)", written)
    if not match:
        return False
    after = re.match(
        r"[ \u00a0]?(?:[%$]|°?[a-zA-Z]{1,3}(?:/[a-zA-Z]{1,2})?[0-9]?(?!\w))", text[end:]
    )
    return len(match[2]) > 4 or (match[3] or "x")[-1] in "%$" or bool(after)


def _phone(text: str, start: int, end: int) -> bool:
    written = text[start:end]
    if not re.fullmatch(r"\(?\+?[\d()\u2010-\u2012–./ \u00a0-]+", written):
        return False
    groups = re.findall(r"\d+", written)
    lengths = list(map(len, groups))
    if lengths == [4, 4, 4, 4]:
        return True
    if len(groups) < 2 or not 7 <= sum(lengths) <= 15:
        return False
    before = text[: start + re.search(r"\d", written).start()][-2:]  # type: ignore[union-attr]
    if before.rstrip("(").endswith("+"):
        return True
    if groups[0][0] in "0٠" and lengths[0] > 1:
        return True
    return len(groups) > 2 and set(lengths[1:]) <= {3, 4} and lengths != [4, 4, 4]


def _sign_apart(
    text: str, start: int, end: int, done: int, letters: set[int], limit: int
) -> tuple[int, int]:
    if is_d(text[end - 1]) and end + 2 <= limit:
        sign = text[end : end + 2]
        after = text[end + 2 :]
        free = not is_d((after or "x")[0]) and not (
            after[:1] in BLANKS and after[:1] and is_d((after[1:] or "x")[0])
        )
        if (
            len(sign) == 2
            and sign[0] in BLANKS
            and sign[1] in "%$"
            and free
            and end + 1 not in letters
        ):
            end += 2
    before = text[max(start - 2, done) : start]
    if len(before) == 2 and before[0] == "$" and before[1] in BLANKS and start - 2 not in letters:
        start -= 2
    return start, end


def _span(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Rule 4."""
    dashes = [
        place
        for place in range(start, end)
        if text[place] == "–"
        or (
            text[place] in HYPHENS
            and start < place < end - 1
            and is_a(text[place - 1])
            and is_a(text[place + 1])
        )
    ]
    if len(dashes) != 1:
        return [(start, end)]
    left, right = dashes[0], dashes[0] + 1
    while not (is_d(text[left - 1]) or text[left - 1] in MARKS):
        left -= 1
    while not (is_d(text[right]) or text[right] in MARKS or text[right] in "+−" + HYPHENS):
        right += 1
    return [(start, left), (right, end)]


def _sums(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Rule 7."""
    done: list[tuple[int, int, str]] = []
    for start, end, kind in found:
        if done:
            gap = text[done[-1][1] : start]
            core = gap.strip(BLANKS)
            apart = gap[:1] in BLANKS and gap[-1:] in BLANKS and len(core) == 1 and gap
            if (
                apart
                and core in OPERATORS
                and not is_a(text[done[-1][1] - 1])
                and not is_a(text[end - 1])
            ):
                done[-1] = (done[-1][0], end, "amount")
                continue
        done.append((start, end, kind))
    return done


def _phrase(
    text: str, tokens: list[tuple[int, int, str]], place: int, wholes: list[tuple[int, int]]
) -> int:
    """Rule 8: how many tokens from this one on."""
    count = 1
    if tokens[place][2] != "piece":
        if place + 1 == len(tokens) or tokens[place + 1][2] != "piece":
            return 0
        _, end, kind = tokens[place]
        following = tokens[place + 1][0]
        unit = re.match(r"°?[a-zA-Z]{1,3}(/[a-zA-Z]{1,2})?[0-9]?(?![^\W_])", text[following:])
        gap = text[end:following]
        measured = (
            gap
            and not gap.strip(BLANKS)
            and unit
            and not any(following <= first < following + unit.end() for first, _ in wholes)
            and kind != "phone"
            and (is_d(text[end - 1]) or text[end - 1] == "°")
        )
        if not measured and not _move(text, tokens[place], tokens[place + 1]):
            return 0
        count = 2
    while place + count < len(tokens):
        last, following = tokens[place + count - 1], tokens[place + count]
        gap = text[last[1] : following[0]]
        core = gap.strip(BLANKS)
        apart = gap and gap[0] in BLANKS and gap[-1] in BLANKS
        goes_on = apart and (not core or (len(core) == 1 and core in CONNECTORS))
        if goes_on and following[2] != "piece":
            named = re.fullmatch(r"[0-9]+([.,:][0-9]+)*", text[following[0] : following[1]])
            after = text[following[1] : following[1] + 1]
            goes_on = named and (not after or after in BLANKS + STOPS + ".,;:!?)]}\"'”’")
        if not goes_on and not _move(text, last, following):
            break
        count += 1
    return count


def _move(text: str, number: tuple[int, int, str], piece: tuple[int, int, str]) -> bool:
    if number[2] != "digits" or piece[2] != "piece":
        return False
    gap = text[number[1] : piece[0]]
    stops = gap.rstrip(BLANKS)
    word = re.match(r"[a-zA-Z]{1,4}[0-9](?![^\W_])", text[piece[0] :])
    return bool(stops and set(stops) == {"."} and len(stops) < len(gap) and word)


def _sentences(
    text: str, start: int, end: int, wholes: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Where rule 9 cuts a phrase."""
    inside = {place for first, last in wholes for place in range(first, last)}
    cuts = []
    for place in range(start + 1, end - 1):
        if text[place] not in BLANKS or text[place] != " " or place in inside:
            continue
        before, after = text[place - 1], text[place + 1]
        if place - 1 in inside:
            continue
        stops = place
        while stops > start and text[stops - 1] in ".!?;" and stops - 1 not in inside:
            stops -= 1
        letters = text[max(stops - 5, 0) : stops]
        ended = stops < place and len(letters) == 5 and all(map(is_l, letters))
        if before in "!?;" or ended or (before in ")”" and after in "(“"):
            cuts.append(place)
    bounds = [start, *(edge for cut in cuts for edge in (cut, cut + 1)), end]
    return list(zip(bounds[::2], bounds[1::2], strict=True))


def _pairs(text: str, hidden: set[int]) -> list[tuple[int, int]]:
    """UAX 9, BD16."""
    found = []
    waiting: list[tuple[int, str]] = []
    for place, c in enumerate(text):
        if place in hidden:
            continue
        if c in "([{":
            waiting.append((place, PAIRS[c]))
        elif c in ")]}" and any(closer == c for _, closer in waiting):
            while waiting[-1][1] != c:
                waiting.pop()
            found.append((waiting.pop()[0], place))
    return found


def _has_strong(text: str, start: int, end: int, wholes: list[tuple[int, int]]) -> bool:
    return any(map(is_strong, text[start:end])) or any(start <= one[0] < end for one in wholes)


def _parted(
    text: str, span: tuple[int, int], wholes: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Rule 9: a phrase without the brackets that are one of a pair of which it has one alone."""
    hidden = {place for first, last in wholes for place in range(first, last)}
    alone = set()
    for both in _pairs(text, hidden):
        inside = {one for one in both if span[0] <= one < span[1]}
        alone |= inside if len(inside) == 1 else set()
    bounds = [span[0], *(edge for cut in sorted(alone) for edge in (cut, cut + 1)), span[1]]
    return list(zip(bounds[::2], bounds[1::2], strict=True))


def _edges(
    text: str, start: int, end: int, wholes: list[tuple[int, int]], front: str, back: str
) -> tuple[int, int]:
    """Rule 9: what stays inside."""
    inside = {place for first, last in wholes for place in range(first, last)}

    def strong(place: int) -> bool:
        return place in inside or is_strong(text[place])

    partners = {}
    for opener, closer in PAIRS.items():
        waiting: list[int] = []
        for place in range(start, end):
            if place in inside:
                continue
            if text[place] == opener:
                waiting.append(place)
            elif text[place] == closer and waiting:
                partners[place] = waiting[-1]
                partners[waiting.pop()] = place
    last = end - 1
    while last > start and text[last] in ".,;:!?" and last not in inside:
        last -= 1
    front = front + HYPHENS if "-" in front else front
    while start < end and not strong(start):
        c = text[start]
        tied = start > 0 and (is_r(text[start - 1]) or is_a(text[start - 1]))
        prefixed = c in ".+*" and tied and not (start > 1 and is_r(text[start - 2]))
        ties = tied and c in "./*+" + HYPHENS and not prefixed
        if c in PAIRS:
            if partners.get(start, last) < last:
                break
        elif c in front and not ties:
            break
        start += 1
    while end > start and not strong(end - 1):
        c = text[end - 1]
        if c in back or partners.get(end - 1, -1) >= start:
            break
        if c == ".":
            short = re.search(r"(?:^|[^a-zA-Z])[a-zA-Z]\.[a-zA-Z]\.$", text[start:end])
            if short or text[end : end + 1] in tuple(")]}”»’"):
                break
        end -= 1
    return start, end


# Left-to-right text ---------------------------------------------------------------------------


def _ltr(text: str) -> dict[int, int]:
    isolates: dict[int, int] = {}
    addressed: set[int] = set()
    start = 0
    while start < len(text):
        end = _address(text, start)
        if end:
            for match in re.finditer(r"[\u05d0-\u05ea\u0621-\u064a]+", text[start:end]):
                isolates[start + match.start()] = start + match.end()
            addressed |= set(range(start, end))
        start = end or start + 1
    wholes = [(place, place + 1) for place in addressed]
    for phrase in _rtl_phrases(text, addressed):
        for start, end in _parted(text, phrase, wholes):
            first, last = _edges(text, start, end, [], "#@", "")
            if any(map(is_r, text[start:end])):
                isolates[first] = last
    taken = {place for start, end in isolates.items() for place in range(start, end)}
    place = 0
    while place < len(text):
        if is_a(text[place]) and place not in taken:
            stop = place
            while stop < len(text) and is_a(text[stop]) and stop not in taken:
                stop += 1
                if (
                    text[stop : stop + 1]
                    and text[stop] in ".,:/"
                    and is_a((text[stop + 1 :] or "x")[0])
                ):
                    stop += 1
            isolates[place] = stop
            place = stop
        else:
            place += 1
    return isolates


def _rtl_phrases(text: str, addressed: set[int]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    place = 0
    while place < len(text):
        stop = place
        while (
            stop < len(text)
            and stop not in addressed
            and not is_l(text[stop])
            and text[stop] not in BLANKS
        ):
            stop += 1
        if stop > place:
            pieces.append((place, stop))
        place = max(stop, place + 1)

    def has_r(piece: tuple[int, int]) -> bool:
        return any(map(is_r, text[slice(*piece)]))

    def near(one: int, other: int) -> bool:
        return other < len(pieces) and not text[pieces[one][1] : pieces[other][0]].strip(BLANKS)

    phrases = []
    at = 0
    while at < len(pieces):
        if not has_r(pieces[at]):
            at += 1
            continue
        last = at
        while True:
            if near(last, last + 1) and has_r(pieces[last + 1]):
                last += 1
                continue
            between = text[slice(*pieces[last + 1])] if last + 1 < len(pieces) else ""
            joins = any(map(is_d, between)) or (
                len(between) == 1 and between in "&+/|=–—" + HYPHENS
            )
            if (
                joins
                and near(last, last + 1)
                and near(last + 1, last + 2)
                and has_r(pieces[last + 2])
            ):
                last += 2
                continue
            break
        phrases.append((pieces[at][0], pieces[last][1]))
        at = last + 1
    return phrases
