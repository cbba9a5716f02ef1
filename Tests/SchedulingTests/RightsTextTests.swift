import Addressing
import CrawlModel
import GRDB
import Testing

@testable import Scheduling

/// The statements of rights in a journal: those of a file, and those of the pages that show it.
struct RightsTextTests {
  @Test func `what is written is read`() throws {
    var rights = ImageRights()
    rights.add(RightsStatement(.license, in: .xmp, "https://a.test/license?a=b\u{301}"))
    rights.add(RightsStatement(.license, in: .microdata, "https://a.test/license?a=b\u{301}"))
    rights.add(RightsStatement(.contentCredentials, in: .c2pa, ""))
    rights.add(RightsStatement(.creator, in: .iptc, "\u{301} Ä\u{2003}ß\r\n\u{301}x\ty "))
    rights.add(RightsStatement(.owner, in: .exif, String(repeating: "🐦", count: 600)))
    #expect(rights.statements.count == 5)
    let text = try #require(RightsText.text(of: rights))
    #expect(try RightsText.read(text) == rights)
    #expect(RightsText.text(of: try RightsText.read(text)) == text)
    #expect(try RightsText.read(RightsText.text(of: ImageRights())) == ImageRights())
    #expect(try RightsText.read(RightsText.text(of: nil)) == nil)
  }

  @Test(arguments: [
    "what", "license\tmicrodata", "license\tmicrodata\tx\ty", "what\tmicrodata\tx",
    "license\twhat\tx", "license\tmicrodata\tx\nlicense\txmp",
    "license\tmicrodata\t" + String(repeating: "x", count: 4 * RightsStatement.longestValue + 1),
  ])
  func `lines that are never written are damage`(text: String) {
    let error = #expect(throws: DatabaseError.self) { try RightsText.read(text) }
    #expect(error?.resultCode == .SQLITE_CORRUPT)
    #expect(error?.message?.hasPrefix("the statement of rights '") == true)
  }

  /// The statements about each image, as `path: kind value, page`.
  private func statements(of texts: [(image: Int, text: String)]) throws -> [String] {
    let place = try JournalFolder()
    _ = try Journal(place.path)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: place.path, configuration: configuration)
    try queue.write { db in
      try db.execute(
        sql: "INSERT INTO run (id, kind, version, started_at) VALUES (1, 'crawl', '0', 'then')")
      let images = Set(texts.map(\.image)).map { ($0, "image") }
      for (number, kind) in images + texts.indices.map({ (100 + $0, "page") }) {
        try db.execute(
          sql: """
            INSERT INTO address (id, fingerprint, url, kind, origin, depth, hops, run)
              VALUES (?, ?, ?, ?, 1, 0, 0, 1)
            """, arguments: [number, number, "http://a.test/\(number)", kind])
      }
      for (page, place) in texts.enumerated() {
        try db.execute(
          sql: """
            INSERT INTO reference (image, page, run, via, rights) VALUES (?, ?, 1, 'img[src]', ?)
            """, arguments: [place.image, 100 + page, place.text])
      }
    }
    try queue.close()
    let read = try Journal(place.path).records().images
    var statements: [String] = []
    while let image = try read() {
      statements += (image.rights?.statements ?? []).map { statement in
        "\(image.key.text.suffix(1)): \(statement.kind.rawValue) \(statement.value), "
          + (statement.page?.text.suffix(3) ?? "none")
      }
    }
    return statements
  }

  @Test func `each statement is recorded with the first page that makes it`() throws {
    let read = try statements(of: [
      (1, "license\tmicrodata\ta"), (1, "license\tmicrodata\tb"), (2, "license\tmicrodata\tb"),
      (2, "license\tmicrodata\tb\nlicense\trel-license\tb\ncreator\tmicrodata\tb"),
      (1, "license\tmicrodata\ta"), (1, "license\tmicrodata\tc\nlicense\tmicrodata\tb"), (2, ""),
    ])
    #expect(
      read == [
        "1: license a, 100", "1: license b, 101", "1: license c, 105",
        "2: license b, 102", "2: license b, 103", "2: creator b, 103",
      ])
  }

  @Test func `an image has the statements of the first pages, up to the limit`() throws {
    let pages = ImageRights.most + 10
    let texts = (0..<pages).map { (image: 1, text: "license\tmicrodata\t\($0)") }
    let other = (image: 2, text: "license\tmicrodata\tother")
    let read = try statements(of: texts + [other])
    #expect(
      read == (0..<ImageRights.most).map { "1: license \($0), \(100 + $0)" }
        + ["2: license other, \(100 + pages)"])
  }
}
