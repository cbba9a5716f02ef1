import Foundation
import TestSupport
import Testing

/// `--metrics`, in the text form that node_exporter's textfile collector reads.
struct MetricsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func metrics(_ name: String) throws -> String {
    try String(contentsOf: folder.file(name), encoding: .utf8)
  }

  @Test func `what a link leads to is written, and the link stays`() throws {
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    try folder.write("", to: "target.prom")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.prom").path, withDestinationPath: "target.prom")
    let outcome = try Magpie.run(
      [site.url("/"), "-o", "out", "-q", "--metrics", "link.prom"], in: folder)
    #expect(outcome.status == 0)
    #expect(try metrics("target.prom").contains("magpie_images"))
    let link = try FileManager.default.destinationOfSymbolicLink(
      atPath: folder.file("link.prom").path)
    #expect(link == "target.prom")
  }

  @Test func `the whole file of a crawl`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/same.png", "/lost.png"]), "/a.png": .picture("a"),
      "/same.png": .picture("a"),
    ])
    let size = Picture.png("a").count
    let outcome = try Magpie.run(
      [site.url("/"), "-o", "out", "-q", "--metrics", "magpie.prom"], in: folder)
    #expect(outcome.status == 1)
    let text = try metrics("magpie.prom")
      .replacing(#/(_seconds\{crawl="out"\}) [0-9.]+/#) { "\($0.1) N" }
    #expect(
      text == """
        # HELP magpie_images Image addresses that the crawl knows, by state.
        # TYPE magpie_images gauge
        magpie_images{crawl="out",state="stored"} 1
        magpie_images{crawl="out",state="duplicate"} 1
        magpie_images{crawl="out",state="unchanged"} 0
        magpie_images{crawl="out",state="gone"} 0
        magpie_images{crawl="out",state="skipped"} 0
        magpie_images{crawl="out",state="failed"} 1
        magpie_images{crawl="out",state="pending"} 0
        # HELP magpie_pages Pages and other documents that the crawl knows, by state.
        # TYPE magpie_pages gauge
        magpie_pages{crawl="out",state="fetched"} 1
        magpie_pages{crawl="out",state="duplicate"} 0
        magpie_pages{crawl="out",state="unchanged"} 0
        magpie_pages{crawl="out",state="gone"} 0
        magpie_pages{crawl="out",state="skipped"} 0
        magpie_pages{crawl="out",state="failed"} 0
        magpie_pages{crawl="out",state="pending"} 0
        # HELP magpie_failures Addresses that failed, by kind and reason.
        # TYPE magpie_failures gauge
        magpie_failures{crawl="out",kind="image",reason="http-error"} 1
        # HELP magpie_stored_bytes Size of all stored images.
        # TYPE magpie_stored_bytes gauge
        magpie_stored_bytes{crawl="out"} \(size)
        # HELP magpie_run_images Images by what the latest run did with them.
        # TYPE magpie_run_images gauge
        magpie_run_images{crawl="out",change="checked"} 0
        magpie_run_images{crawl="out",change="new"} 2
        magpie_run_images{crawl="out",change="changed"} 0
        magpie_run_images{crawl="out",change="gone"} 0
        # HELP magpie_run_stored_bytes Size of the images that the latest run stored.
        # TYPE magpie_run_stored_bytes gauge
        magpie_run_stored_bytes{crawl="out"} \(size)
        # HELP magpie_run_duration_seconds How long the latest run took.
        # TYPE magpie_run_duration_seconds gauge
        magpie_run_duration_seconds{crawl="out"} N
        # HELP magpie_run_end_timestamp_seconds When the latest run ended, in Unix time.
        # TYPE magpie_run_end_timestamp_seconds gauge
        magpie_run_end_timestamp_seconds{crawl="out"} N
        # HELP magpie_run_ended 1 for how the latest run ended, 0 for the other ways.
        # TYPE magpie_run_ended gauge
        magpie_run_ended{crawl="out",ending="complete"} 1
        magpie_run_ended{crawl="out",ending="limit"} 0
        magpie_run_ended{crawl="out",ending="interrupted"} 0
        magpie_run_ended{crawl="out",ending="error"} 0

        """)
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/magpie.prom")
    #expect(((mode[.posixPermissions] as? Int) ?? 0) & 0o600 == 0o600)
  }

  @Test func `the label is escaped`() throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    let name = "a \"b\" \\c\nd"
    #expect(
      try Magpie.run([site.url("/"), "-o", name, "-q", "--metrics", "m.prom"], in: folder).status
        == 0)
    let text = try metrics("m.prom")
    #expect(text.contains(#"magpie_stored_bytes{crawl="a \"b\" \\c\nd"} 0"#))
    #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("magpie_") })
  }

  @Test func `an earlier file is replaced, and nothing else is left`() throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    try folder.write("old", to: "m/x.prom")
    #expect(
      try Magpie.run([site.url("/"), "-o", "out", "--metrics", "m/x.prom"], in: folder).status == 0)
    #expect(try metrics("m/x.prom").hasPrefix("# HELP "))
    #expect(try folder.contents().filter { $0.hasPrefix("m/") } == ["m/x.prom"])
  }

  @Test(arguments: ["nowhere/x.prom", "m/", "m"])
  func `a place that cannot be written is refused before the crawl`(path: String) throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    try folder.write("old", to: "m/x.prom")
    let outcome = try Magpie.run([site.url("/"), "-o", "out", "--metrics", path], in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.stderr.hasPrefix("magpie: "))
    #expect(site.requests.isEmpty)
  }

  @Test func `if they cannot be written in the end, the command is run and the crawl has its code`()
    throws
  {
    let parent = folder.file("m")
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]),
      "/a.png": .decide { _ in
        try? FileManager.default.removeItem(at: parent)
        return .picture("a")
      },
      "/lost": .page(images: ["/a.png", "/lost.png"]),
    ])
    for (path, code) in [("/", Int32(74)), ("/lost", 1)] {
      try folder.write("old", to: "m/x.prom")
      let outcome = try Magpie.run(
        [
          site.url(path), "-o", "out\(code)", "--metrics", "m/x.prom", "--on-end",
          "touch ran\(code)",
        ],
        in: folder)
      #expect(outcome.status == code)
      #expect(outcome.stderr.contains("The metrics were not written. "), "\(outcome.stderr)")
      #expect(outcome.stdout.contains("1 image (86 B) stored"))
      #expect(try folder.contents().contains("ran\(code)"))
    }
  }
}
