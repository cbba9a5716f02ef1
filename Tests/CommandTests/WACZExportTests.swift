import Foundation
import TestSupport
import Testing

/// The archive of a crawl as one file.
struct WACZExportTests {
  /// Checks all digests, and prints the entries, the index and the pages.
  private static let reading = """
    import gzip, hashlib, json, sys, zipfile
    file = zipfile.ZipFile(sys.argv[1])
    assert file.testzip() is None
    assert all(entry.compress_type == zipfile.ZIP_STORED for entry in file.infolist())
    package = file.read("datapackage.json")
    digest = json.loads(file.read("datapackage-digest.json"))
    assert digest["path"] == "datapackage.json"
    assert digest["hash"] == "sha256:" + hashlib.sha256(package).hexdigest()
    package = json.loads(package)
    assert package["profile"] == "data-package" and package["wacz_version"] == "1.1.1"
    for resource in package["resources"]:
        content = file.read(resource["path"])
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert resource["bytes"] == len(content)
    listed = [resource["path"] for resource in package["resources"]]
    assert sorted(listed + ["datapackage.json", "datapackage-digest.json"]) == sorted(file.namelist())
    lines = file.read("indexes/index.cdx").splitlines()
    assert lines == sorted(lines)
    for line in lines:
        key, time, fields = line.decode().split(" ", 2)
        fields = json.loads(fields)
        offset, length = int(fields["offset"]), int(fields["length"])
        member = file.read("archive/" + fields["filename"])[offset:offset + length]
        record = gzip.decompress(member).decode("latin-1")
        assert "WARC-Target-URI: " + fields["url"] + "\\r\\n" in record
        assert "WARC-Payload-Digest: " + fields["digest"] + "\\r\\n" in record
        assert "HTTP/1.1 " + fields["status"] + " " in record
        assert time in "".join(c for c in record.split("WARC-Date: ")[1][:24] if c.isdigit())
        print("index", fields["url"], fields["mime"], fields["status"])
    pages = [json.loads(line) for line in file.read("pages/pages.jsonl").splitlines()]
    assert pages[0]["format"] == "json-pages-1.0"
    for page in pages[1:]:
        print("page", page["url"], page.get("title"))
    """

  private let site: LoopbackSite
  private let folder: TemporaryFolder
  private var out: String { folder.path + "/out" }
  private var path: String { folder.path + "/site.wacz" }

