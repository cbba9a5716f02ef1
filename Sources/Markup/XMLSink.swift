/// What takes the events of an `XMLReader`, in document order, on the thread that reads.
///
/// Each start has its end, told for a missing end tag where an outer element ends; only what is
/// open when the document breaks off has none.
public protocol XMLSink: AnyObject {
  /// Takes a start tag; `element` shows its attributes until this returns.
  func startElement(_ element: XMLElement)
  /// Takes the end of an element, by its name without prefix in lower case.
  func endElement(_ name: MarkupName)
  /// Takes a piece of text as UTF-8, CDATA included; a run of text may come in many pieces.
  func characters(_ text: Span<UInt8>)
}
