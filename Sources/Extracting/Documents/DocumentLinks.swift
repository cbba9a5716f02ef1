import Addressing
import CrawlModel

/// Collects the links of one document, shared by the readers of its parts.
final class DocumentLinks {
  private var collector: LinkCollector
  private let passed = Passed()

  /// A link of an embedded document while it is being reported.
  private final class Passed {
    var link: Link?
  }

  /// Makes a collector for a document of so many bytes.
  init(base: WebAddress, of byteCount: Int, _ found: @escaping (Link) -> Void) {
    collector = LinkCollector(base: base, of: byteCount) { [passed] link in
      guard var whole = passed.link else { return found(link) }
      whole.via = link.via
      found(whole)
    }
  }

  /// The base of relative references.
  var base: WebAddress {
    get { collector.base }
    set { collector.base = newValue }
  }

  /// Resolves something that is not a link; returns `nil` if it cannot be fetched.
  func address(of reference: String) -> WebAddress? { collector.address(of: reference) }

  /// The number of links reported.
  var count: Int { collector.count }

  /// Whether something was omitted because of a limit.
  var isCut: Bool { collector.isCut || isIncomplete }

  /// Set when a part of the document was not read.
  var isIncomplete = false

  /// Reports a link, see `LinkCollector`.
  func add(
    _ reference: String, _ kind: Link.Kind, _ via: Via,
    _ caption: @autoclosure () -> Caption = Caption()
  ) {
    collector.add(reference, kind, via, caption())
  }

  /// Reports a link of an embedded document with all its properties.
  func pass(_ link: Link, as via: Via) {
    passed.link = link
    collector.add(link.address.text, link.kind, via)
    passed.link = nil
  }
}
