import Addressing
import Foundation
import PageFuzz

/// Holds one page after another against itself, and counts.
struct Check {
  private let base: WebAddress
  private(set) var count = 0
  private(set) var scanned = 0
  private(set) var differing = 0

  init() throws { base = try WebAddress("http://page.test/a/b.html") }

  /// The folder with the seeds: `corpora/html` of this package.
  static let seeds = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../corpora/html").standardizedFileURL.path

  /// The pages below a folder.
  static func pages(in folder: String) -> [(name: String, bytes: [UInt8])] {
    let root = URL(filePath: folder)
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".html") || $0.hasSuffix(".htm") || $0.hasSuffix(".xhtml") }
      .sorted().compactMap { name in
        guard let data = try? Data(contentsOf: root.appending(path: name)) else { return nil }
        return (folder + "/" + name, [UInt8](data))
      }
  }

  mutating func take(_ page: [UInt8], _ name: String) {
    count += 1
    if PageComparison.isScanned(page) { scanned += 1 }
    guard difference(page) != nil else { return }
    differing += 1
    guard differing <= 5 else { return }
    let small = reduced(page)
    print(
      "\(name) differs:\n\(String(decoding: small, as: UTF8.self))\n\(difference(small) ?? "")\n")
  }

  private func difference(_ page: [UInt8]) -> String? {
    PageComparison.ofLinks(page, at: base) ?? PageComparison.ofEvents(page)
  }

  /// Takes away what does not make it differ.
  private func reduced(_ page: [UInt8]) -> [UInt8] {
    var page = page
    var size = page.count / 2
    while size > 0 {
      var at = 0
      while at < page.count {
        let shorter = Array(page[..<at] + page[min(page.count, at + size)...])
        if difference(shorter) != nil { page = shorter } else { at += size }
      }
      size /= 2
    }
    return page
  }
}
