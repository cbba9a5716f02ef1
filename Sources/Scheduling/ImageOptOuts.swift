import Addressing
import CrawlModel

/// The opt-outs of one image, collected from its own response and from the places that show it.
struct ImageOptOuts {
  /// The maximum number listed for one image; a logo on a hundred thousand pages need not list them
  /// all.
  static let listed = 32

  /// The maximum number of bytes that all opt-outs of a document take with all its images.
  static let mostBytes = 8 << 20

  /// The opt-outs of a document as they are listed with each of its images: if they would take too
  /// much in all, only the first one, and the first for links.
  static func listed(_ said: [OptOut], ofImages count: Int) -> [OptOut] {
    let bytes = said.reduce(0) { $0 + $1.value.utf8.count + $1.source.text.utf8.count }
    guard Double(bytes) * Double(count) > Double(mostBytes) else { return said }
    let first = said.first { $0.signal != .nofollow }
    return [first, said.first { $0.signal == .nofollow }].compactMap { $0 }
  }

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
