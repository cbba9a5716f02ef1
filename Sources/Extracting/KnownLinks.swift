public import CrawlModel
public import Markup

/// Stores the links of references, so that a link that would only be counted is not processed again
/// on every page of a site.
///
/// Use it only from the thread that reads; the base of each document must be set before.
public protocol KnownLinks: KnownReferences {
  /// Stores the link of a reference of the current document; the reference must not look like that
  /// of an image.
  func learn(_ reference: Span<UInt8>, _ link: Link)
}
