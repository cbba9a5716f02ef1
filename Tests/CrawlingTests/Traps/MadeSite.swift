import Foundation
import Synchronization
import TestSupport
import Testing

/// A site that is made up as it is asked for: pages by a function of the target, an image of its own
/// at every path that begins with `/img/`, and nothing anywhere else.
struct MadeSite: Sendable, CustomTestStringConvertible {
  /// What the tests call it.
  let name: String
  /// The images that a crawl must find.
  let images: Set<String>
  /// The page at a target; `nil` where there is none.
  let page: @Sendable (LoggedRequest) -> Behaviour?

  var testDescription: String { name }

  init(
    _ name: String, images: Set<String> = [],
    _ page: @escaping @Sendable (LoggedRequest) -> Behaviour?
  ) {
    self.name = name
    self.images = images
    self.page = page
  }

  func serve() throws -> LoopbackSite {
    try LoopbackSite(
      routes: [:],
      otherwise: .decide { request in
        if request.path.hasPrefix("/img/") { return .picture(request.path) }
        if request.path == "/robots.txt" { return .status(404) }
        return page(request) ?? .status(404)
      })
  }

  /// Adds a gallery that the first page leads to: photo pages one behind the other, each with an
  /// image of its own.
  func besideGallery(of count: Int) -> MadeSite {
    MadeSite(name, images: images.union((1...count).map { "/img/photo/\($0).png" })) { request in
      let path = request.path
      guard path.hasPrefix("/photo/"), let number = Int(path.dropFirst(7)), number <= count else {
        return page(request)
      }
      return .made(
        "Photo \(number)", images: ["/img/photo/\(number).png"],
        links: number < count ? ["/photo/\(number + 1)", "/"] : ["/"])
    }
  }
}

extension Behaviour {
  /// Answers 200 with a page of this text.
  static func made(_ text: String, images: [String] = [], links: [String] = []) -> Behaviour {
    let shown = images.map { "<img src=\"\($0)\">" }.joined()
    let linked = links.map { "<li><a href=\"\($0)\">more</a></li>" }.joined(separator: "\n")
    return .html(
      """
      <!doctype html><html><head><title>A site</title></head><body><h1>A site of ours</h1>
      <p>\(text)</p>\(shown)<ul>\(linked)</ul><footer>All rights reserved</footer></body></html>
      """)
  }
}

/// Numbers that never come twice.
final class Drawn: Sendable {
  private let last = Atomic(UInt64(0))

  /// The next one, as it would stand in the address of a session.
  func next() -> String {
    let number = last.add(1, ordering: .relaxed).newValue
    return String((number &* 0x9E37_79B9_7F4A_7C15) | 1 << 63, radix: 16)
  }

  /// The next one, counted.
  func count() -> UInt64 { last.add(1, ordering: .relaxed).newValue }
}

extension String {
  /// The numbers in the text, in order.
  var numbers: [Int] { split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) } }
}
