"""Drives Debian's Chromium without a window, over its pipe, for scripts that measure or look at a page.

    with Chromium() as browser:
        page = browser.page(390, 844, touch=True)
        page.open("file:///tmp/demo/index.html")
        print(page.run("document.title"))
"""
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

LONGEST_WAIT = 60


def program():
    for name in ("chromium-headless-shell", "chromium"):
        path = shutil.which(name)
        if path:
            return path
    sys.exit("there is no Chromium; scripts/setup --test installs it")


class Chromium:
    """A browser with an empty profile and without a network."""

    def __init__(self, *options):
        self.profile = tempfile.mkdtemp(prefix="magpie-chromium-")
        inward, to_browser = os.pipe()
        from_browser, outward = os.pipe()

        def pass_pipe():
            # The browser reads at 3 and writes at 4.
            a, b = os.dup(inward), os.dup(outward)
            os.dup2(a, 3)
            os.dup2(b, 4)

        command = [
            program(), "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu",
            "--hide-scrollbars", "--disable-component-update", "--disable-background-networking",
            "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND",
            "--enable-precise-memory-info", f"--user-data-dir={self.profile}", *options,
        ]
        if os.geteuid() == 0:
            command.append("--no-sandbox")
        self.process = subprocess.Popen(
            command, preexec_fn=pass_pipe, close_fds=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(inward)
        os.close(outward)
        self.input = os.fdopen(to_browser, "wb", 0)
        self.output = os.fdopen(from_browser, "rb")
        self.rest = b""
        self.number = 0
        self.events = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def read(self):
        message = bytearray()
        while True:
            byte = self.output.read1(1 << 20) if not self.rest else self.rest
            self.rest = b""
            if not byte:
                raise RuntimeError("Chromium ended")
            end = byte.find(b"\0")
            if end < 0:
                message += byte
                continue
            message += byte[:end]
            self.rest = byte[end + 1:]
            return json.loads(message)

    def call(self, method, session=None, **parameters):
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self.input.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def page(self, width, height, touch=False, scale=1):
        return Page(self, width, height, touch, scale)


class Page:
    """A tab of a size in CSS pixels, as a telephone's if it takes touches."""

    def __init__(self, browser, width, height, touch, scale):
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(domain + ".enable")
        self.resize(width, height, touch, scale)

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def resize(self, width, height, touch=False, scale=1):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=scale, mobile=touch)
        self.call("Emulation.setTouchEmulationEnabled", enabled=touch, maxTouchPoints=2)

    def media(self, **features):
        """Sets media features: page.media(prefers_color_scheme="dark")."""
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": name.replace("_", "-"), "value": value} for name, value in features.items()])

    def open(self, address):
        self.call("Page.navigate", url=address)
        self.wait("document.readyState === 'complete'")

    def run(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True,
                           returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def wait(self, condition):
        end = time.monotonic() + LONGEST_WAIT
        while not self.run(condition):
            if time.monotonic() > end:
                raise RuntimeError("waited too long for " + condition)
            time.sleep(0.02)

    def press(self, key, code=None, text=None):
        common = {"key": key, "code": code or key}
        common["windowsVirtualKeyCode"] = {
            "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Enter": 13,
            "Escape": 27, "Tab": 9, "Home": 36, "End": 35}.get(key, 0)
        self.call("Input.dispatchKeyEvent", type="keyDown", **common,
                  **({"text": "\r"} if key == "Enter" else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def click(self, x, y):
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def touch(self, *points):
        """Puts a finger on the first point, moves it along the others, and lifts it."""
        self.call("Input.dispatchTouchEvent", type="touchStart",
                  touchPoints=[{"x": points[0][0], "y": points[0][1]}])
        for x, y in points[1:]:
            self.call("Input.dispatchTouchEvent", type="touchMove", touchPoints=[{"x": x, "y": y}])
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def picture(self, path):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def faults(self):
        """What scripts threw, and what the page may not load or could not."""
        faults = []
        for event in self.browser.events:
            details = event.get("params", {})
            if event.get("method") == "Runtime.exceptionThrown":
                faults.append(details["exceptionDetails"].get("exception", {}).get("description")
                              or details["exceptionDetails"]["text"])
            elif event.get("method") == "Log.entryAdded" and details["entry"]["level"] == "error":
                faults.append(details["entry"]["text"] + " " + details["entry"].get("url", ""))
            elif event.get("method") == "Runtime.consoleAPICalled" and details["type"] == "error":
                faults.append(str(details["args"]))
        return faults
