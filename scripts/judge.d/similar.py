"""Compares the hashes of Magpie with those of imagehash and pdqhash, and its groups with all pairs.

similar.py DIR WORK     the folder of a crawl; WORK/pdq.json and WORK/dhash.json of magpie similar
"""
import hashlib
import json
import pathlib
import sys

import imagehash
import numpy
import pdqhash
from PIL import Image

folder, work = map(pathlib.Path, sys.argv[1:])
Image.MAX_IMAGE_PIXELS = None
faults = []

# The records of .magpie/hashes: the digest, the state, both hashes, the quality.
known = {}
content = (folder / ".magpie/hashes").read_bytes()[16:]
for start in range(0, len(content) - 73, 74):
    record = content[start : start + 74]
    if record[32] == 0:
        known[record[:32].hex()] = (record[33:41].hex(), record[41:73].hex(), record[73])


def bits(one, other):
    return (int(one, 16) ^ int(other, 16)).bit_count()


seen = transparent = 0
compared = {}
furthest = {"dhash": 0, "pdq": 0}
for line in (folder / "images.jsonl").read_text().splitlines():
    image = json.loads(line)
    own = known.pop(image.get("sha256"), None)
    if own is None or image["status"] == "gone":
        continue
    if own[2] >= 50:
        compared[image["sha256"]] = own
    path = folder / image["file"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == image["sha256"]
    picture = Image.open(path)
    if picture.mode not in ("RGB", "L") or "transparency" in picture.info:
        # Others ignore what is transparent, or shift 16 bits otherwise.
        transparent += 1
        continue
    seen += 1
    dhash = str(imagehash.dhash(picture))
    vector, quality = pdqhash.compute(numpy.asarray(picture.convert("RGB")))
    pdq = "%064x" % int("".join(str(int(bit)) for bit in vector), 2)
    far = bits(dhash, own[0])
    furthest["dhash"] = max(furthest["dhash"], far)
    # Of these, Pillow 13 sums the columns first, and rounds other numbers.
    is_tall = picture.height - 8 > 2 * (picture.width - 9)
    if far > (4 if is_tall else 0):
        faults.append(f"{path}: dhash {own[0]}, imagehash has {dhash}")
    # What both call plain is not compared, and pdqhash enlarges small images first.
    if min(picture.size) < 64 or own[2] < 50:
        continue
    far = bits(pdq, own[1])
    furthest["pdq"] = max(furthest["pdq"], far)
    if far > 16 or abs(quality - own[2]) > 8:
        faults.append(f"{path}: pdq differs in {far} bits, quality {own[2]} and {quality}")

for kind in ("pdq", "dhash"):
    report = json.loads((work / f"{kind}.json").read_text())
    place = {"dhash": 0, "pdq": 1}[kind]
    alone = dict(compared)
    for group in report["groups"]:
        first = compared[group[0]["sha256"]][place]
        for image in group[1:]:
            own = alone.pop(image["sha256"])[place]
            if not bits(first, own) == image["distance"] <= report["threshold"]:
                faults.append(f"{image['file']} is too far from the first of its group")
    # What is the first of a group, or in none, is alike to no other such image.
    rest = list(alone.items())
    for index, (digest, one) in enumerate(rest):
        for other, two in rest[index + 1 :]:
            if bits(one[place], two[place]) <= report["threshold"]:
                faults.append(f"{kind}: {digest} and {other} are alike")
    print(f"{kind}: {len(report['groups'])} groups of {report['compared']} images")

print(
    f"{seen} images: dhash differs in at most {furthest['dhash']} bits, "
    f"pdq in at most {furthest['pdq']}; {transparent} are transparent or of another kind"
)
for fault in faults[:20]:
    print(fault)
sys.exit(1 if faults or not seen else 0)
