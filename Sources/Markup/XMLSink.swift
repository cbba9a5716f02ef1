/// Receives the events of an `XMLReader`, in document order, on the thread that reads.
///
/// Each start has its end; for a missing end tag it is reported when an outer element ends. Only
/// elements that are open at the end of the document have none.
public protocol XMLSink: AnyObject {
  /// Receives a start tag; `element` provides its attributes until this returns.
  func startElement(_ element: XMLElement)
  /// Receives the end of an element: its name without prefix, in lower case.
  func endElement(_ name: MarkupName)
  /// Receives a piece of text as UTF-8, CDATA included; a run of text may be split into many
  /// pieces.
  func characters(_ text: Span<UInt8>)
}
