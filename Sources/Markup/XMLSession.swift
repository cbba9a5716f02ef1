internal import CLibxml2

/// One libxml2 push parser with the sink of its events; used for one `read`.
final class XMLSession {
  /// An additional element, which is not reported to the sink.
  ///
  /// One is opened before the document, so that libxml2 accepts text before the root and does not
  /// stop at a second root. Another follows the document, since libxml2 holds back the last text
  /// and tag until the next one.
  private static let wrapper: MarkupName = "magpie-wrapper"

  private let sink: any XMLSink
  private let element = XMLElement()
  private var context: xmlParserCtxtPtr?

  init?(sink: any XMLSink) {
    self.sink = sink
    // Only these callbacks: declarations have no effect, entities are unknown, nothing is resolved.
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = onStartElement
    handler.endElementNs = onEndElement
    handler.characters = onCharacters
    handler.ignorableWhitespace = onCharacters
    handler.cdataBlock = onCharacters
    handler.serror = onError
    let me = Unmanaged.passUnretained(self).toOpaque()
    guard let context = xmlCreatePushParserCtxt(&handler, me, nil, 0, nil) else { return nil }
    self.context = context
    let options =
      XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
      // No entities are left except the five of XML; without this option attributes would contain
      // them as `&#38;`.
      | XML_PARSE_NOENT.rawValue
      // The limits are those of the repair; libxml2's own would end a long sitemap early.
      | XML_PARSE_HUGE.rawValue
    xmlCtxtUseOptions(context, Int32(bitPattern: options))
    feed(Array("<\(Self.wrapper)>".utf8))
  }

  deinit {
    if let context { xmlFreeParserCtxt(context) }
  }

  /// Parses more bytes.
  func feed(_ bytes: [UInt8]) {
    guard let context else { return }
    var start = 0
    while start < bytes.count {
      // libxml2's counts have 32 bits.
      let count = min(bytes.count - start, 1 << 30)
      bytes.withUnsafeBytes { raw in
        let part = raw.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
        _ = xmlParseChunk(context, part, Int32(count), 0)
      }
      start += count
    }
  }

  /// The names that may still be used if there are too many; otherwise `nil`.
  var fullDictionary: FullDictionary? { FullDictionary(context?.pointee.dict) }

  /// Ends the document; elements that are still open get no end event.
  func finish() {
    feed(Array("<\(Self.wrapper)/>".utf8))
    guard let context else { return }
    _ = xmlParseChunk(context, nil, 0, 1)
  }

  // MARK: libxml2's callbacks

  fileprivate func start(
    _ name: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?,
    _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int
  ) {
    element.show(name: name, prefix: prefix, uri: uri, attributes: attributes, count: count) {
      if $0.name != Self.wrapper { sink.startElement($0) }
    }
  }

  fileprivate func end(_ name: UnsafePointer<UInt8>) {
    let name = MarkupName(loweringCString: name)
    if name != Self.wrapper { sink.endElement(name) }
  }

  fileprivate func text(_ bytes: UnsafeBufferPointer<UInt8>) { sink.characters(bytes.span) }
}

// MARK: - C callbacks

private func session(_ me: UnsafeMutableRawPointer?) -> XMLSession? {
  guard let me else { return nil }
  return Unmanaged<XMLSession>.fromOpaque(me).takeUnretainedValue()
}

private func onStartElement(
  _ me: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?,
  _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?, _ namespaceCount: Int32,
  _ namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ attributeCount: Int32,
  _ defaultedCount: Int32, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
  guard let name else { return }
  session(me)?.start(name, prefix, uri, attributes, Int(attributeCount))
}

private func onEndElement(
  _ me: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?,
  _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?
) {
  guard let name else { return }
  session(me)?.end(name)
}

private func onCharacters(
  _ me: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ count: Int32
) {
  guard let text else { return }
  session(me)?.text(UnsafeBufferPointer(start: text, count: Int(count)))
}

/// Ignores errors, which were repaired before; without this callback libxml2 would print them.
private func onError(_ me: UnsafeMutableRawPointer?, _ error: UnsafeMutablePointer<xmlError>?) {}
