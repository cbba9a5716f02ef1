"""Compares the index of a WACZ file with that of cdxj-indexer.

index.py WACZ CDXJ
"""
import json
import sys
import zipfile


def parsed(lines):
    result = set()
    for line in lines:
        key, time, fields = line.split(" ", 2)
        result.add((key, time, json.dumps(json.loads(fields), sort_keys=True)))
    return result


with zipfile.ZipFile(sys.argv[1]) as file:
    own = parsed(file.read("indexes/index.cdx").decode().splitlines())
with open(sys.argv[2]) as file:
    other = parsed(file.read().splitlines())
for name, lines in (("only in the WACZ file", own - other), ("only by cdxj-indexer", other - own)):
    for line in sorted(lines)[:10]:
        print(f"{name}: {' '.join(line)}")
print(f"index of the WACZ file: {len(own)} lines, {len(own ^ other)} that differ from cdxj-indexer's")
sys.exit(1 if own != other or not own else 0)
