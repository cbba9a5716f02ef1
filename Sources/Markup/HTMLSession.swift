internal import CLibxml2

/// One libxml2 push parser with the sink of its events; used for one `read`.
///
/// Use it only from the thread that reads. Accesses to its counters are not nested, so exclusivity
/// checks are disabled.
final class HTMLSession {
  private let sink: any HTMLSink
  private let element = HTMLElement()
  @exclusivity(unchecked) private var context: htmlParserCtxtPtr?
  @exclusivity(unchecked) private var strayEndTags = 0
  private let text: UnsafeBufferPointer<UInt8>
  /// The positions of the content of `script` and `style` elements that libxml2 has not reached
  /// yet, in order.
  @exclusivity(unchecked) var rawTexts: [Range<Int>] = []
  @exclusivity(unchecked) private var rawTextsTaken = 0

  private static let script: MarkupName = "script"
  private static let style: MarkupName = "style"

  /// The maximum number of stray end tags with the full stack.
  ///
  /// Searching a deep stack for each of them would cost too much, so beyond this the stack is kept
  /// flat.
  private static let toleratedStrayEndTags = 10_000
  private static let flatDepth = 16
  /// The number of outermost elements kept when the stack is cut: `html`, `body` and a few more.
  private static let keptOutside = 8

  /// Creates a session for a document, which must outlive it; returns `nil` if out of memory.
  init?(_ text: UnsafeBufferPointer<UInt8>, sink: any HTMLSink, wantsComments: Bool) {
    self.text = text
    self.sink = sink
    var handler = xmlSAXHandler()
    // Without `XML_SAX2_MAGIC` libxml2 prints errors instead of calling `serror`.
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElement = onStartElement
    handler.endElement = onEndElement
    handler.characters = onCharacters
    handler.ignorableWhitespace = onCharacters
    handler.cdataBlock = onCharacters
    handler.serror = onError
    if wantsComments { handler.comment = onComment }
    let me = Unmanaged.passUnretained(self).toOpaque()
    guard
      let context = htmlCreatePushParserCtxt(&handler, me, nil, 0, nil, XML_CHAR_ENCODING_UTF8)
    else { return nil }
    self.context = context
    // In recovery mode `</b>` inside a script does not end the script.
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
      | HTML_PARSE_NODEFDTD.rawValue | HTML_PARSE_COMPACT.rawValue
    htmlCtxtUseOptions(context, Int32(bitPattern: options))
    context.pointee.charset = XML_CHAR_ENCODING_UTF8.rawValue
  }

  deinit {
    if let context { htmlFreeParserCtxt(context) }
  }

  /// Parses more bytes; returns `false` if libxml2 has stopped, so that further bytes have no
  /// effect.
  func feed(_ bytes: [UInt8]) -> Bool {
    guard let context else { return false }
    var start = 0
    while start < bytes.count {
      // libxml2's counts have 32 bits.
      let count = min(bytes.count - start, 1 << 30)
      bytes.withUnsafeBytes { raw in
        let part = raw.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
        _ = htmlParseChunk(context, part, Int32(count), 0)
      }
      start += count
    }
    boundNames()
    return context.pointee.instate != XML_PARSER_EOF
  }

  /// Parses a whole document, so libxml2 need not look ahead for bytes to come.
  func feedWhole(_ bytes: [UInt8]) {
    guard let context, bytes.count <= 1 << 30 else {
      _ = feed(bytes)
      return finish()
    }
    bytes.withUnsafeBytes { raw in
      let text = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      _ = htmlParseChunk(context, text, Int32(raw.count), 1)
    }
  }

  /// Ends the document.
  func finish() {
    guard let context else { return }
    _ = htmlParseChunk(context, nil, 0, 1)
  }

  // MARK: libxml2's callbacks

  fileprivate func start(
    _ name: UnsafePointer<UInt8>, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    element.show(name: name, attributes: attributes) { sink.startElement($0) }
    boundDepth()
    if rawTextsTaken < rawTexts.count, element.name == Self.script || element.name == Self.style {
      sink.rawText(
        of: element.name, UnsafeBufferPointer(rebasing: text[rawTexts[rawTextsTaken]]).span)
      rawTextsTaken += 1
    }
  }

  fileprivate func end(_ name: UnsafePointer<UInt8>) {
    sink.endElement(MarkupName(name))
  }

  fileprivate func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    sink.characters(bytes.span)
  }

  fileprivate func comment(_ bytes: UnsafeBufferPointer<UInt8>) {
    sink.comment(bytes.span)
  }

  fileprivate func note(_ error: UnsafePointer<xmlError>) {
    if error.pointee.code == Int32(bitPattern: XML_ERR_TAG_NAME_MISMATCH.rawValue) {
      strayEndTags += 1
    }
  }

  /// The number of names in libxml2's dictionary.
  var nameCount: Int { context.map { Int(xmlDictSize($0.pointee.dict)) } ?? 0 }

  /// Replaces libxml2's dictionary if it has too many names.
  ///
  /// Between two calls, only the stack of open elements refers to it.
  private func boundNames() {
    guard let context, NameLimit.isExceeded(by: context.pointee.dict),
      let dictionary = xmlDictCreate()
    else { return }
    let depth = Int(context.pointee.nameNr)
    if let names = context.pointee.nameTab {
      for index in 0..<depth { names[index] = xmlDictLookup(dictionary, names[index], -1) }
      context.pointee.name = depth > 0 ? names[depth - 1] : nil
    }
    xmlDictFree(context.pointee.dict)
    context.pointee.dict = dictionary
  }

  /// Removes elements from the middle of libxml2's stack of open elements when it is too deep.
  ///
  /// The stack holds interned names that it does not own, so names can be moved down. The innermost
  /// element, which libxml2 uses next, stays on top. Half of the elements are removed at once, so
  /// the amortised cost per start tag is constant.
  private func boundDepth() {
    guard let context, let names = context.pointee.nameTab else { return }
    let depth = Int(context.pointee.nameNr)
    let isHostile = strayEndTags > Self.toleratedStrayEndTags
    let limit = isHostile ? Self.flatDepth : HTMLReader.maximumDepth
    guard depth > limit else { return }
    let outside = isHostile ? 2 : Self.keptOutside
    let inside = (limit - outside) / 2
    for index in 0..<inside { names[outside + index] = names[depth - inside + index] }
    context.pointee.nameNr = Int32(outside + inside)
  }
}

// MARK: - C callbacks

private func session(_ me: UnsafeMutableRawPointer?) -> HTMLSession? {
  guard let me else { return nil }
  return Unmanaged<HTMLSession>.fromOpaque(me).takeUnretainedValue()
}

private func onStartElement(
  _ me: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?,
  _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
  guard let name else { return }
  session(me)?.start(name, attributes)
}

private func onEndElement(_ me: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?) {
  guard let name else { return }
  session(me)?.end(name)
}

private func onCharacters(
  _ me: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ count: Int32
) {
  guard let text else { return }
  session(me)?.text(UnsafeBufferPointer(start: text, count: Int(count)))
}

private func onComment(_ me: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?) {
  guard let text else { return }
  session(me)?.comment(UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text))))
}

private func onError(_ me: UnsafeMutableRawPointer?, _ error: UnsafeMutablePointer<xmlError>?) {
  guard let error else { return }
  session(me)?.note(error)
}
