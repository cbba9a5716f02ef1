"""Crawls into the buckets of two independent servers of S3, and compares objects with records.

usage: store.py WORK [moto | gateway]
"""

import hashlib
import http.server
import json
import os
import pathlib
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import zlib

import boto3
from botocore.config import Config

BUCKET = "photos"
PAGES = 30
IMAGES = 20
SCRIPTS = pathlib.Path(sys.executable).parent


def png(number):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    # One image is larger than what is kept in memory.
    text = b"Title\0" + str(number).encode() + (b"x" * 2_000_000 if number == 7 else b"")
    rows = zlib.compress((b"\0" + bytes(12)) * 4)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", text)
            + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


class Site(http.server.BaseHTTPRequestHandler):
    """Pages in a row, with images that are all different, and one that all pages show."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if match := re.fullmatch(r"/(\d+)\.png", self.path):
            self.answer("image/png", png(int(match[1])))
        elif match := re.fullmatch(r"/(\d*)", self.path):
            page = int(match[1] or 0)
            images = [page * IMAGES + number for number in range(IMAGES)] + [0]
            text = "".join(f"<img src=/{number}.png>" for number in images)
            text += f"<a href=/{page + 1}>next</a>" if page + 1 < PAGES else ""
            self.answer("text/html", b"<!doctype html>" + text.encode())
        else:
            self.answer("text/plain", b"", 404)

    def answer(self, kind, body, status=200):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


class Pages(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        # A crawl that is killed breaks its connections.
        pass


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def wait_for(port):
    for _ in range(300):
        with socket.socket() as sock:
            if sock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def client(service, port, key, secret):
    return boto3.client(
        service, endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1",
        aws_access_key_id=key, aws_secret_access_key=secret,
        config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}))


class Moto:
    """moto's server, which checks signatures after its first four requests."""

    restarts = False
    # It does not escape the '=' of others before it compares signatures.
    store = f"s3://{BUCKET}/birds/2026"

    def __init__(self, work):
        self.port = free_port()
        self.process = subprocess.Popen(
            [SCRIPTS / "moto_server", "-H", "127.0.0.1", "-p", str(self.port)],
            env=os.environ | {"INITIAL_NO_AUTH_ACTION_COUNT": "4"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.port)
        iam = client("iam", self.port, "any", "any")
        iam.create_user(UserName="magpie")
        key = iam.create_access_key(UserName="magpie")["AccessKey"]
        policy = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
        iam.put_user_policy(
            UserName="magpie", PolicyName="all", PolicyDocument=json.dumps(policy))
        self.key, self.secret = key["AccessKeyId"], key["SecretAccessKey"]
        client("s3", self.port, "any", "any").create_bucket(Bucket=BUCKET)

    def stop(self):
        self.process.kill()
        self.process.wait()


class Gateway:
    """MinIO's server of S3 in juicefs, over a folder."""

    restarts = True
    store = f"s3://{BUCKET}/birds/year=2026"

    def __init__(self, work):
        self.port = free_port()
        self.key, self.secret = "gateway", "a-long/secret+key"
        self.state = f"sqlite3://{work}/gateway.db"
        subprocess.run(
            [SCRIPTS / "juicefs", "format", "--storage", "file", "--bucket", f"{work}/objects/",
             "--quiet", self.state, BUCKET],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [SCRIPTS / "juicefs", "gateway", "--no-usage-report", "--no-banner", self.state,
             f"127.0.0.1:{self.port}"],
            env=os.environ | {"MINIO_ROOT_USER": self.key, "MINIO_ROOT_PASSWORD": self.secret},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.port)

    def stop(self):
        self.process.kill()
        self.process.wait()


class Judge:
    def __init__(self, server, work, site):
        self.server = server
        self.work = work
        self.site = site
        self.magpie = os.environ["MAGPIE_PROGRAMS"] + "/magpie"
        self.s3 = client("s3", server.port, server.key, server.secret)
        self.environment = os.environ | {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.port}", "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": server.key, "AWS_SECRET_ACCESS_KEY": server.secret}

    def line(self, out, *options):
        return [self.magpie, self.site, "-o", f"{self.work}/{out}", "--store", self.server.store, "-q",
                *options]

    def run(self, line, status=0, **variables):
        done = subprocess.run(
            line, env=self.environment | variables, capture_output=True, text=True)
        assert done.returncode == status, (line, done.returncode, done.stdout, done.stderr)
        return done

    def objects(self):
        found = {}
        for page in self.s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET):
            for entry in page.get("Contents", []):
                found[f"s3://{BUCKET}/{entry['Key']}"] = entry["Size"]
        return found

    def empty(self):
        for file in self.objects():
            self.s3.delete_object(Bucket=BUCKET, Key=file.removeprefix(f"s3://{BUCKET}/"))

    def records(self, out):
        with open(f"{self.work}/{out}/images.jsonl") as lines:
            return [json.loads(line) for line in lines]

    def compare(self, out):
        records = [record for record in self.records(out) if "file" in record]
        assert len(records) == PAGES * IMAGES, len(records)
        files = {record["file"]: record for record in records}
        objects = self.objects()
        assert set(files) == set(objects), set(files) ^ set(objects)
        for file, record in files.items():
            assert objects[file] == record["bytes"], file
        for file, record in list(files.items())[:50]:
            body = self.s3.get_object(
                Bucket=BUCKET, Key=file.removeprefix(f"s3://{BUCKET}/"))
            assert body["ContentType"] == "image/png"
            assert hashlib.sha256(body["Body"].read()).hexdigest() == record["sha256"], file
        self.run([self.magpie, "verify", f"{self.work}/{out}"])
        print(f"  {len(files)} objects are those of the records", flush=True)

    def wait_for_objects(self, process, count):
        while process.poll() is None and len(self.objects()) < count:
            time.sleep(0.05)

    def judge(self):
        start = time.monotonic()
        self.run(self.line("whole"))
        seconds = time.monotonic() - start
        print(f"  {PAGES * IMAGES / seconds:.0f} images a second", flush=True)
        self.compare("whole")
        self.run(self.line("whole"))
        self.compare("whole")
        refused = self.run(self.line("secret"), 73, AWS_SECRET_ACCESS_KEY="wrong")
        assert "does not accept the credentials" in refused.stderr, refused.stderr
        missing = self.run(self.line("bucket") + ["--store", "s3://no-such-bucket"], 73)
        assert "no bucket no-such-bucket" in missing.stderr, missing.stderr
        print("  a wrong secret and a missing bucket are named", flush=True)

        self.empty()
        process = subprocess.Popen(self.line("killed"), env=self.environment)
        self.wait_for_objects(process, 200)
        process.send_signal(signal.SIGKILL)
        process.wait()
        print(f"  killed with {len(self.objects())} objects", flush=True)
        self.run([self.magpie, "verify", f"{self.work}/killed"])
        self.run(self.line("killed"))
        self.compare("killed")

        if not self.server.restarts:
            return
        self.empty()
        process = subprocess.Popen(self.line("outage"), env=self.environment)
        self.wait_for_objects(process, 200)
        self.server.stop()
        time.sleep(5)
        self.server.start()
        assert process.wait() == 0
        print("  the server was killed and started again meanwhile", flush=True)
        self.compare("outage")


def main():
    work = sys.argv[1]
    names = sys.argv[2:] or ["moto", "gateway"]
    pages = Pages(("127.0.0.1", 0), Site)
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{pages.server_address[1]}/"
    for name in names:
        print(name, flush=True)
        folder = pathlib.Path(work, name)
        folder.mkdir()
        server = {"moto": Moto, "gateway": Gateway}[name](folder)
        try:
            Judge(server, folder, site).judge()
        finally:
            server.stop()
    print("every object is that of its record")


main()
