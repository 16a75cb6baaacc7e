"""A "not" behind somebody's name that speaks for them: they lack something, or dislike what they have.

"Jane isn't happy with her provider" leaves nobody out. Patterns meet folded text (lower case, no accents;
`who.names.fold`) right behind a name and are linear.
"""

from __future__ import annotations

import re

_NOT = (
    r"(?:isn't|is not|aren't|are not|not|doesn't|does not|don't|hasn't|has not|has no|no longer|n'est "
    r"(?:pas|plus)|n'a (?:pas|"
    r"plus|aucun)|ne|no|non|niet|geen|nie|inte|ingen|ikke|ingen|nao|nicht|kein\w*|neni|nema|ei|nem|nu|"
    r"degil)"
)
_HAPPY = (
    r"(?:happy|satisfied|pleased|impressed|thrilled|convinced|getting (?:on|anywhere)|coping|(?:have|"
    r"got|use|using|like|trust|"
    r"know (?:how|what|where))(?! you| us)|yet|system|software|program\w*|"
    r"zufrieden|glucklich|begeistert|uberzeugt|klar|mehr weiter|noch|"
    r"content\w*|satisfait\w*|ravie?|convaincue?|encore|de logiciel|"
    r"satisfech\w*|convencid\w*|todavia|tien\w+|soddisfatt\w*|convint\w*|ancora|"
    r"blij|tevreden|overtuigd|nog|zadowolon\w*|przekonan\w*|jeszcze|nojd\w*|tilfreds\w*|fornoyd\w*|"
    r"satisfeit\w*|ainda|"
    r"spokojen\w*|tyytyvai\w*|elegedett|multumit\w*|memnun)"
)
_HAS_JUST = (
    r"just (?!passed|forwarded|introduced|shared|copied|connected|sent|mentioned)(?:\w+ed|bought|took|"
    r"rang|told|lost|got|won|"
    r"set|found|begun|became|been|had|has|came|opened)"
)
LACKS = re.compile(
    rf"\s*(?:\([^)]{{0,60}}\)\s*)?,?\s*(?:(?:who|die|der|qui|che|que|som|is|are|has|have|ist|hat|est|a|esta|tiene|e|ha|heeft|"
    rf"jest|ma|ar|er|har|tem)\s+){{0,2}}(?:{_NOT} (?:\w+ ){{0,3}}{_HAPPY}|{_HAS_JUST})(?![a-z])"
)
