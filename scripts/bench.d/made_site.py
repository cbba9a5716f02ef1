"""A site of any number of images, and nginx to serve it."""
import pathlib
import random
import shutil
import socket
import struct
import subprocess
import sys
import time
import zlib

IMAGES_PER_PAGE = 50
SIZES = [(640, 480), (480, 640), (800, 450), (320, 240), (1200, 300), (240, 240), (160, 120), (40, 40)]
WORDS = ("river stone magpie feather hill morning copper night lake branch winter bridge window garden "
         "cloud").split()


def chunk(kind, content):
    return (struct.pack(">I", len(content)) + kind + content
            + struct.pack(">I", zlib.crc32(kind + content)))


def patterns():
    """For each size the chunks of a PNG but its palette, which makes the images differ."""
    for width, height in SIZES:
        rows = bytearray()
        for y in range(height):
            rows.append(0)
            rows += bytes((x * 8 // width + y * 8 // height) % 16 for x in range(width))
        yield (chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
               chunk(b"IDAT", zlib.compress(bytes(rows), 9)))


def image(number, parts):
    # One of forty is small.
    header, data = parts[7 if number % 40 == 7 else number % 7]
    colours = b"".join(bytes((number * 7 + k * 9 & 255, number * 3 + k * 6 & 255, (number >> 4) + k * 5 & 255))
                       for k in range(15)) + struct.pack(">I", number)[1:]
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"PLTE", colours) + data + chunk(b"IEND", b"")


def make_site(folder, images):
    parts = list(patterns())
    (folder / "i").mkdir(parents=True)
    pages = (images + IMAGES_PER_PAGE - 1) // IMAGES_PER_PAGE
    for page in range(pages):
        html = [f"<!doctype html><title>Album {page} of the {WORDS[page % 15]}</title>"]
        for number in range(page * IMAGES_PER_PAGE, min(images, (page + 1) * IMAGES_PER_PAGE)):
            (folder / f"i/{number}.png").write_bytes(image(number, parts))
            html.append(
                f'<figure><img src="/i/{number}.png" alt="{WORDS[number % 15]} {number}"><figcaption>The '
                f"{WORDS[number // 225 % 15]} by the {WORDS[number // 15 % 15]}</figcaption></figure>")
        html += [f'<a href="/{child}.html">on</a>' for child in (2 * page + 1, 2 * page + 2) if child < pages]
        (folder / f"{page}.html").write_text("".join(html))


class NginxFolder:
    """Serves a folder on this machine; its value is the address."""

    def __init__(self, folder, work):
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        if not pathlib.Path(program).exists():
            sys.exit("bench: there is no nginx; scripts/setup --test installs it")
        self.port = random.randint(20_000, 40_000)
        logs = work / "logs"
        logs.mkdir()
        paths = "".join(f"{kind}_temp_path {logs}; "
                        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        configuration = work / "nginx.conf"
        configuration.write_text(
            f"daemon off; pid {work}/pid; error_log {logs}/error; worker_processes 1;\n"
            "events { worker_connections 1024; }\n"
            "http { access_log off; keepalive_requests 1000000; types { text/html html; image/png png; }\n"
            f"{paths} server {{ listen 127.0.0.1:{self.port}; root {folder}; }} }}\n")
        self.command = [program, "-e", logs / "error", "-c", configuration]

    def __enter__(self):
        self.process = subprocess.Popen(self.command)
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return f"http://127.0.0.1:{self.port}"
            except ConnectionRefusedError:
                if self.process.poll() is not None:
                    sys.exit("bench: nginx did not start")
                time.sleep(0.01)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
