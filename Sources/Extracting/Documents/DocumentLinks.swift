import Addressing
import CrawlModel

/// The links of one document, shared by all that read a part of it.
final class DocumentLinks {
  private var collector: LinkCollector
  private let passed = Passed()

  /// A link of a document within the document, on its way out.
  private final class Passed {
    var link: Link?
  }

  init(base: WebAddress, _ found: @escaping (Link) -> Void) {
    collector = LinkCollector(base: base) { [passed] link in
      guard var whole = passed.link else { return found(link) }
      whole.via = link.via
      found(whole)
    }
  }

  /// What relative references start from.
  var base: WebAddress {
    get { collector.base }
    set { collector.base = newValue }
  }

  /// How many links were given out.
  var count: Int { collector.count }

  /// Whether something was left out because there was too much of it.
  var isCut: Bool { collector.isCut || isIncomplete }

  /// Set when a part of the document was not looked at.
  var isIncomplete = false

  /// Gives a link out, see `LinkCollector`.
  func add(
    _ reference: String, _ kind: Link.Kind, _ via: Via,
    _ caption: @autoclosure () -> Caption = Caption()
  ) {
    collector.add(reference, kind, via, caption())
  }

  /// Gives out a link that was found in a document within this one, with all that is known of it.
  func pass(_ link: Link, as via: Via) {
    passed.link = link
    collector.add(link.address.text, link.kind, via)
    passed.link = nil
  }
}
