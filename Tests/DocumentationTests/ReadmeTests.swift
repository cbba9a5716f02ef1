import Foundation
import TestSupport
import Testing

/// What README.md shows is what happens.
struct ReadmeTests {
  private let readme: Document
  private let program = BuiltPrograms.folder.appending(path: "magpie").path

  init() throws { readme = try Document("README.md") }

  /// What `scripts/check` builds of `Examples`.
  private static let example = Project.root.appending(path: "Examples/.build/debug/collect-images")

  @Test func `the Swift blocks are a package and an example`() throws {
    let source = try Document("Examples/Sources/collect-images/main.swift").text
    let blocks = readme.blocks(of: "swift").map(\.text)
    try #require(blocks.count == 2)
    #expect(blocks[1] == source)
    let folder = try TemporaryFolder()
    try folder.write(blocks[0], to: "Package.swift")
    let package = try Shell.run(
      "swift", ["package", "--package-path", folder.path, "dump-package"])
    #expect(package.status == 0, "\(package.stderr)")
    #expect(package.stdout.contains(#""Crawling""#))
  }

  @Test func `the system packages are those of Package_swift`() throws {
    let needed = try Document("Package.swift").text.matches(of: /\.apt\(\["([^"]+)"/).map { $0.1 }
    let named = readme.section("In Swift").matches(of: /[a-z0-9-]+-dev\b/).map { $0.0 }
    // RE2 and the decoders have wrappers of their own, which name no package.
    let wrapped: Set<Substring> = [
      "libre2-dev", "libjpeg62-turbo-dev", "libpng-dev", "libwebp-dev",
    ]
    #expect(Set(named) == Set(needed).union(wrapped))
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: example.path),
      "the examples are not built; scripts/check builds them"))
  func `the Swift block runs`() throws {
    let site = try LoopbackSite(folder: Fixture.site("gallery"))
    let folder = try TemporaryFolder()
    let outcome = try Shell.run(Self.example.path, [site.url("/")], in: folder.url)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let stored = try folder.contents().filter { $0.hasPrefix("birds/images/") }
    let endings = Set(stored.map { URL(filePath: $0).pathExtension })
    #expect(endings == ["jpg", "png"])
    #expect(outcome.stdout.hasPrefix("\(stored.count) images, "), "\(outcome.stdout)")
    #expect(outcome.stdout.contains("/notes/gone.html: The server answered with an error status."))
  }

  /// Only the host is another one: the block names a site on the web.
  @Test func `the shell block runs`() throws {
    let files = try Self.site()
    let site = try LoopbackSite(folder: files.url)
    let folder = try TemporaryFolder()
    let block = try #require(readme.blocks(of: "sh").first)
    let script = block.text
      .replacing("https://example.com/", with: site.url("/"))
      .replacing("https://example.com", with: String(site.url("/").dropLast()))
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let outcome = try Shell.run(
      "sh", ["-e", "-u", "-c", script],
      environment: ["PATH": "\(BuiltPrograms.folder.path):\(path)"], in: folder.url)
    #expect(outcome.status == 0, "\(outcome.stdout)\(outcome.stderr)")

    let stored = Dictionary(
      grouping: try folder.contents().filter { $0.contains("/images/") },
      by: { String($0.prefix { $0 != "/" }) }
    ).mapValues(\.count)
    let first = "127.0.0.1_\(site.port)"
    #expect(
      stored == [
        first: 3, "blog": 1, "near": 1, "photos": 3, "gently": 2, "small": 3, "again": 3,
      ])
    #expect(outcome.stdout.contains(#""via":"img[src]""#))
  }

  /// A site without a broken link: three pages, with one image each.
  private static func site() throws -> TemporaryFolder {
    let files = try TemporaryFolder()
    let pages = [
      ("index.html", "hero.jpg", ["blog/", "tag/new.html"]),
      ("blog/index.html", "after-the-rain.jpg", ["/"]),
      ("tag/new.html", "paper.png", []),
    ]
    for (name, image, links) in pages {
      let anchors = links.map { #"<a href="\#($0)">on</a>"# }.joined()
      try files.write("<title>\(name)</title><img src=\"\(image)\">\(anchors)", to: name)
    }
    let gallery = "sites/gallery/public/"
    try files.write(Fixture.data(gallery + "style/hero.jpg"), to: "hero.jpg")
    try files.write(Fixture.data(gallery + "style/paper.png"), to: "tag/paper.png")
    try files.write(
      Fixture.data(gallery + "albums/magpies/thumbs/after-the-rain.jpg"),
      to: "blog/after-the-rain.jpg")
    return files
  }

  @Test func `the options at a glance are those of the program`() throws {
    var options: Set<String> = []
    for command in ["crawl", "fetch"] {
      let help = try Shell.run(program, [command, "--help"], environment: ["COLUMNS": "1000"])
      options.formUnion(Self.options(in: String(help.stdout.split(separator: "USAGE").last ?? "")))
    }
    #expect(Self.options(in: readme.section("Options at a glance")) == options)
  }

  private static func options(in text: String) -> Set<String> {
    Set(text.matches(of: /(?:^|[\s`])(--?[a-z][-a-z]*)/).map { String($0.1) })
  }

  @Test func `the captured summary is what a crawl of the gallery prints`() throws {
    let site = try LoopbackSite(folder: Fixture.site("gallery"))
    let folder = try TemporaryFolder()
    let outcome = try Shell.run(program, [site.url("/"), "-o", "birds"], in: folder.url)
    #expect(outcome.status == 1)
    let shown = try #require(readme.blocks(of: "").first { $0.text.hasPrefix("$ magpie") })
    let output = shown.text.split(separator: "\n", maxSplits: 1)[1]
    #expect(
      Self.timeless(outcome.stdout.replacing(":\(site.port)", with: ":8080"))
        == Self.timeless(String(output)))
  }

  private static func timeless(_ text: String) -> String {
    text.replacing(#/ in [0-9.]+ s\./#, with: "")
  }
}
