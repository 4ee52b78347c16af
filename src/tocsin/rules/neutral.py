"""Hostile text made neutral, and restored from it byte for byte.

What is hidden is shown, every white space is marked, template and role tokens are parted, and so are two words that no
white space parts. Every sign that the form itself uses is written as its code point where the text holds it, so that
nothing in a text can pass for the form. A neutral text holds no white space of its own: line ends, spaces and the bars
of a quotation (| and >) are layout, wherever they came from, and are left out again.
"""

import re
import unicodedata

from tocsin.vocab.errors import BadInput
from tocsin.vocab.neutral import JOINT, SHOWN_JOINT, SHOWN_SPACE, SPACE_MARK

# Template tokens of published chat formats, by whose they are. None of them survives, in whatever case or width; this
# list is what that is tested with, and not what it is done by: the rules below part any token of this shape.
# Sources: the chat templates in the tokenizer configurations that each publisher ships with its models, as of 2026.
TOKENS: dict[str, tuple[str, ...]] = {
    "ChatML, Qwen": ("<|im_start|>", "<|im_end|>", "<|im_sep|>", "<|endoftext|>", "<tool_call>", "</tool_call>"),
    "Llama 2": ("<s>", "</s>", "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>"),
    "Llama 3": ("<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<|python_tag|>"),
    "Llama 4": ("<|header_start|>", "<|header_end|>", "<|eot|>"),
    "Mistral": ("[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[AVAILABLE_TOOLS]", "[TOOL_CALLS]", "[TOOL_RESULTS]", "[IMG]"),
    "Gemma": ("<bos>", "<eos>", "<start_of_turn>", "<end_of_turn>", "<start_of_image>"),
    "Phi": ("<|system|>", "<|user|>", "<|assistant|>", "<|end|>", "<|tool|>"),
    "harmony": ("<|start|>", "<|channel|>", "<|message|>", "<|return|>", "<|call|>", "<|constrain|>"),
    "Claude legacy": ("\n\nHuman:", "\n\nAssistant:", "Human:", "Assistant:"),
    "Vicuna, Alpaca": ("USER:", "ASSISTANT:", "### Instruction:", "### Response:", "### Input:"),
    "Command R": ("<|START_OF_TURN_TOKEN|>", "<|END_OF_TURN_TOKEN|>", "<|SYSTEM_TOKEN|>", "<|CHATBOT_TOKEN|>"),
    "DeepSeek": ("<\uff5cbegin\u2581of\u2581sentence\uff5c>", "<\uff5cUser\uff5c>", "<\uff5cAssistant\uff5c>"),
    "DeepSeek, reasoning": ("<think>", "</think>", "<\uff5cend\u2581of\u2581sentence\uff5c>"),
    "GLM": ("[gMASK]", "<sop>", "<|observation|>"),
    "Granite": ("<|start_of_role|>", "<|end_of_role|>", "<|end_of_text|>"),
    "Zephyr, StarCoder": ("<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<file_sep>"),
    "Claude, tools": ("<function_calls>", "</function_calls>", "<function_results>"),
    "plain roles": ("System:", "User:", "Developer:", "Tool:"),
}

_CODE = re.compile("\u27e8U\\+([0-9A-F]{4,6})\u27e9")
# Layout, and the joints: nothing of the text. A neutral text holds none of | and > itself.
_LAYOUT = re.compile(f"[\\s|>{JOINT}{SHOWN_JOINT}]+")
# What shows nothing although its general category does not say so. Source: Unicode 16.0, DerivedCoreProperties,
# Default_Ignorable_Code_Point; and the blank Braille pattern and the object replacement sign.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\U000e0000-\U000e0fff]"
)
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})
_OWN = frozenset({"\u27e8", "\u27e9", SHOWN_SPACE, SHOWN_JOINT, "|", ">"})
# Raw in a neutral text: what is of the text is written with one zero more, so that a program which shows hidden signs
# as their code points changes nothing.
_RAW = frozenset({SPACE_MARK, JOINT, "\n"})
# What stands between two words, where no mark does: signs that are neither letter nor digit, and whole code points.
_BETWEEN = re.compile(f"((?:\u27e8U\\+[0-9A-F]{{4,6}}\u27e9|[^\\w\\s\u27e8{SPACE_MARK}]|_)+)(?=([^\\s{SPACE_MARK}])?)")
# A word and a colon are a role; in every width of the colon.
_ROLE = re.compile("(?<=\\w)(?=[:\uff1a\ufe55\ufe13\u2a74])")
# Writing that parts its words by nothing: two signs are a word here. Han, kana, bopomofo, Thai, Lao, Tibetan, Myanmar,
# Khmer. Source: Unicode 16.0, Scripts and Blocks.
_UNPARTED = (
    "\u0e01-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3105-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_TWO = re.compile(f"([{_UNPARTED}]{{2}})(?=[{_UNPARTED}])")


def neutral(text: str) -> str:
    """The text in neutral form; `restored` gives it back exactly, whatever it holds, half characters too."""
    written = _BETWEEN.sub(_parted, text.translate(_Signs({ord(" "): SPACE_MARK})))
    return _TWO.sub(rf"\1{JOINT}", _ROLE.sub(JOINT, written))


def restored(form: str) -> str:
    """The text that a neutral form was made of, from either spelling of its marks and through any layout.

    BadInput where it is no such form: a bracket that opens no code point.
    """
    bare = _LAYOUT.sub("", form).replace(SPACE_MARK, " ").replace(SHOWN_SPACE, " ")
    wrong = _CODE.sub("", bare)
    at = next((place for place, sign in enumerate(wrong) if sign in "\u27e8\u27e9"), None)
    if at is not None:
        raise BadInput(
            f"no neutral text: sign {at + 1} is a bracket without a code point such as \u27e8U+200B\u27e9",
            hint="hand in the neutral text alone, whole and unchanged",
        )
    return _CODE.sub(_sign, bare)


class _Signs(dict[int, str]):
    """What each sign is written as; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _spelled(chr(code))
        return self[code]


_SIGNS = _Signs({ord(" "): SPACE_MARK})


def _spelled(sign: str) -> str:
    if sign in _RAW:
        layout = sign if sign == "\n" else ""  # for whoever reads it
        return f"\u27e8U+0{ord(sign):04X}\u27e9{layout}"
    is_hidden = unicodedata.category(sign) in _HIDDEN or _BLANK.match(sign)
    return _point(sign) if is_hidden or sign in _OWN else sign


def _point(sign: str) -> str:
    return f"\u27e8U+{ord(sign):04X}\u27e9"


def _sign(found: re.Match[str]) -> str:
    digits = found.group(1)
    code = int(digits, 16)
    if len(digits) == 4 and chr(code) in _RAW:
        return " " if chr(code) == SPACE_MARK else ""
    if code > 0x10FFFF:
        raise BadInput(f"no neutral text: U+{digits} is no sign", hint="hand in the neutral text alone, unchanged")
    return chr(code)


def _parted(between: re.Match[str]) -> str:
    """A joint behind what stands between two words; combining signs belong to their word."""
    said, after = between.groups()
    is_in_word = not said.isascii() and all(unicodedata.category(sign)[0] == "M" for sign in said)
    return said if is_in_word or not after else f"{said}{JOINT}"
