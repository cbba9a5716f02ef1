import Markup

/// Hands the events of a page to the `LinkFinder` that it holds.
///
/// The finder is a value, so that Swift checks for overlapping access once an event, and not at each
/// thing that the finder looks at.
final class HTMLLinkSink: HTMLSink {
  var finder: LinkFinder

  init(_ finder: LinkFinder) { self.finder = finder }

  func startElement(_ element: HTMLElement) { finder.startElement(element) }

  func endElement(_ name: MarkupName) { finder.endElement(name) }

  func characters(_ text: Span<UInt8>) { finder.characters(text) }

  func comment(_ text: Span<UInt8>) { finder.comment(text) }

  func rawText(of name: MarkupName, _ text: Span<UInt8>) { finder.rawText(of: name, text) }
}
