/// Receives the events of an `HTMLReader`, in document order, on the thread that reads.
///
/// End events are those the parser determines, including for implied end tags. In a document nested
/// deeper than `HTMLReader.maximumDepth` some are missing.
public protocol HTMLSink: AnyObject {
  /// Receives a start tag; `element` provides its attributes until this returns.
  func startElement(_ element: HTMLElement)
  /// Receives the end of an element.
  func endElement(_ name: MarkupName)
  /// Receives a piece of text as UTF-8; a run of text may be split into many pieces.
  func characters(_ text: Span<UInt8>)
  /// Receives the text of a comment; only called if the reader's options include comments.
  func comment(_ text: Span<UInt8>)
  /// Receives the whole content of a `script` or `style` element, after its start and before its
  /// end; only called if the reader's options include `rawText`.
  func rawText(of name: MarkupName, _ text: Span<UInt8>)
}

extension HTMLSink {
  /// Ignores text.
  public func characters(_ text: Span<UInt8>) {}
  /// Ignores comments.
  public func comment(_ text: Span<UInt8>) {}
  /// Ignores raw text.
  public func rawText(of name: MarkupName, _ text: Span<UInt8>) {}
}
