import Addressing
import CrawlModel

/// What is said against taking one image, put together from its own answer and from the places that
/// show it.
struct ImageOptOuts {
  /// So many are listed for one image; a logo on a hundred thousand pages need not name them all.
  static let listed = 32

  private(set) var all: [OptOut]
  private var seen: Set<OptOut>

  /// Begins with what is said of the image itself.
  init(_ own: [OptOut]) {
    all = own
    seen = Set(own)
  }

  /// Adds a place that shows it.
  ///
  /// - Parameters:
  ///   - page: the document.
  ///   - via: the spot in it.
  ///   - isNofollow: whether the link there has `rel=nofollow`.
  ///   - said: what the document says of its images and links.
  mutating func add(page: WebAddress, via: Via, isNofollow: Bool, said: [OptOut]) {
    for optOut in said where optOut.signal != .nofollow || via.role == .hyperlink { add(optOut) }
    if isNofollow { add(OptOut(.nofollow, in: .link, of: page, value: "rel=nofollow")) }
  }

  private mutating func add(_ optOut: OptOut) {
    guard all.count < Self.listed, seen.insert(optOut).inserted else { return }
    all.append(optOut)
  }
}
