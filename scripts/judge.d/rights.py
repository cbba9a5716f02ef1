"""Compares what Magpie reads about the rights in image files with what exiftool and c2pa-python read.

rights.py MAGPIE WORK FILE-OR-DIR…
"""
import io
import json
import pathlib
import shutil
import subprocess
import sys

import c2pa
from PIL import Image

magpie, work = sys.argv[1], pathlib.Path(sys.argv[2])
FIELDS = {
    "XMP-dc:Rights": ("copyright_notice", "xmp"), "XMP-dc:Creator": ("creator", "xmp"),
    "XMP-xmpRights:WebStatement": ("license", "xmp"), "XMP-xmpRights:UsageTerms": ("usage_terms", "xmp"),
    "XMP-xmpRights:Owner": ("owner", "xmp"), "XMP-xmpRights:Marked": ("marked", "xmp"),
    "XMP-cc:License": ("license", "xmp"), "XMP-cc:MorePermissions": ("acquire_license_page", "xmp"),
    "XMP-cc:AttributionName": ("credit_text", "xmp"), "XMP-photoshop:Credit": ("credit_text", "xmp"),
    "XMP-plus:LicensorURL": ("acquire_license_page", "xmp"), "XMP-plus:DataMining": ("data_mining", "xmp"),
    "IPTC:By-line": ("creator", "iptc"), "IPTC:Credit": ("credit_text", "iptc"),
    "IPTC:CopyrightNotice": ("copyright_notice", "iptc"), "IFD0:Copyright": ("copyright_notice", "exif"),
    "IFD0:Artist": ("creator", "exif"), "JUMBF:JUMDLabel": ("content_credentials", "c2pa"),
}
DMI = "http://ns.useplus.org/ldf/vocab/DMI-"
WRITTEN = [
    ["-Artist=Ärtist Ünïcode", "-Copyright=© 2024 Somebody, Some Place"],
    ["-XMP-dc:Rights=© Me", "-XMP-dc:Rights-de=© Ich", "-XMP-dc:Creator=A B", "-XMP-dc:Creator=C D",
     "-XMP-xmpRights:WebStatement=https://example.com/license?a=1&b=2", "-XMP-xmpRights:Marked=True",
     "-XMP-xmpRights:Owner=Someone", "-XMP-xmpRights:UsageTerms=No use, ask <first>"],
    ["-XMP-cc:License=https://creativecommons.org/licenses/by/4.0/", "-XMP-cc:AttributionName=Name Me",
     "-XMP-plus:LicensorURL=https://lic.example/", "-XMP-plus:LicensorName=Licensor",
     f"-XMP-plus:DataMining#={DMI}PROHIBITED-AIMLTRAINING", "-XMP-photoshop:Credit=Credit line"],
    ["-IPTC:By-line=By Line", "-IPTC:Credit=Crédit", "-IPTC:CopyrightNotice=Copyright Ñotice",
     "-IPTC:CodedCharacterSet=UTF8", "-Artist=Me", "-Copyright=Mine"],
    ["-IPTC:CopyrightNotice=Latin Ñotice", "-XMP-dc:Rights=   spaced   text",
     "-Copyright=Photographer, Editor"],
]
ENTRIES = [
    ("cawg.training-mining", {"cawg.ai_training": {"use": "notAllowed"}, "cawg.data_mining": {"use": "allowed"}}),
    ("c2pa.training-mining", {"c2pa.ai_training": {"use": "constrained", "constraint_info": "ask"}}),
]


def listed(paths):
    for path in map(pathlib.Path, paths):
        yield from sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def ours(files):
    answers = {}
    for start in range(0, len(files), 200):
        command = [magpie, "inspect", "image", *map(str, files[start:start + 200])]
        for line in subprocess.run(command, capture_output=True, text=True).stdout.splitlines():
            answer = json.loads(line)
            if "format" in answer:
                answers[answer["file"]] = {
                    (s["kind"], s["where"], s.get("value", "")) for s in answer.get("license", [])}
    return answers


def theirs(files):
    answers = {}
    for start in range(0, len(files), 200):
        command = ["exiftool", "-j", "-n", "-G1", "-a", "-charset", "filename=utf8", *map(str, files[start:start + 200])]
        output = subprocess.run(command, capture_output=True, text=True).stdout
        for answer in json.loads(output) if output.strip() else []:
            found = answers.setdefault(answer["SourceFile"], set())
            for name, value in answer.items():
                # A PNG has IPTC only in a text of ImageMagick, which is not read.
                if name not in FIELDS or name.startswith("IPTC") and answer.get("File:FileType") == "PNG":
                    continue
                kind, place = FIELDS[name]
                for text in value if isinstance(value, list) else [value]:
                    text = "" if place == "c2pa" else " ".join(str(text).split())
                    if text or place == "c2pa":
                        found.add((kind, place, text))
    return answers


def compare(what, files):
    mine, other = ours(files), theirs([file for file in files])
    faults = []
    with_rights = 0
    for file, found in mine.items():
        plain = {s for s in found if s[:2] != ("data_mining", "c2pa")}
        with_rights += bool(plain)
        if plain != other.get(file, set()):
            faults.append(f"{file}: only magpie {plain - other.get(file, set())}, "
                          f"only exiftool {other.get(file, set()) - plain}")
    print(f"{what}: {len(mine)} images, {with_rights} with rights, {len(faults)} differences")
    return faults


given = list(listed(sys.argv[3:]))
faults = compare("as they are", given)
copies = []
# The XMP of a GIF is not read.
for number, file in enumerate(file for file in given if file.suffix != ".gif"):
    copy = work / "copies" / f"{number}{file.suffix}"
    copy.parent.mkdir(exist_ok=True)
    shutil.copy(file, copy)
    command = ["exiftool", "-q", "-q", "-overwrite_original", "-charset", "utf8",
               *WRITTEN[number % len(WRITTEN)], str(copy)]
    if subprocess.run(command, capture_output=True).returncode == 0:
        copies.append(copy)
faults += compare("with rights by exiftool", copies)

key, chain = (work / "leaf.key").read_bytes(), (work / "chain.pem").read_bytes()
signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"es256", chain, key, None))
created = {"label": "c2pa.actions", "data": {"actions": [{
    "action": "c2pa.created",
    "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"}]}}
signed = {}
for kind in ["jpeg", "png", "webp", "avif", "tiff"]:
    for number, (label, entries) in enumerate(ENTRIES):
        plain, output = io.BytesIO(), io.BytesIO()
        Image.effect_noise((400, 300), 90).convert("RGB").save(plain, kind.upper())
        plain.seek(0)
        manifest = {
            "claim_generator_info": [{"name": "judge", "version": "1"}], "format": f"image/{kind}",
            "title": "judge", "assertions": [created, {"label": label, "data": {"entries": entries}}]}
        c2pa.Builder(json.dumps(manifest)).sign(signer, f"image/{kind}", plain, output)
        file = work / f"{number}.{kind}"
        file.write_bytes(output.getvalue())
        signed[str(file)] = {("data_mining", "c2pa", f"{use} {what['use']}") for use, what in entries.items()}
mine = ours(list(signed))
for file, expected in signed.items():
    expected = expected | {("content_credentials", "c2pa", "")}
    if mine.get(file) != expected:
        faults.append(f"{file}: {mine.get(file)} is not {expected}")
print(f"signed by c2pa-python: {len(signed)} images")
for fault in faults:
    print("fault:", fault)
sys.exit(1 if faults else 0)
