import Foundation
import TestSupport
import Testing

/// Data sets for the libraries `webdataset` and `datasets`, read as these read them.
struct DatasetExportTests {
  /// Prints each sample of each shard: its key, its fields in their order, and what its record says;
  /// fails unless the digest is that of the image.
  static let listing = """
    import glob, hashlib, json, os, sys, tarfile
    for shard in sorted(glob.glob(sys.argv[1] + "/*.tar")):
        base = shard[:-4]
        lines = [json.loads(line) for line in open(base + ".jsonl")]
        stats = json.load(open(base + "_stats.json"))
        assert stats["count"] == stats["successes"] == len(lines)
        members = [(m.name, tarfile.open(shard).extractfile(m).read()) for m in tarfile.open(shard)]
        assert len(members) == 3 * len(lines)
        for index, line in enumerate(lines):
            sample = members[3 * index:3 * index + 3]
            keys, fields = zip(*(name.split(".") for name, _ in sample))
            assert set(keys) == {line["key"]} and fields[1:] == ("json", "txt")
            assert json.loads(sample[1][1]) == line
            assert hashlib.sha256(sample[0][1]).hexdigest() == line["sha256"]
            assert sample[2][1].decode() == line["caption"]
            assert line["status"] == "success" and line["width"] == line["original_width"]
            print(os.path.basename(shard), keys[0], fields[0], line["format"], line["caption"])
    """

