/// What takes the events of an `HTMLReader`, in document order, on the thread that reads.
///
/// End events are those the parser makes out, also for end tags that are not written; in a
/// document nested deeper than `HTMLReader.maximumDepth` some are missing.
public protocol HTMLSink: AnyObject {
  /// Takes a start tag; `element` shows its attributes until this returns.
  func startElement(_ element: HTMLElement)
  /// Takes the end of an element.
  func endElement(_ name: MarkupName)
  /// Takes a piece of text as UTF-8; a run of text may come in many pieces.
  func characters(_ text: Span<UInt8>)
  /// Takes the text of a comment; only called when the reader was asked for comments.
  func comment(_ text: Span<UInt8>)
  /// Takes the whole content of a `script` or `style` element, after its start and before its end;
  /// only called when the reader was asked for `rawText`.
  func rawText(of name: MarkupName, _ text: Span<UInt8>)
}

extension HTMLSink {
  /// Takes no text.
  public func characters(_ text: Span<UInt8>) {}
  /// Takes no comment.
  public func comment(_ text: Span<UInt8>) {}
  /// Takes no content.
  public func rawText(of name: MarkupName, _ text: Span<UInt8>) {}
}
