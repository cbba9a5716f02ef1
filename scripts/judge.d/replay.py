"""Replays a crawl with pywb: each image as bytes, and each page in Chromium with all its images.

replay.py COLLECTION DIR CHROMIUM
"""
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

import websocket

collection, folder, chromium = sys.argv[1].rstrip("/"), pathlib.Path(sys.argv[2]), sys.argv[3]
IMAGES = """(async () => {
  const images = [...document.images].filter(i => i.currentSrc || i.src);
  for (const image of images) { image.loading = 'eager'; image.scrollIntoView(); }
  await Promise.all(images.map(i => i.complete ? 0 : new Promise(done => {
    i.onload = i.onerror = done; setTimeout(done, 10000); })));
  return images.map(i => [i.currentSrc || i.src, i.naturalWidth]);
})()"""


def lines(name):
    return [json.loads(line) for line in (folder / name).read_text().splitlines()]


class Browser:
    """A headless Chromium that is told what to do by its debugging protocol."""

    def __init__(self):
        self.home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--remote-debugging-port=0", "--remote-allow-origins=*", "--no-proxy-server",
             f"--user-data-dir={self.home.name}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        place = pathlib.Path(self.home.name) / "DevToolsActivePort"
        for _ in range(600):
            if place.exists() and place.read_text().count("\n"):
                break
            time.sleep(0.1)
        port = place.read_text().split("\n")[0]
        request = urllib.request.Request(f"http://127.0.0.1:{port}/json/new?about:blank", method="PUT")
        target = json.load(urllib.request.urlopen(request))
        self.socket = websocket.create_connection(target["webSocketDebuggerUrl"], timeout=90)
        self.number = 0
        self.call("Page.enable")

    def call(self, method, until=None, **parameters):
        self.number += 1
        self.socket.send(json.dumps(
            {"id": self.number, "method": method, "params": parameters}))
        result = None
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.number:
                result = message.get("result", {})
                if until is None:
                    return result
            if until is not None and message.get("method") == until:
                return result

    def images(self, address):
        self.call("Page.navigate", until="Page.loadEventFired", url=address)
        answer = self.call(
            "Runtime.evaluate", expression=IMAGES, awaitPromise=True, returnByValue=True)
        return answer["result"].get("value", [])

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait()


faults = []
images = [line for line in lines("images.jsonl") if line["url"].startswith("http")]
replayed = 0
for line in images:
    if line["status"] not in ("stored", "duplicate", "unchanged"):
        continue
    with urllib.request.urlopen(f"{collection}/id_/{line['url']}") as answer:
        content = answer.read()
    replayed += 1
    if hashlib.sha256(content).hexdigest() != line["sha256"]:
        faults.append(f"{line['url']}: other bytes in the replay")

# What the site itself does not have is broken there, too.
broken = {line["url"] for line in images if line["status"] in ("failed", "skipped")}
pages = [line for line in lines("pages.jsonl")
         if line["status"] in ("fetched", "unchanged") and line.get("kind") == "page"]
shown = known = 0
browser = Browser()
for page in pages:
    for source, width in browser.images(f"{collection}/{page.get('final_url') or page['url']}"):
        shown += 1
        if source.startswith("data:"):
            continue
        if not source.startswith(collection + "/"):
            faults.append(f"{page['url']}: {source} is not of the archive")
        address = re.sub(r"^\d*(?:[a-z]{2}_)?/?(?=https?://)", "", source.removeprefix(collection + "/"))
        if width == 0 and address in broken:
            known += 1
        elif width == 0:
            faults.append(f"{page['url']}: {address} is broken")
browser.close()

print(f"images: {replayed} replayed with the stored bytes")
print(f"pages: {len(pages)} in Chromium, {shown} images shown, {known} of them broken at the site, too")
print(f"faults: {len(faults)}")
print("\n".join(faults[:20]))
sys.exit(1 if faults or not pages or not replayed else 0)
