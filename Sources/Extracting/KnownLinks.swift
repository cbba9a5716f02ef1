public import CrawlModel
public import Markup

/// Remembers what references in the documents of a site led to, so that a link which would only be
/// counted is not read again on every page.
///
/// It belongs to the thread that reads, and is told the base of each document before.
public protocol KnownLinks: KnownReferences {
  /// Learns what link a reference of the document at hand stands for, one that does not look like
  /// an image's.
  func learn(_ reference: Span<UInt8>, _ link: Link)
}
