import Addressing
import CrawlModel

/// The opt-outs of one image, collected from its own response and from the places that show it.
struct ImageOptOuts {
  /// The maximum number listed for one image; a logo on a hundred thousand pages need not list them
  /// all.
  static let listed = 32

  private(set) var all: [OptOut]
  private var seen: Set<OptOut>

  /// Starts with the opt-outs of the image itself.
  init(_ own: [OptOut]) {
    all = own
    seen = Set(own)
  }

  /// Adds a place that shows the image.
  ///
  /// - Parameters:
  ///   - page: the document.
  ///   - via: the place in it.
  ///   - isNofollow: whether the link there has `rel=nofollow`.
  ///   - said: the opt-outs that the document states for its images and links.
  mutating func add(page: WebAddress, via: Via, isNofollow: Bool, said: [OptOut]) {
    for optOut in said where optOut.signal != .nofollow || via.isHyperlink { add(optOut) }
    if isNofollow { add(OptOut(.nofollow, in: .link, of: page, value: "rel=nofollow")) }
  }

  private mutating func add(_ optOut: OptOut) {
    guard all.count < Self.listed, seen.insert(optOut).inserted else { return }
    all.append(optOut)
  }
}
