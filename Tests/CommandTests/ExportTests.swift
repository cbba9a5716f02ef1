import Foundation
import TestSupport
import Testing

struct ExportTests {
  @Test func `jsonl has a line for each line of the manifest`() throws {
    let crawl = try CrawledSite()
    let outcome = try Magpie.run(["export", crawl.path, "--to", "jsonl", "-"])
    #expect(outcome.status == 0)
    let manifest = try String(contentsOf: crawl.folder.file("out/images.jsonl"), encoding: .utf8)
    func addresses(_ text: String) throws -> [String] {
      struct Line: Decodable { let url: String }
      return try text.split(separator: "\n").map {
        try JSONDecoder().decode(Line.self, from: Data($0.utf8)).url
      }
    }
    #expect(try addresses(outcome.stdout) == addresses(manifest) && !manifest.isEmpty)
  }

  @Test func `urls are those of the stored images`() throws {
    let crawl = try CrawledSite()
    let outcome = try Magpie.run(["export", crawl.path, "--to", "urls", crawl.path + "/list"])
    #expect(outcome.stdout == "2 records written to \(crawl.path)/list.\n")
    let list = try String(contentsOf: crawl.folder.file("out/list"), encoding: .utf8)
    #expect(
      Set(list.split(separator: "\n").map(String.init))
        == [crawl.site.url("/a.png"), crawl.site.url("/same.png")])
  }

  @Test(arguments: [
    "images.jsonl", "index.html", ".magpie/crawl.sqlite", ".magpie/new", "images/../summary.json",
    "warc/new",
  ])
  func `a file of the crawl is not written over`(name: String) throws {
    let crawl = try CrawledSite(["--exclude-image", "secret", "--warc"])
    let link = crawl.folder.path + "/link"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: crawl.path + "/pages.jsonl")
    for path in [crawl.path + "/" + name, link] {
      let outcome = try Magpie.run(["export", crawl.path, "--to", "csv", path])
      #expect(outcome.status == 64 && outcome.stderr.contains("belongs to the crawl"), "\(path)")
    }
    #expect(try Magpie.run(["verify", crawl.path]).status == 0)
  }

  /// Python's reader checks the quoting.
  @Test func `csv is readable by other programs`() throws {
    let site = try LoopbackSite(routes: [
      "/": .html("<img src=/a.png alt='a \"quoted\", comma&#10;and line'>"),
      "/a.png": .picture("a"),
    ])
    let folder = try TemporaryFolder()
    #expect(try Magpie.run([site.url("/"), "-o", folder.path + "/out"]).status == 0)
    let csv = try Magpie.run(["export", folder.path + "/out", "--to", "csv", "-"])
    let read = try Shell.run(
      "python3",
      [
        "-c",
        """
        import csv, io, sys
        rows = list(csv.DictReader(io.StringIO(sys.stdin.read(), newline='')))
        print(len(rows), rows[0]['outcome'], rows[0]['image_width'], repr(rows[0]['alt']))
        """,
      ], input: Data(csv.stdout.utf8))
    #expect(read.stdout == "1 stored 300 'a \"quoted\", comma and line'\n")
  }

  @Test func `an unknown format is wrong usage`() throws {
    let crawl = try CrawledSite()
    #expect(try Magpie.run(["export", crawl.path, "--to", "xml", "-"]).status == 64)
  }

  @Test func `the gallery is rewritten`() throws {
    let crawl = try CrawledSite()
    let page = crawl.folder.file("out/index.html")
    try FileManager.default.removeItem(at: page)
    let outcome = try Magpie.run(["gallery", crawl.path])
    #expect(outcome.stdout == "\(crawl.path)/index.html\n")
    // Of two addresses with the same bytes, the first to arrive gave the file its name.
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(text.contains("/a.png") || text.contains("/same.png"))
  }

  @Test(arguments: ["-", "/dev/stdout", "/proc/self/fd/1"])
  func `standard output has the records and nothing else, also in a file`(path: String) throws {
    let crawled = try CrawledSite()
    let folder = crawled.folder
    try folder.write("before\n", to: "log")
    let outcome = try Shell.run(
      "bash",
      [
        "-c", "\"$0\" export \"$1\" --to urls \"$2\" >> \"$3\"", Magpie.path, crawled.path, path,
        folder.path + "/log",
      ])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let lines = try String(contentsOf: folder.file("log"), encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 3 && lines[0] == "before")
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(crawled.site.url("/")) })
  }

  @Test(arguments: [["status"], ["verify", "--json"]])
  func `output that could not be written is no success`(command: [String]) throws {
    let crawled = try CrawledSite()
    let arguments = [command[0], crawled.path] + command.dropFirst()
    let full = try Shell.run(
      "bash", ["-c", "\"$0\" \"$@\" > /dev/full", Magpie.path] + arguments)
    #expect(full.status == 74)
    #expect(full.stderr.hasPrefix("magpie: Cannot write to standard output: the disk is full;"))
  }

  @Test func `a file that is replaced keeps its permissions`() throws {
    let crawled = try CrawledSite()
    let folder = crawled.folder
    try folder.write("old", to: "mine.csv")
    let path = folder.file("mine.csv").path
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    #expect(try Magpie.run(["export", crawled.path, "--to", "csv", path]).status == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("url,"))
  }

  @Test(arguments: ["csv", "jsonl", "urls", "zip"])
  func `a full device as standard output is an error, and a closed pipe is none`(
    format: String
  ) throws {
    let crawled = try CrawledSite()
    func run(_ end: String) throws -> Shell.Outcome {
      // A program ended by the signal could not say anything.
      let command = "trap '' PIPE; \"$0\" export \"$1\" --to \"$2\" - \(end)"
      return try Shell.run("bash", ["-c", command, Magpie.path, crawled.path, format])
    }
    let full = try run("> /dev/full")
    #expect(full.status == 74 && full.stderr.contains("the disk is full"), "\(full.stderr)")
    #expect(try run("| true; exit ${PIPESTATUS[0]}").status == 0)
  }

  @Test func `a link, a pipe or a device is written and not replaced`() throws {
    let crawled = try CrawledSite()
    let urls = try Magpie.run(["export", crawled.path, "--to", "urls", "-"]).stdout
    let folder = crawled.folder
    try folder.write("old and longer than what is written", to: "target")
    try FileManager.default.createSymbolicLink(
      at: folder.file("link"), withDestinationURL: folder.file("target"))
    #expect(mkfifo(folder.file("pipe").path, 0o600) == 0)
    let reading =
      "cat \"$1\" > \"$2\" & \"$0\" export \"$3\" --to urls \"$1\"; code=$?; wait; exit $code"
    let arguments = ["pipe", "read", "out"].map { folder.path + "/" + $0 }
    #expect(
      try Shell.run("bash", ["-c", reading, Magpie.path] + arguments).status == 0)
    #expect(
      try Magpie.run(["export", crawled.path, "--to", "urls", folder.path + "/link"]).status == 0)
    for name in ["target", "read"] {
      #expect(try String(contentsOf: folder.file(name), encoding: .utf8) == urls)
    }
    for name in ["link", "pipe"] {
      let kind = try FileManager.default.attributesOfItem(atPath: folder.file(name).path)[.type]
      #expect(kind as? FileAttributeType != .typeRegular)
    }
    let refused = try Magpie.run(["export", crawled.path, "--to", "urls", folder.path + "/out"])
    #expect(refused.status == 73)
  }
}