  @Test func `a shard has one format, and each image once`() throws {
    let crawl = try DatasetSite()
    let outcome = try crawl.export("webdataset", "shards")
    #expect(outcome.status == 0)
    #expect(outcome.stdout == "5 images in 2 shards written to \(crawl.folder.path)/shards.\n")
    #expect(
      outcome.stderr == """
        magpie: 1 image left out: in a format that loaders cannot read.
        magpie: 1 image left out: without the end of the file.

        """)
    #expect(
      try crawl.python(Self.listing, "shards") == """
        00000.tar 000000000 png png A bird
        00000.tar 000000001 png png 
        00000.tar 000000002 png png 
        00000.tar 000000003 png png 
        00001.tar 000010000 gif gif 

        """)
    #expect(
      try crawl.names("shards") == [
        "00000.tar", "00000.jsonl", "00000_stats.json", "00001.tar", "00001.jsonl",
        "00001_stats.json",
      ])
  }

  @Test(arguments: [
    (["--image-field", "jpg"], ["000000000 jpg", "000000001 jpg", "000000002 jpg"]),
    (
      ["--image-field", "jpg", "--shard-size", "2"], ["000000 jpg", "000001 jpg", "000010 jpg"]
    ),
    (["--image-field", "jpg", "--shard-size", "1"], ["00000 jpg", "00001 jpg", "00002 jpg"]),
    (
      ["--image-field", "jpg", "--shard-size", "\(Int.max)"],
      (0...2).map { "00000\(String(repeating: "0", count: 18))\($0) jpg" }
    ),
    // A sample is larger than the limit, and has a shard of its own.
    (
      ["--image-field", "img", "--shard-bytes", "1k"],
      ["000000000 img", "000010000 img", "000020000 img"]
    ),
    (["--has-caption"], ["000000000 png"]), (["--formats", "gif"], ["000000000 gif"]),
    (["--min-bytes", "1k", "--shard-bytes", "5000"], ["000000000 png", "000010000 png"]),
  ])
  func `options divide, name and choose the samples`(options: [String], expected: [String]) throws {
    let crawl = try DatasetSite(images: options.contains("--min-bytes") ? 2 : 1)
    #expect(try crawl.export("webdataset", "shards", options).status == 0)
    let listed = try crawl.python(Self.listing, "shards").split(separator: "\n").map {
      $0.split(separator: " ")[1...2].joined(separator: " ")
    }
    #expect(listed == expected)
  }

  @Test(arguments: ["webdataset", "imagefolder", "zip"])
  func `a repeated export has the same bytes and replaces the first`(format: String) throws {
    let crawl = try DatasetSite()
    let zones = ["UTC", "Pacific/Kiritimati"].map { ["TZ": $0, "LC_ALL": "C"] }
    #expect(try crawl.export(format, "one", environment: zones[0]).status == 0)
    #expect(try crawl.export(format, "other", environment: zones[1]).status == 0)
    let isFolder = format != "zip"
    func bytes(_ name: String) throws -> [String: Data] {
      isFolder
        ? try crawl.bytes(name) : ["": try Data(contentsOf: crawl.folder.file(name))]
    }
    let first = try bytes("one")
    #expect(try bytes("other") == first && first.values.contains { !$0.isEmpty })
    #expect(try crawl.export(format, "one", ["--formats", "gif"]).status == 0)
    #expect(try bytes("one") != first)
    #expect(try crawl.export(format, "one").status == 0)
    #expect(try bytes("one") == first)
    #expect(try !crawl.names(".").contains { $0.hasSuffix(".part") })
  }

  @Test func `a folder of images has a row for each, with its file`() throws {
    let crawl = try DatasetSite()
    let outcome = try crawl.export("imagefolder", "set")
    #expect(outcome.stdout == "5 images written to \(crawl.folder.path)/set.\n")
    #expect(outcome.stderr.contains("1 image left out: in a format that loaders cannot read."))
    let rows = try crawl.python(
      """
      import hashlib, json, os, sys
      train = sys.argv[1] + "/train/"
      shapes = set()
      for line in open(train + "metadata.jsonl"):
          row = json.loads(line)
          shapes.add(tuple((key, type(value)) for key, value in row.items()))
          content = open(train + row["file_name"], "rb").read()
          assert hashlib.sha256(content).hexdigest() == row["sha256"]
          assert row["status"] in ("stored", "duplicate")
          print(row["file_name"], row["caption"])
      assert len(shapes) == 1
      """, "set")
    #expect(
      rows == """
        00000/000000000.png A bird
        00000/000000001.gif 
        00000/000000002.png 
        00000/000000003.png 
        00000/000000004.png 

        """)
  }

  @Test(arguments: ["webdataset", "imagefolder", "zip"])
  func `a file that is missing or was changed is left out, and said`(format: String) throws {
    let crawl = try DatasetSite()
    let images = try crawl.names("out/images").filter { $0.hasSuffix(".png") }.sorted()
    try #require(images.count == 4)
    let files = images.map { crawl.folder.file("out/images/" + $0) }
    var changed = try Data(contentsOf: files[0])
    changed[changed.count - 1] ^= 1
    try changed.write(to: files[0])
    try FileManager.default.removeItem(at: files[1])
    try FileManager.default.removeItem(at: files[2])
    try FileManager.default.createSymbolicLink(at: files[2], withDestinationURL: files[3])
    let outcome = try crawl.export(format, "set", ["--formats", "png"])
    #expect(outcome.status == 1)
    #expect(outcome.stdout.hasPrefix("1 image "))
    #expect(
      outcome.stderr.contains(
        "3 images left out: missing or changed since it was stored. Run magpie verify"))
  }

  @Test(.timeLimit(.minutes(30)))
  func `a file that somebody made very large is not read`() throws {
    let crawl = try DatasetSite()
    let image = try #require(crawl.names("out/images").filter { $0.hasSuffix(".png") }.min())
    let file = try FileHandle(forUpdating: crawl.folder.file("out/images/" + image))
    // Sparse: it takes no place on the disk, but hours to read.
    try file.truncate(atOffset: 4 << 40)
    let outcome = try crawl.export("zip", "set.zip")
    #expect(outcome.status == 1)
    #expect(outcome.stderr.contains("1 image left out: missing or changed"), "\(outcome.stderr)")
  }

  @Test func `what already is in the place is not lost`() throws {
    let crawl = try DatasetSite()
    try crawl.folder.write("mine", to: "full/00000.txt")
    try crawl.folder.write("mine", to: "full/00000.tar")
    try crawl.folder.write("mine", to: "file")
    try crawl.folder.write("mine", to: "set/train/other/1.jpg")
    for (format, name) in [("webdataset", "full"), ("webdataset", "file"), ("imagefolder", "set")] {
      let outcome = try crawl.export(format, name)
      #expect(outcome.status == 73 && outcome.stderr.contains(name), "\(outcome.stderr)")
    }
    for name in ["full/00000.txt", "full/00000.tar", "file", "set/train/other/1.jpg"] {
      #expect(try String(contentsOf: crawl.folder.file(name), encoding: .utf8) == "mine")
    }
    #expect(try crawl.export("webdataset", "none/shards").status == 73)
    for name in ["out", "out/images", "out/.magpie", "out/images/new"] {
      #expect(try crawl.export("webdataset", name).status == 64)
    }
    #expect(try Magpie.run(["verify", crawl.path]).status == 0)
  }

  @Test func `what a killed export has left is removed, and nothing of the user`() throws {
    let crawl = try DatasetSite()
    try crawl.folder.write("half", to: "shards.part/00007.tar")
    try crawl.folder.write("mine", to: "other.part/notes")
    #expect(try crawl.export("webdataset", "shards").status == 0)
    #expect(try !crawl.names(".").contains("shards.part"))
    let outcome = try crawl.export("webdataset", "other")
    #expect(outcome.status == 73 && outcome.stderr.contains("other.part"))
    #expect(try crawl.names(".").contains("other.part/notes"))
  }

  @Test(arguments: [
    ["--to", "webdataset", "-"], ["--to", "imagefolder", "-"],
    ["--to", "csv", "x", "--shard-size", "5"], ["--to", "zip", "x", "--image-field", "jpg"],
    ["--to", "webdataset", "x", "--shard-size", "0"],
    ["--to", "webdataset", "x", "--image-field", "a.b"],
    ["--to", "webdataset", "x", "--image-field", "json"],
  ])
  func `what makes no sense is wrong usage`(arguments: [String]) throws {
    let crawl = try CrawledSite()
    let outcome = try Magpie.run(["export", crawl.path] + arguments, in: crawl.folder)
    #expect(outcome.status == 64, "\(outcome.stderr)")
    #expect(try !crawl.folder.contents().contains("x"))
  }

  @Test(
    .enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"),
    arguments: ["webdataset", "imagefolder", "zip"])
  func `a full disk leaves nothing half written`(format: String) throws {
    let crawl = try DatasetSite(images: 40)
    let disk = try #require(SmallDisk(kibibytes: 64))
    let outcome = try Magpie.run(["export", crawl.path, "--to", format, disk.path + "/set"])
    #expect(outcome.status == 74 && outcome.stderr.contains("the disk is full"))
    #expect(try FileManager.default.subpathsOfDirectory(atPath: disk.path).isEmpty)
    let root = try Magpie.run(["export", crawl.path, "--to", format, disk.path])
    #expect(root.status == 73)
  }

  @Test func `while a crawl runs, what is settled is exported`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("a"),
      "/b.png": .failTimes(1, with: .picture("b"), then: .hang),
    ])
    let folder = try TemporaryFolder()
    #expect(try Magpie.run([site.url("/"), "-o", folder.path + "/out"]).status == 0)
    let before = site.requestsForContent.count
    let magpie = try RunningMagpie([site.url("/")], in: folder)
    #expect(magpie.waitForRequests(before + 3, at: site))
    let outcome = try Magpie.run(
      ["export", folder.path + "/out", "--to", "webdataset", folder.path + "/shards"])
    #expect(outcome.status == 0 && outcome.stdout.hasPrefix("2 images in 1 shard "))
    magpie.send(SIGKILL)
    #expect(magpie.wait() == 137)
  }

  @Test func `images whose owners opted out can be left out`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("a"),
      "/b.png": .withHeaders(["X-Robots-Tag": "noai"], then: .picture("b")),
    ])
    let folder = try TemporaryFolder()
    #expect(try Magpie.run([site.url("/"), "-o", folder.path + "/out"]).status == 0)
    func count(_ options: [String]) throws -> String {
      try Magpie.run(
        ["export", folder.path + "/out", "--to", "zip", folder.path + "/zip"] + options
      ).stdout
    }
    #expect(try count(["--opt-outs", "archive"]).hasPrefix("2 images"))
    #expect(try count(["--opt-outs", "ml"]).hasPrefix("1 image "))
  }
}
