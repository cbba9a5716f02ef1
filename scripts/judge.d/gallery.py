"""Lets axe-core judge the gallery of a crawl, and its live page, in each of their forms.

gallery.py DIR URL     the folder of a crawl, and the address of its live page
"""
import pathlib
import sys
import sysconfig

from chromium import Chromium

address = (pathlib.Path(sys.argv[1]) / "index.html").resolve().as_uri()
live = sys.argv[2]
[axe] = pathlib.Path(sysconfig.get_path("purelib")).glob("axe_playwright_python/**/axe.min.js")
SHOWN = ("document.querySelector('#tools output')?.textContent.startsWith('Reading') === false && "
         "[...document.querySelectorAll('#pictures img')].every(i => i.complete)")
OPEN = """document.querySelectorAll('#pictures .frame')[3].click()"""
FILTER = """document.querySelector('#tools [aria-expanded]').click()"""
LIVE = "document.querySelector('.phase')?.textContent"
HOSTS = "document.getElementById('tab-hosts').click()"
FAULTS = """document.getElementById('tab-faults').click(); new Promise(done => setTimeout(done, 1000))"""
LOOKUP = """document.getElementById('tab-lookup').click();
  document.querySelector('#lookup input').value = document.querySelector('header a').href;
  document.querySelector('.lookup').requestSubmit(); new Promise(done => setTimeout(done, 1000))"""
PLAIN = """document.documentElement.classList.remove('scripted');
  document.getElementById('tools').remove(); document.getElementById('pictures').remove()"""

# Name, width, height, media features, fragment, what is done first.
FORMS = [
    ("light", 1280, 800, {}, "", ""),
    ("dark", 1280, 800, {"prefers_color_scheme": "dark"}, "", ""),
    ("forced colours", 1280, 800, {"forced_colors": "active"}, "", ""),
    ("320 pixels", 320, 640, {}, "", ""),
    # 200 % of a window of 1280 by 800.
    ("200 %", 640, 400, {}, "", ""),
    ("filters", 1280, 800, {}, "#small=1", FILTER),
    ("filters, dark, 320 pixels", 320, 640, {"prefers_color_scheme": "dark"}, "", FILTER),
    ("small pictures", 1280, 800, {}, "#density=small", ""),
    ("nothing found", 1280, 800, {}, "#q=nothing-has-this", ""),
    ("format that is not shown", 1280, 800, {}, "#format=tiff", ""),
    ("picture", 1280, 800, {}, "", OPEN),
    ("picture, dark, 320 pixels", 320, 640, {"prefers_color_scheme": "dark"}, "", OPEN),
    ("picture, forced colours", 1280, 800, {"forced_colors": "active"}, "", OPEN),
    ("without scripts", 1280, 800, {}, "", PLAIN),
    ("without scripts, dark, 320 pixels", 320, 640, {"prefers_color_scheme": "dark"}, "", PLAIN),
]
DARK = {"prefers_color_scheme": "dark"}
LIVE_FORMS = [
    ("live, light", 1280, 800, {}, "", ""),
    ("live, dark, 320 pixels", 320, 640, DARK, "", ""),
    ("live, forced colours", 1280, 800, {"forced_colors": "active"}, "", ""),
    ("live, picture", 1280, 800, {}, "", OPEN),
    ("live, hosts", 1280, 800, {}, "", HOSTS),
    ("live, hosts, dark, 320 pixels", 320, 640, DARK, "", HOSTS),
    ("live, failed", 1280, 800, {}, "", FAULTS),
    ("live, failed, dark, 320 pixels", 320, 640, DARK, "", FAULTS),
    ("live, look up", 1280, 800, {}, "", LOOKUP),
    ("live, look up, dark, 320 pixels", 320, 640, DARK, "", LOOKUP),
]
faults = 0
with Chromium("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1") as browser:
    forms = [(address, *form) for form in FORMS] + [(live, *form) for form in LIVE_FORMS]
    for address, name, width, height, media, fragment, first in forms:
        page = browser.page(width, height)
        page.media(**media)
        page.open(address + fragment)
        page.wait(SHOWN + (f" && {LIVE}" if address == live else ""))
        if first:
            page.run(first)
        page.run(axe.read_text() + "; 0")
        results = page.run("axe.run().then(({ violations, passes }) => ({ passes: passes.length, violations: "
                           "violations.map(({ id, help, nodes }) => [id, help, nodes.map(n => n.html)]) }))")
        overflow = page.run("document.documentElement.scrollWidth > innerWidth")
        for rule, words, nodes in results["violations"]:
            print(f"{name}: {rule}: {words}: {len(nodes)} times, such as {nodes[0][:160]}")
        if overflow:
            print(f"{name}: the page is wider than the window")
        faults += len(results["violations"]) + overflow
        print(f"{name}: {results['passes']} rules hold")
        for fault in page.faults():
            print(f"{name}: {fault}")
            faults += 1
        browser.events.clear()
        page.call("Page.close")
sys.exit(1 if faults else 0)
