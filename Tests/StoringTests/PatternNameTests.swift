import Addressing
import CrawlModel
import Testing

@testable import Storing

struct PatternNameTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func put(
    _ pattern: String, _ address: String, on page: String? = nil, _ text: String = "bytes",
    width: Int? = 30, height: Int? = 20
  ) throws -> String {
    let tree = try scratch.tree(.pattern(try LayoutPattern(pattern)))
    return try put(in: tree, address, on: page, text, width: width, height: height)
  }

  private func put(
    in tree: FileTree, _ address: String, on page: String? = nil, _ text: String,
    width: Int? = nil, height: Int? = nil
  ) throws -> String {
    let found = FoundImage(
      address: try WebAddress(address),
      facts: ImageFacts(format: .jpeg, width: width, height: height),
      content: ImageContent(Array(text.utf8)), page: try page.map { try WebAddress($0) },
      fetchedAt: Timestamp(seconds: 1_780_000_000))
    return try tree.put(found).file
  }

  private static let image = "https://img.example.org/2026/birds/robin%20one.JPG?size=large"

  @Test(arguments: [
    ("{host}/{path}/{name}", "images/img.example.org/2026/birds/robin one.jpg"),
    ("{name}", "images/robin one.jpg"), ("{path}", "images/2026_birds.jpg"),
    ("{page}/{name}", "images/gallery/small.birds/robin one.jpg"),
    ("{page}", "images/gallery_small.birds.jpg"), ("{date}/{n}", "images/2026-05-28/1.jpg"),
    ("{format}/{width}x{height} {n}-{name}", "images/jpeg/30x20 1-robin one.jpg"),
    (
      "{sha256}.{format}",
      "images/277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9.jpg"
    ), (".{name}", "images/_robin one.jpg"),
    ("-{n}", "images/_1.jpg"), ("...{n}", "images/_..1.jpg"), ("CON/{n}", "images/_CON/1.jpg"),
    ("a:b?/{n}*", "images/a_b_/1_.jpg"), ("x.png/{n}", "images/x.png~/1.jpg"),
  ])
  func `a pattern names a file`(pattern: String, file: String) throws {
    #expect(
      try put(pattern, Self.image, on: "https://example.org/gallery/small.birds.html?p=2") == file)
  }

  @Test func `nothing that is missing leads out of the folder`() throws {
    #expect(try put("{page}/{path}/{name}", "http://a.org/") == "images/index.jpg")
    #expect(
      try put("{page}/{name}", "http://a.org/..%2f..%2fx", on: "http://a.org/%2e%2e%2fp/") != "")
    for file in try scratch.files {
      #expect(!file.split(separator: "/").contains("..") && file.hasPrefix("images/"))
    }
    #expect(try put("x/{width}", "http://a.org/v.svg", "v", width: nil) == "images/x/0.jpg")
  }

  @Test func `numbers are counted in each folder, and go on in the next run`() throws {
    let pattern = FileLayout.pattern(try LayoutPattern("{page}/{n}"))
    var tree = try scratch.tree(pattern)
    var files: [String] = []
    for number in 0..<100 {
      files.append(
        try put(
          in: tree, "http://a.org/\(number).jpg", on: "http://a.org/\(number % 2).html", "\(number)"
        ))
    }
    #expect(Set(files) == Set((1...50).flatMap { ["images/0/\($0).jpg", "images/1/\($0).jpg"] }))
    // The same bytes are stored once.
    #expect(try put(in: tree, "http://a.org/x.jpg", on: "http://a.org/0.html", "0") == files[0])
    tree = try scratch.tree(pattern)
    #expect(
      try put(in: tree, "http://a.org/n", on: "http://a.org/0.html", "new") == "images/0/51.jpg")
  }

  @Test func `numbers go on behind files of which many were removed`() throws {
    let pattern = FileLayout.pattern(try LayoutPattern("{page}/{n}"))
    for number in 201...400 { try scratch.write("\(number)", "images/0/\(number).jpg") }
    let tree = try scratch.tree(pattern)
    #expect(
      try put(in: tree, "http://a.org/n", on: "http://a.org/0.html", "new") == "images/0/401.jpg")
  }

  @Test func `names that are the same get different files`() throws {
    let tree = try scratch.tree(.pattern(try LayoutPattern("all/{format}")))
    let files = try (0..<5).map { try put(in: tree, "http://a.org/\($0)", "\($0)") }
    #expect(Set(files).count == 5 && files[0] == "images/all/jpeg.jpg")
  }

  @Test func `long names and deep paths are cut`() throws {
    let deep = "http://a.org/" + String(repeating: "folder/", count: 100) + "x.jpg"
    let long = "http://a.org/" + String(repeating: "x", count: 500) + ".jpg"
    for file in [
      try put("{path}/{path}/{name}", deep, "1"), try put("{name}{name}{name}", long, "2"),
      try put("{name}/{n}{name}", long, "3"),
    ] {
      #expect(file.utf8.count <= NamePlan.pathLimit && file.hasSuffix(".jpg"))
    }
  }
}
