import Foundation
import TestSupport
import Testing

/// Every command line in the documents and help screens works as it is written.
///
/// Only the host is another one: the lines name sites on the web. The `sh` block of the README is a
/// script; ``ReadmeTests`` runs it as a whole.
struct CommandLineTests {
  /// A finished crawl and the files that the lines name, and the site that it is of.
  private struct Example {
    let site: LoopbackSite
    let folder: TemporaryFolder

    init() throws {
      site = try LoopbackSite(routes: [
        "/": .html(
          "<title>Birds</title><a href=/blog/>Blog</a><img src=/a.png alt=Magpie>"
            + "<img src=/logo.png alt=Logo>"),
        "/blog/": .page(images: ["/logo.png"]), "/a.png": .picture("a", width: 900),
        "/logo.png": .picture("logo"),
        "/robots.txt": .bytes(
          Array("User-agent: *\nDisallow: /private/\n".utf8), type: "text/plain"),
      ])
      folder = try TemporaryFolder()
      let images = ["/a.png", "/logo.png"].map { site.url($0) }
      let list = images.map { $0 + "\n" }.joined()
      try folder.write(list, to: "list.txt")
      try folder.write(list, to: "urls.txt")
      try folder.write("<img src=\"\(images[0])?jpg\"><img src=\"/logo.png\">", to: "page.html")
      try folder.write("body { background: url(/a.png) }", to: "site.css")
      try folder.write("User-agent: *\nDisallow: /private/\n", to: "robots.txt")
      try folder.write("127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\t1\n", to: "cookies.txt")
      try folder.write("X-Token: 1\n", to: "token.txt")
      try folder.write(Data(Picture.png("a")), to: "photos/a.jpg")
      let crawl = try Shell.run(
        program, [site.url("/"), "-o", "example.com", "--warc", "--proxy", ""], in: folder.url)
      #expect(crawl.status == 0, "\(crawl.stderr)")
    }
  }

  private static let program = BuiltPrograms.folder.appending(path: "magpie").path
  private static let example = Result { try Example() }

  static let lines: [String] = {
    let documents = FileManager.default.files(in: "docs", ending: ".md") + ["README.md"]
    let screens = FileManager.default.files(in: "Tests/CommandTests/Screens", ending: ".txt")
    let all =
      documents.flatMap { lines(ofDocument: $0) } + screens.flatMap { lines(ofScreen: $0) }
    return Array(Set(all)).sorted()
  }()

  /// The lines of the blocks of a document, and complete commands in its sentences.
  private static func lines(ofDocument name: String) -> [String] {
    guard let document = try? Document(name) else { return [] }
    let blocks = document.blocks.filter { name != "README.md" || $0.language != "sh" }
    let inBlocks = blocks.flatMap { $0.text.split(separator: "\n") }
      .filter { $0.hasPrefix("magpie ") || $0.contains("| magpie ") }
    let inSentences = document.text.matches(of: /`(magpie [^`\n]*\.txt[^`\n]*)`/).map { $0.1 }
    return (inBlocks + inSentences).map { command(String($0)) }
  }

  private static func lines(ofScreen name: String) -> [String] {
    guard let screen = try? Document(name).text else { return [] }
    let examples = screen.split(separator: "\n").drop { !$0.hasPrefix("EXAMPLE") }.dropFirst()
    return examples.prefix { $0.hasPrefix("  ") && $0.contains("magpie ") }
      .map { command(String($0.dropFirst(2))) }
  }

  /// A line without the explanation behind it.
  private static func command(_ line: String) -> String {
    String(line[..<(line.ranges(of: "  ").first?.lowerBound ?? line.endIndex)])
  }

  @Test func `there are lines of all kinds`() {
    #expect(Self.lines.count > 30)
    for word in ["resume", "changes", "export", "fetch", "inspect", "explain", "verify", "merge"] {
      #expect(Self.lines.contains { $0.contains("magpie \(word) ") }, "\(word)")
    }
  }

  @Test(arguments: lines) func `a command line works as it is written`(line: String) throws {
    let example = try Self.example.get()
    let address = String(example.site.url("/").dropLast())
    let tools = line.split(separator: "|").compactMap { $0.split(separator: " ").first }
    guard tools.dropFirst().allSatisfy({ $0 == "magpie" || Shell.path(of: String($0)) != nil })
    else { return }
    guard !Sanitizer.isOn || !line.contains("magpie similar ") else { return }
    // These commands need the folders, or the frontier, of a shared crawl.
    let nodes =
      line.contains("magpie merge ")
      ? line.matches(of: /node\d/).map { $0.0 }
      : line.contains("status --frontier") || line.contains("--stop") ? ["node1"] : []
    let isShared = line.contains("redis://") || !nodes.isEmpty
    guard !isShared || LocalRedis.isAvailable else { return }
    let redis = isShared ? try LocalRedis(settings: ["--appendonly", "yes"]) : nil
    let folder = try TemporaryFolder()
    for name in try FileManager.default.contentsOfDirectory(atPath: example.folder.path) {
      try FileManager.default.copyItem(at: example.folder.file(name), to: folder.file(name))
    }
    for node in nodes {
      let frontier = redis?.address("/0?name=birds") ?? ""
      let crawl = try Shell.run(
        Self.program,
        [address + "/", "-o", String(node), "--frontier", frontier, "--proxy", ""], in: folder.url)
      #expect(crawl.status == 0, "\(crawl.stderr)")
    }
    let command =
      line.replacing("https://example.com", with: address)
      .replacing("https://a.org", with: address)
      .replacing("https://[", with: "http://[")
      .replacing("crawl example.com --dry-run", with: "crawl \(address) --dry-run")
      .replacing("redis://db.example:6379/0", with: redis?.address("/0") ?? "")
      // A server does not end by itself.
      .replacing(/magpie serve .*/) { match in
        "{ \(match.0.replacing("--port 9000", with: "--port 0")) > address & }; server=$!; "
          + "until grep -q http address; do sleep 0.05; done; kill $server; wait $server"
      }
    let bucket = line.contains("s3://") ? try LocalBucket() : nil
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let outcome = try Shell.run(
      "sh", ["-c", command],
      environment: ["PATH": "\(BuiltPrograms.folder.path):\(path)", "http_proxy": ""]
        .merging(bucket?.environment ?? [:]) { $1 },
      in: folder.url)
    // grep finds nothing in a list without changes, and an audit may find a fault.
    let mayEndWith1 = command.contains("| grep") || command.contains("magpie audit ")
    let isFine = outcome.status == 0 || (outcome.status == 1 && mayEndWith1)
    #expect(isFine, "\(outcome.status): \(outcome.stdout)\(outcome.stderr)")
    #expect(!outcome.stderr.contains("Error:") && !outcome.stderr.contains("magpie:"))
  }
}

extension FileManager {
  /// The paths of the files of a folder of the project whose names end in a text.
  fileprivate func files(in folder: String, ending: String) -> [String] {
    let names = (try? contentsOfDirectory(atPath: Project.root.appending(path: folder).path)) ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
  }
}
