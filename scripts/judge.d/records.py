"""Reads every record of WARC files with warcio's iterator, and compares them with the records of the crawl.

records.py DIR
"""
import hashlib
import json
import pathlib
import subprocess
import sys

from warcio.archiveiterator import ArchiveIterator

folder = pathlib.Path(sys.argv[1])
files = sorted((folder / "warc").glob("*.warc.gz"))
faults = []
kinds = {}
bodies = {}
answered = set()


def lines(name):
    return [json.loads(line) for line in (folder / name).read_text().splitlines()]


for file in files:
    check = subprocess.run(
        [pathlib.Path(sys.executable).parent / "warcio", "check", str(file)], capture_output=True, text=True)
    if check.returncode or check.stdout:
        faults.append(f"{file.name}: {check.stdout}{check.stderr}")
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            kinds[record.rec_type] = kinds.get(record.rec_type, 0) + 1
            address = record.rec_headers.get_header("WARC-Target-URI")
            content = record.content_stream().read()
            if record.rec_type in ("response", "revisit"):
                answered.add(address)
                # A revisit of what has not changed has no head, so that replay takes that of the original.
                profile = record.rec_headers.get_header("WARC-Profile") or ""
                if not record.http_headers and not profile.endswith("server-not-modified"):
                    faults.append(f"{address}: no head")
            if record.rec_type == "response":
                bodies[address] = hashlib.sha256(content).hexdigest()

for line in lines("images.jsonl"):
    if line["status"] not in ("stored", "duplicate", "unchanged") or not line["url"].startswith("http"):
        continue
    address = line.get("final_url") or line["url"]
    if address not in answered:
        faults.append(f"{address}: stored, and not in the archive")
    elif bodies.get(address, line["sha256"]) != line["sha256"]:
        faults.append(f"{address}: other bytes than the stored file")
for line in lines("pages.jsonl"):
    if line["status"] in ("fetched", "unchanged") and (line.get("final_url") or line["url"]) not in answered:
        faults.append(f"{line['url']}: read, and not in the archive")

print("records:", ", ".join(f"{kinds[kind]} {kind}" for kind in sorted(kinds)))
print(f"files: {len(files)}, faults: {len(faults)}")
print("\n".join(faults[:20]))
sys.exit(1 if faults or not kinds else 0)
