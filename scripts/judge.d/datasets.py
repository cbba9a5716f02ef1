"""Loads the exports of a crawl as people who train with them do.

datasets.py DIR     with DIR/shards, DIR/joined, DIR/set and DIR/book.cbz
"""
import glob
import io
import json
import sys
import zipfile

# This file has the name of the library.
sys.path = [path for path in sys.path if not path.endswith("judge.d")]

import datasets
import webdataset
from PIL import Image

datasets.disable_progress_bars()
folder = sys.argv[1]
faults = []


def decodes(image, name):
    """Whether Pillow reads an image, given as one or as bytes."""
    try:
        (Image.open(io.BytesIO(image)) if isinstance(image, bytes) else image).convert("RGB")
        return 1
    except Exception as error:
        faults.append(f"{name}: {error!r}")
        return 0


def statistics(shard):
    with open(shard[:-4] + "_stats.json") as file:
        return json.load(file)


def shards(name):
    return sorted(glob.glob(f"{folder}/{name}/*.tar"))


def compare(what, found, expected):
    print(f"{what}: {found} of {expected}")
    if found != expected:
        faults.append(f"{what}: {found} is not {expected}")


for name in ["shards", "joined"]:
    count = expected = 0
    for shard in shards(name):
        expected += statistics(shard)["count"]
        field = statistics(shard)["image_field"]
        for sample in webdataset.WebDataset(shard, shardshuffle=False):
            record = json.loads(sample["json"])
            if sample["txt"].decode() != record["caption"] or sample["__key__"] != record["key"]:
                faults.append(f"{shard} {sample['__key__']}: its parts do not belong together")
            count += decodes(sample[field], record["url"])
    compare(f"webdataset, {name}", count, expected)
joined = sum(statistics(shard)["count"] for shard in shards("joined"))
tuples = webdataset.WebDataset(shards("joined"), shardshuffle=False).decode("pil")
compare("webdataset, to_tuple", sum(1 for _ in tuples.to_tuple("jpg", "json", "txt")), joined)

loaded = datasets.load_dataset("webdataset", data_files=shards("joined"))["train"]
columns = {"jpg", "json", "txt"}
compare("datasets, columns of webdataset", len(columns & set(loaded.column_names)), len(columns))
compare("datasets, webdataset", sum(decodes(row["jpg"], row["__key__"]) for row in loaded), joined)
loaded = datasets.load_dataset("imagefolder", data_dir=f"{folder}/set")["train"]
columns = {"image", "url", "caption", "license", "opt_out_signals", "width", "sha256"}
compare("datasets, columns of imagefolder", len(columns & set(loaded.column_names)), len(columns))
compare("datasets, imagefolder", sum(decodes(row["image"], row["url"]) for row in loaded), joined)
book = zipfile.ZipFile(f"{folder}/book.cbz")
compare("zipfile, entries that are whole", len(book.namelist()) * (book.testzip() is None), len(book.namelist()))

for fault in faults:
    print("fault:", fault)
sys.exit(1 if faults else 0)