  init() throws {
    folder = try TemporaryFolder()
    site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/same.png", "/lost.png"], links: ["/next", "/moved"]),
      "/next": .page(images: ["/b.png"]), "/moved": .redirect(to: "/next?b=2&a=1"),
      "/next?b=2&a=1": .page(), "/a.png": .picture("a"), "/same.png": .picture("a"),
      "/b.png": .picture("b"),
    ])
  }

  private func export(_ options: String...) throws -> Shell.Outcome {
    try Magpie.run(["export", out, "--to", "wacz", path] + options)
  }

  @Test func `it has the archive with an index of all answers and the pages`() throws {
    #expect(try Magpie.run([site.url("/"), "-o", out, "--warc"]).status == 1)
    let outcome = try export()
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let read = try Shell.run("python3", ["-c", Self.reading, path])
    #expect(read.status == 0, "\(read.stderr)")
    let lines = read.stdout.split(separator: "\n").map(String.init)
    let records = try ArchivedRecord.all(in: folder.file("out/warc"))
    let answers = records.filter { ["response", "revisit"].contains($0.type) }
    #expect(lines.count { $0.hasPrefix("index ") } == answers.count)
    #expect(outcome.stdout.contains("\(answers.count) answers in "))
    #expect(
      lines.contains("index \(site.url("/a.png")) image/png 200")
        || lines.contains("index \(site.url("/same.png")) image/png 200"))
    #expect(
      lines.contains("index \(site.url("/moved")) text/html 302")
        || lines.contains { $0.hasPrefix("index \(site.url("/moved")) ") && $0.hasSuffix(" 302") })
    #expect(
      Set(lines.filter { $0.hasPrefix("page ") })
        == Set(["/", "/next", "/next?b=2&a=1"].map { "page \(site.url($0)) Page" }))
    // The same again, also as a stream.
    let first = try Data(contentsOf: URL(filePath: path))
    #expect(try export().status == 0)
    #expect(try Data(contentsOf: URL(filePath: path)) == first)
    let stream = try Magpie.run(["export", out, "--to", "wacz", "-"])
    #expect(stream.standardOutput == first)
  }

  @Test func `a page that was not archived is not listed`() throws {
    #expect(try Magpie.run([site.url("/"), "-o", out]).status == 1)
    site.change(["/next": .status(404)])
    #expect(try Magpie.run([site.url("/"), "-o", out, "--warc"]).status == 1)
    #expect(try export().status == 0)
    let read = try Shell.run("python3", ["-c", Self.reading, path])
    #expect(read.status == 0, "\(read.stderr)")
    #expect(!read.stdout.contains("page \(site.url("/next")) "))
    #expect(read.stdout.contains("page \(site.url("/")) Page"))
  }

  @Test func `without an archive there is nothing to export`() throws {
    #expect(try Magpie.run([site.url("/"), "-o", out]).status == 1)
    let outcome = try export()
    #expect(outcome.status == 64)
    #expect(outcome.stderr.contains("has no archive; crawl with --warc."))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a damaged file is named, and nothing is written`() throws {
    #expect(try Magpie.run([site.url("/"), "-o", out, "--warc", "--threads", "1"]).status == 1)
    let archive = folder.file("out/warc")
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: archive.path).first)
    var bytes = try Data(contentsOf: archive.appending(path: name))
    let records = try ArchivedRecord.read(Array(bytes), name)
    bytes[records[3].offset + 40] ^= 0xFF
    try bytes.write(to: archive.appending(path: name))
    let outcome = try export()
    #expect(outcome.status == 73)
    #expect(outcome.stderr.contains("\(name) is damaged behind byte "))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// Two members, one of which has a date without a fraction, as other programs write it.
  private static let others = """
    import gzip, sys
    for date in ["2026-11-27T17:00:00Z", "2026-11-27T17:00:00.123456789Z", "2026"]:
        block = "HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\n\\r\\nhello"
        record = ("WARC/1.1\\r\\nWARC-Type: response\\r\\nWARC-Target-URI: http://other.test/\\r\\n"
            + "WARC-Date: " + date + "\\r\\nWARC-Payload-Digest: sha1:A\\r\\nContent-Length: "
            + str(len(block)) + "\\r\\n\\r\\n" + block + "\\r\\n\\r\\n")
        open(sys.argv[1], "ab").write(gzip.compress(record.encode()))
    """

  @Test func `the answers that another program archived are in the index`() throws {
    #expect(try Magpie.run([site.url("/"), "-o", out, "--warc"]).status == 1)
    let number = try ArchivedRecord.all(in: folder.file("out/warc"))
      .count { ["response", "revisit"].contains($0.type) }
    let made = try Shell.run("python3", ["-c", Self.others, out + "/warc/other.warc.gz"])
    #expect(made.status == 0, "\(made.stderr)")
    let outcome = try export()
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.contains("\(number + 2) answers in "), "\(outcome.stdout)")
    #expect((outcome.stdout + outcome.stderr).contains("1 answer of another program not in the"))
    let read = try Shell.run("python3", ["-c", Self.reading, path])
    #expect(read.status == 0, "\(read.stderr)")
    let listed = read.stdout.split(separator: "\n").count {
      $0 == "index http://other.test/ text/html 200"
    }
    #expect(listed == 2)
  }

  @Test func `a filter is refused, because an archive is whole`() throws {
    #expect(try Magpie.run([site.url("/"), "-o", out, "--warc"]).status == 1)
    let outcome = try export("--min-width", "10")
    #expect(outcome.status == 64)
    #expect(outcome.stderr.contains("an archive is exported as a whole"))
  }
}
