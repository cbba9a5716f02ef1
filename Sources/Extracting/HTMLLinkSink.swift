import Markup

/// Forwards the events of a page to its `LinkFinder`.
///
/// The finder is a value, so that Swift checks exclusive access once per event, and not for each
/// property of the finder.
final class HTMLLinkSink: HTMLSink {
  var finder: LinkFinder

  init(_ finder: LinkFinder) { self.finder = finder }

  func startElement(_ element: HTMLElement) { finder.startElement(element) }

  func endElement(_ name: MarkupName) { finder.endElement(name) }

  func characters(_ text: Span<UInt8>) { finder.characters(text) }

  func comment(_ text: Span<UInt8>) { finder.comment(text) }

  func rawText(of name: MarkupName, _ text: Span<UInt8>) { finder.rawText(of: name, text) }
}
